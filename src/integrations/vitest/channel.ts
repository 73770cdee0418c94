import type { RunnerSettings } from '../shared/settings.ts';

/** The name of the project that the plug-in adds, for `vitest --project performance`. */
export const PROJECT_NAME = 'performance';

/** How a slow-down that is meant is accepted. */
export const ACCEPT_WITH = '`vitest run -u`';

/** What the main process tells the processes of tests. */
export interface ProvidedSettings {
  readonly settings: RunnerSettings;
  /** Which files belong to the performance project. */
  readonly include: readonly string[];
  /** Whether code coverage is on, which makes code several times slower. */
  readonly coverage: boolean;
}

/** What it tells those of the performance project besides. */
export interface ProvidedProject {
  /** What is wrong with how its tests are run, and what to change; null where nothing is. */
  readonly wrongUse: string | null;
}

declare module 'vitest' {
  interface ProvidedContext {
    evenkeel?: ProvidedSettings;
    evenkeelProject?: ProvidedProject;
  }
}

/** What a test leaves in its `task.meta.evenkeel`: for people and other reporters, and packed for ours. */
export interface MeasuredMeta {
  readonly tests: readonly { readonly name: string; readonly verdict: string; readonly changePercent: number | null }[];
  readonly packed: string;
}
