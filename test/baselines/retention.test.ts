import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineRuns } from '../../src/baselines/baseline-runs.ts';
import { expiredRuns } from '../../src/baselines/retention.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import { day, runRecord } from './records.ts';

const now = new Date(day(100));
const history = fc
  .array(
    fc.record({
      status: fc.constantFrom('recorded', 'regression', 'accepted', 'undecided'),
      method: fc.constantFrom('fresh_processes', 'in_process'),
    } as const),
    { maxLength: 40 },
  )
  .map((runs): RunRecord[] => runs.map((run, number) => runRecord(number * 2, run)));
const limits = fc.record({ olderThanDays: fc.nat({ max: 110 }), keepRuns: fc.nat({ max: 40 }) });

describe('expiredRuns', () => {
  it('keeps what is young enough and not too much', () => {
    const runs = [90, 95, 99, 99, 99].map((number) => runRecord(number));
    expect(expiredRuns(runs, { olderThanDays: 10, keepRuns: 5, now })).toEqual([]);
  });

  it('lets go by age alone, whatever the number', () => {
    const runs = Array.from({ length: 60 }, (_, number) => runRecord(number));
    const expired = expiredRuns(runs, { olderThanDays: 60, keepRuns: Number.POSITIVE_INFINITY, now });
    expect(expired).toEqual(runs.slice(1, 40));
  });

  it('lets go by number alone, whatever the age', () => {
    const runs = Array.from({ length: 60 }, (_, number) => runRecord(number));
    const expired = expiredRuns(runs, { olderThanDays: Number.POSITIVE_INFINITY, keepRuns: 20, now });
    expect(expired).toEqual(runs.slice(1, 40));
  });

  it('keeps the runs of the gate where regressions came after them', () => {
    const runs = Array.from({ length: 10 }, (_, number) =>
      runRecord(number, { status: number < 6 ? 'recorded' : 'regression' }),
    );
    const left = runs.filter((run) => !expiredRuns(runs, { olderThanDays: 0, keepRuns: 0, now }).includes(run));
    expect(left.map((run) => run.runId)).toEqual(['run-0', 'run-3', 'run-4', 'run-5', 'run-7', 'run-8', 'run-9']);
  });

  it('keeps whole runs where ones that were cut short came after them', () => {
    const runs = Array.from({ length: 10 }, (_, number) =>
      runRecord(number, { status: number < 6 ? 'recorded' : 'partial' }),
    );
    const left = runs.filter((run) => !expiredRuns(runs, { olderThanDays: 0, keepRuns: 0, now }).includes(run));
    expect(left.map((run) => run.runId)).toEqual(['run-0', 'run-3', 'run-4', 'run-5', 'run-7', 'run-8', 'run-9']);
  });

  it('never takes the gate of a method: its newest runs and its anchor', () => {
    fc.assert(
      fc.property(history, limits, (runs, options) => {
        const expired = expiredRuns(runs, { ...options, now });
        for (const method of ['fresh_processes', 'in_process'] as const) {
          const ofMethod = runs.filter((run) => run.method === method);
          const counting = baselineRuns(ofMethod, method);
          const mustStay = [...ofMethod.slice(-3), ...counting.slice(0, 1), ...counting.slice(-3)];
          for (const run of mustStay) expect(expired).not.toContain(run);
        }
      }),
    );
  });

  it('keeps at most what was asked for and what is protected', () => {
    fc.assert(
      fc.property(history, limits, (runs, options) => {
        const ofMethod = runs.filter((run) => run.method === 'in_process');
        const left = ofMethod.length - expiredRuns(ofMethod, { ...options, now }).length;
        expect(left).toBeLessThanOrEqual(options.keepRuns + 7);
      }),
    );
  });

  it('has nothing more to take from what it left', () => {
    fc.assert(
      fc.property(history, limits, (runs, options) => {
        const expired = new Set(expiredRuns(runs, { ...options, now }));
        const left = runs.filter((run) => !expired.has(run));
        expect(expiredRuns(left, { ...options, now })).toEqual([]);
      }),
    );
  });
});
