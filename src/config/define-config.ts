import type { ConfiguredCommand } from './commands.ts';
import type { PerformanceConfigFields } from './fields.ts';

/** What an `evenkeel.config.ts` may say. */
export interface ConfigurationModule extends Partial<PerformanceConfigFields> {
  /** Commands that are measured as tests; docs/commands.md has what can be said of each. */
  readonly commands?: readonly ConfiguredCommand[];
}

/**
 * Gives back what it is given: it is there for its types, so that an editor completes and checks an `evenkeel.config.ts`
 * (or `.mts`, `.js`, `.mjs`). What is left out has its default.
 *
 * @example
 * import { defineConfig } from 'evenkeel';
 *
 * export default defineConfig({ confidenceLevel: 0.99, cacheDirectory: 'perf/baselines' });
 */
export function defineConfig(fields: ConfigurationModule): ConfigurationModule {
  return fields;
}
