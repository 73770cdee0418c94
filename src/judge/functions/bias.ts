import type { InProcessBias } from '../../model/result.ts';
import { studentTQuantile } from '../../statistics/core/student-t.ts';
import { trimmedTTest } from '../../statistics/core/trimmed-t.ts';
import { BOUND_CONFIDENCE, IN_PROCESS_TRIM, LEAST_ALLOWANCE, LEAST_TO_TRIM } from '../constants.ts';
import { percentOf } from '../words.ts';

/** What one process makes of two functions that do not differ. */
export interface Bias {
  /** What a difference must exceed before it can be the functions'; as a logarithm of a ratio, above 0. */
  readonly allowance: number;
  /** For the result. */
  readonly inProcessBias: InProcessBias;
}

/** Share of the blocks of one process that is set aside at either end. */
export function trimOf(blocks: number): number {
  return blocks < LEAST_TO_TRIM ? 0 : IN_PROCESS_TRIM;
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
      selfDifferencePercent: percentOf(estimate),
      selfDifferenceInterval: [percentOf(estimate - reach), percentOf(estimate + reach)],
      allowancePercent: percentOf(allowance),
    },
  };
}
