import { performanceTest, test } from 'evenkeel/vitest';
import { expect } from 'vitest';
import { fingerprint } from './fingerprint.ts';

// Less than the defaults, so that the example is quick; leave these options out in earnest.
const quick = { iterations: 20, maxDuration: 0.5 };

// The short form: measured in this process, judged against the runs before.
performanceTest('fingerprint, in-process', quick, () => fingerprint('a text'));

// The long form: what was measured can be asked for more.
test('fingerprint takes less than 0.1 s', async ({ performanceFramework }) => {
  const result = await performanceFramework.runPerformanceTest(
    'long fingerprint',
    () => fingerprint('b'.repeat(1e5)),
    quick,
  );
  expect(result).toBeWithinPerformanceBounds({ maxMedianMs: 100 });
});
