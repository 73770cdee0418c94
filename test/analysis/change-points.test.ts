import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChangePointTracker } from '../../src/analysis/change-point-tracker.ts';
import { changePoints } from '../../src/analysis/change-points.ts';
import { bestDivision } from '../../src/analysis/rank-scan.ts';
import { orderOf } from '../../src/analysis/ranks.ts';
import { seededIntervals } from '../../src/analysis/seeded-intervals.ts';
import { serialCorrelation } from '../../src/analysis/serial-correlation.ts';
import { StatisticalValidationError } from '../../src/errors.ts';
import { autoregressive, normalNoise } from './series.ts';

function divisionOf(values: readonly number[]) {
  const { places, distinct } = orderOf(Float64Array.from(values));
  return bestDivision(places, new Float64Array(distinct), 4);
}

const placesOf = (values: readonly number[]) => changePoints(values).map(({ index }) => index);

/** Levels of so many values each, with noise of one standard deviation. */
function levels(parts: readonly (readonly [count: number, level: number])[], seed: number): number[] {
  const noise = normalNoise(seed);
  return parts.flatMap(([count, level]) => Array.from({ length: count }, () => level + noise()));
}

/** The largest distance of a found place from the true one of the same number; fails where there are more or fewer. */
function farthest(found: readonly number[], expected: readonly number[]): number {
  expect(found).toHaveLength(expected.length);
  return Math.max(...found.map((place, i) => Math.abs(place - expected[i]!)));
}

describe('the rank scan', () => {
  it('has the exact law of few values: SciPy 1.17.1, mannwhitneyu(method="exact") and norm.isf', () => {
    expect(divisionOf([6, 9, 8, 3, 10, 5, 2, 7, 4, 1, 11, 12, 13, 14])).toEqual({
      index: 10,
      z: expect.closeTo(3.0905291379252677, 9),
    });
  });

  it('has the normal law of many: SciPy 1.17.1, mannwhitneyu(method="asymptotic", use_continuity=False)', () => {
    const values = Array.from({ length: 40 }, (_, i) => i);
    expect(divisionOf(values)).toEqual({ index: 20, z: expect.closeTo(5.410017808004594, 9) });
  });

  it('finds nothing where all values are equal, or there are too few', () => {
    expect(divisionOf(new Array(20).fill(3))).toBeNull();
    expect(divisionOf([1, 2, 3])).toBeNull();
  });
});

it('seeded intervals cover every place with some that has it well inside', () => {
  for (const count of [8, 9, 31, 100, 512]) {
    const intervals = seededIntervals(count, 8);
    expect(intervals[0]).toEqual([0, count]);
    expect(intervals.every(([from, to]) => from >= 0 && to <= count && to - from >= 8)).toBe(true);
    const short = intervals.filter(([from, to]) => to - from < 12);
    for (let place = 4; place <= count - 4 && count > 12; place++) {
      expect(short.some(([from, to]) => place - from >= 2 && to - place >= 2)).toBe(true);
    }
  }
});

describe('the autocorrelation of noise', () => {
  it.each([0, 0.3, 0.5])('is told where it is %f', (share) => {
    const values = Float64Array.from(autoregressive(4000, share, normalNoise(5)));
    expect(Math.abs(serialCorrelation(values) - share)).toBeLessThan(0.06);
  });

  it('is not what steps and spikes make of it', () => {
    const values = Float64Array.from(
      levels(
        [
          [100, 0],
          [100, 40],
          [100, -10],
        ],
        2,
      ),
      (value, i) => (i % 25 === 3 ? value + 100 : value),
    );
    expect(serialCorrelation(values)).toBeLessThan(0.2);
  });
});

