import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeName, changeNames } from '../../bench/detection/changes.mjs';
import { clopperPearson, shareInWords } from '../../bench/detection/intervals.mjs';
import { pairFigures } from '../../bench/detection/pair-figures.mjs';
import { readLive, readTurnsNoise } from '../../bench/detection/recordings.mjs';
import { poolsOf, resampled } from '../../bench/detection/resample.mjs';
import { rules } from '../../bench/detection/rules.mjs';
import { isInHalf, processesOf, runsOf, scaled } from '../../bench/detection/runs.mjs';

const stepsOf = (factors: readonly number[]) =>
  factors.map((factor, at) => ({ at, factor, processes: { sort: { factor, samples: [at], cpuTime: null } } }));

describe('clopperPearson', () => {
  it.each([
    [0, 100, 0, 0.0362],
    [5, 10, 0.1871, 0.8129],
    [100, 100, 0.9638, 1],
    [1, 2995, 0.00000845, 0.001859],
  ])('of %i in %i is from %f to %f', (count, trials, lower, upper) => {
    const [low, high] = clopperPearson(count, trials);
    expect(low).toBeCloseTo(lower, 4);
    expect(high).toBeCloseTo(upper, 4);
  });

  it('is printed with the share and the number of trials', () => {
    expect(shareInWords(5, 10)).toBe('50.0 % [18.7–81.3] of 10');
    expect(shareInWords(0, 0)).toBe('–');
  });
});

describe('runsOf', () => {
  it('cuts the steps of one factor into consecutive runs and drops what is left over', () => {
    const steps = stepsOf([1, 1, 2, 1, 1, 2, 1]);
    expect(runsOf(steps, 1, 2).map(({ at, end }) => [at, end])).toEqual([
      [0, 1],
      [3, 4],
    ]);
    expect(processesOf(runsOf(steps, 2, 2)[0]!, 'sort')).toMatchObject([{ samples: [2] }, { samples: [5] }]);
  });
});

describe('isInHalf', () => {
  it('gives every step to one half', () => {
    for (const at of [0, 59, 60, 119, 120, 1000]) expect(isInHalf(at, 'even')).toBe(!isInHalf(at, 'odd'));
    expect(isInHalf(7, null)).toBe(true);
  });
});

describe('scaled', () => {
  it('makes every call dearer, and processor time with it where that is known', () => {
    const process = { factor: 1, samples: [1, 2], control: [3], cpuTime: 4, controlCpuTime: 5, callsPerSample: 6 };
    expect(scaled(process, 1.5)).toEqual({ ...process, factor: 1.5, samples: [1.5, 3], cpuTime: 6 });
    expect(scaled({ ...process, cpuTime: null }, 2).cpuTime).toBeNull();
  });
});

describe('names of changes', () => {
  it('come in the order of their size, as measured before as scaled', () => {
    const trials = [
      { factor: 1.1, scaling: 1.1 },
      { factor: 1.275, scaling: null },
      { factor: 1.31, scaling: 'as stated' },
      { factor: 1.05, scaling: null },
      { factor: 1, scaling: null },
    ];
    expect(changeNames(trials)).toEqual([
      'unchanged: false alarms',
      '+5 %',
      'slow branch twice as often',
      '+10 % (scaled)',
      'smallest detectable, as stated (scaled)',
    ]);
    expect(changeName({ factor: 1.05 })).toBe('+5 %');
  });
});

