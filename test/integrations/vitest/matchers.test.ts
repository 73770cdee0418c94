import { describe, expect, it } from 'vitest';
import { performanceMatchers } from '../../../src/integrations/vitest/matchers.ts';
import { testResult } from '../../report/fixtures.ts';

expect.extend(performanceMatchers);

const fine = testResult({ testName: 'parse', median: 1e-3 });
const slower = testResult({ testName: 'parse', verdict: 'regression', change: { percent: 25, interval: [22, 28] } });

describe('the matchers in Vitest', () => {
  it('tell a regression with its numbers, and how to accept it', () => {
    expect(fine).toHaveNoPerformanceRegression();
    expect(slower).not.toHaveNoPerformanceRegression();
    expect(() => expect(slower).toHaveNoPerformanceRegression()).toThrow(
      /"parse" got slower by \+25 %.*`vitest run -u`/,
    );
  });

  it('tell what is beyond a limit', () => {
    expect(fine).toBeWithinPerformanceBounds({ maxMedianMs: 2, maxP95Ms: 2 });
    expect(fine).not.toBeWithinPerformanceBounds({ maxMedianMs: 0.5 });
    expect(() => expect(fine).toBeWithinPerformanceBounds({ maxMedianMs: 0.5 })).toThrow(/its median is 1 ms/);
  });
});
