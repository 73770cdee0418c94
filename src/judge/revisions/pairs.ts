import type { Aspect } from '../../model/measurement.ts';
import type { Change, ValidationResult, Verdict } from '../../model/verdict.ts';
import {
  LEAST_PAIRS,
  MOST_PAIRS,
  PAIR_FLOOR,
  PROBABLE,
  SHARE_FOR_THE_BLIND,
  SHARE_OF_ASPECT,
  SUITE_ALPHA,
  SUSPICIOUS_CPU_TIME,
} from '../constants.ts';
import { changeOf, controlFromTurns } from '../control.ts';
import { ASPECTS } from '../evidence.ts';
import { percentOf } from '../percent.ts';
import { enoughPairs } from './enough-pairs.ts';
import { alarmingLooks, shareOfBudget } from './looks.ts';
import { type EnoughPairs, explainPairs, MEAN_OF_CALLS } from './messages.ts';
import { doubtsOfPairs } from './pair-doubts.ts';
import { BLIND_ABOVE, type PairView, viewOf, visibleSlowDown } from './pair-view.ts';

/** What pairs of processes say of one test; everything is a logarithm of a ratio, and has a value for each pair. */
export interface PairedCase {
  /** ln(present ÷ before), for each way of looking at samples; none where that is not known. */
  readonly logRatios: Readonly<Record<Aspect, readonly number[]>>;
  /** ln(a side ÷ the same side), by half of its turns each; none where it did not take turns. */
  readonly controlLogRatios: readonly number[];
  /** Tests of the suite that are measured in pairs, which share one error budget. */
  readonly tests: number;
  /** Pairs that may be measured at most. */
  readonly blocks: number;
  /** Slow-downs below this are never called regressions, in percent. */
  readonly tolerancePercent: number;
  /** Of the interval that is reported. */
  readonly confidenceLevel: number;
  /** The revision that its user would have to compare with for more pairs. Default: null, this is such a comparison. */
  readonly against?: string | null;
  /** What is slower where only the mean of processor time is, in words. Default: a part of the calls of a function. */
  readonly meanIs?: string;
}

/** The result. */
export interface PairedJudgement {
  readonly validation: ValidationResult;
  readonly change: Change;
  /** What the change is a change of: the aspect that decided, the low ends where none did. */
  readonly aspect: Aspect;
  /** What a side makes of no difference; null where that is not known. */
  readonly control: Change | null;
  /** More pairs may change the verdict. */
  readonly isOpen: boolean;
}

/**
 * Judges a test by its pairs so far. The sides of a pair change places from pair to pair, so unchanged code makes ratios
 * that are symmetric around one, whatever the noise. How the error budget is split: error-budget.ts.
 * @param suiteAlpha chance of any false alarm in the suite. Default: the table's, which is too rare to be counted.
 */
export function judgePairs(given: PairedCase, suiteAlpha: number = SUITE_ALPHA): PairedJudgement {
  const { blocks, confidenceLevel } = given;
  const taken = given.logRatios.lowEnd.length;
  const control = controlFromTurns(given.controlLogRatios);
  const allowance = control?.allowance ?? 0;
  const views = viewsOf(given, { allowance, suiteAlpha });
  const lowEnd = views[0]!;
  // The low end comes first: where it is slower as well, it is not a part of the calls.
  const slower = views.find(({ isSlower }) => isSlower);
  const isFaster = lowEnd.isFaster && slower === undefined;
  const { isBlind } = lowEnd;
  const isCleared = !isBlind && isClear(views, taken);
  const isDecided = slower !== undefined || isFaster || isCleared || taken >= blocks;
  const probable =
    views.find(({ pValue, aspect }) => pValue < PROBABLE * SHARE_OF_ASPECT[aspect]) ??
    // What only the failed control keeps from being sure is not a pass.
    viewsOf(given, { allowance: 0, suiteAlpha }).find(({ isSlower }) => isSlower);
  const isProbable = probable !== undefined;
  // What is slower in all likelihood is not only too noisy, however noisy it is.
  const isHopeless = isBlind && !isProbable && taken >= SHARE_FOR_THE_BLIND * blocks;
  const verdict = verdictOf({ slower, isFaster, isUnclear: isProbable || isBlind });
  const told = slower ?? probable ?? lowEnd;
  const change = changeOf(told, confidenceLevel);
  const doubts = verdict !== 'inconclusive' ? [] : doubtsOfPairs({ control, isProbable });
  return {
    change,
    aspect: told.aspect,
    control: control && changeOf(control, confidenceLevel),
    isOpen: !isDecided && !isHopeless,
    validation: {
      isValid: verdict !== 'regression',
      verdict,
      message: explainPairs(verdict, {
        change,
        aspect: told.aspect,
        detectable: percentOf(lowEnd.detectable),
        doubts: doubts.map(({ name }) => name),
        enough: verdict === 'inconclusive' ? enoughFor(told, given, { isProbable, allowance, suiteAlpha }) : null,
        against: given.against ?? null,
        meanIs: given.meanIs ?? MEAN_OF_CALLS,
      }),
      confidenceLevel: 1 - suiteAlpha / given.tests,
      testStatistic: told.statistic,
      pValue: told.pValue,
      validationMethod: 'trimmed_t_and_sign_test_of_process_pairs',
      minimumDetectableChangePercent: percentOf(lowEnd.detectable),
      doubts,
      warnings: [],
    },
  };
}

