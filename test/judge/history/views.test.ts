import { describe, expect, it } from 'vitest';
import type { HistoryCase } from '../../../src/judge/history/case.ts';
import { viewsOf } from '../../../src/judge/history/views.ts';
import {
  hiddenBySpreadPercent,
  leastWidthFor,
  type MarginOptions,
  marginFor,
  priorFor,
} from '../../../src/judge/margin.ts';
import { stepDeviation, upperReach } from '../../../src/judge/spread.ts';
import { at, caseOf, look, past, STEADY } from '../cases.ts';

const RATE = 0.05;
const views = (parts: Partial<HistoryCase>) => viewsOf(caseOf(parts), RATE);
const named = (name: string, parts: Partial<HistoryCase>) => views(parts).find((view) => view.name === name)!;
const logs = STEADY.map(({ estimate }) => Math.log(estimate));
const marginOf = (estimates: readonly number[], more: Partial<MarginOptions>) =>
  marginFor(estimates, {
    falseAlarmRate: RATE,
    thresholdFactor: 1.2,
    tolerancePercent: 2,
    prior: priorFor('fresh_processes'),
    statisticalMethod: 'robust',
    ...more,
  });

describe('the low end', () => {
  const lowEnd = named('lowEnd', { looks: [look(1.1)] });

  it('is held against the baseline by most of the error rate', () => {
    expect(lowEnd.shift).toBeCloseTo(Math.log(1.1), 12);
    expect(lowEnd.margin).toEqual(
      marginOf(logs, { falseAlarmRate: 0.8 * RATE, leastWidth: leastWidthFor('fresh_processes'), machineDeviation: 0 }),
    );
    expect(lowEnd).toMatchObject({ baseline: 1, expected: 1, runs: 12, looks: 1, slowLooks: 1, quickLooks: 0 });
  });

  it('of a single process is held against the reach of the past too, with head-room', () => {
    // One wild run in twelve, which a margin by the MAD would not heed.
    const history = past([...STEADY.slice(1).map(({ estimate }) => estimate), 1.9]);
    const estimates = history.map(({ estimate }) => Math.log(estimate));
    const { margin } = named('lowEnd', { history, method: 'in_process' });
    expect(margin.width).toBeCloseTo(1.2 * upperReach(estimates, 0, 0.8 * RATE), 12);
    expect(named('lowEnd', { history }).margin.width).toBeLessThan(0.2);
  });

  it('counts looks on either side', () => {
    const looks = [look(1.3), look(1), look(0.7), look(1.2)];
    expect(named('lowEnd', { looks })).toMatchObject({ looks: 4, slowLooks: 2, quickLooks: 1 });
    const history = past(STEADY.map(({ estimate }) => 2 * estimate));
    expect(named('lowEnd', { history, looks: [look(1.4), look(2), look(2.6)] })).toMatchObject({
      slowLooks: 1,
      quickLooks: 1,
    });
  });

  it('leaves open what its own processes disagree about', () => {
    const processes = [0, 0, 1, 2, 2].map((step) => at(1.1 * Math.exp(0.01 * step)));
    const { error, tolerance } = named('lowEnd', { looks: [processes] });
    expect(error).toBeCloseTo((0.6 * 1.2533 * 1.4826 * 0.01) / Math.sqrt(5), 12);
    expect(tolerance).toBeCloseTo(Math.log(1.02), 12);
  });

  it('says how much of a slow-down the spread alone would hide', () => {
    const { margin, hiddenPercent } = named('lowEnd', {});
    expect(hiddenPercent).toBe(hiddenBySpreadPercent(margin, RATE));
  });
});

describe('a past that was made elsewhere or long ago', () => {
  const history = (near: number, count = 12) =>
    STEADY.slice(0, count).map((run, i) => ({
      ...run,
      processes: look(run.estimate),
      isOfSameMachineSession: i < near,
    }));
  const lowEnd = (near: number, more: Partial<HistoryCase> = {}) =>
    named('lowEnd', { history: history(near), ...more });

  it('sets a wider margin, because all looks may share what is slower', () => {
    expect(lowEnd(5).isFromElsewhere).toBe(true);
    const { margin } = lowEnd(5);
    expect(margin.width).toBeGreaterThan(1.5 * lowEnd(7).margin.width);
    // The processes agree to 0.2 %, so nearly all of the spread is shared.
    const alone = marginOf(logs, { falseAlarmRate: 0.8 * 0.001 });
    expect(margin.width / alone.width).toBeCloseTo(1, 2);
    expect(margin.deviation).toBe(lowEnd(7).margin.deviation);
  });

  it('does so for drift', () => {
    expect(named('drift', { history: history(0) }).margin.width).toBeGreaterThan(
      named('drift', { history: history(12) }).margin.width,
    );
  });

  it('is none where half of it is of the same machine session, where nothing is said, and for single processes', () => {
    expect(lowEnd(6).isFromElsewhere).toBe(false);
    expect(named('lowEnd', {}).isFromElsewhere).toBe(false);
    expect(lowEnd(0, { method: 'in_process' }).isFromElsewhere).toBe(false);
  });
});

