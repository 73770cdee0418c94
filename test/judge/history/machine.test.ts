import { describe, expect, it } from 'vitest';
import type { PastRun } from '../../../src/judge/history/case.ts';
import { machineEffect, machineModel, NO_EFFECT } from '../../../src/judge/history/machine.ts';
import { runLogs } from '../../../src/judge/run-logs.ts';
import type { Aspect } from '../../../src/model/measurement.ts';
import { at } from '../cases.ts';
import { normalGenerator } from '../simulate.ts';

/** Runs whose time follows the control kernel's with this slope, on machines that differ by `machines`. */
function runs(count: number, slope: number, machines: number, noise = 0.01): readonly PastRun[] {
  const normal = normalGenerator(7);
  return Array.from({ length: count }, () => {
    const machine = machines * normal();
    const processes = Array.from({ length: 5 }, () => {
      const moment = machine + 0.01 * normal();
      return at(Math.exp(slope * moment + noise * normal()), { control: 3e-4 * Math.exp(moment) });
    });
    return { estimate: 1, decayFactor: 0.9, processes };
  });
}

const modelOf = (history: readonly PastRun[], aspect: Aspect = 'lowEnd') =>
  machineModel(history.map(({ processes = [] }) => runLogs(processes, aspect)));

describe('machineModel', () => {
  it.each([0, 0.5, 1, 2])('finds a slope of %d where machines differ', (slope) => {
    const model = modelOf(runs(30, slope, 0.1))!;
    expect(model.slope).toBeCloseTo(slope, 1);
    expect(model.uncertainty).toBeLessThan(0.1);
    expect(Math.exp(model.reference)).toBeCloseTo(3e-4, 4);
    expect(model.slowest - model.reference).toBeGreaterThan(0.1);
  });

  it('knows little where machines do not differ, and then believes what most code does', () => {
    const model = modelOf(runs(1, 0, 0))!;
    expect(model.slope).toBeGreaterThan(0.2);
    expect(model.uncertainty).toBeGreaterThan(0.4);
  });

  it('believes what was believed before where no machine was another', () => {
    const same = { estimate: 1, decayFactor: 0.9, processes: [1, 2, 3].map((time) => at(time, { control: 3e-4 })) };
    expect(modelOf([same, same])).toMatchObject({ slope: 0.9, uncertainty: 0.6 });
  });

  it('is not moved much by a process that went wrong', () => {
    const usual = runs(20, 1, 0.1);
    const wild = { estimate: 1, decayFactor: 0.9, processes: [at(20, { control: 3e-4 })] };
    expect(modelOf([...usual, wild])!.slope).toBeCloseTo(1, 1);
  });

  it('is none where the kernel was not run, or the aspect is not known', () => {
    expect(modelOf([])).toBeNull();
    expect(modelOf([{ estimate: 1, decayFactor: 1 }])).toBeNull();
    expect(modelOf([{ estimate: 1, decayFactor: 1, processes: [at(1)] }])).toBeNull();
    expect(modelOf(runs(3, 1, 0.1), 'cpuTime')).toBeNull();
  });
});

describe('machineEffect', () => {
  const model = { slope: 0.5, uncertainty: 0.2, reference: Math.log(3e-4), slowest: Math.log(3e-4) + 0.15 };

  it('is what the slope makes of the kernel’s shift, and stays the more open the larger that is', () => {
    const effect = machineEffect(model, { control: Math.log(3e-4) + 0.2 });
    expect(effect.shift).toBeCloseTo(0.2, 12);
    expect(effect.correction).toBeCloseTo(0.1, 12);
    expect(effect.deviation).toBeCloseTo(0.2 * Math.hypot(0.2, 0.15), 12);
  });

  it('tells how far beyond the slowest of the past runs it is', () => {
    expect(machineEffect(model, { control: Math.log(3e-4) + 0.2 }).beyond).toBeCloseTo(0.05, 12);
    expect(machineEffect(model, { control: Math.log(3e-4) + 0.1 }).beyond).toBe(0);
  });

  it('is none where nothing is known', () => {
    expect(machineEffect(null, { control: 0 })).toBe(NO_EFFECT);
    expect(machineEffect(model, { control: null })).toBe(NO_EFFECT);
  });
});
