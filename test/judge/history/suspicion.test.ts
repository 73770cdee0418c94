import { describe, expect, it } from 'vitest';
import type { HistoryCase } from '../../../src/judge/history/case.ts';
import { judgeAgainstHistory } from '../../../src/judge/history/judge-history.ts';
import { barFor } from '../../../src/judge/history/suspicion.ts';
import { viewsOf } from '../../../src/judge/history/views.ts';
import { studentTQuantile } from '../../../src/statistics/core/student-t.ts';
import { caseOf, look, past, STEADY } from '../cases.ts';

const suspicion = (parts: Partial<HistoryCase>) => judgeAgainstHistory(caseOf(parts)).suspicion;
const names = (parts: Partial<HistoryCase>) => suspicion(parts).reasons.map(({ name }) => name);
const barOf = (parts: Partial<HistoryCase>) => barFor(viewsOf(caseOf(parts), 0.08)[0]!, caseOf(parts));
// Twelve runs that lie 0.3 % apart.
const STEADIER = past([1, 1.003, 0.997, 1, 1.003, 0.997, 1, 1.003, 0.997, 1, 1.003, 0.997]);

describe('the bar of suspicion', () => {
  it('is what 99 of 100 runs pass that are slower by 5 %', () => {
    // Eight runs of 1.5 % that are believed, and eleven steps with a deviation of 1.4826 × 1 %.
    const own = 1.4826 * Math.log(1.01);
    const spread = Math.sqrt((8 * 0.015 ** 2 + 11 * own ** 2) / 19);
    const { bar, deviation } = barOf({});
    expect(deviation).toBeCloseTo(spread * Math.sqrt(13 / 12), 4);
    expect(bar).toBeCloseTo(Math.log(1.05) - studentTQuantile(0.99, 19) * deviation, 12);
  });

  it('is 2 to 3 % for a steady test, and lower the fewer runs there are', () => {
    const { bar } = barOf({ history: STEADIER });
    expect(bar).toBeGreaterThan(Math.log(1.02));
    expect(bar).toBeLessThan(Math.log(1.03));
    const bars = [12, 5, 2, 1].map((count) => barOf({ history: STEADIER.slice(0, count) }).bar);
    expect(bars).toEqual(bars.toSorted((a, b) => b - a));
  });

  it('leaves the user what the user tolerates', () => {
    const [usual, tolerant] = [barOf({}), barOf({ tolerancePercent: 20 })];
    expect(tolerant.bar - usual.bar).toBeCloseTo(Math.log(1.2 / 1.05), 12);
  });

  it('is lower where the past’s processes disagree, and where the machine is not as it was', () => {
    const apart = (run: { estimate: number }) => [1, 1.1, 1.2, 1.3, 1.4].flatMap((by) => look(run.estimate * by)[1]!);
    expect(barOf({ history: STEADY.map((run) => ({ ...run, processes: apart(run) })) }).bar).toBeLessThan(
      barOf({}).bar,
    );
    const on = (machine: number) => look(machine, { control: 3e-4 * machine });
    const history = STEADY.map((run) => ({ ...run, processes: on(run.estimate) }));
    expect(barOf({ history, looks: [on(1.3)] }).bar).toBeLessThan(barOf({ history, looks: [on(1)] }).bar);
  });
});

