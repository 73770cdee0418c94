import { describe, expect, test } from 'vitest';
import { mean } from '../../../src/statistics/core/mean.ts';
import { createGenerator } from '../../../src/statistics/core/random.ts';
import { movingBlockInterval } from '../../../src/statistics/textbook/structured-bootstrap.ts';
import { normal } from '../random-samples.ts';

function seriesWith(rho: number, length: number): number[] {
  const generator = createGenerator(4);
  let value = 0;
  return Array.from({ length }, () => {
    value = rho * value + normal(generator);
    return value;
  });
}

const options = { resamples: 50 };

describe('moving blocks', () => {
  const halfWave = (count: number) => Array.from({ length: count }, (_, i) => Math.cos((Math.PI * (i + 0.5)) / count));

  test.each([
    // No correlation, or a negative one: ⌈∛n⌉.
    ['white noise', seriesWith(0, 30), 4],
    ['alternating', seriesWith(-0.8, 64), 4],
    ['alternating, one more', seriesWith(-0.8, 65), 5],
    // Carlstein: ⌈(2ρ / (1 − ρ²))^⅔ · ∛n⌉, which are 9.4 and 32.5 for ρ of 0.712 and 0.927.
    ['correlated', seriesWith(0.7, 100), 10],
    ['strongly correlated', seriesWith(0.9, 200), 33],
    // But half of the series at most, and no longer than for ρ = 0.97.
    ['few of one wave', halfWave(61), 30],
    ['many of one wave', halfWave(2000), 130],
  ])('of a series are as long as its correlation asks for: %s', (_, series, length) => {
    const chosen = movingBlockInterval(series, mean, options);
    expect(chosen).toEqual(movingBlockInterval(series, mean, { ...options, blockLength: length }));
    expect(chosen).not.toEqual(movingBlockInterval(series, mean, { ...options, blockLength: length - 1 }));
  });

  test('may be as long as the series, and no longer', () => {
    expect(movingBlockInterval([1, 2, 3, 6], mean, { ...options, blockLength: 4 })).toEqual([3, 3]);
    expect(() => movingBlockInterval([1, 2, 3, 6], mean, { blockLength: 5 })).toThrow(
      /blockLength is 5: give at most the number of samples, 4/,
    );
    expect(() => movingBlockInterval([1, 2, 3, 6], mean, { blockLength: 0 })).toThrow(/blockLength is 0/);
    expect(() => movingBlockInterval([1, 2, 3], mean)).toThrow(/samples has 3 values: at least 4/);
  });
});
