import { describe, expect, it } from 'vitest';
import {
  estimateOfProcesses,
  processError,
  spreadBetweenRuns,
  stepDeviation,
  upperReach,
} from '../../src/judge/spread.ts';

const prior = { deviation: 0.02, weight: 4 };

describe('spreadBetweenRuns', () => {
  it('is what is believed where there is one run, whatever the method', () => {
    for (const method of ['robust', 'parametric', 'bootstrap'] as const) {
      expect(spreadBetweenRuns([0.7], prior, method)).toEqual({ deviation: 0.02, degreesOfFreedom: 4 });
    }
  });

  it('weighs the runs’ own variance and the prior’s by what each is worth', () => {
    // A standard deviation of 0.1 with two degrees of freedom.
    const { deviation, degreesOfFreedom } = spreadBetweenRuns([0, 0.1, 0.2], prior, 'parametric');
    expect(deviation).toBeCloseTo(Math.sqrt((4 * 0.02 ** 2 + 2 * 0.1 ** 2) / 6), 15);
    expect(degreesOfFreedom).toBe(6);
  });

  it('takes the standard deviation of few runs and the MAD of five or more, which one wild run does not move', () => {
    const four = [0, 0.01, 0.02, 0.5];
    expect(spreadBetweenRuns(four, prior, 'robust')).toEqual(spreadBetweenRuns(four, prior, 'parametric'));
    const five = spreadBetweenRuns([0, 0.01, 0.02, 0.03, 0.5], prior, 'robust');
    expect(five.deviation).toBeCloseTo(Math.sqrt((4 * 0.02 ** 2 + 4 * 0.014826 ** 2) / 8), 12);
  });

  it('resamples for the distance of a run from the median of the others', () => {
    const alone = { deviation: 0, weight: 0 };
    const values = Array.from({ length: 201 }, (_, i) => i / 200);
    // Of evenly spread values: their own deviation, 1 ÷ √12, and little more for the median.
    const { deviation } = spreadBetweenRuns(values, alone, 'bootstrap');
    expect(deviation).toBeGreaterThan(0.27);
    expect(deviation).toBeLessThan(0.32);
  });
});

describe('upperReach', () => {
  const past = [7, 1, 9, 3, 5, 2, 8, 4, 6];

  it.each([
    [0.1, 9],
    [0.2, 8],
    [0.5, 5],
    [0.001, 9],
  ])('is what a new one exceeds with a chance of %d', (chance, value) => {
    expect(upperReach(past, 4.5, chance)).toBe(value - 4.5);
  });
});

describe('stepDeviation', () => {
  it('goes by the median size of the steps', () => {
    expect(stepDeviation([0, 0.1, -0.1, 0.2])).toBeCloseTo((1.4826 * 0.2) / Math.SQRT2, 15);
    expect(stepDeviation([5, 4])).toBeCloseTo(1.4826 / Math.SQRT2, 15);
  });

  it('is nothing where there is no step', () => {
    expect(stepDeviation([3])).toBe(0);
    expect(stepDeviation([])).toBe(0);
  });
});

describe('a run of several processes', () => {
  it('is estimated by its lower quartile', () => {
    expect(estimateOfProcesses([5, 1, 4, 2, 3])).toBe(2);
  });

  it('is as uncertain as its processes disagree', () => {
    expect(processError([1, Math.exp(0.2)])).toBeCloseTo((0.6 * 1.2533 * 1.4826 * 0.1) / Math.SQRT2, 12);
  });

  it('says nothing of its error where it is one process', () => {
    expect(processError([3])).toBe(0);
  });
});
