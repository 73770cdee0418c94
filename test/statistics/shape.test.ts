import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dipTest as dipTestSorted } from '../../src/statistics/core/dip-test.ts';
import { halfSampleMode as halfSampleModeSorted } from '../../src/statistics/core/half-sample-mode.ts';
import { findModes } from '../../src/statistics/core/modes.ts';
import { createGenerator } from '../../src/statistics/core/random.ts';
import type { Samples } from '../../src/statistics/core/samples.ts';
import { sortedCopy } from '../../src/statistics/core/sorted.ts';
import { trimCount, winsorize } from '../../src/statistics/core/trim.ts';
import { onUnitScale } from '../../src/statistics/core/unit-scale.ts';
import { autocorrelation, effectiveSampleSize } from '../../src/statistics/textbook/autocorrelation.ts';
import { drawSamples, normal, shareOf } from './random-samples.ts';
import { expectClose } from './reference.ts';

const dipTest = (samples: Samples) => dipTestSorted(sortedCopy(samples));
const halfSampleMode = (samples: Samples) => halfSampleModeSorted(sortedCopy(samples));

function expectAllClose(actual: Float64Array, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expectClose(actual[i]!, value, `${i}`, 1e-12);
  });
}

test('a trim is a share below one half', () => {
  expect([trimCount(5, 0.2), trimCount(5, 0), trimCount(9, 0.25)]).toEqual([1, 0, 2]);
  expect(() => trimCount(5, 0.5)).toThrow(/trim is 0\.5/);
});

test('pulling in the ends leaves the samples themselves as they are', () => {
  const sorted = Float64Array.of(1, 2, 3, 10, 100);
  expect(winsorize(sorted, 2)).toEqual(Float64Array.of(3, 3, 3, 3, 3));
  expect(sorted).toEqual(Float64Array.of(1, 2, 3, 10, 100));
});

test.each([
  [
    [1, 2, 5],
    [0, 0.25, 1],
  ],
  [
    [-1.5e308, 0, 1.5e308],
    [0, 0.5, 1],
  ],
  [
    [-1e308, 1e308, 1.5e308],
    [0, 0.8, 1],
  ],
  [
    [3, 3],
    [3, 3],
  ],
])('on a unit scale %j is %j', (samples, expected) => {
  expectAllClose(onUnitScale(Float64Array.from(samples)), expected);
});

describe('half-sample mode', () => {
  test.each([
    [[5], 5],
    [[1, 2], 1.5],
    [[1, 2, 10], 1.5],
    [[1, 9, 10], 9.5],
    [[1, 2, 3], 2],
    [[10, 50, 51, 52, 90, 200], 51],
  ])('of %j is %d', (samples, expected) => {
    expectClose(halfSampleMode(samples), expected, '', 1e-12);
  });

  test('does not see the slow tail', () => {
    const samples = drawSamples('skewed', 2000, createGenerator(5));
    // The density of this lognormal is highest at exp(−0.64).
    expect(Math.abs(halfSampleMode(samples) - Math.exp(-0.64))).toBeLessThan(0.2);
  });
});

describe('autocorrelation', () => {
  test('by hand', () => {
    // Deviations −1.5, −0.5, 0.5, 1.5 with squares adding up to 5.
    expectClose(autocorrelation([1, 2, 3, 4], 1), (0.75 - 0.25 + 0.75) / 5, '', 1e-12);
    expectClose(autocorrelation([1, 2, 3, 4], 0), 1, '', 1e-12);
    expect(autocorrelation([2, 2, 2], 1)).toBe(0);
    expect(() => autocorrelation([1, 2, 3], 3)).toThrow(/lag is 3/);
    expect(() => autocorrelation([1, 2, 3], 0.5)).toThrow(/lag is 0\.5/);
  });

  test.each([0, 0.5, 0.9])('a series with correlation %d is worth (1 − ρ) / (1 + ρ) of its length', (rho) => {
    const generator = createGenerator(21);
    let sum = 0;
    for (let trial = 0; trial < 40; trial++) {
      let value = normal(generator) / Math.sqrt(1 - rho ** 2);
      const series = Float64Array.from({ length: 2000 }, () => {
        value = rho * value + normal(generator);
        return value;
      });
      sum += effectiveSampleSize(series) / 40;
    }
    expectClose(sum, (2000 * (1 - rho)) / (1 + rho), '', 0.15);
  });

  test('lies between one and all', () => {
    expect(effectiveSampleSize([1, 2, 3])).toBe(3);
    expect(effectiveSampleSize([5, 5, 5, 5, 5])).toBe(5);
    expect(effectiveSampleSize(Array.from({ length: 3000 }, (_, i) => i))).toBeLessThan(5);
    expect(effectiveSampleSize([1, -1, 1, -1, 1, -1])).toBe(6);
  });
});

