import { describe, expect, it } from 'vitest';
import { MeasurementError, PerformanceAssertionError, UsageError } from '../../../src/errors.ts';
import { NO_OUTCOME } from '../../../src/integrations/shared/outcome.ts';
import { requireGoodVerdict } from '../../../src/integrations/shared/require-verdict.ts';
import { comparison, failure, testResult } from '../../report/fixtures.ts';

const WISHES = { acceptWith: '`runner --accept`', failOnInconclusive: false };
const regression = testResult({
  testName: 'parse',
  verdict: 'regression',
  change: { percent: 25.1, interval: [22, 28] },
});
const inconclusive = testResult({ testName: 'parse', verdict: 'inconclusive', message: 'Noise.' });

function thrownBy(...[outcome, wishes = {}, again]: [object, Partial<typeof WISHES>?, boolean?]): Error {
  try {
    requireGoodVerdict({ ...NO_OUTCOME, ...outcome }, { ...WISHES, ...wishes }, again);
  } catch (error) {
    return error as Error;
  }
  throw new Error('It threw nothing.');
}

describe('requireGoodVerdict', () => {
  it('fails for a regression with numbers, interval, threshold, and what to do', () => {
    const error = thrownBy({ results: [regression] });
    expect(error).toBeInstanceOf(PerformanceAssertionError);
    expect(error.message).toMatch(
      /^"parse" got slower by \+25\.1 % \(interval \+22 to \+28 %; .* is the baseline, and up to .* counts as unchanged\)\. .*`evenkeel compare <git-ref>`.* If the change is meant, accept it: `runner --accept`\.$/,
    );
  });

  it('adds to what a retry repeats that it does not measure again', () => {
    expect(thrownBy({ results: [regression] }, {}, true).message).toMatch(/accept`\. A retry does not measure again/);
  });

  it('fails for a comparison beyond its limit', () => {
    const beyond = comparison({
      testName: 'new against old',
      overheadPercent: 31,
      overheadInterval: [28, 34],
      maxOverheadPercent: 20,
      isWithinThreshold: false,
    });
    expect(thrownBy({ comparisons: [beyond] }).message).toMatch(
      /^"new against old": .* took \+31 % against .* \(interval \+28 to \+34 %\), and the limit is 20 %\..*`maxOverheadPercent`/,
    );
    requireGoodVerdict({ ...NO_OUTCOME, comparisons: [comparison({ isWithinThreshold: true })] }, WISHES);
  });

  it('fails for what is too noisy to tell where that is asked for', () => {
    requireGoodVerdict({ ...NO_OUTCOME, results: [inconclusive] }, WISHES);
    expect(thrownBy({ results: [inconclusive] }, { failOnInconclusive: true }).message).toBe(
      '"parse" is too noisy to tell: Noise.',
    );
    requireGoodVerdict(
      { ...NO_OUTCOME, results: [testResult({ testName: 'parse' })] },
      { ...WISHES, failOnInconclusive: true },
    );
  });

  it('passes on what could not be measured, with the stack of the code that threw', () => {
    const threw = thrownBy({
      failures: [{ ...failure, reason: 'threw', message: 'Error: no', stack: 'at a.perf.ts:3' }],
    });
    expect(threw).toBeInstanceOf(MeasurementError);
    expect(threw.stack).toBe('at a.perf.ts:3');
    const invalid = thrownBy({
      failures: [{ ...failure, reason: 'invalid_file', message: 'Two tests …', stack: null }],
    });
    expect(invalid).toBeInstanceOf(UsageError);
    expect(invalid.message).toBe('Two tests …');
  });
});