describe('the mean of processor time', () => {
  const history = STEADY.map((run) => ({ ...run, processes: look(1, { cpuTime: 2 * run.estimate }) }));

  it('is held against its own past, by a tenth of the error rate and a wider prior', () => {
    const cpuTime = named('cpuTime', { history, looks: [look(1, { cpuTime: 3 })] });
    expect(cpuTime.shift).toBeCloseTo(Math.log(1.5), 12);
    expect(cpuTime.baseline).toBeCloseTo(2, 12);
    const doubled = logs.map((each) => each + Math.log(2));
    const expected = marginOf(doubled, {
      falseAlarmRate: 0.1 * RATE,
      leastWidth: leastWidthFor('fresh_processes'),
      prior: priorFor('fresh_processes', 'cpuTime'),
    });
    expect(cpuTime.margin.width).toBeCloseTo(expected.width, 10);
    expect(cpuTime).toMatchObject({ slowLooks: 1, runs: 12 });
  });
});

describe('what other programs and waiting may have a part in', () => {
  const history = STEADY.map((run) => ({ ...run, processes: look(1, { cpuTime: 0.8 * run.estimate }) }));
  const factsOf = (parts: Partial<HistoryCase>) =>
    views({ history, ...parts }).map(({ name, interrupted, workShift }) => [name, interrupted, workShift]);

  it('is told with the processor time, which feels no interruption', () => {
    expect(factsOf({ looks: [look(1.5, { interruptions: 3, cpuTime: 0.8 })] })).toEqual([
      ['lowEnd', 1, expect.closeTo(0, 12)],
      ['cpuTime', 0, expect.closeTo(0, 12)],
      ['drift', 1, expect.closeTo(0, 12)],
    ]);
  });

  it('is told where nobody knows the processor time', () => {
    expect(factsOf({ looks: [look(1.5, { interruptions: 3 })] })).toEqual([
      ['lowEnd', 1, null],
      ['drift', 1, null],
    ]);
  });

  it('is told of tests that share a process, by the fewest samples of a look', () => {
    const looks = [look(1.5, { samples: 40, cpuTime: 0.8 }), look(1.5, { samples: 8, cpuTime: 0.8 })];
    const [lowEnd, cpuTime] = views({ history, looks, method: 'in_process' });
    expect(lowEnd!.oneProcess).toEqual({
      samples: 8,
      clockShift: expect.closeTo(Math.log(1.5), 12),
      workShift: expect.closeTo(0, 12),
    });
    expect(cpuTime!.oneProcess).toEqual(lowEnd!.oneProcess);
    expect(named('lowEnd', { history, looks }).oneProcess).toBeNull();
    expect(named('lowEnd', { method: 'in_process' }).oneProcess).toBeNull();
  });
});

