import { describe, expect, it } from 'vitest';
import { informationOf } from '../../../src/judge/bisect/information.ts';
import { levelsOf } from '../../../src/judge/bisect/levels.ts';
import { StepPosterior } from '../../../src/judge/bisect/posterior.ts';

const PRIOR = { places: 20, spread: 0.3 };
const LEVELS = [
  { at: 0, level: 0.01, variance: 0.0004, looks: 4 },
  { at: 4, level: -0.02, variance: 0.0009, looks: 4 },
  { at: 5, level: 0.09, variance: 0.0025, looks: 4 },
  { at: 12, level: 0.21, variance: 0.0004, looks: 4 },
  { at: 20, level: 0.2, variance: 0.0004, looks: 4 },
];

/** The same by trying every way to divide the line, and by the normal law of all levels of a stretch together. */
function byEnumeration(levels: typeof LEVELS, { places, spread }: typeof PRIOR) {
  const center = (levels[0]!.level + levels.at(-1)!.level) / 2;
  const stays = (i: number) => (1 - 1 / (places + 1)) ** (levels[i]!.at - levels[i - 1]!.at);
  const divisions = Array.from({ length: 2 ** (levels.length - 1) }, (_, bits) => {
    const starts = levels.flatMap((_level, i) => (i > 0 && (bits >> (i - 1)) % 2 === 1 ? [i] : []));
    let weight = 1;
    for (let i = 1; i < levels.length; i++) weight *= starts.includes(i) ? 1 - stays(i) : stays(i);
    for (const [i, start] of [0, ...starts].entries()) {
      const stretch = levels.slice(start, starts[i] ?? levels.length);
      weight *= integral(
        (level) =>
          density(level, center, spread ** 2) *
          stretch.reduce((product, each) => product * density(each.level, level, each.variance), 1),
      );
    }
    return { starts, weight };
  });
  const total = divisions.reduce((sum, { weight }) => sum + weight, 0);
  return {
    stepWithin: (from: number, to: number) =>
      divisions
        .filter(({ starts }) => starts.some((start) => start > from && start <= to))
        .reduce((sum, { weight }) => sum + weight, 0) / total,
    likeliest: divisions.reduce((best, each) => (each.weight > best.weight ? each : best)).starts,
  };
}

function density(x: number, mean: number, variance: number): number {
  return Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
}

function integral(of: (x: number) => number): number {
  let sum = 0;
  for (let x = -2; x <= 2; x += 0.001) sum += 0.001 * of(x);
  return sum;
}

describe('StepPosterior', () => {
  const posterior = new StepPosterior(LEVELS, PRIOR);
  const expected = byEnumeration(LEVELS, PRIOR);

  it.each([
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [1, 3],
    [0, 4],
  ])('gives the chance of a step after %i up to %i as enumeration does', (from, to) => {
    expect(posterior.stepWithin(from, to)).toBeCloseTo(expected.stepWithin(from, to), 6);
  });

  it('finds the likeliest division', () => {
    expect(posterior.likeliest()).toEqual(expected.likeliest);
  });
});

describe('informationOf', () => {
  it('is the whole entropy where the answer is certain, and nothing where there is none', () => {
    expect(informationOf(0.5, 30)).toBeCloseTo(1, 6);
    expect(informationOf(0.5, 0)).toBeCloseTo(0, 6);
    expect(informationOf(0, 6)).toBe(0);
    expect(informationOf(1, 6)).toBe(0);
  });

  it('grows with the separation, and is greatest in the middle', () => {
    const [one, two, four] = [1, 2, 4].map((separation) => informationOf(0.5, separation));
    expect(one).toBeLessThan(two!);
    expect(two).toBeLessThan(four!);
    expect(informationOf(0.2, 4)).toBeLessThan(four!);
    expect(informationOf(0.2, 4)).toBeCloseTo(informationOf(0.8, 4), 9);
  });

  it('is the capacity of a channel of two normal signals: 0.486 bits, two standard errors apart', () => {
    // Source: C of binary input with additive white Gaussian noise at an amplitude of one deviation (0 dB).
    expect(informationOf(0.5, 2)).toBeCloseTo(0.486, 3);
  });
});

describe('levelsOf', () => {
  it('lets a pair that is far off move nothing', () => {
    const { all } = levelsOf({ scatter: 'sampled', looks: new Map([[3, [0.1, 0.11, 0.09, 0.9]]]) });
    expect(all[0]).toMatchObject({ at: 3, looks: 4 });
    expect(all[0]!.level).toBeCloseTo(0.105, 6);
  });

  it('believes a commit that scatters more than the others less', () => {
    const calm = [0, 0.01, -0.01, 0.005, -0.005, 0.01, -0.01, 0];
    const { all } = levelsOf({
      scatter: 'sampled',
      looks: new Map([
        [0, calm],
        [9, calm.map((value) => 20 * value)],
      ]),
    });
    expect(all[1]!.variance).toBeGreaterThan(2 * all[0]!.variance);
  });

  it('never takes a few equal pairs for certainty', () => {
    const { all, deviation } = levelsOf({ scatter: 'sampled', looks: new Map([[0, [0.1, 0.1, 0.1, 0.1]]]) });
    expect(deviation).toBeGreaterThan(0.004);
    expect(all[0]!.variance).toBeGreaterThan(0);
  });
});
