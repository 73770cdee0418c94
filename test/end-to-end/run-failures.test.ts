import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRunReport } from '../report/parse-run-report.ts';
import { evenkeel, performanceFile, project, QUICK } from './command.ts';

describe('evenkeel run, where something is wrong', () => {
  it('measures what works, says what is wrong with the rest, and exits with 2', async () => {
    const cwd = project({
      'a.perf.js': performanceFile(
        `perf('works', sort, ${QUICK});`,
        `perf('throws', () => { throw new TypeError('no such table'); }, ${QUICK});`,
        `perf('exits', () => process.exit(3), ${QUICK});`,
        `perf('hangs', () => { for (;;) ; }, { ...${QUICK}, timeLimit: 2 });`,
      ),
      'again.perf.js': performanceFile(`perf('works', sort, ${QUICK});`, `perf('works too', sort, ${QUICK});`),
      'empty.perf.js': '',
      'name.perf.js': performanceFile('perf(42, sort);'),
      'syntax.perf.ts': 'export const = 3;',
      'twice.perf.js': performanceFile("perf('twice', sort);", "perf('twice', sort);"),
      'option.perf.js': performanceFile("perf('option', sort, { itertions: 3 });"),
    });
    const { exitCode, out } = await evenkeel(['run', '--json', 'report.json'], { cwd });
    expect(exitCode, out).toBe(2);
    const report = await parseRunReport(readFileSync(join(cwd, 'report.json'), 'utf8'));
    expect(report.results.map(({ testName }) => testName)).toEqual(['works', 'works too']);
    const failures = Object.fromEntries(
      report.failures.map(({ file, testName, reason, message }) => [`${file} ${testName}`, `${reason}: ${message}`]),
    );
    expect(failures).toEqual({
      'a.perf.js throws': expect.stringMatching(/^threw: TypeError: no such table$/),
      'a.perf.js exits': expect.stringMatching(/^process_died: .*exit code 3/),
      'a.perf.js hangs': expect.stringMatching(/^timed_out: .*time limit of 2 s/),
      'again.perf.js works': expect.stringMatching(
        /^invalid_file: The baseline "works" belongs to a test in a\.perf\.js/,
      ),
      'empty.perf.js null': expect.stringMatching(/^invalid_file: .*declares no performance test/),
      'name.perf.js null': expect.stringMatching(/^invalid_file: perf: the name must be a string, not number/),
      'syntax.perf.ts null': expect.stringMatching(/^invalid_file: /),
      'twice.perf.js null': expect.stringMatching(/^invalid_file: .*"twice"/),
      'option.perf.js null': expect.stringMatching(/^invalid_file: .*unknown option `itertions`/),
    });
    for (const words of ['no such table', 'killed at its time limit of 2 s', 'declares no performance test']) {
      expect(out.replaceAll(/\s+/g, ' ')).toContain(words);
    }
    expect(out).toMatch(/\n11 tests: .*9 failed/);
    const { out: stored } = await evenkeel(['baseline', 'list'], { cwd });
    expect(stored.match(/1 run$/gm)).toHaveLength(2);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no performance file', [], /^error: There are no performance files in .*; a first one: import \{ perf \} from/],
    ['a file that is missing', ['missing.perf.js'], /^error: No performance file matches "missing\.perf\.js"/],
    [
      'a result that cannot be written',
      ['work.js', '--json', 'package.json/x.json'],
      /^error: --json cannot write "package\.json\/x\.json": /,
    ],
    [
      'a result that is a directory',
      ['work.js', '--json', 'node_modules'],
      /^error: --json cannot write "node_modules": .*it is a directory/,
    ],
    [
      'a cache that cannot be',
      ['work.js', '--cache', 'package.json/cache'],
      /^error: Cannot make the directory for baselines/,
    ],
    ['an unknown flag', ['--recrod'], /^error: unknown option '--recrod'/],
  ])('says that there is %s before anything is measured', async (_what, args, message) => {
    const cwd = project({});
    const { exitCode, out, err } = await evenkeel(['run', ...args], { cwd });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/measuring|defect|\n {4}at /);
    expect(existsSync(join(cwd, '.performance-cache', 'baselines.sqlite'))).toBe(false);
  });
});
