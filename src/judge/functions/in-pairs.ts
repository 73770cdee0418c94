import type { Change } from '../../model/verdict.ts';
import { changeOf, controlFromTurns } from '../control.ts';
import { type ComparisonCase, type ComparisonJudgement, type ComparisonRule, judgeComparison } from './comparison.ts';

/** What a comparison in pairs of processes is judged on. */
export interface PairedFunctions extends ComparisonCase {
  /** ln(a side ÷ the same side), by half of its turns each; none where the sides did not take turns. */
  readonly controlLogRatios: readonly number[];
  /** What is said of it otherwise than of the only candidate. */
  readonly rule?: Pick<ComparisonRule, 'falseAlarmRate' | 'subject'>;
}

/** The result, with what a side makes of no difference. */
export interface PairedFunctionsJudgement extends ComparisonJudgement {
  /** Null where that is not known. */
  readonly control: Change | null;
}

/** Judges a comparison of two functions in processes of their own. A side that differs from itself widens the limit. */
export function judgeInPairs({ controlLogRatios, rule: own, ...given }: PairedFunctions): PairedFunctionsJudgement {
  const control = controlFromTurns(controlLogRatios);
  const allowance = control?.allowance ?? 0;
  const rule = {
    allowance,
    allowedFor: 'a side differs from itself by as much',
    isOfProcesses: true,
    ...own,
  };
  return { ...judgeComparison(given, rule), control: control && changeOf(control, given.confidenceLevel) };
}
