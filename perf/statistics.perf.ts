import { perf, StatisticalValidator, summarize } from 'evenkeel';
import { samplesOf } from './samples.ts';

const validator = new StatisticalValidator();

// Only what can be imported is called here, so that these files also run on the commit that is compared with.
perf.group('statistics', () => {
  perf('summarises 10,000 samples', (samples: readonly number[]) => summarize(samples), {
    setup: () => samplesOf(10_000),
  });
  perf('finds outliers in 500 samples', (samples: readonly number[]) => validator.detectOutliers(samples), {
    setup: () => samplesOf(500),
  });
  perf(
    'makes an interval of 500 samples',
    (samples: readonly number[]) => validator.calculateConfidenceInterval(samples),
    { setup: () => samplesOf(500) },
  );
  perf(
    'tests 500 samples against 500',
    ({ before, now }: { readonly before: readonly number[]; readonly now: readonly number[] }) =>
      validator.testRegression(before, now),
    { setup: () => ({ before: samplesOf(500), now: samplesOf(500, 0.00102) }) },
  );
});
