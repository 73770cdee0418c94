import { normalQuantile } from '../../src/statistics/core/normal.ts';
import { createGenerator, type Generator } from '../../src/statistics/core/random.ts';

/** A standard normal value. */
export function normal(generator: Generator): number {
  return normalQuantile(generator() + 2 ** -33);
}

/** Shapes of samples with their true medians and means. */
export const shapes = {
  normal: { draw: (g: Generator) => 1 + 0.1 * normal(g), median: 1, mean: 1 },
  lognormal: { draw: (g: Generator) => Math.exp(0.3 * normal(g)), median: 1, mean: Math.exp(0.045) },
  skewed: { draw: (g: Generator) => Math.exp(0.8 * normal(g)), median: 1, mean: Math.exp(0.32) },
  // Seven in ten near 1, three near 2: the median lies at the 5/7 quantile of the first.
  bimodal: {
    draw: (g: Generator) => (g() < 0.7 ? 1 : 2) + 0.03 * normal(g),
    median: 1 + 0.03 * normalQuantile(5 / 7),
    mean: 1.3,
  },
} as const;

export type Shape = keyof typeof shapes;

export const shapeNames = Object.keys(shapes) as Shape[];

/** `count` samples of a shape. */
export function drawSamples(shape: Shape, count: number, generator: Generator): Float64Array {
  const { draw } = shapes[shape];
  return Float64Array.from({ length: count }, () => draw(generator));
}

/** Share of `trials` in which `happens` is true, each given the same reproducible source of randomness. */
export function shareOf(trials: number, happens: (generator: Generator) => boolean, seed = 1): number {
  const generator = createGenerator(seed);
  let count = 0;
  for (let trial = 0; trial < trials; trial++) if (happens(generator)) count++;
  return count / trials;
}