describe('drift', () => {
  it('is looked for from ten runs of fresh processes on', () => {
    const names = (parts: Partial<HistoryCase>) => views(parts).map(({ name }) => name);
    expect(names({ history: STEADY.slice(0, 10) })).toEqual(['lowEnd', 'drift']);
    expect(names({ history: STEADY.slice(0, 9) })).toEqual(['lowEnd']);
    expect(names({ method: 'in_process' })).toEqual(['lowEnd']);
  });

  it('is held against the five oldest runs, by the steps from run to run and a tenth of the error rate', () => {
    const estimates = [1, 1.02, 0.98, 1.01, 0.99, 1.5, 1.6, 1.7, 1.8, 1.9, 2];
    const all = estimates.map(Math.log);
    const drift = named('drift', { history: past(estimates), looks: [look(2)] });
    expect(drift.shift).toBeCloseTo(Math.log(2), 12);
    expect(drift.runs).toBe(5);
    expect(drift.margin).toEqual(
      marginOf(all.slice(0, 5), {
        falseAlarmRate: 0.1 * RATE,
        tolerancePercent: 5,
        worth: 5 / (Math.PI / 2),
        prior: { deviation: stepDeviation(all), weight: 4 },
      }),
    );
    expect(stepDeviation(all)).toBeGreaterThan(0.025);
  });

  it('is no less than the tolerance that the user asks for', () => {
    expect(named('drift', { tolerancePercent: 60 }).margin.width).toBeCloseTo(Math.log(1.6), 12);
  });

  it('goes by what is usual where the steps are smaller', () => {
    const { margin } = named('drift', { history: past(new Array(12).fill(1)) });
    expect(margin.spread).toBeCloseTo(Math.sqrt((4 * 0.025 ** 2) / 8), 12);
  });
});

describe('an improvement among the past runs', () => {
  const before = [1, 1.01, 0.99, 1, 1.01, 0.99];
  const baselineAfter = (...after: readonly number[]) => {
    const [lowEnd] = views({ history: past([...before, ...after]), looks: [look(0.5)] });
    return [lowEnd!.baseline.toFixed(2), lowEnd!.runs];
  };

  it('is the baseline from its third run on', () => {
    expect(baselineAfter(0.5, 0.5)).toEqual(['0.99', 8]);
    expect(baselineAfter(0.5, 0.5, 0.5)).toEqual(['0.50', 3]);
  });

  it('keeps all of its runs', () => expect(baselineAfter(0.5, 0.5, 0.5, 0.51, 0.49)).toEqual(['0.50', 5]));

  it('is none where a run between is as slow as before, or all of them are hardly faster', () => {
    expect(baselineAfter(0.5, 1, 0.5, 0.5)[1]).toBe(10);
    expect(baselineAfter(0.97, 0.97, 0.97)[1]).toBe(9);
  });

  it('is none where a run before was as fast: it is one of two modes', () => {
    const modes = past([1, 0.5, 1.01, 0.99, 0.51, 1, 0.5, 0.51, 0.5]);
    expect(views({ history: modes, looks: [look(0.5)] })[0]!.runs).toBe(9);
  });

  it('may follow another one', () => {
    expect(baselineAfter(0.5, 0.5, 0.5, 0.2, 0.2, 0.2)).toEqual(['0.20', 3]);
  });

  it('needs a run before it', () => {
    expect(views({ history: past([1, 0.5, 0.5, 0.5]), looks: [look(0.5)] })[0]!.runs).toBe(3);
    expect(views({ history: past([0.5, 0.5, 0.5]), looks: [look(0.5)] })[0]!.runs).toBe(3);
  });
});

describe('the machine', () => {
  // Code that feels what the control kernel feels, on machines that differ from run to run.
  const on = (machine: number, code = 1) => look(code * machine, { control: 3e-4 * machine });
  const history = past(new Array(20).fill(1)).map((run, i) => ({ ...run, processes: on(1 + 0.02 * ((i % 5) - 2)) }));

  it('moves what is expected', () => {
    const lowEnd = named('lowEnd', { history, looks: [on(1.2)] });
    expect(lowEnd.baseline).toBeCloseTo(1, 2);
    expect(lowEnd.expected / lowEnd.baseline).toBeCloseTo(1.2, 1);
    expect(lowEnd.margin.deviation).toBeGreaterThan(named('lowEnd', { history, looks: [on(1)] }).margin.deviation);
  });

  it('may excuse a look, but not accuse it', () => {
    expect(named('lowEnd', { history, looks: [on(1.4)] })).toMatchObject({ slowLooks: 0, quickLooks: 0 });
    // As long as ever on a machine that is quicker, and as short as never where it is slower.
    expect(named('lowEnd', { history, looks: [on(0.6, 1 / 0.6)] }).slowLooks).toBe(0);
    expect(named('lowEnd', { history, looks: [on(1.6, 1 / 1.6)] }).quickLooks).toBe(0);
  });

  it('is another one for each look', () => {
    const lowEnd = named('lowEnd', { history, looks: [on(1.4), on(1, 1.4), on(1, 1 / 1.4)] });
    expect(lowEnd).toMatchObject({ slowLooks: 1, quickLooks: 1, looks: 3 });
  });
});
