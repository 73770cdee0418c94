import type { Aspect } from '../../model/measurement.ts';
import { normalQuantile } from '../../statistics/core/normal.ts';
import { signTest } from '../../statistics/core/sign-test.ts';
import { studentTQuantile } from '../../statistics/core/student-t.ts';
import { trimmedTTest } from '../../statistics/core/trimmed-t.ts';
import { studentTPValue } from '../../statistics/core/welch.ts';
import {
  DETECTABLE_POWER,
  DISMISS_LEVEL,
  DISMISS_SIGN_LEVEL,
  DISMISSED_BELOW,
  LEAST_PAIR_DEVIATION,
  PAIR_TRIMS,
  PAIRS_BLIND_ABOVE_PERCENT,
  SIGN_LEVEL,
} from '../constants.ts';

/** Pairs seen in one way; everything is a logarithm of a ratio (present ÷ before). */
export interface PairView extends PairTest {
  readonly aspect: Aspect;
  /** The same chance where nothing is slower at all. */
  readonly slowerThanZero: number;
  readonly isSlower: boolean;
  readonly isFaster: boolean;
  /** It is faster in all likelihood, though perhaps not surely enough yet. */
  readonly looksFaster: boolean;
  /** It is no slower than what counts, in all likelihood. */
  readonly isDismissed: boolean;
  /** The slow-down that the whole of the pairs would have shown nine times in ten. */
  readonly detectable: number;
  /** Noise hides slow-downs of a quarter, or of what is tolerated where that is more. */
  readonly isBlind: boolean;
}

/** What a view goes by. */
export interface ViewRule {
  /** What a slow-down must surely exceed. */
  readonly floor: number;
  /** What it must have been measured to exceed. */
  readonly tolerance: number;
  /** Chance of a false alarm that this look may take; 0 for one that can only dismiss. */
  readonly level: number;
  /** The same of the last look. */
  readonly lastLevel: number;
  /** Pairs at most. */
  readonly most: number;
}

/**
 * Looks at pairs in one way. They are slower where a trimmed t-test against the floor says so (Tukey and McLaughlin, 1963;
 * of two shares set aside the clearer one counts, at half of the level each), and a sign test agrees: pairs that differ
 * for good by chance make heavy tails, in which the one is too sure or the other too blunt.
 */
export function viewOf(aspect: Aspect, logRatios: readonly number[], rule: ViewRule): PairView {
  const { floor, tolerance, level, lastLevel, most } = rule;
  const slower = sideOf(logRatios, floor);
  const faster = sideOf(
    logRatios.map((ratio) => -ratio),
    floor,
  );
  const { estimate } = slower;
  const deviation = slower.standardError * Math.sqrt(logRatios.length);
  const visible = visibleSlowDown(deviation, { floor, lastLevel, most });
  return {
    aspect,
    ...slower,
    slowerThanZero: sideOf(logRatios, 0).pValue,
    isSlower: slower.pValue < level && slower.signPValue <= SIGN_LEVEL && estimate > tolerance,
    isFaster: faster.pValue < level && faster.signPValue <= SIGN_LEVEL,
    looksFaster: faster.pValue < DISMISS_LEVEL,
    isDismissed: isDismissed(logRatios, slower, Math.max(DISMISSED_BELOW, tolerance / 2)),
    detectable: Math.max(DISMISSED_BELOW, tolerance, visible),
    isBlind: visible > Math.max(BLIND_ABOVE, tolerance),
  };
}

/** The slow-down that all pairs together show nine times in ten, on the logarithmic scale. @param deviation of a pair. */
export function visibleSlowDown(
  deviation: number,
  { floor, lastLevel, most }: Pick<ViewRule, 'floor' | 'lastLevel' | 'most'>,
): number {
  const critical = studentTQuantile(
    1 - lastLevel / PAIR_TRIMS.length,
    Math.max(1, Math.round((1 - 2 * PAIR_TRIMS[0]) * most) - 1),
  );
  return floor + (critical + normalQuantile(DETECTABLE_POWER)) * (deviation / Math.sqrt(most));
}

/** A slow-down that pairs must be able to show, on the logarithmic scale. */
export const BLIND_ABOVE = Math.log1p(PAIRS_BLIND_ABOVE_PERCENT / 100);

/** What pairs say against a floor. */
interface PairTest {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  /** Chance of pairs like these where nothing is slower than the floor: the smaller of two tests', times two. */
  readonly pValue: number;
  /** Chance of a sign test's like these. */
  readonly signPValue: number;
}

function sideOf(logRatios: readonly number[], floor: number): PairTest {
  const tests = PAIR_TRIMS.map((trim) => guardedTest(logRatios, floor, trim));
  const [first] = tests;
  const pValue = Math.min(1, PAIR_TRIMS.length * Math.min(...tests.map((test) => test.pValue)));
  return { ...first!, pValue, signPValue: signTest(logRatios, { floor }).pValue };
}

// A few pairs that happen to lie close together must not make for certainty.
function guardedTest(logRatios: readonly number[], floor: number, trim: number) {
  const { estimate, standardError, degreesOfFreedom } = trimmedTTest(logRatios, { floor, trim });
  const guarded = Math.max(standardError, LEAST_PAIR_DEVIATION / Math.sqrt(logRatios.length));
  const statistic = (estimate - floor) / guarded;
  const pValue = studentTPValue(statistic, degreesOfFreedom, 'greater');
  return { estimate, standardError: guarded, degreesOfFreedom, statistic, pValue };
}

function isDismissed(
  logRatios: readonly number[],
  { estimate, standardError, degreesOfFreedom }: PairTest,
  below: number,
): boolean {
  const upper = estimate + studentTQuantile(1 - DISMISS_LEVEL, degreesOfFreedom) * standardError;
  if (upper < below) return true;
  return signTest(logRatios, { floor: below, alternative: 'less' }).pValue <= DISMISS_SIGN_LEVEL;
}
