import { describe, expect, test } from 'vitest';
import { isolationOutliers, isolationScores } from '../../src/statistics/isolation-forest.ts';
import { mannWhitneyTest } from '../../src/statistics/mann-whitney.ts';
import { createGenerator } from '../../src/statistics/random.ts';
import { drawSamples, shapeNames } from './random-samples.ts';

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
