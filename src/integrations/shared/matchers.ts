import { inspect } from 'node:util';
import { PerformanceAssertionError, UsageError } from '../../errors.ts';
import { assertPerformanceWithinBounds, type PerformanceBounds } from '../../framework/api/assertions.ts';
import { requireNoRegression } from '../../framework/api/verdict-assertions.ts';
import type { PerformanceTestResult } from '../../model/result.ts';

/** What a matcher returns, in Jest and in Vitest. */
export interface MatcherAnswer {
  /** Whether the value is as it was expected to be. */
  readonly pass: boolean;
  /** Says why not; where `.not` was asked for, why it is after all. */
  readonly message: () => string;
}

/**
 * The matchers for `expect.extend`, for results of `runPerformanceTest`.
 * @param acceptWith how this runner's user accepts a slow-down that is meant: a command in code marks.
 */
export function makePerformanceMatchers(acceptWith: string) {
  return {
    toBeWithinPerformanceBounds(received: unknown, bounds: PerformanceBounds): MatcherAnswer {
      const result = requireResult(received, 'toBeWithinPerformanceBounds');
      return answer(
        () => assertPerformanceWithinBounds(result, bounds ?? {}),
        `${JSON.stringify(result.testName)} is within ${inspect(bounds)}, and was expected not to be.`,
      );
    },
    toHaveNoPerformanceRegression(received: unknown): MatcherAnswer {
      const result = requireResult(received, 'toHaveNoPerformanceRegression');
      return answer(
        () => requireNoRegression(result, acceptWith),
        `${JSON.stringify(result.testName)} was expected to be a regression, and its verdict is ${result.validation.verdict}: ${result.validation.message}`,
      );
    },
  };
}

function answer(check: () => void, otherwise: string): MatcherAnswer {
  try {
    check();
    return { pass: true, message: () => otherwise };
  } catch (error) {
    if (!(error instanceof PerformanceAssertionError)) throw error;
    return { pass: false, message: () => error.message };
  }
}

function requireResult(received: unknown, matcher: string): PerformanceTestResult {
  if (typeof (received as { then?: unknown } | null | undefined)?.then === 'function') {
    throw new UsageError(`${matcher}: this is the promise of a result; write \`expect(await …).${matcher}\`.`);
  }
  const { statistics, validation } = (received ?? {}) as Partial<PerformanceTestResult>;
  if (statistics && validation) return received as PerformanceTestResult;
  const what = inspect(received, { depth: 0, breakLength: Number.POSITIVE_INFINITY });
  throw new UsageError(`${matcher} expects a result of \`runPerformanceTest\`, not ${what}.`);
}