describe('dip', () => {
  /** By linear programming over all unimodal distribution functions. */
  test.each([
    [[0, 1, 2, 3], 0.125],
    [[0, 0, 0, 1, 1, 1], 0.25],
    [[0, 0.1, 0.2, 1, 1.1, 1.2], 0.2],
    [[0, 1, 10, 11, 12, 30, 31], 0.13533834586466],
    [[1, 2, 2, 2, 3], 0.1],
    [[2, 8, 14, 15, 16, 18, 24, 25, 30, 38, 45, 49, 49, 52, 56, 57], 0.09375],
    [[0, 1, 6, 10, 15, 16, 16, 17, 63, 63, 64, 69, 71, 73, 73, 83, 89], 0.169117647058824],
    [
      [1.4, 2.2, 2.4, 2.9, 3.7, 4.4, 4.8, 5.1, 6.2, 6.7, 6.9, 8.2, 8.7, 9.1, 9.2, 14.1, 14.3, 57, 61.4],
      0.057017543859649,
    ],
    [[0, 1, 4, 4, 6, 8, 30, 36, 37, 37, 38, 38, 81, 83, 83, 86, 89, 90, 95], 0.138965835641736],
    [[4, 5, 5, 8, 9, 13, 14, 16, 19, 61, 64, 74, 79, 84, 85, 86, 88, 89], 0.15],
    [[0, 5, 5, 5, 5, 6, 7, 8, 9, 9, 10, 10, 11, 11], 0.107142857142857],
    [[0, 2, 2, 3, 5, 7, 7, 30, 31, 35, 37, 38, 39, 39, 81, 82, 84, 84, 84, 85, 97, 97], 0.131661442006269],
    [[4], 0.5],
    [[4, 4], 0.25],
  ])('of %j is %d', (samples, expected) => {
    expect(dipTest(samples).dip).toBeCloseTo(expected, 11);
  });

  test('does not depend on order, place or scale', () => {
    const samples = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(samples, (values) => {
        const { dip, pValue } = dipTest(values);
        for (const unit of [3, 1e-300, 1e300]) {
          expectClose(dipTest(values.map((x) => unit * (7 - x)).reverse()).dip, dip, `${unit}`, 1e-9);
        }
        expect(dip).toBeLessThanOrEqual(0.25 + 1e-12);
        expect(dip).toBeGreaterThanOrEqual(1 / (2 * values.length) - 1e-12);
        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  test.each([12, 70, 700])('calls %d uniform samples multimodal as often as it says', (count) => {
    const share = (alpha: number): number =>
      shareOf(2000, (g) => dipTest(Float64Array.from({ length: count }, g)).pValue < alpha);
    expect(share(0.5)).toBeGreaterThan(0.45);
    expect(share(0.5)).toBeLessThan(0.55);
    expect(share(0.05)).toBeGreaterThan(0.035);
    expect(share(0.05)).toBeLessThan(0.065);
  });

  test.each([7, 13, 40])(
    'p-values of %d uniform samples are spread evenly, between the columns of the table too',
    (count) => {
      const generator = createGenerator(count);
      const draw = () => dipTest(Float64Array.from({ length: count }, generator)).pValue;
      const pValues = Array.from({ length: 3000 }, draw);
      for (const level of [0.65, 0.45, 0.25, 0.15, 0.07, 0.03, 0.015]) {
        const share = pValues.filter((p) => p < level).length / 3000;
        // Four standard errors, and what the table leaves open.
        const allowed = 4 * Math.sqrt((level * (1 - level)) / 3000) + 0.005;
        expect(Math.abs(share - level), `${level}`).toBeLessThan(allowed);
      }
    },
  );

  test('needs four samples', () => {
    expect(dipTest([1, 1, 2]).pValue).toBe(1);
    expect(dipTest([1, 1, 2, 2]).pValue).toBeLessThan(0.001);
  });

  test('sees two modes, and no second one where there is none', () => {
    const generator = createGenerator(2);
    expect(dipTest(drawSamples('bimodal', 60, generator)).pValue).toBeLessThan(0.001);
    expect(dipTest(drawSamples('normal', 60, generator)).pValue).toBeGreaterThan(0.5);
    expect(dipTest([1, 2, 3]).pValue).toBe(1);
    expect(dipTest(Float64Array.from({ length: 20_000 }, generator)).pValue).toBeGreaterThan(0.01);
  });
});

describe('modes', () => {
  test('places and weights of two', () => {
    const modes = findModes(drawSamples('bimodal', 300, createGenerator(3)));
    expect(modes).toHaveLength(2);
    expect(modes[0]!.place).toBeCloseTo(1, 1);
    expect(modes[1]!.place).toBeCloseTo(2, 1);
    expect(modes[0]!.weight).toBeGreaterThan(0.62);
    expect(modes[0]!.weight).toBeLessThan(0.78);
    expect(modes[0]!.weight + modes[1]!.weight).toBeCloseTo(1, 12);
  });

  test('are divided where they are, also where they are not alike or far from zero', () => {
    const generator = createGenerator(5);
    const narrow = Array.from({ length: 40 }, () => 0.1 * generator());
    const wide = Array.from({ length: 80 }, () => 3 + 7 * generator());
    for (const shift of [0, 1000, -5]) {
      const modes = findModes([...narrow, ...wide].map((value) => value + shift));
      expect(modes.map(({ weight }) => weight)).toEqual([1 / 3, 2 / 3]);
      expect(modes[0]!.place - shift).toBeGreaterThan(0);
      expect(modes[0]!.place - shift).toBeLessThan(0.1);
    }
  });

  test('of three, where one is far away', () => {
    const generator = createGenerator(4);
    const places = [1, 1.5, 30];
    const samples = Array.from({ length: 300 }, (_, i) => places[i % 3]! + 0.04 * normal(generator));
    expect(findModes(samples).map(({ place }) => Math.round(10 * place) / 10)).toEqual([1, 1.5, 30]);
  });

  test.each(['normal', 'lognormal', 'skewed'] as const)('a %s sample has one', (shape) => {
    expect(findModes(drawSamples(shape, 200, createGenerator(6)))).toHaveLength(1);
  });

  test('a coarse clock does not make modes, and constants have one', () => {
    const ticks = drawSamples('normal', 200, createGenerator(9)).map((value) => Math.round(20 * value) / 20);
    expect(findModes(ticks)).toHaveLength(1);
    expect(findModes([3, 3, 3])).toEqual([{ place: 3, weight: 1 }]);
    expect(findModes([...new Array(40).fill(1), ...new Array(40).fill(2)])).toHaveLength(2);
    expect(() => findModes([1], 0)).toThrow(/significance is 0/);
  });
});
