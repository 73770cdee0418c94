import type { SeriesRun } from '../../src/model/trends.ts';
import { createGenerator, type Generator } from '../../src/statistics/core/random.ts';

/** Numbers of a standard normal distribution, the same for a seed each time. */
export function normalNoise(seed: number): Generator {
  const uniform = createGenerator(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Noise in which each value keeps a share of the one before it. */
export function autoregressive(count: number, share: number, noise: Generator): number[] {
  let value = 0;
  for (let i = 0; i < 30; i++) value = share * value + noise();
  return Array.from({ length: count }, () => {
    value = share * value + noise();
    return value;
  });
}

/** Runs with these figures, a day apart. */
export function daily(values: readonly number[]): SeriesRun[] {
  return values.map((value, day) => ({
    value,
    recordedAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
    commit: `commit-${day}`,
  }));
}
