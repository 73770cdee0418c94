import type { PairsEvidence } from '../model/evidence.ts';
import type { PairManner, ProcessMeasurement } from '../model/measurement.ts';
import type { Change, ValidationResult, Verdict } from '../model/verdict.ts';
import { MAD_TO_SIGMA, medianAbsoluteDeviation } from '../statistics/core/median-absolute-deviation.ts';
import { SUSPECTED_PERCENT } from './constants.ts';
import { percentOf, percentText } from './percent.ts';
import { type PairedJudgement, visibleInPairs } from './revisions/pairs.ts';

/** What pairs say of a suspect, with what they were made from. */
export interface PairsSay {
  readonly judgement: PairedJudgement;
  readonly evidence: PairsEvidence;
  /** The base for people: `main (1a2b3c4)`. */
  readonly where: string;
  /** What is slower where only the mean of processor time is, in words. Default: a part of the calls of a function. */
  readonly meanIs?: string;
}

/** What is said of a suspect's time: by past runs, or in their place. */
export interface Said {
  readonly change: Change | null;
  readonly validation: ValidationResult;
}

/** What is said in place of past runs. */
export interface Decision extends Said {
  /** Whether it is left open, so that it must not become a part of the baseline. */
  readonly isDisputed: boolean;
  /** Why, as the end of a sentence. */
  readonly whyDisputed: string;
}

/**
 * The verdict on a suspect that was measured in pairs: theirs, whatever past runs made of it, because both sides of a pair
 * ran here and now. A slow-down that only past runs see is the machine's, or of something that both sides share.
 */
export function decidedByPairs(history: Said, says: PairsSay): Decision {
  const { judgement } = says;
  const { validation, change } = judgement;
  return {
    change,
    isDisputed: validation.verdict === 'inconclusive',
    whyDisputed: 'pairs of processes left it open',
    validation: {
      ...validation,
      message: `${sentences[validation.verdict as PairedVerdict](says)}${aside(history, validation.verdict)}`,
      warnings: [...history.validation.warnings, ...validation.warnings],
    },
  };
}

type PairedVerdict = Extract<Verdict, 'pass' | 'regression' | 'improvement' | 'inconclusive'>;

const sentences: Readonly<Record<PairedVerdict, (says: PairsSay) => string>> = {
  pass: ({ judgement: { change }, evidence, where }) =>
    `No slower than the code of ${where}: change ${percentText(change.percent, true)} in ${pairsOf(evidence)}.`,
  regression: ({
    judgement: { change, aspect },
    evidence,
    where,
    meanIs = 'on average, through a part of its calls',
  }) =>
    `${percentText(change.percent)} slower than the code of ${where}${aspect === 'lowEnd' ? '' : `, ${meanIs}`}; confirmed in ${pairsOf(evidence)} that ran ${MANNERS[evidence.manner.kind]}.`,
  improvement: ({ judgement: { change }, evidence, where }) =>
    `Faster than the code of ${where} by ${percentText(-change.percent)}, in ${pairsOf(evidence)}.`,
  inconclusive: ({ judgement: { validation }, evidence, where }) =>
    `Held against the code of ${where} in ${pairsOf(evidence)}: ${validation.message}`,
};

const MANNERS: Readonly<Record<PairManner['kind'], string>> = {
  by_turns: 'both by turns',
  one_after_other: 'one after the other',
};

function pairsOf({ logRatios }: PairsEvidence): string {
  return `${logRatios.lowEnd.length} pairs of processes`;
}

// What past runs say besides, where it differs.
function aside({ change, validation }: Said, verdict: Verdict): string {
  const looksSlower = validation.verdict === 'regression' || validation.verdict === 'inconclusive';
  if (verdict !== 'pass' || change === null || !looksSlower || change.percent <= 0) return '';
  return ` It takes ${percentText(change.percent)} longer than in past runs, and so does that code here and now: it is the machine, or something that both share.`;
}

/** The verdict on a suspect for which there was no time left. */
export function leftOver({ change, validation }: Said, budget: number): Decision {
  const message = `It may be slower, and there was no time left to tell: the ${budget} s for suspects were used up by others. Raise the budget (confirm_budget, or evenkeel run --budget), or run it alone.`;
  return {
    change,
    isDisputed: true,
    whyDisputed: 'there was no time left to tell',
    validation: { ...validation, ...INCONCLUSIVE, message },
  };
}

const INCONCLUSIVE: Pick<ValidationResult, 'verdict' | 'isValid'> = { verdict: 'inconclusive', isValid: true };

/**
 * What could have been seen of a test that past runs cleared, where pairs stood behind them: a slow-down that is suspect in
 * 99 of 100 runs, and that pairs show nine times in ten. Pairs are taken to differ as processes of different moments do,
 * which is too much: those of a pair run together.
 * @param processes of the run.
 */
export function withPairsBehind(
  validation: ValidationResult,
  processes: readonly Pick<ProcessMeasurement, 'location'>[],
  tolerancePercent: number,
): ValidationResult {
  const alone = validation.minimumDetectableChangePercent;
  if (alone === null || validation.verdict !== 'pass') return validation;
  const apart = MAD_TO_SIGMA * medianAbsoluteDeviation(processes.map(({ location }) => Math.log(location)));
  const shown = percentOf(visibleInPairs(Math.SQRT2 * apart, tolerancePercent));
  const both = Math.max(SUSPECTED_PERCENT, tolerancePercent, shown);
  return { ...validation, minimumDetectableChangePercent: Math.min(alone, both) };
}
