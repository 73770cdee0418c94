import type { InProcessBias } from '../../model/result.ts';
import { COMPARISON_FALSE_ALARM_RATE, SHARE_OF_QUICKEST_SAMPLES } from '../constants.ts';
import { biasOf, trimOf } from './bias.ts';
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
