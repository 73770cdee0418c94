import { describe, expect, it } from 'vitest';
import { type NotedRuns, notesOnRuns } from '../../../src/judge/commands/run-notes.ts';
import type { CommandRun } from '../../../src/model/command.ts';

const RUN: CommandRun = {
  wall: 1,
  user: 1,
  system: 0,
  peakMemory: 1e7,
  exitCode: 0,
  signal: null,
  output: '',
  timedOut: false,
  leftRunning: false,
  unknown: null,
};
const notes = (times: readonly number[], more: Partial<NotedRuns> = {}) =>
  notesOnRuns({ runs: times.map((wall) => ({ ...RUN, wall })), shellTime: null, warmUps: 0, ...more });
const calm = [1, 1.01, 0.99, 1.005, 0.995, 1.02, 0.98, 1, 1.01, 0.99];

describe('notesOnRuns', () => {
  it('says nothing of calm runs, or of a single one', () => {
    expect(notes(calm)).toEqual([]);
    expect(notes([1])).toEqual([]);
  });

  it('tells of a slow first run, and what to do', () => {
    expect(notes([2, ...calm])).toEqual([expect.stringMatching(/^The first run took 2\.0 times .* --warmup 3/)]);
    expect(notes([2, ...calm], { warmUps: 1 })).toEqual([expect.stringContaining('Raise --warmup')]);
    expect(notes([...calm, 2])).toEqual([]);
  });

  it('tells of noise', () => {
    expect(notes([1, 1.3, 0.8, 1.2, 0.9, 1.4])).toEqual([expect.stringMatching(/^The runs are noisy: .* spans 3\d %/)]);
    expect(notes([...calm, 3, 4])).toEqual([expect.stringMatching(/^2 of 12 runs stand apart/)]);
  });

  it('tells of commands that are shorter than their shell can be taken off', () => {
    const [short] = notes(
      calm.map((time) => time / 1000),
      { shellTime: 0.0013 },
    );
    expect(short).toContain('less than 5 ms, after 1.3 ms, the time of the shell, was taken off');
    expect(
      notes(
        calm.map((time) => time / 1000),
        { shellTime: null },
      ),
    ).toEqual([]);
    expect(notes([0, 0.001, 0.001], { shellTime: 0.001 }).at(-1)).toContain('no longer than the shell alone');
  });

  it('tells of failures that were ignored, and of what was left running', () => {
    const runs = [RUN, { ...RUN, exitCode: 3, leftRunning: true }, { ...RUN, exitCode: null, signal: 'SIGSEGV' }];
    expect(notesOnRuns({ runs, shellTime: null, warmUps: 0 })).toEqual([
      expect.stringContaining('at the end of 1 of 3 runs; they were killed'),
      'Failures were ignored: 2 of 3 runs ended with exit code 3, SIGSEGV.',
    ]);
  });
});
