import { describe, expect, it } from 'vitest';
import { type AcrossCase, type AcrossSeries, compareAcross } from '../../../src/judge/across/compare.ts';
import { allowanceBetween, estimateOf, intervalOf } from '../../../src/judge/across/estimate.ts';
import type { MachineSpeed } from '../../../src/model/made-with.ts';
import { type Metric, TIME } from '../../../src/model/metric.ts';

const ALIKE: MachineSpeed = { factor: 1, compute: 1, memory: 1, allocation: 1 };
const TWICE: MachineSpeed = { factor: 2, compute: 2, memory: 2, allocation: 2 };
const BYTES: Metric = { name: 'allocatedBytes', unit: 'bytes', better: 'lower', scatter: 'counted' };
const RATE: Metric = { name: 'throughput', unit: 'per second', better: 'higher', scatter: 'sampled' };

/** Twelve runs, one of which is odd, and eleven that are 9 % slower. */
const FAST = [1.0, 1.02, 0.99, 1.01, 1.03, 0.98, 1.0, 1.01, 1.02, 0.99, 1.0, 1.3];
const SLOW = [1.1, 1.08, 1.12, 1.09, 1.11, 1.1, 1.13, 1.07, 1.1, 1.09, 1.11];

function series(
  project: string,
  values: readonly number[],
  { speed = null, environmentKey = 'linux' }: { speed?: MachineSpeed | null; environmentKey?: string } = {},
): AcrossSeries {
  const runs = values.map((value, i) => ({
    value,
    speed,
    recordedAt: `2026-01-${String(i + 1).padStart(2, '0')}T00:00Z`,
  }));
  return { project, environmentKey, runs };
}

const compare = (list: readonly AcrossSeries[], over: Partial<AcrossCase> = {}) =>
  compareAcross({
    testName: 'parse',
    metric: TIME,
    series: list,
    reference: null,
    confidenceLevel: 0.95,
    ...over,
  });

describe('estimateOf', () => {
  // scipy 1.17: trim_mean, and its winsorised error with 9 degrees of freedom
  it('is a trimmed mean with its interval, which one odd run does not move', () => {
    const estimate = estimateOf(FAST.map(Math.log), TIME);
    expect(Math.exp(estimate.location)).toBeCloseTo(1.0069202396424397, 12);
    const interval = intervalOf(estimate, 0.95)!;
    expect(interval[0]).toBeCloseTo(0.9953791946120872, 12);
    expect(interval[1]).toBeCloseTo(1.0185950987218637, 12);
  });

  it('has no interval of one run, unless it is of what is counted', () => {
    expect(intervalOf(estimateOf([0], TIME), 0.95)).toBeNull();
    expect(intervalOf(estimateOf([0], { ...BYTES, scatter: 'single' }), 0.95)).toEqual([1, 1]);
    const [low, high] = intervalOf(estimateOf([0], BYTES), 0.95)!;
    expect(high - low).toBeGreaterThan(0);
  });
});

