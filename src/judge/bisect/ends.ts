import { studentTQuantile, studentTSurvival } from '../../statistics/core/student-t.ts';
import { BISECT_LOOKS, DISMISS_LEVEL, DISMISSED_BELOW, SUITE_ALPHA } from '../constants.ts';
import { type LineEvidence, levelsOf } from './levels.ts';
import { leastStep } from './steps.ts';

/** Whether the good and the bad commit differ. */
export interface EndsView {
  /** `open`: more looks may tell. `undecided`: they have all been taken. */
  readonly state: 'differ' | 'alike' | 'undecided' | 'open';
  /** Of the bad against the good commit, a logarithm: more than 0 is worse. Null where an end has not been measured. */
  readonly difference: number | null;
  readonly error: number;
  readonly degreesOfFreedom: number;
  /** Looks at either end after which they are held against each other next. */
  readonly nextLook: number;
}

// As good as the normal law.
const KNOWN = 1e6;

/** What counts as a difference. */
export interface EndsRule {
  /** Changes below this are no reason to search, in percent. */
  readonly tolerancePercent: number;
  /** How many tests share the chance of a false alarm. */
  readonly tests: number;
}

/**
 * Holds the bad commit against the good one, after growing numbers of looks: whoever searches for a step that is not there names a commit by
 * chance. Counted figures need one look.
 */
export function viewEnds(evidence: LineEvidence, { tolerancePercent, tests }: EndsRule): EndsView {
  const { last, looks, scatter } = evidence;
  const taken = Math.min(looks.get(0)?.length ?? 0, looks.get(last)?.length ?? 0);
  const planned = scatter === 'sampled' ? BISECT_LOOKS : [1];
  const nextLook = planned.find((count) => count > taken) ?? planned.at(-1)!;
  const nothing = { difference: null, error: Number.POSITIVE_INFINITY, degreesOfFreedom: 1, nextLook };
  if (taken < planned[0]!) return { state: 'open', ...nothing };
  const ends = levelsOf({ scatter, looks: new Map([0, last].map((at) => [at, looks.get(at)!])) });
  const [good, bad] = [ends.all[0]!, ends.all.at(-1)!];
  const difference = bad.level - good.level;
  const error = Math.sqrt(good.variance + bad.variance);
  // The error of what is counted is known, and not estimated.
  const degreesOfFreedom = scatter === 'sampled' ? Math.max(1, ends.degreesOfFreedom) : KNOWN;
  const told = { difference, error, degreesOfFreedom, nextLook };
  const floor = leastStep(scatter, tolerancePercent);
  const size = Math.abs(difference);
  const survival = studentTSurvival((size - floor) / error, degreesOfFreedom);
  // Either direction, at each look.
  if (survival < SUITE_ALPHA / tests / planned.length / 2) return { state: 'differ', ...told };
  const upper = size + studentTQuantile(1 - DISMISS_LEVEL, degreesOfFreedom) * error;
  const below = scatter === 'sampled' ? Math.max(DISMISSED_BELOW, floor) : floor;
  if (upper < below) return { state: 'alike', ...told };
  return { state: taken >= planned.at(-1)! ? 'undecided' : 'open', ...told };
}
