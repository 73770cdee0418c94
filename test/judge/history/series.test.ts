import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../../src/judge/history/series.ts';
import { at, caseOf, look, past } from '../cases.ts';

describe('seriesOf', () => {
  it('takes estimates as they are where the processes of past runs are not known', () => {
    const series = seriesOf(caseOf({ history: past([1, Math.E]), looks: [[at(1)], [at(Math.E ** 2)]] }), 'lowEnd')!;
    expect(series.aspect).toBe('lowEnd');
    expect(series.past).toEqual([0, 1]);
    expect(series.each).toEqual([0, 2]);
    // The lower quartile of all looks' processes.
    expect(series.now).toBe(0.5);
    expect(series.pastErrors).toEqual([0, 0]);
  });

  it('prefers the processes of a past run to its estimate', () => {
    const history = past([7]).map((run) => ({ ...run, processes: [at(Math.E), at(Math.E)] }));
    expect(seriesOf(caseOf({ history }), 'lowEnd')!.past).toEqual([1]);
  });

  it('is none of an aspect that some run does not say', () => {
    const known = { cpuTime: 1, controlCpuTime: 1 };
    const history = past([1, 1]).map((run) => ({ ...run, processes: look(1, known) }));
    const looks = [look(1, known)];
    expect(seriesOf(caseOf({ history, looks }), 'cpuTime')).not.toBeNull();
    expect(seriesOf(caseOf({ history: [...history, ...past([1])], looks }), 'cpuTime')).toBeNull();
    expect(seriesOf(caseOf({ history, looks: [look(1)] }), 'cpuTime')).toBeNull();
  });

  it('tells whether all processes stand out among those of the past', () => {
    const history = (...runs: (readonly number[])[]) =>
      past(runs.map(() => 1)).map((run, i) => ({ ...run, processes: runs[i]!.map((location) => at(location)) }));
    const outstanding = (runs: ReturnType<typeof history>, ...looks: (readonly number[])[]) =>
      seriesOf(caseOf({ history: runs, looks: looks.map((each) => each.map((location) => at(location))) }), 'lowEnd')!
        .outstanding;
    const five = [1, 1.01, 1.02, 1.03, 1.04];
    const slow = [1.2, 1.21, 1.22, 1.23, 1.24];
    const oneBurst = [1, 1.01, 1.02, 1.03, 3];
    const modes = [1, 1.01, 1.02, 1.3, 1.31];
    const standsOut = (...given: Parameters<typeof outstanding>) => outstanding(...given).holds;
    expect(outstanding(history(five), slow)).toEqual({ holds: true, chance: null, level: 0.02 / 5 });
    // Four of five before ten: 5!/1! × 11!/15! = 0.0037; the level is 0.02 ÷ 5.
    expect(outstanding(history(oneBurst), slow, slow)).toEqual({
      holds: true,
      chance: expect.closeTo(0.00366, 5),
      level: 0.02 / 5,
    });
    expect(standsOut(history(oneBurst), slow)).toBe(false);
    expect(standsOut(history(modes), slow, slow, slow)).toBe(false);
    expect(standsOut(history(modes, modes, modes), slow, slow)).toBe(false);
    // Fifteen of twenty-five before fifteen: 0.00002.
    expect(standsOut(history(...new Array(5).fill(modes)), slow, slow, slow)).toBe(true);
    // Three of fifteen before the quickest; all of them before the second, which ten processes allow.
    const lucky = [1.005, ...slow.slice(1)];
    expect(standsOut(history(five, five, five), lucky)).toBe(false);
    expect(standsOut(history(five, five, five), slow, lucky)).toBe(true);
    expect(standsOut(history(five, five, five), lucky, lucky)).toBe(false);
    expect(standsOut(past([1, 1]) as ReturnType<typeof history>, [2])).toBe(true);
  });

  it('takes off what the machine did to each run and look', () => {
    // Past runs on machines that differ by 20 %, which the code feels fully.
    const on = (machine: number) => look(machine, { control: 3e-4 * machine });
    const history = past(new Array(40).fill(1)).map((run, i) => ({ ...run, processes: on(i % 2 === 0 ? 0.9 : 1.1) }));
    const looks = [on(1.2), on(0.8)];
    const series = seriesOf(caseOf({ history, looks }), 'lowEnd')!;
    for (const value of [...series.past, ...series.each]) expect(value).toBeCloseTo(Math.log(Math.sqrt(0.99)), 2);
    expect(series.effects[0]!.correction).toBeGreaterThan(0.15);
    expect(series.effects[1]!.correction).toBeLessThan(-0.15);
  });
});
