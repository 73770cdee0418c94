import { describe, expect, it } from 'vitest';
import { type CommandBlock, commandEvidence } from '../../../src/framework/compare/command-evidence.ts';

const run = (wall: number, cpu: number | null = wall) => ({
  wall,
  user: cpu === null ? null : cpu / 2,
  system: cpu === null ? null : cpu / 2,
});

const pair = (base: CommandBlock['base'], head: CommandBlock['head']): CommandBlock => ({ base, head });

describe('the evidence of pairs of commands', () => {
  it('is the lowest time of either side, and the mean of its processor time', () => {
    const { logRatios, controlLogRatios } = commandEvidence([
      pair([run(1), run(3, 1)], [run(4, 2), run(2, 2)]),
      pair([run(2, 1), run(1)], [run(2, 1), run(5, 3)]),
    ]);
    expect(logRatios.lowEnd).toEqual([Math.log(2), Math.log(2)]);
    expect(logRatios.cpuTime).toEqual([Math.log(2), Math.log(2)]);
    expect(controlLogRatios).toEqual([]);
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