describe('pairs that are drawn from recorded ones', () => {
  const ratios = [0.001, -0.002, 0.003, -0.001];
  const turns = (by: number) => Array.from({ length: 20 }, (_, i) => ({ e: by * (1000 + i), c: by * 900 }));
  const runs = ratios.map((ratio) => {
    const logRatios = { lowEnd: [ratio], cpuTime: [ratio] };
    return { factor: 1, tests: [{ name: 'sort', logRatios, controlLogRatios: [0] }] };
  });

  it('are judged look by look, with a change and without', () => {
    const outcomes = resampled(poolsOf(runs), { trials: 20, seed: 1, tests: 12 });
    expect([...outcomes.keys()]).toEqual([1, 1.03, 1.05, 1.1]);
    expect(outcomes.get(1)).toEqual(new Array(20).fill({ verdict: 'pass', taken: 4 }));
    expect(outcomes.get(1.1)).toEqual(new Array(20).fill({ verdict: 'regression', taken: 8 }));
  });

  it('are judged with each figure halved and doubled as well: every one is in the table of constants', async () => {
    const lines = (await pairFigures(runs, { trials: 1, seed: 1, tests: 12 })).split('\n');
    const rowOf = (name: string) => lines.filter((line) => line.startsWith(`| ${name} `));
    expect(rowOf('as it is')).toHaveLength(2);
    expect(rowOf('PAIR_TRIMS')).toHaveLength(2);
    // Nothing is dismissed before eight pairs, or said to be slower.
    expect(rowOf('FIRST_PAIR_LOOK')[1]).toMatch(/^\| FIRST_PAIR_LOOK +\| +8 \| +0 of 1 \| +0 % \| +8\.0 \|/);
    expect(rowOf('LEAST_PAIRS')[1]).toMatch(/\| +16\.0 \|$/);
  });

  it('are read from recordings of turns, with their control', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'detection-')), 'calm.jsonl');
    const line = { name: 'sort', factor: 1, pair: 0, calls: 1, lockstep: { a: turns(1), b: turns(1.1) } };
    writeFileSync(file, `${JSON.stringify(line)}\n`);
    const [read] = readTurnsNoise(file);
    rmSync(dirname(file), { recursive: true });
    const [test] = read!.tests;
    expect([read!.factor, test!.name]).toEqual([1, 'sort']);
    expect(test!.logRatios.lowEnd[0]).toBeCloseTo(Math.log(1.1), 6);
    expect(test!.logRatios.cpuTime[0]).toBeCloseTo(Math.log(1.1), 6);
    expect(test!.controlLogRatios).toEqual([expect.closeTo(0, 2)]);
  });
});

describe('rules', () => {
  const baseline = Array.from({ length: 50 }, (_, i) => 1 + i / 1000);
  const times = (by: number) => baseline.map((value) => value * by);

  it.each([
    [1, []],
    [2.1, Object.keys(rules)],
    [1.15, Object.keys(rules).filter((name) => !name.includes('200 %'))],
  ])('say of %f times the baseline what their names say', (by, expected) => {
    const slower = Object.entries(rules).filter(([, isSlower]) => isSlower(baseline, times(by)));
    expect(slower.map(([name]) => name)).toEqual(expected);
  });
});

describe('readLive', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'detection-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('pairs the steps that stand together, and leaves out what a killed recording did not finish', () => {
    const file = join(directory, 'live.jsonl');
    const line = (step: number, workload: string, factor: number) =>
      JSON.stringify({ step, workload, factor, samples: [step] });
    const rounds = [1, 1, 1.05, 1.05, 1, 1, 1].flatMap((factor, step) => [
      line(step, 'sort', factor),
      ...(step < 6 ? [line(step, 'rareSlow', factor === 1 ? 1 : 1.275)] : []),
    ]);
    writeFileSync(file, `{"recording":"here"}\n${rounds.join('\n')}\n{"step":6,"work`);
    const { workloads, steps, pairs } = readLive(file);
    expect(workloads).toEqual(['sort', 'rareSlow']);
    expect(steps.map(({ factor }) => factor)).toEqual([1, 1, 1.05, 1.05, 1, 1]);
    expect(pairs.map(({ factor, baseline, candidate }) => [factor, baseline.at, candidate.at])).toEqual([
      [1.05, 1, 2],
      [1, 0, 1],
      [1.05, 4, 3],
      [1, 5, 4],
    ]);
  });
});
