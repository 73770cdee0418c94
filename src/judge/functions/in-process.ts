import type { InProcessBias } from '../../model/result.ts';
import { studentTQuantile } from '../../statistics/core/student-t.ts';
import { trimmedTTest } from '../../statistics/core/trimmed-t.ts';
import {
  BOUND_CONFIDENCE,
  COMPARISON_FALSE_ALARM_RATE,
  IN_PROCESS_TRIM,
  LEAST_ALLOWANCE,
  LEAST_TO_TRIM,
  SHARE_OF_QUICKEST_SAMPLES,
} from '../constants.ts';
import { percentOf } from '../percent.ts';
import { type ComparisonCase, type ComparisonJudgement, judgeComparison } from './comparison.ts';

/** Log-ratios of the blocks of one process, looked at in two ways. */
export interface InProcessRatios {
  /** Of the blocks' quickest samples: the steadiest, because noise only adds time. */
  readonly fast: readonly number[];
  /** Of their medians, which show it where half of the calls got slower. */
  readonly typical: readonly number[];
}

/** What a comparison within one process is judged on. */
export interface InProcessCase extends Omit<ComparisonCase, 'logRatios'> {
  /** ln(candidate ÷ baseline). */
  readonly logRatios: InProcessRatios;
  /** ln(baseline ÷ baseline), of one function through two loops; two blocks at least. */
  readonly selfLogRatios: InProcessRatios;
}

/** The result, with what the process makes of no difference at all. */
export interface InProcessJudgement extends ComparisonJudgement {
  readonly inProcessBias: InProcessBias;
}

// The steady view does most of the work, so it gets most of the error budget.
const RULES = {
  fast: { falseAlarmRate: SHARE_OF_QUICKEST_SAMPLES * COMPARISON_FALSE_ALARM_RATE },
  typical: {
    falseAlarmRate: (1 - SHARE_OF_QUICKEST_SAMPLES) * COMPARISON_FALSE_ALARM_RATE,
    subject: 'The typical call of the candidate',
  },
} as const;

/**
 * Judges a comparison whose two sides ran in one process: a regression is above the limit by surely more than that
 * process makes of no difference at all. It is judged by the quickest samples, unless the medians alone show one.
 */
export function judgeInProcess(given: InProcessCase): InProcessJudgement {
  const fast = judgeView(given, 'fast');
  if (!fast.isWithinThreshold) return fast;
  const typical = judgeView(given, 'typical');
  return typical.isWithinThreshold ? fast : typical;
}

function judgeView(given: InProcessCase, view: keyof InProcessRatios): InProcessJudgement {
  const { allowance, inProcessBias } = biasOf(given.selfLogRatios[view]);
  const logRatios = given.logRatios[view];
  const rule = { ...RULES[view], allowance, allowedFor: 'both ran in one process', trim: trimOf(logRatios.length) };
  const judgement = judgeComparison({ ...given, logRatios }, rule);
  return { ...judgement, inProcessBias };
}

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
