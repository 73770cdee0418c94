import { describe, expect, test } from 'vitest';
import { binomialCdf } from '../../src/statistics/core/binomial.ts';
import { hodgesLehmann } from '../../src/statistics/core/hodges-lehmann.ts';
import { mean } from '../../src/statistics/core/mean.ts';
import {
  interpolatedMedianInterval,
  medianInterval,
  orderStatisticInterval,
  quantileInterval,
} from '../../src/statistics/core/median-interval.ts';
import { normalCdf, normalQuantile } from '../../src/statistics/core/normal.ts';
import type { Generator } from '../../src/statistics/core/random.ts';
import { bcaInterval, percentileInterval, studentizedInterval } from '../../src/statistics/textbook/bootstrap.ts';
import { bootstrapCoversFrom, confidenceInterval } from '../../src/statistics/textbook/confidence-interval.ts';
import { cliffsDelta, cohensD } from '../../src/statistics/textbook/effect-size.ts';
import { meanInterval } from '../../src/statistics/textbook/mean-interval.ts';
import { hierarchicalInterval, movingBlockInterval } from '../../src/statistics/textbook/structured-bootstrap.ts';
import { drawSamples, normal, type Shape, shapeNames, shapes, shareOf } from './random-samples.ts';

type Interval = readonly [number, number];

/** Percent of trials whose interval holds the truth. */
function coverage(trials: number, truth: number, interval: (generator: Generator) => Interval, seed = 3): number {
  return (
    100 *
    shareOf(
      trials,
      (generator) => {
        const [low, high] = interval(generator);
        return low <= truth && truth <= high;
      },
      seed,
    )
  );
}

function expectBetween(value: number, low: number, high: number, label: string): void {
  expect(value, label).toBeGreaterThanOrEqual(low);
  expect(value, label).toBeLessThanOrEqual(high);
}

const usual: readonly Shape[] = ['normal', 'lognormal', 'bimodal'];

describe('intervals for the median cover 95 %', () => {
  // 4,000 trials have a standard error of 0.35 points.
  const trials = 4000;

  test.each([20, 21, 33, 57, 75, 117, 190, 191])('the default, with %d samples of any shape', (count) => {
    for (const shape of shapeNames) {
      const share = coverage(trials, shapes[shape].median, (g) => confidenceInterval(drawSamples(shape, count, g)));
      expectBetween(share, 94, 96, shape);
    }
  });

  test('the interpolated interval already with 6 and 10', () => {
    for (const shape of usual) {
      for (const count of [6, 10]) {
        const draw = (g: Generator): Interval => interpolatedMedianInterval(drawSamples(shape, count, g), 0.95);
        expectBetween(coverage(trials, shapes[shape].median, draw), 93.5, 97, `${shape} ${count}`);
      }
    }
  });

  test('the bootstrap, wherever it is the default: known exactly for odd numbers of samples', () => {
    for (const level of [0.8, 0.9, 0.95, 0.99]) {
      for (let n = bootstrapCoversFrom(level) | 1; n < 1500; n += 2) {
        const [low, high] = medianInterval(
          Array.from({ length: n }, (_, i) => i + 1),
          level,
        );
        // The interval holds the median where at least `low` and fewer than `high` samples lie below it.
        const covered = binomialCdf(high - 1, n, 0.5) - binomialCdf(low - 1, n, 0.5);
        expectBetween(covered, level - 0.01, level + 0.01, `${level}, ${n}`);
      }
    }
    expect(bootstrapCoversFrom(0.95)).toBe(191);
  });

  test('the bootstrap wobbles below that, as documented', () => {
    const share = (count: number): number =>
      coverage(trials, 1, (g) => medianInterval(drawSamples('normal', count, g), 0.95));
    expectBetween(share(23), 89.5, 92, '23');
    expectBetween(share(47), 95, 97, '47');
    expectBetween(share(200), 94, 96, '200');
  });

  test('the order statistics never fall short', () => {
    for (const count of [20, 21, 23, 100]) {
      const share = coverage(trials, 1, (g) => orderStatisticInterval(drawSamples('skewed', count, g), 0.95));
      expectBetween(share, 94.3, 98.5, `${count}`);
    }
  });

  test('other quantiles', () => {
    const truth = 1 + 0.1 * normalQuantile(0.9);
    const draw = (g: Generator): Interval => quantileInterval(drawSamples('normal', 200, g), 0.9, 0.95);
    expectBetween(coverage(trials, truth, draw), 92, 96, 'p = 0.9');
  });
});

