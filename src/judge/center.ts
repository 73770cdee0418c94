import { weightedMedian } from '../statistics/weighted-median.ts';

/** A run's estimate, and the weight that it left to the runs before it. */
export interface WeighedRun {
  readonly estimate: number;
  readonly decayFactor: number;
}

/** Where the baseline lies: the median of the runs' estimates, in which each run's decay factor scales all before it. */
export function baselineCenter(runs: readonly WeighedRun[]): number {
  const weights: number[] = new Array(runs.length);
  let weight = 1;
  for (let i = runs.length - 1; i >= 0; i--) {
    weights[i] = weight;
    weight *= runs[i]!.decayFactor;
  }
  const estimates = runs.map(({ estimate }) => estimate);
  return weightedMedian(estimates, weights);
}
