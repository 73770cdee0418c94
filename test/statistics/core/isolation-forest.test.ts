import { describe, expect, test } from 'vitest';
import { isolationOutliers, isolationScores } from '../../../src/statistics/core/isolation-forest.ts';
import { mannWhitneyTest } from '../../../src/statistics/core/mann-whitney.ts';
import { createGenerator } from '../../../src/statistics/core/random.ts';
import { drawSamples, shapeNames } from '../random-samples.ts';

/** Probability that a planted sample scores higher than a clean one. */
function areaUnderCurve(scores: Float64Array, planted: number): number {
  const { u } = mannWhitneyTest(scores.subarray(planted), scores.subarray(0, planted));
  return u / (planted * (scores.length - planted));
}

describe('isolation forest', () => {
  test.each([
    [20, 1],
    [100, 5],
    [300, 9],
    [2000, 20],
  ])('of %d samples, ranks %d planted ones as most isolated', (count, planted) => {
    for (const shape of shapeNames) {
      for (let seed = 0; seed < 5; seed++) {
        const generator = createGenerator(seed);
        const samples = drawSamples(shape, count, generator);
        const far = Math.max(...samples) * 2;
        for (let i = 0; i < planted; i++) samples[i] = far * (1 + generator());
        const scores = isolationScores(samples, { generator });
        expect(areaUnderCurve(scores, planted), `${shape}, seed ${seed}`).toBeGreaterThanOrEqual(0.99);
      }
    }
  });

  test('equal seeds give equal scores, other seeds nearly', () => {
    const samples = drawSamples('lognormal', 500, createGenerator(3));
    const scores = isolationScores(samples, { generator: createGenerator(1) });
    expect(isolationScores(samples, { generator: createGenerator(1) })).toEqual(scores);
    expect(isolationScores(samples)).toEqual(isolationScores(samples));
    const other = isolationScores(samples, { generator: createGenerator(2) });
    expect(other).not.toEqual(scores);
    expect(Math.max(...other.map((score, i) => Math.abs(score - scores[i]!)))).toBeLessThan(0.1);
  });

  test('equal samples score alike, wherever they stand; an average sample scores one half', () => {
    const samples = [5, 1, 2, 3, 2, 1, 5, 2];
    const scores = isolationScores(samples);
    expect([scores[0], scores[1], scores[2]]).toEqual([scores[6], scores[5], scores[7]]);
    const many = isolationScores(drawSamples('normal', 256, createGenerator(4)));
    expect(many.reduce((sum, score) => sum + score, 0) / 256).toBeCloseTo(0.46, 1);
  });

  test('constants and single samples have no outliers', () => {
    for (const score of isolationScores([7, 7, 7])) expect(score).toBeCloseTo(0.5, 12);
    expect(isolationOutliers([7, 7, 7])).toEqual([]);
    expect([...isolationScores([7])]).toEqual([0.5]);
    expect(isolationOutliers([1e300, -1e300, 1e300, 1e300, 1e300, 1e300, 1e300, 1e300])).toEqual([1]);
  });

  test('impossible options are refused', () => {
    expect(() => isolationScores([1, 2], { trees: 0 })).toThrow(/trees is 0/);
    expect(() => isolationScores([1, 2], { subsample: 1 })).toThrow(/subsample is 1/);
    expect(() => isolationScores([])).toThrow(/empty/);
  });
});

describe('a score is the expected depth over that of a search', () => {
  const score = (depth: number, size: number): number => {
    const harmonic = Math.log(size - 1) + 0.5772156649015329;
    return 2 ** (-depth / (2 * harmonic - (2 * (size - 1)) / size));
  };
  // Far more than the default, so that chance moves no score by one percent.
  const trees = 20_000;

  test('of three samples', () => {
    // The first cut lies between 0 and 1 once in three times.
    const scores = isolationScores([0, 3, 1], { trees });
    [score(5 / 3, 3), score(4 / 3, 3), score(2, 3)].forEach((expected, i) => {
      expect(Math.abs(scores[i]! / expected - 1), `sample ${i}`).toBeLessThan(0.01);
    });
  });

  test('of two pairs, which no tree cuts more often than twice: a leaf of two counts one level more', () => {
    const scores = isolationScores([0, 1, 9, 10], { trees });
    // The first cut divides the pairs in 8 of 10 cases, then each of them; else it leaves three samples, which the second
    // cut divides between those that lie far apart in 8 of 9 cases.
    const outer = 0.1 * 1 + 0.8 * 2 + 0.1 * ((1 / 9) * 2 + (8 / 9) * 3);
    const inner = 0.1 * ((8 / 9) * 2 + (1 / 9) * 3) + 0.8 * 2 + 0.1 * 3;
    [score(outer, 4), score(inner, 4), score(inner, 4), score(outer, 4)].forEach((expected, i) => {
      expect(Math.abs(scores[i]! / expected - 1), `sample ${i}`).toBeLessThan(0.01);
    });
  });

  test('of eight samples, which no tree cuts more often than three times', () => {
    // Nearly every cut parts the largest from the rest; five are left after three, which count as if searched for.
    const scores = isolationScores([1, 1e3, 1e6, 1e9, 1e12, 1e15, 1e18, 1e21], { trees: 1000 });
    const left = 3 + 2 * (Math.log(4) + 0.5772156649015329) - 8 / 5;
    [left, left, left, left, left, 3, 2, 1].forEach((depth, i) => {
      expect(Math.abs(scores[i]! / score(depth, 8) - 1), `sample ${i}`).toBeLessThan(0.01);
    });
  });

  test('of trees from two samples each, which cut once', () => {
    expect([...isolationScores([0, 1, 10], { subsample: 2, trees: 7 })]).toEqual([0.5, 0.5, 0.5]);
  });
});
