import { subscribe } from 'node:diagnostics_channel';
import { resolve } from 'node:path';
import type { RecordingWish } from '../../framework/store/recording.ts';
import type { OutputFiles } from '../shared/outputs.ts';
import { type RunnerOptions, settleRunnerSettings } from '../shared/settings.ts';
import { TestHost } from '../shared/test-host.ts';
import { ACCEPT_WITH } from './accept-with.ts';
import { hostTests } from './contact.ts';
import type { JestGlobalConfig } from './jest-types.ts';

interface Current {
  readonly host: TestHost;
  readonly end: () => void;
}

let current: Current | null = null;

// The CommonJS twins cannot import in the contexts of test files; see scripts/commonjs/import-later.cjs.
subscribe('evenkeel:import', (question) => {
  (question as { importNatively: unknown }).importNatively = (href: string) => import(href);
});

/** Opens the host of a run, in place of that of an earlier one: in watch mode one process sees many runs. */
export function openHost(globalConfig: JestGlobalConfig, options: RunnerOptions & OutputFiles = {}): TestHost {
  closeHost();
  const directory = resolve(globalConfig.rootDir);
  const settings = settleRunnerSettings(options, {
    directory,
    acceptWith: ACCEPT_WITH,
    recording: wishOf(globalConfig),
    reportFiles: [options.json, options.junit, options.markdown].filter((file) => file !== undefined),
  });
  const host = new TestHost(settings, { measuresCoverage: globalConfig.collectCoverage ?? false, directory });
  current = { host, end: hostTests(host) };
  return host;
}

/** The host that is open; null where there is none. */
export function currentHost(): TestHost | null {
  return current?.host ?? null;
}

/** From now on, test files find no host. */
export function closeHost(): void {
  current?.end();
  current = null;
}

function wishOf({ watch, watchAll, updateSnapshot }: JestGlobalConfig): RecordingWish | undefined {
  if (watch || watchAll) return { never: 'watch mode never records' };
  return updateSnapshot === 'all' ? 'accept' : undefined;
}
