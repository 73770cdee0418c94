import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRIC_FALSE_ALARM_RATE, METRIC_PRIOR_DEVIATION, PRIOR_WEIGHT } from '../../../src/judge/constants.ts';
import type { MetricCase } from '../../../src/judge/metrics/case.ts';
import { judgeMetric } from '../../../src/judge/metrics/judge-metric.ts';
import { ALLOCATED_BYTES, type Metric, THROUGHPUT, TIME } from '../../../src/model/metric.ts';
import { studentTQuantile } from '../../../src/statistics/core/student-t.ts';
import { seededRandom } from '../../baselines/records.ts';

const SIZE: Metric = { name: 'size of dist', unit: 'bytes', better: 'lower', scatter: 'single' };

function caseOf(values: readonly number[], value: number, over: Partial<MetricCase> = {}): MetricCase {
  return {
    metric: TIME,
    history: values.map((each) => ({ value: each, decayFactor: 0.9 })),
    incomparable: [],
    value,
    evidence: 'processes',
    processes: 10,
    thresholdFactor: 1,
    statisticalMethod: 'robust',
    confidenceLevel: 0.95,
    ...over,
  };
}

const verdictOf = (given: MetricCase) => judgeMetric(given).validation.verdict;
const twelve = [1, 1.004, 0.997, 1.002, 1.001, 0.995, 1.003, 0.998, 1, 1.006, 0.999, 1.001];

describe('judgeMetric', () => {
  it('has nothing to say without a past', () => {
    expect(judgeMetric(caseOf([], 1)).validation).toMatchObject({ verdict: 'no_baseline', isValid: true });
    const elsewhere = judgeMetric(caseOf([], 1, { incomparable: ['3 runs in the environment x'] })).validation;
    expect(elsewhere).toMatchObject({
      verdict: 'incomparable',
      message: expect.stringContaining('3 runs in the environment x'),
    });
  });

  it('sets its margin by a prediction interval of Student’s t', () => {
    const deviation = METRIC_PRIOR_DEVIATION.processes;
    // One run has no spread of its own: the prior stands alone, for the run and for the baseline.
    const width = studentTQuantile(1 - METRIC_FALSE_ALARM_RATE, PRIOR_WEIGHT) * deviation * Math.SQRT2;
    const { thresholds, change } = judgeMetric(caseOf([2], 2.1));
    expect(thresholds.upperBound).toBeCloseTo(2 * Math.exp(width), 12);
    expect(thresholds.baselineMedian).toBe(2);
    expect(change!.percent).toBeCloseTo(5, 9);
  });

  it('sees what is worse, and welcomes what is better, whichever way that is', () => {
    expect(verdictOf(caseOf(twelve, 1.25))).toBe('regression');
    expect(verdictOf(caseOf(twelve, 1.001))).toBe('pass');
    expect(verdictOf(caseOf(twelve, 0.8))).toBe('improvement');
    const rate = { metric: THROUGHPUT };
    expect(verdictOf(caseOf(twelve, 0.8, rate))).toBe('regression');
    expect(verdictOf(caseOf(twelve, 1.25, rate))).toBe('improvement');
    expect(judgeMetric(caseOf(twelve, 0.8, rate)).change!.percent).toBeLessThan(-19);
  });

  it('judges a rate as it judges the time that is its inverse', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (values, value) => {
          const inverse = values.map((each) => 1 / each);
          const ofRate = judgeMetric(caseOf(inverse, 1 / value, { metric: THROUGHPUT })).validation;
          const ofTime = judgeMetric(caseOf(values, value)).validation;
          // A median of an even number of inverses is not the inverse of their median.
          if (values.length % 2 === 1) expect(ofRate.verdict).toBe(ofTime.verdict);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('needs more of weaker evidence', () => {
    const widths = (['processes', 'samples'] as const).map(
      (evidence) => judgeMetric(caseOf([1], 1, { evidence })).thresholds.upperBound,
    );
    expect(widths[0]).toBeLessThan(widths[1]!);
    const few = judgeMetric(caseOf([1], 1, { processes: 2 })).thresholds.upperBound;
    expect(widths[0]).toBeLessThan(few);
    expect(judgeMetric(caseOf(twelve, 1, { evidence: 'samples' })).validation.message).toContain('weak evidence');
    expect(judgeMetric(caseOf(twelve, 1)).validation.message).not.toContain('weak evidence');
  });

  it('is never narrower than the past has gone', () => {
    const once = [...twelve, 1.2];
    expect(verdictOf(caseOf(once, 1.19))).toBe('pass');
  });

  it('says where nothing could have been seen', () => {
    expect(verdictOf(caseOf([1, 3, 0.5, 2, 0.7], 1.1))).toBe('inconclusive');
  });

  it('holds a size to what it was', () => {
    const size = { metric: SIZE, evidence: 'exact' } as const;
    expect(verdictOf(caseOf([1000, 1000, 1000], 1000, size))).toBe('pass');
    expect(verdictOf(caseOf([1000, 1000, 1000], 1004, size))).toBe('pass');
    expect(verdictOf(caseOf([1000], 1010, size))).toBe('regression');
    expect(judgeMetric(caseOf([1000], 1010, size)).validation).toMatchObject({ testStatistic: null, pValue: null });
  });

  it('tells a figure from 0 where it does not scatter, and says so where it does', () => {
    const bytes = { metric: ALLOCATED_BYTES, evidence: 'exact' } as const;
    expect(verdictOf(caseOf([0, 0, 0], 0, bytes))).toBe('pass');
    expect(verdictOf(caseOf([0, 0, 0], 64, bytes))).toBe('regression');
    expect(judgeMetric(caseOf([0, 0], 64, bytes)).change).toBeNull();
    expect(verdictOf(caseOf([64, 64], 0, bytes))).toBe('improvement');
    expect(verdictOf(caseOf([0, 0], 64, { metric: { ...ALLOCATED_BYTES, scatter: 'sampled' } }))).toBe('inconclusive');
    expect(verdictOf(caseOf([0, 0, 128], 64, bytes))).toBe('pass');
    expect(verdictOf(caseOf([5, 5], 0, { metric: { ...THROUGHPUT, scatter: 'counted' } }))).toBe('regression');
  });

  it('lets its user widen what is tolerated', () => {
    expect(verdictOf(caseOf([1000, 1000], 1040, { metric: SIZE, evidence: 'exact', tolerancePercent: 5 }))).toBe(
      'pass',
    );
  });

  it('gives no false alarm in 3,000 verdicts on counted figures that move by a thousandth, and sees +1 %', () => {
    const seed = 20_261_130;
    const random = seededRandom(seed);
    const figure = () => 1e6 * (1 + 0.001 * (random() - 0.5));
    let alarms = 0;
    let seen = 0;
    for (let verdict = 0; verdict < 3000; verdict++) {
      const past = Array.from({ length: 1 + (verdict % 20) }, figure);
      const bytes = { metric: ALLOCATED_BYTES, evidence: 'exact', thresholdFactor: 1.2 } as const;
      const now = figure();
      if (verdictOf(caseOf(past, now, bytes)) === 'regression') alarms++;
      if (verdictOf(caseOf(past, 1.01 * now, bytes)) === 'regression') seen++;
    }
    expect({ seed, alarms, seen }).toEqual({ seed, alarms: 0, seen: 3000 });
  });
});
