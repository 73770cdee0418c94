import { describe, expect, it } from 'vitest';
import { type CommandBlock, commandEvidence } from '../../../src/framework/compare/command-evidence.ts';

const run = (wall: number, cpu: number | null = wall) => ({
  wall,
  user: cpu === null ? null : cpu / 2,
  system: cpu === null ? null : cpu / 2,
});

const pair = (base: CommandBlock['base'], head: CommandBlock['head']): CommandBlock => ({ base, head });

describe('the evidence of pairs of commands', () => {
  it('is a ratio of times, and of the mean of processor time', () => {
    const { logRatios, controlLogRatios } = commandEvidence([
      pair([run(1), run(1)], [run(2), run(2)]),
      pair([run(2), run(2)], [run(3), run(3)]),
    ]);
    expect(logRatios.lowEnd).toEqual([Math.log(2), Math.log(1.5)]);
    expect(logRatios.cpuTime).toEqual([Math.log(2), Math.log(1.5)]);
    expect(controlLogRatios).toEqual([]);
  });

  it('is not led astray by one lucky run, nor by slow ones, nor by a machine that changed its pace', () => {
    const lowEnd = (base: readonly number[], head: readonly number[]) =>
      commandEvidence([
        pair(
          base.map((wall) => run(wall)),
          head.map((wall) => run(wall)),
        ),
      ]).logRatios.lowEnd[0]!;
    expect(lowEnd([1, 2, 2, 2, 2, 2], [4, 4, 4, 4, 4, 4])).toBeCloseTo(Math.log(2), 10);
    expect(lowEnd([1, 1, 9, 9], [2, 2, 2, 2])).toBeCloseTo(Math.log(2), 10);
    expect(lowEnd([1, 1, 3, 3, 3], [2, 6, 6, 6, 6])).toBeCloseTo(Math.log(2), 10);
    // Exchanged sides make exactly the opposite, so that unchanged code is as often slower as it is faster.
    expect(lowEnd([1, 5, 2], [3, 1, 4])).toBeCloseTo(-lowEnd([3, 1, 4], [1, 5, 2]), 12);
  });

  it('counts of processor time what it adds to the time: of a command that mostly waits, little', () => {
    const waiting = commandEvidence([pair([run(1, 0.1), run(1, 0.1)], [run(1.1, 0.2), run(1.1, 0.1)])]);
    expect(waiting.logRatios.cpuTime).toEqual([expect.closeTo(0.1 * Math.log(1.5), 10)]);
  });

  it('counts none where several processors are busy with it: more of it may take less time', () => {
    expect(commandEvidence([pair([run(1, 1.9)], [run(0.9, 2.5)])]).logRatios.cpuTime).toEqual([]);
  });

  it('has none where the system does not tell it, of one run or of all', () => {
    expect(commandEvidence([pair([run(1, null)], [run(1, null)])]).logRatios.cpuTime).toEqual([]);
    expect(commandEvidence([pair([run(1), run(1)], [run(1), run(1, null)])]).logRatios.cpuTime).toEqual([]);
  });

  it('has none where a run took less than the clock of processors can tell', () => {
    expect(commandEvidence([pair([run(1, 0)], [run(1, 0.1)])]).logRatios.cpuTime).toEqual([]);
  });
});