describe('compareAcross', () => {
  // By numpy and scipy 1.17 from the formulas; ttest_ind(trim=0.1), whose errors are a little larger, says 7.630, 10.870 and 4.94e-10.
  it("is Welch's test of the trimmed means of the logarithms", () => {
    const { rows, test, statements } = compare([series('b', SLOW), series('a', FAST)]);
    expect(test.normalising).toBe('same_machines');
    expect(statements).toBe(1);
    expect(rows.map(({ row }) => [row.project, row.rank, row.isReference])).toEqual([
      ['a', 1, true],
      ['b', 2, false],
    ]);
    const { row, pValue } = rows[1]!;
    expect(row.change!.percent).toBeCloseTo(9.23798576988495, 8);
    expect(row.change!.interval[0]).toBeCloseTo(7.6459387204442955, 8);
    expect(row.change!.interval[1]).toBeCloseTo(10.853578657076298, 8);
    expect(pValue! / 4.2275661792699567e-10).toBeCloseTo(1, 6);
    expect(rows[0]!.pValue).toBeNull();
    expect(rows[0]!.row).toMatchObject({ normalised: null, factor: null, change: null, runs: 12, note: null });
  });

  it('divides times by the factor where machines differ, and multiplies rates', () => {
    const halved = SLOW.map((value) => 2 * value);
    const { rows, test } = compare([
      series('a', FAST, { speed: ALIKE }),
      series('b', halved, { speed: TWICE, environmentKey: 'darwin' }),
    ]);
    expect(test.normalising).toBe('by_factor');
    expect(rows[1]!.row).toMatchObject({ project: 'b', factor: 2 });
    expect(rows[1]!.row.estimate / rows[1]!.row.normalised!).toBeCloseTo(2, 12);
    expect(rows[1]!.row.change!.percent).toBeCloseTo(9.23798576988495, 8);
    const rates = compare(
      [
        series('a', FAST, { speed: ALIKE }),
        series(
          'b',
          SLOW.map((value) => value / 2),
          { speed: TWICE, environmentKey: 'darwin' },
        ),
      ],
      { metric: RATE },
    );
    // More is better: the one that is 9 % quicker when normalised is the reference.
    expect(rates.rows.map(({ row }) => row.project)).toEqual(['b', 'a']);
  });

  it('normalises nothing that does not depend on the machine', () => {
    const { test, rows } = compare([series('a', [100, 100]), series('b', [120, 120], { environmentKey: 'darwin' })], {
      metric: BYTES,
    });
    expect(test.normalising).toBe('not_needed');
    expect(rows[1]!.row).toMatchObject({ normalised: null, note: null });
    expect(rows[1]!.row.change!.percent).toBeCloseTo(20, 6);
    expect(rows[1]!.pValue).toBeLessThan(1e-3);
  });

  it('says of whom it cannot say anything, and why', () => {
    const { rows } = compare([
      series('without', FAST),
      series('with', FAST, { speed: ALIKE, environmentKey: 'darwin' }),
      series('one run', [1.5], { speed: ALIKE }),
      series('nothing', [1, 0], { speed: ALIKE }),
    ]);
    const told = new Map(rows.map(({ row, pValue }) => [row.project, { ...row, pValue }]));
    expect(rows.map(({ row }) => row.project)).toEqual(['with', 'one run', 'nothing', 'without']);
    expect(told.get('without')).toMatchObject({ rank: null, change: null, pValue: null });
    expect(told.get('without')!.note).toMatch(/cannot be normalised: none of its runs says how fast its machine was/);
    expect(told.get('one run')).toMatchObject({ rank: 2, change: null, interval: null, pValue: null });
    expect(told.get('one run')!.note).toMatch(/one run/);
    expect(told.get('nothing')).toMatchObject({ rank: null, estimate: 0.5, interval: null });
  });

  it('allows for work at which a machine is better or worse than on the whole', () => {
    const uneven: MachineSpeed = { factor: 1, compute: 0.8, memory: 1.25, allocation: 1 };
    const logs = (speed: MachineSpeed) => [Math.log(speed.compute), Math.log(speed.memory), Math.log(speed.allocation)];
    const both = [logs(uneven), logs(ALIKE)] as unknown as Parameters<typeof allowanceBetween>;
    expect(allowanceBetween(...both)).toBeCloseTo(Math.log(1.25), 12);
    const { rows } = compare([
      series('a', FAST, { speed: ALIKE }),
      series('b', SLOW, { speed: uneven, environmentKey: 'darwin' }),
    ]);
    // 9 % is within the 25 % by which the machines differ at one kind of work.
    expect(rows[1]!.pValue).toBe(1);
    expect(rows[1]!.row.change!.interval[0]).toBeLessThan(0);
  });

  it('takes the project that is asked for as the reference, and says nothing where that cannot be', () => {
    const all = [
      series('a', FAST),
      series('b', SLOW),
      series(
        'c',
        SLOW.map((value) => value * 1.2),
      ),
    ];
    const { rows, statements } = compare(all, { reference: 'b' });
    expect(statements).toBe(2);
    expect(rows.find(({ row }) => row.isReference)!.row.project).toBe('b');
    expect(rows[0]!.row.change!.percent).toBeLessThan(-8);
    expect(compare(all).statements).toBe(3);
    const without = compare(all, { reference: 'z' });
    expect(without.rows.every(({ row, pValue }) => row.change === null && pValue === null)).toBe(true);
  });

  it('looks at the newest runs', () => {
    const long = [...Array.from({ length: 30 }, () => 5), ...FAST];
    expect(compare([series('a', long), series('b', FAST)]).rows[0]!.row).toMatchObject({
      runs: 12,
      estimate: 1.0069202396424397,
    });
  });
});
