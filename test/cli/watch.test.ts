import { describe, expect, it } from 'vitest';
import type { WatchFlags } from '../../src/cli/flags.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { watch } from '../../src/cli/watch.ts';
import type { CommandReport } from '../../src/cli/watcher.ts';
import type { LogLevel } from '../../src/model/log.ts';
import { compareReport } from '../report/compare-fixtures.ts';
import { report } from '../report/fixtures.ts';
import { problemsWithEvent } from '../report/schemas.ts';
import { recorder } from './recorder.ts';

/** What a whole command leaves on standard error, line by line. */
function told(
  flags: WatchFlags,
  level: LogLevel,
  overrides: Partial<Terminal> = {},
  of: CommandReport = report,
): string[] {
  const { terminal, written } = recorder(overrides);
  const watcher = watch(terminal, flags, level);
  watcher.onEvent({ kind: 'preparing', words: 'Checking out HEAD …' });
  watcher.onEvent({ kind: 'started', tests: 1, processes: 2 });
  for (const done of [1, 2]) {
    watcher.onEvent({ kind: 'step', progress: { testName: 'parse', done, total: 2, round: done, rounds: 2 } });
  }
  watcher.onEvent({ kind: 'confirming', tests: ['parse'], processes: 1, base: null });
  watcher.end();
  watcher.report(of);
  watcher.end();
  expect(written.out).toBe('');
  return written.err.split('\n').slice(0, -1);
}

describe('progress', () => {
  it('is told at INFO, step by step at DEBUG', () => {
    const lines = told({}, 'INFO');
    expect(lines.slice(0, 2)).toEqual(['Checking out HEAD …', 'measuring: 0/2']);
    expect(lines.at(-2)).toBe('measuring: 0/1');
    expect(lines).not.toContain('1/2 parse');
    const more = told({}, 'DEBUG');
    expect(more.filter((line) => /^\d.* parse$/.test(line))).toEqual(['1/2 parse', '2/2 parse']);
  });

  it.each<[WatchFlags, LogLevel]>([
    [{ quiet: true }, 'INFO'],
    [{}, 'WARNING'],
    [{}, 'ERROR'],
  ])('is not told with %j at %s, but to somebody who watches', (flags, level) => {
    expect(told(flags, level)).toEqual([]);
    expect(told(flags, level, { isInteractive: true })).not.toEqual([]);
  });
});

it('says what suspects are measured with, and names the first of many', () => {
  const { terminal, written } = recorder();
  const { onEvent } = watch(terminal, {}, 'INFO');
  const base = { ref: 'main', commit: '1a2b3c4d5e6f', isMergeBase: false };
  const many = Array.from({ length: 14 }, (_, i) => `t${i}`);
  onEvent({ kind: 'confirming', tests: ['parse', 'print'], processes: 2, base });
  onEvent({ kind: 'confirming', tests: many, processes: 14, base: null });
  expect(written.err).toContain('Measuring in pairs with the code of main (1a2b3c4): parse, print\n');
  expect(written.err).toMatch(/^Measuring again, to be sure: t0, .*, t11 and 2 more$/m);
});

it('no name steers the terminal', () => {
  const { terminal, written } = recorder();
  const { onEvent } = watch(terminal, {}, 'DEBUG');
  onEvent({ kind: 'started', tests: 1, processes: 1 });
  const testName = 'a\n\u001b[2Jb';
  onEvent({ kind: 'step', progress: { testName, done: 1, total: 1, round: 1, rounds: 1 } });
  const base = { ref: testName, commit: 'abcdef', isMergeBase: false };
  onEvent({ kind: 'preparing', words: `Checking out ${testName}` });
  onEvent({ kind: 'confirming', tests: [testName], processes: 1, base: null });
  onEvent({ kind: 'confirming', tests: [testName], processes: 1, base });
  expect(written.err).toContain('1/1 a␊␛[2Jb\n');
  expect(written.err).toContain('Checking out a␊␛[2Jb\n');
  expect(written.err).toContain('to be sure: a␊␛[2Jb\n');
  expect(written.err).toContain('the code of a␊␛[2Jb (abcdef): a␊␛[2Jb\n');
  expect(written.err).not.toContain('\u001b');
});

describe('JSON lines', () => {
  const events = (level: LogLevel, of: CommandReport = report) =>
    told({ logJson: true }, level, {}, of).map((line) => {
      const event = JSON.parse(line);
      expect([event.event, problemsWithEvent(event)]).toEqual([event.event, []]);
      return event;
    });

  it('tell every event, then the result of every test, and of all', () => {
    const all = events('DEBUG');
    const names = all.map(({ event }) => event);
    expect(names.slice(0, 5)).toEqual(['preparing', 'started', 'step', 'step', 'confirming']);
    expect(all[2]).toMatchObject({ level: 'DEBUG', testName: 'parse', done: 1, total: 2 });
    const count = (name: string) => names.filter((each) => each === name).length;
    expect(count('test_result')).toBe(report.results.length);
    expect(count('comparison_result')).toBe(report.comparisons.length);
    expect(count('test_failed')).toBe(report.failures.length);
    expect(count('warning')).toBe(report.warnings.length);
    expect(all.at(-1)).toMatchObject({ event: 'finished', summary: report.summary, duration: report.duration });
  });

  it('hold to the level', () => {
    expect(new Set(events('INFO').map(({ level }) => level))).toEqual(new Set(['INFO', 'WARNING', 'ERROR']));
    const severe = events('ERROR');
    expect(severe.map(({ event }) => event)).toEqual(report.failures.map(() => 'test_failed'));
    const slow = events('WARNING').filter(({ event }) => event === 'comparison_result');
    for (const { validation } of slow) expect(['regression', 'inconclusive']).toContain(validation.verdict);
  });

  it('tell comparisons of revisions as well', () => {
    const results = events('INFO', compareReport).filter(({ event }) => event === 'comparison_result');
    const { comparisons, metrics } = compareReport;
    expect(results.map(({ testName, metric }) => [testName, metric])).toEqual([
      ...comparisons.map(({ testName }) => [testName, undefined]),
      ...metrics.map(({ testName, name }) => [testName, name]),
    ]);
    expect(results[0].change).toEqual(compareReport.comparisons[0]!.change);
    expect(JSON.stringify(results)).not.toContain('Processes');
  });

  it('tell an interruption', () => {
    const { terminal, written } = recorder();
    watch(terminal, { logJson: true }, 'INFO').note('Interrupted');
    const event = JSON.parse(written.err);
    expect(event).toMatchObject({ level: 'WARNING', event: 'note', words: 'Interrupted' });
    expect(problemsWithEvent(event)).toEqual([]);
  });
});