/** How many pairs would be sure of what is probable, or would see what must be seen. */
function enoughFor(
  { aspect, estimate, standardError }: PairView,
  { tests, blocks, tolerancePercent, logRatios }: PairedCase,
  rest: { readonly isProbable: boolean; readonly allowance: number; readonly suiteAlpha: number },
): EnoughPairs | null {
  const tolerance = Math.log1p(tolerancePercent / 100);
  const size = rest.isProbable ? estimate : Math.max(BLIND_ABOVE, tolerance);
  // What is tolerated is no regression, however sure it is.
  if (size < tolerance) return null;
  const pairs = enoughPairs({
    ...{ size, tests, aspect, suiteAlpha: rest.suiteAlpha },
    deviation: standardError * Math.sqrt(logRatios.lowEnd.length),
    floor: floorFor(tolerancePercent) + rest.allowance,
    moreThan: blocks,
  });
  return pairs === null ? null : { pairs, percent: percentOf(size) };
}

/**
 * The slow-down that pairs of one suspect would show nine times in ten, on the logarithmic scale.
 * @param deviation of a pair, likewise.
 */
export function visibleInPairs(deviation: number, tolerancePercent: number): number {
  return visibleSlowDown(deviation, {
    floor: floorFor(tolerancePercent),
    lastLevel: shareOfBudget({ tests: 1, most: MOST_PAIRS, aspect: 'lowEnd' }),
    most: MOST_PAIRS,
  });
}

function floorFor(tolerancePercent: number): number {
  return Math.max(PAIR_FLOOR, Math.log1p(tolerancePercent / 100) / 2);
}

function verdictOf(facts: {
  readonly slower: PairView | undefined;
  readonly isFaster: boolean;
  readonly isUnclear: boolean;
}): Verdict {
  if (facts.slower !== undefined) return 'regression';
  if (facts.isFaster) return 'improvement';
  return facts.isUnclear ? 'inconclusive' : 'pass';
}

function viewsOf(
  { logRatios, tests, blocks, tolerancePercent }: PairedCase,
  { allowance, suiteAlpha }: { readonly allowance: number; readonly suiteAlpha: number },
): readonly PairView[] {
  const taken = logRatios.lowEnd.length;
  // Looks that were not planned take nothing of the budget.
  const mayAccuse = alarmingLooks(blocks).includes(taken);
  const tolerance = Math.log1p(tolerancePercent / 100);
  const known = ASPECTS.filter((aspect) => logRatios[aspect].length === taken);
  return known.map((aspect) => {
    const share = shareOfBudget({ tests, most: blocks, aspect, suiteAlpha });
    return viewOf(aspect, logRatios[aspect], {
      floor: floorFor(tolerancePercent) + allowance,
      tolerance,
      level: mayAccuse ? share : 0,
      lastLevel: share,
      most: Math.max(blocks, LEAST_PAIRS),
    });
  });
}

// Looks before the first one that may tell a change must not dismiss what is faster.
function isClear(views: readonly PairView[], taken: number): boolean {
  return views.every(isNoSlower) && (taken >= LEAST_PAIRS || !views[0]!.looksFaster);
}

// The mean of processor time scatters more than the low end: it only has to look no slower.
function isNoSlower({ aspect, isDismissed, slowerThanZero }: PairView): boolean {
  return isDismissed || (aspect === 'cpuTime' && slowerThanZero >= SUSPICIOUS_CPU_TIME);
}
