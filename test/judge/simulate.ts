import { normalQuantile } from '../../src/statistics/core/normal.ts';
import { createGenerator } from '../../src/statistics/core/random.ts';

/** A source of standard normal numbers that repeats. */
export function normalGenerator(seed: number): () => number {
  const uniform = createGenerator(seed);
  // Half a step away from 0, where the quantile is infinite.
  return () => normalQuantile(uniform() + 2 ** -33);
}

/** How often something happens in so many trials, as a share. */
export function share(trials: number, happens: (trial: number) => boolean): number {
  let count = 0;
  for (let trial = 0; trial < trials; trial++) if (happens(trial)) count++;
  return count / trials;
}