describe('intervals for the mean', () => {
  test('Student’s t covers, except where few samples are strongly skewed', () => {
    const share = (shape: Shape, count: number): number =>
      coverage(6000, shapes[shape].mean, (g) => meanInterval(drawSamples(shape, count, g), 0.95));
    for (const shape of usual) expectBetween(share(shape, 30), 93.9, 96, shape);
    expectBetween(share('skewed', 20), 87, 90.5, 'skewed, as documented');
    expectBetween(share('skewed', 100), 91.5, 94.5, 'skewed, as documented');
  });

  test('the studentised bootstrap is nearer to its level there; BCa falls short with few samples, as documented', () => {
    const options = (generator: Generator) => ({ generator, resamples: 400 });
    // 1,500 trials have a standard error of 0.6 points.
    const share = (shape: Shape, interval: (samples: Float64Array, g: Generator) => Interval): number =>
      coverage(1500, shapes[shape].mean, (g) => interval(drawSamples(shape, 30, g), g));
    for (const shape of usual) {
      expectBetween(
        share(shape, (samples, g) => studentizedInterval(samples, options(g))),
        shape === 'bimodal' ? 96 : 92.8,
        shape === 'bimodal' ? 99.7 : 97.2,
        `studentised, ${shape}`,
      );
      expectBetween(
        share(shape, (samples, g) => bcaInterval(samples, mean, options(g))),
        91,
        97.5,
        `BCa, ${shape}`,
      );
    }
    expectBetween(
      share('skewed', (samples, g) => studentizedInterval(samples, options(g))),
      91.5,
      96.5,
      'studentised, skewed, as documented',
    );
    const percentile = (g: Generator): Interval => percentileInterval(drawSamples('normal', 30, g), mean, options(g));
    expectBetween(coverage(600, 1, percentile), 90, 96, 'percentile');
  }, 240_000);
});

describe('intervals for effects', () => {
  test.each(usual)('%s', (shape) => {
    const pair = (g: Generator) => [drawSamples(shape, 30, g), drawSamples(shape, 30, g)] as const;
    expectBetween(
      coverage(2000, 0, (g) => hodgesLehmann(...pair(g)).interval),
      93.5,
      96.5,
      'Hodges-Lehmann',
    );
    expectBetween(
      coverage(2000, 0, (g) => cliffsDelta(...pair(g)).interval),
      93.5,
      97,
      'Cliff’s delta',
    );
  });

  test('of known size', () => {
    const slower = (g: Generator, by: number) =>
      [drawSamples('normal', 40, g), drawSamples('normal', 40, g).map((value) => value + by)] as const;
    const delta = 2 * normalCdf(1 / Math.SQRT2) - 1;
    expectBetween(
      coverage(2000, delta, (g) => cliffsDelta(...slower(g, 0.1)).interval),
      93.5,
      96.5,
      'Cliff’s delta',
    );
    expectBetween(
      coverage(2000, 0.5, (g) => cohensD(...slower(g, 0.05)).interval),
      93.5,
      96.5,
      'Cohen’s d',
    );
    expectBetween(
      coverage(2000, 0.05, (g) => hodgesLehmann(...slower(g, 0.05)).interval),
      93.5,
      96.5,
      'Hodges-Lehmann',
    );
  });
});

describe('intervals for samples that are not independent', () => {
  test('moving blocks nearly cover a series whose neighbours correlate; independent resampling does not', () => {
    const series = (g: Generator): Float64Array => {
      let deviation = normal(g) / Math.sqrt(1 - 0.6 ** 2);
      return Float64Array.from({ length: 300 }, () => {
        deviation = 0.6 * deviation + normal(g);
        return 10 + deviation;
      });
    };
    const options = (generator: Generator) => ({ generator, resamples: 200 });
    const blocks = coverage(400, 10, (g) => movingBlockInterval(series(g), mean, options(g)));
    const single = coverage(400, 10, (g) => percentileInterval(series(g), mean, options(g)));
    expectBetween(blocks, 88, 96, 'moving blocks');
    expectBetween(single, 55, 75, 'single samples');
  });

  test('the hierarchical interval takes the spread between processes for what it is', () => {
    const experiment = (g: Generator): Float64Array[][] =>
      Array.from({ length: 12 }, () => {
        const block = 1 + 0.05 * normal(g);
        return Array.from({ length: 3 }, () => {
          const process = block + 0.03 * normal(g);
          return Float64Array.from({ length: 10 }, () => process + 0.01 * normal(g));
        });
      });
    const options = (generator: Generator) => ({ generator, resamples: 300 });
    const nested = coverage(300, 1, (g) => hierarchicalInterval(experiment(g), mean, options(g)));
    const pooled = coverage(300, 1, (g) => {
      const all = experiment(g).flatMap((processes) => processes.flatMap((iterations) => [...iterations]));
      return meanInterval(all, 0.95);
    });
    expectBetween(nested, 90, 98, 'hierarchical');
    expectBetween(pooled, 22, 58, 'pooled');
  });
});
