import type { Change } from '../model/verdict.ts';
import { studentTQuantile } from '../statistics/core/student-t.ts';
import { trimmedTTest } from '../statistics/core/trimmed-t.ts';
import { CONTROL_LEVEL, LEAST_CONTROL_DIFFERENCE, PAIR_TRIMS } from './constants.ts';
import { percentOf } from './percent.ts';

/** A mean of log-ratios, and how sure it is. */
export interface LogRatioEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/** What pairs of processes make of no difference: half of the turns of a side, held against its other half. */
export interface Control extends LogRatioEstimate {
  /** What is added to a limit, because a side differs from itself by as much; a logarithm of a ratio, mostly 0. */
  readonly allowance: number;
}

/** Holds a side against itself. @returns null where fewer than two pairs took turns. */
export function controlFromTurns(controlLogRatios: readonly number[]): Control | null {
  if (controlLogRatios.length < 2) return null;
  const test = trimmedTTest(controlLogRatios, { trim: PAIR_TRIMS[0], alternative: 'two-sided' });
  const { estimate, standardError, degreesOfFreedom, pValue } = test;
  const differs = pValue < CONTROL_LEVEL && Math.abs(estimate) > LEAST_CONTROL_DIFFERENCE;
  return { estimate, standardError, degreesOfFreedom, allowance: differs ? Math.abs(estimate) : 0 };
}

/** An estimate in percent, with its two-sided t-interval. */
export function changeOf(
  { estimate, standardError, degreesOfFreedom }: LogRatioEstimate,
  confidenceLevel: number,
): Change {
  const reach = studentTQuantile((1 + confidenceLevel) / 2, degreesOfFreedom) * standardError;
  return { percent: percentOf(estimate), interval: [percentOf(estimate - reach), percentOf(estimate + reach)] };
}
