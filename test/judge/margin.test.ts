import { describe, expect, it } from 'vitest';
import {
  heedingJitter,
  heedingProcesses,
  hiddenBySpreadPercent,
  leastWidthFor,
  type Margin,
  type MarginOptions,
  marginFor,
  minimumDetectableChangePercent,
  priorFor,
} from '../../src/judge/margin.ts';
import { studentTQuantile } from '../../src/statistics/core/student-t.ts';
import { look } from './cases.ts';

const prior = { deviation: 0.03, weight: 4 };
// A single run: its spread is the prior's.
const marginOfOne = (more: Partial<MarginOptions> = {}) =>
  marginFor([0], {
    falseAlarmRate: 0.05,
    thresholdFactor: 1.5,
    tolerancePercent: 0,
    prior,
    statisticalMethod: 'robust',
    ...more,
  });

describe('what is believed before anything was seen', () => {
  it.each([
    ['fresh_processes', 'lowEnd', 0.025],
    ['fresh_processes', 'cpuTime', 0.05],
    ['in_process', 'lowEnd', 0.05],
    ['samples', 'lowEnd', 0.05],
  ] as const)('of %s, %s: a spread of %d', (method, aspect, deviation) => {
    expect(priorFor(method, aspect)).toEqual({ deviation, weight: 4 });
  });

  it('is the low end’s where nothing else is said', () => {
    expect(priorFor('in_process')).toEqual(priorFor('in_process', 'lowEnd'));
  });

  it('leaves no margin narrower than the steadiest function moves in fresh processes', () => {
    expect(leastWidthFor('fresh_processes')).toBeCloseTo(Math.log(1.035), 15);
    expect(leastWidthFor('in_process')).toBe(0);
    expect(leastWidthFor('samples')).toBe(0);
  });
});

describe('what all looks of a run share', () => {
  const common = Math.SQRT2 * 0.03;
  const reach = (chance: number) => studentTQuantile(1 - chance, 4);

  it('is judged at its own rate, and what they draw anew at that of a look', () => {
    const shared = { processDeviation: 0.018, falseAlarmRate: 0.001 };
    const [own, rest] = [0.6 * common, 0.8 * common];
    const width = Math.hypot(own * reach(0.05), rest * reach(0.001));
    expect(marginOfOne({ shared }).width).toBeCloseTo(1.5 * width, 12);
    expect(marginOfOne({ shared }).deviation).toBe(marginOfOne().deviation);
  });

  it('is a quarter of the variance at least, and all of it where the processes agree', () => {
    const width = (processDeviation: number) =>
      marginOfOne({ shared: { processDeviation, falseAlarmRate: 0.001 } }).width;
    const halves = Math.hypot(Math.sqrt(0.75) * common * reach(0.05), 0.5 * common * reach(0.001));
    expect(width(1)).toBeCloseTo(1.5 * halves, 12);
    expect(width(0)).toBeCloseTo(1.5 * common * reach(0.001), 12);
  });

  it('has no part in what is left open of the machine', () => {
    const shared = { processDeviation: 0, falseAlarmRate: 0.001 };
    const width = Math.hypot(0.04 * reach(0.05), common * reach(0.001));
    expect(marginOfOne({ shared, machineDeviation: 0.04 }).width).toBeCloseTo(1.5 * width, 12);
  });
});

describe('heedingProcesses', () => {
  it('goes by the quadratic mean of the errors where that is more', () => {
    expect(heedingProcesses(prior, [0.03, 0.05])).toEqual({
      deviation: expect.closeTo(Math.sqrt((0.0009 + 0.0025) / 2), 15),
      weight: 4,
    });
  });

  it('keeps the prior where the errors are smaller, or there are none', () => {
    expect(heedingProcesses(prior, [0.01, 0.02])).toEqual(prior);
    expect(heedingProcesses(prior, [])).toEqual(prior);
  });
});

describe('marginFor', () => {
  const t = studentTQuantile(0.95, 4);

  it('is a prediction interval with head-room', () => {
    const { width, deviation, spread, degreesOfFreedom } = marginOfOne();
    expect([spread, degreesOfFreedom]).toEqual([0.03, 4]);
    expect(deviation).toBeCloseTo(0.03 * Math.SQRT2, 15);
    expect(width).toBeCloseTo(1.5 * t * 0.03 * Math.SQRT2, 15);
  });

  it('is the narrower the more the baseline is worth', () => {
    expect(marginOfOne({ worth: 4 }).deviation).toBeCloseTo(0.03 * Math.sqrt(1.25), 15);
  });

  it('adds what is left open of the machine’s part', () => {
    expect(marginOfOne({ worth: 1 / 3, machineDeviation: 0.08 }).deviation).toBeCloseTo(0.1, 15);
  });

  it('is no less than the tolerance, nor than the least width', () => {
    expect(marginOfOne({ tolerancePercent: 50 }).width).toBe(Math.log1p(0.5));
    expect(marginOfOne({ leastWidth: 0.6 }).width).toBe(0.6);
    expect(marginOfOne({ tolerancePercent: 50, leastWidth: 0.6 }).width).toBe(0.6);
    expect(marginOfOne({ tolerancePercent: 5, leastWidth: 0.06 })).toEqual(marginOfOne());
  });
});

describe('what a margin hides', () => {
  const margin: Margin = { width: 0.2, deviation: 0.05, spread: 0.04, degreesOfFreedom: 7 };

  it('is seen nine times in ten by three looks, beyond its width', () => {
    const beyond = studentTQuantile(0.9 ** (1 / 3), 7) * 0.05;
    expect(minimumDetectableChangePercent(margin)).toBeCloseTo(100 * (Math.exp(0.2 + beyond) - 1), 10);
  });

  it('is by its spread alone what head-room and tolerance are not', () => {
    const width = studentTQuantile(0.97, 7) * 0.05;
    expect(hiddenBySpreadPercent(margin, 0.03)).toBeCloseTo(100 * (Math.exp(width) - 1), 10);
  });
});

describe('heedingJitter', () => {
  const prior = { deviation: 0.025, weight: 4 };
  const restless = (controlJitter: number) => [look(1, { controlJitter }), look(1, { controlJitter })];

  it('widens a prior by a quarter of what the control kernel’s median lies above its low end', () => {
    expect(heedingJitter(prior, restless(0.2))).toEqual({ deviation: 0.05, weight: 4 });
  });

  it('widens it to 6 % at most, because a kernel that waits may be restless beyond measure', () => {
    expect(heedingJitter(prior, restless(0.23)).deviation).toBeCloseTo(0.0575, 12);
    expect(heedingJitter(prior, restless(1)).deviation).toBe(0.06);
  });

  it('leaves it where the machine is calm, or the kernel was not run', () => {
    expect(heedingJitter(prior, restless(0.05))).toEqual(prior);
    expect(heedingJitter(prior, [look(1)])).toEqual(prior);
  });
});
