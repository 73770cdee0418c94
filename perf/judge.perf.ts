import { EnvironmentDetector, PerformanceTestFramework, perf } from 'evenkeel';
import { SLOW, samplesOf } from './samples.ts';
import { removeStore, type Stored, storeWith } from './stored.ts';

const RUNS = 30;
const samples = samplesOf(100);

interface Judging extends Stored {
  readonly framework: PerformanceTestFramework;
}

perf.group('judge', () => {
  perf(
    'makes bounds of 30 runs',
    ({ thresholds }: Stored) => thresholds.calculateThreshold('parse', 'linux-x64', samples),
    { ...SLOW, setup: () => storeWith(RUNS, 'parse', 'linux-x64'), teardown: removeStore },
  );
  perf('judges samples by 30 runs', ({ framework }: Judging) => framework.validateRegression('parse', samples), {
    ...SLOW,
    setup: async () => {
      const { environmentKey } = await new EnvironmentDetector().getEnvironmentContext();
      const stored = await storeWith(RUNS, 'parse', environmentKey);
      return { ...stored, framework: new PerformanceTestFramework({ cachePath: stored.directory }) };
    },
    teardown: async (judging) => {
      await judging.framework.close();
      await removeStore(judging);
    },
  });
});
