import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { makePerformanceMatchers } from '../../../src/integrations/shared/matchers.ts';
import { summarize } from '../../../src/statistics/core/summarize.ts';
import { testResult } from '../../report/fixtures.ts';

const matchers = makePerformanceMatchers('`runner --accept`');
const samples = Array.from({ length: 20 }, (_, i) => 0.001 + i / 1e6);
const result = { ...testResult({ testName: 'parse' }), samples, statistics: summarize(samples) };

describe('toBeWithinPerformanceBounds', () => {
  it('passes within the bounds, and says so where that was not expected', () => {
    const { pass, message } = matchers.toBeWithinPerformanceBounds(result, { maxMedianMs: 2 });
    expect(pass).toBe(true);
    expect(message()).toBe('"parse" is within { maxMedianMs: 2 }, and was expected not to be.');
  });

  it('fails outside them, as the assertion does', () => {
    const { pass, message } = matchers.toBeWithinPerformanceBounds(result, { maxMedianMs: 0.5 });
    expect(pass).toBe(false);
    expect(message()).toMatch(
      /^"parse" is too slow: its median is 1\.01 ms \(95 % interval .* above the limit of 500 µs/,
    );
  });

  it('lets pass what is no question of speed', () => {
    expect(() => matchers.toBeWithinPerformanceBounds(result, {})).toThrow(UsageError);
  });
});

describe('toHaveNoPerformanceRegression', () => {
  it('passes for every verdict but a regression', () => {
    const { pass, message } = matchers.toHaveNoPerformanceRegression(result);
    expect(pass).toBe(true);
    expect(message()).toMatch(/^"parse" was expected to be a regression, and its verdict is pass: /);
  });

  it('fails for a regression, with how to accept it', () => {
    const { pass, message } = matchers.toHaveNoPerformanceRegression(
      testResult({ testName: 'parse', verdict: 'regression', change: { percent: 25, interval: [20, 30] } }),
    );
    expect(pass).toBe(false);
    expect(message()).toMatch(/got slower by \+.* % \(interval .* accept it: `runner --accept`\.$/);
  });
});

describe('both', () => {
  it.each([
    [Promise.resolve(result), /this is the promise of a result; write `expect\(await …\)\.toHave/],
    [undefined, /expects a result of `runPerformanceTest`, not undefined/],
    [{ median: 1 }, /not \{ median: 1 \}/],
  ])('refuse %o', (received, message) => {
    expect(() => matchers.toHaveNoPerformanceRegression(received)).toThrow(UsageError);
    expect(() => matchers.toHaveNoPerformanceRegression(received)).toThrow(message);
  });
});