describe('change points', () => {
  it('are found where levels change, with spikes among them', () => {
    const truth = [60, 140, 200];
    const values = levels(
      [
        [60, 0],
        [80, 5],
        [60, 2],
        [50, 6],
      ],
      11,
    ).map((value, i) => (i % 17 === 5 ? value + 60 : value));
    expect(farthest(placesOf(values), truth)).toBeLessThanOrEqual(2);
  });

  it('are not spikes of up to three runs', () => {
    const values = levels([[100, 0]], 3).map((value, i) => (i >= 50 && i < 53 ? value + 30 : value));
    expect(placesOf(values)).toEqual([]);
  });

  it('are no staircase where the series drifts', () => {
    expect(placesOf(levels([[200, 0]], 4).map((value, i) => value / 5 + i / 10))).toEqual([]);
  });

  it('are told of sixteen runs, eight on either side, and of no fewer', () => {
    const half = [1, 2, 3, 1.5, 2.5, 1.2, 2.2, 2.7];
    expect(placesOf([...half, ...half.map((value) => value + 10)])).toEqual([8]);
    expect(placesOf([...half.slice(1), ...half.slice(1).map((value) => value + 10)])).toEqual([]);
  });

  it('are clear in a short history with an outlier, however little can be known of its autocorrelation', () => {
    const noise = normalNoise(12);
    const values = Array.from({ length: 31 }, (_, i) => (i < 15 ? 374 : 423) + 2 * noise() + (i === 10 ? 264 : 0));
    expect(placesOf(values)).toEqual([15]);
  });

  it('are where figures are rounded to ties', () => {
    const values = levels(
      [
        [40, 10],
        [40, 13],
      ],
      8,
    ).map(Math.round);
    expect(farthest(placesOf(values), [40])).toBeLessThanOrEqual(2);
  });

  it('are none in constants, and none of nothing', () => {
    expect(placesOf(new Array(700).fill(0.001))).toEqual([]);
    expect(placesOf([])).toEqual([]);
  });

  it('stay where they are when values are shifted, scaled or turned over', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: -64, max: 64 }),
        fc.constantFrom(0.125, 0.5, 4, 1024, -1, -2),
        (seed, shift, scale) => {
          // On a grid, so that shifting and scaling round nothing.
          const values = levels(
            [
              [50, 0],
              [40, 4],
            ],
            seed,
          ).map((value) => Math.round(value * 1024) / 1024);
          expect(placesOf(values.map((value) => value * scale + shift))).toEqual(placesOf(values));
        },
      ),
      { numRuns: 40, seed: 1 },
    );
  });

  it('are the same from behind, to within two runs', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const values = levels(
        [
          [60, 0],
          [60, 5],
        ],
        seed,
      );
      const turned = placesOf(values.toReversed()).map((place) => values.length - place);
      expect(farthest(turned, placesOf(values))).toBeLessThanOrEqual(2);
    }
  });

  it('say of a longer history what they said before, behind the window', () => {
    const values = levels(
      [
        [150, 0],
        [300, 4],
        [400, 1],
        [350, 6],
      ],
      21,
    );
    expect(farthest(placesOf(values), [150, 450, 850])).toBeLessThanOrEqual(3);
    const tracker = new ChangePointTracker();
    for (const [i, value] of values.entries()) {
      tracker.add(value);
      if (i % 199 === 0) tracker.steps();
    }
    expect(tracker.steps()).toEqual(changePoints(values));
    expect(tracker.count).toBe(values.length);
  });

  it('refuse what is no number, and say which', () => {
    expect(() => changePoints([1, Number.NaN])).toThrow(StatisticalValidationError);
    expect(() => new ChangePointTracker().add(Number.POSITIVE_INFINITY)).toThrow('value 0 is Infinity');
  });
});

describe('unchanged series show at most one step in 1,000 runs', () => {
  const heavy = (noise: () => number) => noise() / Math.sqrt((noise() ** 2 + noise() ** 2 + noise() ** 2) / 3);
  const kinds: Readonly<Record<string, (noise: () => number) => readonly number[]>> = {
    normal: (noise) => Array.from({ length: 100 }, noise),
    lognormal: (noise) => Array.from({ length: 100 }, () => Math.exp(noise())),
    'of heavy tails': (noise) => Array.from({ length: 100 }, () => heavy(noise)),
    'autocorrelated by a half': (noise) => autoregressive(100, 0.5, noise),
    'with spikes': (noise) => Array.from({ length: 100 }, (_, i) => noise() + (i % 20 === 7 ? 25 : 0)),
    'rounded to ties': (noise) => autoregressive(100, 0.5, noise).map(Math.round),
  };
  it.each(Object.keys(kinds))('%s', (kind) => {
    const noise = normalNoise(77);
    let steps = 0;
    for (let series = 0; series < 60; series++) steps += changePoints(kinds[kind]!(noise)).length;
    expect(steps).toBeLessThanOrEqual(6);
  });
});
