import { describe, expect, it } from 'vitest';
import { pairEvidence } from '../../../src/framework/compare/pair-evidence.ts';
import type { ProcessMeasurement } from '../../../src/model/measurement.ts';
import { measured } from '../fixtures.ts';

/** A process that took turns of so many samples. */
function byTurns(location: number, samples: readonly number[], samplesPerTurn: number): ProcessMeasurement {
  return measured(location, { samples, samplesPerTurn });
}

/** Of a process alone. */
const alone = (location: number, more: Partial<ProcessMeasurement> = {}) => measured(location, more);

const lowEnds = (base: readonly ProcessMeasurement[], head: readonly ProcessMeasurement[]) =>
  pairEvidence({ base, head }).logRatios.lowEnd;

describe('the low end of a pair', () => {
  // Three turns of two samples; a fifth of the way through five gaps is the second smallest sample.
  const base = byTurns(10, [10, 12, 11, 13, 14, 10], 2);

  it('is the median of three estimates: here that by the second smallest', () => {
    // By locations 1.5; by the second smallest 11 ÷ 10; by the middle of the turns' least 10 ÷ 10, 11 ÷ 11 and 11 ÷ 10: 1.
    const head = byTurns(15, [10, 20, 20, 11, 11, 20], 2);
    expect(lowEnds([base], [head])[0]).toBeCloseTo(Math.log(1.1), 12);
  });

  it('or that by locations', () => {
    // By the second smallest 12 ÷ 10; by the middle of the turns' least 12 ÷ 10, 22 ÷ 11 and 20 ÷ 10: 2; 1.3 lies between.
    const head = byTurns(13, [12, 12, 22, 24, 20, 20], 2);
    expect(lowEnds([base], [head])[0]).toBeCloseTo(Math.log(1.3), 12);
  });

  it('or that by the least of neighbouring turns, where the machine changed its pace meanwhile', () => {
    // The first of four turns is twice as quick, so the least of all samples stands for little.
    const quickFirst = byTurns(5, [5, 5, 10, 10, 10, 10, 10, 10], 2);
    const slower = byTurns(6.5, [5.5, 11, 11, 11, 11, 11, 11, 11], 2);
    // By locations 1.3; by the second and third smallest 11 ÷ (5 + 0.4 · 5): 1.57; every turn alone 1.1.
    expect(lowEnds([quickFirst], [slower])[0]).toBeCloseTo(Math.log(1.3), 12);
    const bySlowest = byTurns(5, [5.5, 11, 11, 11, 11, 11, 11, 11], 2);
    expect(lowEnds([quickFirst], [bySlowest])[0]).toBeCloseTo(Math.log(1.1), 12);
  });

  it('is that of the locations alone where the processes ran one after the other', () => {
    expect(lowEnds([alone(2)], [alone(3)])[0]).toBeCloseTo(Math.log(1.5), 12);
  });

  it('and where one of them did, or took other turns', () => {
    const head = byTurns(15, [11, 12, 11, 12, 11, 12], 2);
    expect(lowEnds([alone(10)], [head])[0]).toBeCloseTo(Math.log(1.5), 12);
    expect(lowEnds([head], [alone(30)])[0]).toBeCloseTo(Math.log(2), 12);
    expect(lowEnds([base], [byTurns(15, [11, 12, 11, 12], 2)])[0]).toBeCloseTo(Math.log(1.5), 12);
  });

  it('reverses its sign where the sides are swapped', () => {
    const head = byTurns(15, [10, 20, 20, 11, 11, 20], 2);
    expect(lowEnds([head], [base])[0]).toBeCloseTo(-lowEnds([base], [head])[0]!, 12);
  });
});

describe('processor time', () => {
  it('has a ratio a pair', () => {
    const base = [alone(1, { cpuTime: 2 }), alone(1, { cpuTime: 4 })];
    const head = [alone(1, { cpuTime: 3 }), alone(1, { cpuTime: 4 })];
    const { cpuTime } = pairEvidence({ base, head }).logRatios;
    expect(cpuTime).toHaveLength(2);
    expect(cpuTime[0]).toBeCloseTo(Math.log(1.5), 12);
    expect(cpuTime[1]).toBe(0);
  });

  it.each([
    ['does not know it', null],
    ['had none that could be measured', 0],
  ])('has none at all where some process %s', (_what, cpuTime) => {
    const base = [alone(1, { cpuTime: 2 }), alone(1, { cpuTime })];
    const head = [alone(1, { cpuTime: 3 }), alone(1, { cpuTime: 4 })];
    expect(pairEvidence({ base, head }).logRatios.cpuTime).toEqual([]);
    expect(pairEvidence({ base: head, head: base }).logRatios.cpuTime).toEqual([]);
  });
});

describe('the control', () => {
  // Turns 1 and 3 against turns 2 and 4; all samples of a turn are equal, so that any low end of them is known.
  const sideOf = (first: number, second: number) =>
    byTurns(first, [first, first, second, second, first, first, second, second], 2);

  it('is the ratio of every other turn of a side to the turns between them, of either side in turn', () => {
    const base = [sideOf(1, 9), sideOf(2, 1), sideOf(1, 9)];
    const head = [sideOf(3, 2), sideOf(1, 9), sideOf(4, 5)];
    const { controlLogRatios } = pairEvidence({ base, head });
    expect(controlLogRatios).toHaveLength(3);
    for (const [i, ratio] of [3 / 2, 2 / 1, 4 / 5].entries())
      expect(controlLogRatios[i]).toBeCloseTo(Math.log(ratio), 12);
  });

  it('is none where processes took no turns, or a single one', () => {
    expect(pairEvidence({ base: [alone(1)], head: [alone(2)] }).controlLogRatios).toEqual([]);
    const once = byTurns(1, [1, 1], 2);
    expect(pairEvidence({ base: [once], head: [once] }).controlLogRatios).toEqual([]);
  });
});

it('no pairs make no evidence', () => {
  expect(pairEvidence({ base: [], head: [] })).toEqual({
    logRatios: { lowEnd: [], cpuTime: [] },
    controlLogRatios: [],
  });
});
