import { describe, expect, it } from 'vitest';
import type { CommandRun } from '../../../src/model/command.ts';
import type { CommandRatio, TimedCommand, TimingReport } from '../../../src/model/timing.ts';
import { timingCsv, timingJson, timingMarkdown } from '../../../src/report/commands/exports.ts';
import { renderTiming } from '../../../src/report/commands/render-timing.ts';

const run = (wall: number, more: Partial<CommandRun> = {}): CommandRun => ({
  wall,
  user: 0.01,
  system: 0.002,
  peakMemory: 12e6,
  exitCode: 0,
  signal: null,
  output: '',
  timedOut: false,
  leftRunning: false,
  unknown: null,
  ...more,
});
const timed = (name: string, times: readonly number[], ratio: CommandRatio | null = null): TimedCommand => ({
  name,
  command: name,
  parameters: {},
  runs: times.map((wall) => run(wall)),
  shellTime: null,
  ratio,
  notes: [],
});
const report = (commands: readonly TimedCommand[], more: Partial<TimingReport> = {}): TimingReport => ({
  commands,
  reference: 0,
  confidenceLevel: 0.95,
  isPaired: true,
  isInterrupted: false,
  notes: [],
  ...more,
});
const drawn = (given: TimingReport, unit: 'second' | null = null) =>
  renderTiming(given, { color: false, width: 140, unit });
const times = [0.1, 0.11, 0.12];

describe('renderTiming', () => {
  it.each<[CommandRatio | null, string]>([
    [{ estimate: 2, interval: [1.9, 2.1] }, '2.000 times [1.900, 2.100] faster than other'],
    [{ estimate: 0.5, interval: [0.4, 0.8] }, '2.000 times [1.250, 2.500] slower than other'],
    [{ estimate: 1.01, interval: [0.98, 1.04] }, 'as fast as can be told (1.010 times [0.980, 1.040]) as other'],
    [{ estimate: 123.456, interval: [100, 150] }, '123.5 times [100.0, 150.0] faster than other'],
    [null, 'not to be compared, for too few runs or times of 0, with other'],
  ])('says what the reference is to another, of %j', (ratio, words) => {
    expect(drawn(report([timed('one', times), timed('other', times, ratio)]))).toContain(`\n  ${words}\n`);
  });

  it('says how they were measured, and of how many the confidence is', () => {
    const three = [timed('a', times), timed('b', times), timed('c', times)];
    expect(drawn(report(three))).toContain(
      'a (in 3 rounds of turns; intervals at 95 % confidence, of all of them together) is',
    );
    expect(drawn(report(three.slice(1), { isPaired: false, notes: ['Apart.'] }))).toMatch(
      /one after the other.*\n(.*\n)*! Apart\./,
    );
    expect(drawn(report(three, { isInterrupted: true }))).toContain('! Interrupted: ');
    expect(drawn(report([timed('a', times)]))).not.toContain('confidence');
  });

  it('has a dash for what is not known, and the unit that is asked for', () => {
    const unknown = { ...timed('a', []), runs: [run(0.1), run(0.2, { user: null, peakMemory: null })] };
    expect(drawn(report([unknown]))).toMatch(/ {4}a .* –\s+2\.00 ms\s+–\s+2\n/);
    expect(drawn(report([timed('a', times)]), 'second')).toContain('0.110 s');
    expect(drawn(report([timed('a', [1])]))).toMatch(/1\.00 s +–/);
  });

  it('lets nothing steer the terminal', () => {
    expect(drawn(report([timed('a\u001b[31m\nb', times)]))).toContain('a␛[31m␊b');
  });
});

describe('the exports', () => {
  it('leave memory out where a run does not have it', () => {
    const unknown = { ...timed('a', []), runs: [run(0.1), run(0.2, { peakMemory: null, exitCode: null })] };
    const [result] = (JSON.parse(timingJson(report([unknown]))) as { results: Record<string, unknown>[] }).results;
    expect(result).toMatchObject({ times: [0.1, 0.2], exit_codes: [0, null], user: 0.01 });
    expect(result).not.toHaveProperty('memory_usage_byte');
  });

  it('say nothing where a single run has no deviation', () => {
    expect(timingCsv(report([timed('a,b', [0.5])]))).toContain('\n"a,b",0.5,,0.5,0.01,0.002,0.5,0.5\n');
    expect(timingMarkdown(report([timed('a', [2])]), null)).toContain('| `a` | 2.000 | 2.000 | 2.000 | 1.00 |');
  });

  it('have what is relative with its interval, and names that break no table', () => {
    const other = timed('x `y` | z', times, { estimate: 2, interval: [1.9, 2.1] });
    expect(timingMarkdown(report([timed('a', times), other]), 'millisecond')).toContain(
      '| `` x `y` \\| z `` | 110.0 ± 10.0 | 100.0 | 120.0 | 2.000 [1.900, 2.100] |',
    );
  });
});
