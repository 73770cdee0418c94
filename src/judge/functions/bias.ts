import type { InProcessBias } from '../../model/result.ts';
import { studentTQuantile } from '../../statistics/student-t.ts';
import { trimmedTTest } from '../../statistics/trimmed-t.ts';

/** What one process makes of two functions that do not differ. */
export interface Bias {
  /** What a difference must exceed before it can be the functions'; as a logarithm of a ratio, above 0. */
  readonly allowance: number;
  /** For the result. */
  readonly inProcessBias: InProcessBias;
}

// The 99th percentile of what unchanged functions differed by in fresh processes (5.2 % of twelve functions, 2.5 % of
// twelve others; decision 10). A second measurement of the baseline cannot show all of it: it shares code, what the
// compiler learned of it, and data with the first.
const LEAST_ALLOWANCE = Math.log1p(0.05);
// Of the bound on how much the baseline differs from itself.
const BOUND_CONFIDENCE = 0.95;
// A block is short, so an interruption can take the whole of it: on a very busy machine (load 8 on two processors) the
// 90th percentile of the standard error was 7 % with a fifth set aside at either end, 13 % with a tenth.
const TRIM = 0.2;
// Of fewer, nothing can be spared.
const LEAST_TO_TRIM = 10;

/** Share of the blocks of one process that is set aside at either end. */
export function trimOf(blocks: number): number {
  return blocks < LEAST_TO_TRIM ? 0 : TRIM;
}

/**
 * What must be allowed for where both functions ran in one process: the most that the baseline may differ from itself
 * there (estimate and uncertainty, at 95 % one-sided confidence), never less than what unchanged functions differ by.
 * @param selfLogRatios ln(baseline ÷ baseline) of each block, two at least.
 * @throws StatisticalValidationError where there are fewer or one is not finite.
 */
export function biasOf(selfLogRatios: readonly number[]): Bias {
  const { estimate, standardError, degreesOfFreedom } = trimmedTTest(selfLogRatios, {
    trim: trimOf(selfLogRatios.length),
  });
  const reach = studentTQuantile(BOUND_CONFIDENCE, degreesOfFreedom) * standardError;
  const allowance = Math.max(LEAST_ALLOWANCE, Math.abs(estimate) + reach);
  return {
    allowance,
    inProcessBias: {
      selfDifferencePercent: percent(estimate),
      selfDifferenceInterval: [percent(estimate - reach), percent(estimate + reach)],
      allowancePercent: percent(allowance),
    },
  };
}

function percent(log: number): number {
  return 100 * Math.expm1(log);
}
