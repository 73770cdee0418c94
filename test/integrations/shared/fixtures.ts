import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import type { RunnerSettings } from '../../../src/integrations/shared/settings.ts';
import { temporaryDirectory } from '../../framework/fixtures.ts';

/** Settings of a project that is gone after the test. */
export function settings(overrides: Partial<RunnerSettings> = {}): RunnerSettings {
  const directory = temporaryDirectory();
  return {
    directory,
    config: { ...new PerformanceConfig({ cacheDirectory: `${directory}/baselines` }) },
    recording: 'automatic',
    overrides: {},
    failOnInconclusive: false,
    acceptWith: '`runner --accept`',
    reportFiles: [],
    ...overrides,
  };
}

/** Little is measured, and the tolerance is wider than any noise. */
export const QUICK = { iterations: 8, warmupIterations: 0, maxDuration: 5, tolerancePercent: 300 } as const;
