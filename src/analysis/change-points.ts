import { checkedCopy, type Samples } from '../statistics/core/samples.ts';
import { ChangePointTracker } from './change-point-tracker.ts';
import type { FoundStep } from './find-steps.ts';

/**
 * Where the level of a series changes and stays changed, however its noise is distributed: by ranks, in seeded intervals, with
 * autocorrelation allowed for (docs/analysis.md has the method, its sources, and how often it errs).
 * @param values in the order of their runs, in any unit; times are best given as their logarithms.
 * @throws StatisticalValidationError where one is not finite.
 * @example
 * import { changePoints } from 'evenkeel/analysis';
 *
 * const values = Array.from({ length: 60 }, (_, run) => (run < 40 ? 1 : 1.2) + (run % 3) / 100);
 * console.log(changePoints(values).map(({ index }) => index)); // [ 40 ]
 */
export function changePoints(values: Samples): readonly FoundStep[] {
  const tracker = new ChangePointTracker();
  for (const value of checkedCopy(values, 0, 'values')) tracker.add(value);
  return tracker.steps();
}