describe('suspicion', () => {
  it('is none of what is as quick as ever', () => {
    expect(suspicion({ history: STEADIER, looks: [look(1)] })).toEqual({ isSuspect: false, reasons: [], score: 0 });
    expect(names({ history: STEADIER, looks: [look(1.015)] })).toEqual([]);
    expect(names({ history: STEADIER, looks: [look(0.9)] })).toEqual([]);
  });

  it('is one of what a slow-down of 5 % could look like', () => {
    expect(suspicion({ history: STEADIER, looks: [look(1.03)] })).toMatchObject({
      isSuspect: true,
      reasons: [
        {
          name: 'above_the_bar',
          sentence: expect.stringMatching(
            /^A slow-down of \+5\.0 % could look like this \(\+3\.0 %; suspect above \+2\.\d %\)\.$/,
          ),
        },
      ],
    });
  });

  it('is one of a look that is slower than what counts as noise', () => {
    expect(suspicion({ looks: [look(1.5)] }).reasons[0]).toEqual({
      name: 'slower_look',
      sentence: expect.stringMatching(
        /^It is slower by more than what counts as noise \(\+50\.0 %, noise \+\d\.\d %\)\.$/,
      ),
    });
    expect(names({ looks: [look(1.5)] })).toEqual(['slower_look', 'slower_look']);
  });

  it('is one of what nothing can be held against', () => {
    expect(suspicion({ history: [] })).toEqual({
      isSuspect: true,
      reasons: [{ name: 'no_history', sentence: 'It has no past runs.' }],
      score: 0.01,
    });
    expect(suspicion({ history: [], incomparable: ['3 runs of a', '1 run of b'] }).reasons).toEqual([
      { name: 'incomparable_history', sentence: 'Its past runs cannot be compared with it: 3 runs of a; 1 run of b.' },
    ]);
  });

  it('is one of fewer than three past runs, of which one that was slow by chance hides a slow-down', () => {
    const reason = (words: string) => ({
      name: 'few_runs',
      sentence: `It has ${words}: among fewer than 3, one that was slow by chance hides a slow-down.`,
    });
    // What is 10 % slower than it was, after runs of which the newest took 14 % too long.
    const afterASlowOne = (count: number) => {
      const usual = STEADIER.slice(0, count).map((run, i) => (i === count - 1 ? past([1.14])[0]! : run));
      return suspicion({ history: usual, looks: [look(1.1)] });
    };
    expect(afterASlowOne(1)).toEqual({ isSuspect: true, reasons: [reason('one past run')], score: 0.02 });
    expect(afterASlowOne(2).reasons).toContainEqual(reason('2 past runs'));
    expect(afterASlowOne(3)).toMatchObject({
      isSuspect: true,
      reasons: [{ name: expect.not.stringMatching('few_runs') }],
    });
    expect(names({ history: STEADIER.slice(0, 3), looks: [look(0.98)] })).toEqual([]);
  });

  it('is one where most of the past was made elsewhere', () => {
    const history = STEADIER.map((run, i) => ({
      ...run,
      processes: look(run.estimate),
      isOfSameMachineSession: i < 5,
    }));
    expect(names({ history })).toEqual(['history_from_elsewhere']);
  });

  it('is one where the past lies too far apart', () => {
    expect(names({ history: past([1, 2, 0.5, 3, 1, 0.4]), looks: [look(0.3)] })).toContain('too_noisy');
  });

  it('is one after a run that was too noisy to tell, until another one is told', () => {
    const undecided = { ...STEADIER[0]!, status: 'undecided' } as const;
    expect(names({ history: [...STEADIER, undecided] })).toEqual(['undecided_before']);
    expect(names({ history: [undecided, ...STEADIER] })).toEqual([]);
  });

  it('is one of processor time that is up, from five runs on', () => {
    const history = (count: number) =>
      STEADIER.slice(0, count).map((run, i) => ({ ...run, processes: look(1, { cpuTime: 1 + 0.05 * (i % 2) }) }));
    const at = (cpuTime: number, count = 8) => names({ history: history(count), looks: [look(0.98, { cpuTime })] });
    expect(at(1.14)).toEqual(['cpu_time_up']);
    expect(at(1.05)).toEqual([]);
    expect(at(1.14, 4)).not.toContain('cpu_time_up');
  });

  it('is one of drift', () => {
    // Runs that grow by 0.7 % each, and are 6 % above the oldest ones in the end.
    const history = past(Array.from({ length: 12 }, (_, i) => 1.007 ** i));
    const { reasons } = suspicion({ history, looks: [look(1.007 ** 11)] });
    expect(reasons).toContainEqual({ name: 'drifted', sentence: 'It is slower than its oldest runs (+6.5 %).' });
  });

  it('is greater the more deviations a run is slower, and least of what has no history', () => {
    const scores = [look(1.5), look(1.1), look(1.03)].map((each) => suspicion({ looks: [each] }).score);
    const elsewhere = STEADIER.map((run) => ({ ...run, processes: look(run.estimate), isOfSameMachineSession: false }));
    const all = [
      ...scores,
      suspicion({ history: elsewhere, looks: [look(0.5)] }).score,
      suspicion({ history: [] }).score,
    ];
    expect(all).toEqual(all.toSorted((a, b) => b - a));
    expect(new Set(all).size).toBe(all.length);
    expect(Math.min(...all)).toBeGreaterThan(0);
  });
});
