import type { Aspect } from '../../model/measurement.ts';
import type { Change, ValidationResult, Verdict } from '../../model/verdict.ts';
import { spendAlpha } from '../../statistics/multiple-testing.ts';
import { normalQuantile } from '../../statistics/normal.ts';
import { studentTQuantile } from '../../statistics/student-t.ts';
import { trimmedTTest } from '../../statistics/trimmed-t.ts';
import { ASPECTS, shareOf } from '../aspects.ts';
import {
  DETECTABLE_POWER,
  DOUBTFUL_PAIRS,
  LEAST_BLOCKS,
  PAIR_FLOOR,
  PAIR_LOOKS,
  PAIR_TRIM,
  PAIRS_BLIND_ABOVE_PERCENT,
  SHARE_FOR_THE_BLIND,
  SUITE_ALPHA,
  SUSPICIOUS_PAIRS,
} from '../constants.ts';
import { percentOf } from '../words.ts';
import { explainPairs } from './messages.ts';

/** What blocks of process pairs say of one test. */
export interface PairedCase {
  /** ln(present ÷ before) of each block, for each way of looking at it; none where that is not known. */
  readonly logRatios: Readonly<Record<Aspect, readonly number[]>>;
  /** Tests of the suite, which share one error budget. */
  readonly tests: number;
  /** Blocks that may be measured at most. */
  readonly blocks: number;
  /** Of the interval that is reported. */
  readonly confidenceLevel: number;
}

/** The result. */
export interface PairedJudgement {
  readonly validation: ValidationResult;
  readonly change: Change;
  /** What the change is a change of: the aspect that decided, the quick calls where none did. */
  readonly aspect: Aspect;
  /** More blocks may change the verdict. */
  readonly isOpen: boolean;
}

/** After how many blocks to look, ascending. */
export function plannedLooks(blocks: number): readonly number[] {
  const planned = PAIR_LOOKS.map((share) => Math.max(LEAST_BLOCKS, Math.round(share * blocks)));
  return [...new Set(planned.filter((count) => count < blocks)), blocks];
}

/**
 * Judges a test by the log-ratios of its process pairs so far: a one-sided trimmed t-test against a floor for each
 * aspect (Tukey and McLaughlin, 1963), at a level that spends the suite's error budget over tests (Bonferroni), looks
 * (Lan and DeMets, 1983) and aspects. The sides of a pair change places from block to block, so unchanged code makes
 * ratios that are symmetric around one, whatever the noise.
 */
export function judgePairs(given: PairedCase): PairedJudgement {
  const taken = given.logRatios.lowEnd.length;
  const level = levelOf(given, taken);
  const known = ASPECTS.filter((aspect) => given.logRatios[aspect].length === taken);
  const views = known.map((aspect) => viewOf(aspect, given.logRatios[aspect], level * shareOf(aspect)));
  const lowEnd = views[0]!;
  const slower = mostSignificant(views.filter(({ isSlower }) => isSlower));
  const isLast = taken >= given.blocks;
  const suspects = views.filter(({ slowerThanZero }) => slowerThanZero < SUSPICIOUS_PAIRS * shareOf('lowEnd'));
  const isFaster = lowEnd.isFaster && slower === undefined;
  const isBlind = lowEnd.detectablePercent > PAIRS_BLIND_ABOVE_PERCENT;
  const mayStillSee = isBlind && taken < SHARE_FOR_THE_BLIND * given.blocks;
  const isOpen = slower === undefined && !isFaster && !isLast && (suspects.length > 0 || mayStillSee);
  const doubtful = mostSignificant(views.filter(({ pValue }) => pValue < DOUBTFUL_PAIRS * shareOf('lowEnd')));
  const verdict: Verdict = slower
    ? 'regression'
    : isFaster
      ? 'improvement'
      : doubtful || isBlind
        ? 'inconclusive'
        : 'pass';
  const told = slower ?? doubtful ?? lowEnd;
  const change = changeOf(told, given.confidenceLevel);
  return {
    change,
    aspect: told.aspect,
    isOpen,
    validation: {
      isValid: verdict !== 'regression',
      verdict,
      message: explainPairs(verdict, {
        change,
        aspect: told.aspect,
        detectable: lowEnd.detectablePercent,
        isDoubtful: doubtful !== undefined,
      }),
      confidenceLevel: 1 - SUITE_ALPHA / given.tests,
      testStatistic: told.statistic,
      pValue: told.pValue,
      validationMethod: 'trimmed_t_of_process_pairs',
      minimumDetectableChangePercent: lowEnd.detectablePercent,
      warnings: [],
    },
  };
}

/** What this look may spend of the test's error budget. Looks that were not planned spend nothing. */
function levelOf({ tests, blocks }: PairedCase, taken: number): number {
  const looks = plannedLooks(blocks);
  const shares = spendAlpha(
    SUITE_ALPHA / tests,
    looks.map((count) => count / blocks),
    'pocock',
  );
  return shares[looks.indexOf(taken)] ?? 0;
}

interface View {
  readonly aspect: Aspect;
  /** ln(present ÷ before). */
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  /** Of being no slower than the floor. */
  readonly pValue: number;
  readonly slowerThanZero: number;
  readonly isSlower: boolean;
  readonly isFaster: boolean;
  readonly detectablePercent: number;
}

function viewOf(aspect: Aspect, logRatios: readonly number[], level: number): View {
  const test = trimmedTTest(logRatios, { floor: PAIR_FLOOR, trim: PAIR_TRIM, alternative: 'greater' });
  const { estimate, standardError, degreesOfFreedom, statistic, pValue } = test;
  const critical = studentTQuantile(1 - level, degreesOfFreedom);
  const detectable = PAIR_FLOOR + (critical + normalQuantile(DETECTABLE_POWER)) * standardError;
  return {
    aspect,
    estimate,
    standardError,
    degreesOfFreedom,
    statistic,
    pValue,
    slowerThanZero: trimmedTTest(logRatios, { trim: PAIR_TRIM, alternative: 'greater' }).pValue,
    isSlower: pValue < level,
    isFaster: trimmedTTest(logRatios, { floor: -PAIR_FLOOR, trim: PAIR_TRIM, alternative: 'less' }).pValue < level,
    detectablePercent: percentOf(detectable),
  };
}

function mostSignificant(views: readonly View[]): View | undefined {
  return views.toSorted((a, b) => a.pValue / shareOf(a.aspect) - b.pValue / shareOf(b.aspect))[0];
}

function changeOf({ estimate, standardError, degreesOfFreedom }: View, confidenceLevel: number): Change {
  const reach = studentTQuantile((1 + confidenceLevel) / 2, degreesOfFreedom) * standardError;
  return { percent: percentOf(estimate), interval: [percentOf(estimate - reach), percentOf(estimate + reach)] };
}
