// `evenkeel time` in this process, with commands that are really run.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { timeWords } from '../../src/cli/time-words.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { command } from './recorder.ts';

interface HyperfineResult {
  readonly command: string;
  readonly times: readonly number[];
  readonly exit_codes: readonly (number | null)[];
  readonly memory_usage_byte?: readonly number[];
  readonly parameters?: Readonly<Record<string, string>>;
}

async function results(...args: readonly string[]): Promise<readonly HyperfineResult[]> {
  const { exitCode, out, err } = await command(['time', ...args, '--export-json', '-']);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  return (JSON.parse(out) as { results: HyperfineResult[] }).results;
}

describe('timeWords', () => {
  it('gives options their values, and leaves commands alone', () => {
    expect(timeWords(['-P', 'n', '1', '3', 'a {n}', '-i', 'b', '--', 'c', '-P'])).toEqual({
      words: ['--parameter-scan=["n","1","3"]', 'a {n}', '--ignore-failure=all-non-zero', 'b'],
      rest: ['c', '-P'],
    });
    expect(timeWords(['-i', '1,3', '-L', 'x', 'a,b']).words).toEqual([
      '--ignore-failure=1,3',
      '--parameter-list=["x","a,b"]',
    ]);
    expect(() => timeWords(['-L', 'x'])).toThrow('-L takes a name and its values');
  });
});

describe.runIf(process.platform !== 'win32')('evenkeel time', () => {
  it('shows a row a command, and what they are to each other', async () => {
    const { exitCode, out, err } = await command(
      ['time', '-r', '5', 'sleep 0.02', 'sleep 0.4', '-n', 'short', '-n', 'long'],
      {
        width: 140,
      },
    );
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/^ {4}command +median +mean ± σ +min … max +user +system +peak memory +runs$/m);
    expect(out).toMatch(/^ {4}short .* 5$/m);
    expect(out).toContain('short (in 5 rounds of turns; intervals at 95 % confidence) is');
    expect(out).toMatch(/^ {2}.*[\d.]+ times \[[\d.]+, [\d.]+\].* long$/m);
  });

  it('runs what is asked for before, between and after, in turns', async () => {
    const log = join(temporaryDirectory(), 'log');
    const say = (word: string) => `echo ${word} >> '${log}'`;
    await results(
      '-r',
      '2',
      '-w',
      '1',
      '-s',
      say('setup'),
      '-p',
      say('prepare'),
      '-C',
      say('conclude'),
      '-c',
      say('cleanup'),
      say('a'),
      say('b'),
    );
    const one = (word: string) => ['prepare', word, 'conclude'];
    expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual(
      ['setup', one('a'), one('b'), one('a'), one('b'), one('b'), one('a'), 'cleanup'].flat(),
    );
  });

  it('measures one after the other where set-ups differ, and says so', async () => {
    const log = join(temporaryDirectory(), 'log');
    const { out } = await command([
      'time',
      '-r',
      '2',
      '-s',
      `echo setup {v} >> '${log}'`,
      '-L',
      'v',
      'x,y',
      `echo {v} >> '${log}'`,
    ]);
    expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual(['setup x', 'x', 'x', 'setup y', 'y', 'y']);
    expect(out.replace(/\s+/g, ' ')).toContain('they were measured one after the other and not in turns');
  });

  it('has servers that a set-up starts until all is over', async () => {
    const file = join(temporaryDirectory(), 'pid');
    const [result] = await results(
      '-r',
      '2',
      '-s',
      `sleep 1000 >/dev/null 2>&1 & echo $! > '${file}'`,
      `kill -0 $(cat '${file}')`,
    );
    expect(result!.exit_codes).toEqual([0, 0]);
  });

  it('fails with the last lines of a command that fails', async () => {
    const { exitCode, out, err } = await command(['time', 'echo no luck >&2; exit 7']);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain('ended with exit code 7');
    expect(err).toContain('no luck');
    const prepared = await command(['time', '-p', 'echo no disk >&2; false', 'true']);
    expect(prepared.exitCode).toBe(2);
    expect(prepared.err).toMatch(/^error: The command of --prepare failed: .*exit code 1/);
    expect(prepared.err).toContain('no disk');
  });

  it('goes on where the failure is none', async () => {
    for (const ignored of [['-i'], ['-i', '3,7'], ['--ignore-failure=7']]) {
      const [result] = await results('-r', '2', ...ignored, 'exit 7');
      expect(result).toMatchObject({ command: 'exit 7', exit_codes: [7, 7] });
    }
    expect((await command(['time', '-r', '2', '-i', '3', 'exit 7'])).exitCode).toBe(2);
  });

  it('takes one command behind --, with its own options', async () => {
    const words = [process.execPath, '-e', '0', '--', '-r', '9'];
    const { exitCode, out } = await command(['time', '-r', '2', '--export-json', '-', '--', ...words]);
    expect(exitCode).toBe(0);
    const [result] = (JSON.parse(out) as { results: HyperfineResult[] }).results;
    expect(result!.command).toBe(words.join(' '));
    expect(result!.times).toHaveLength(2);
  });

  it("exports hyperfine's JSON, CSV and Markdown", async () => {
    const directory = temporaryDirectory();
    const file = (name: string) => join(directory, name);
    const allocating = 'node -e "Buffer.alloc({mb}e6, 1)" | cat';
    const args = ['--export-json', file('a.json'), '--export-csv', file('a.csv'), '--export-markdown', file('a.md')];
    const { exitCode } = await command(['time', '-r', '4', '-L', 'mb', '10,150', allocating, ...args]);
    expect(exitCode).toBe(0);
    const { results: found } = JSON.parse(readFileSync(file('a.json'), 'utf8')) as { results: HyperfineResult[] };
    expect(Object.keys(found[0]!)).toEqual(
      'command mean stddev median user system min max times memory_usage_byte exit_codes parameters'.split(' '),
    );
    expect(found.map(({ parameters }) => parameters)).toEqual([{ mb: '10' }, { mb: '150' }]);
    expect(Math.min(...found[1]!.memory_usage_byte!) - Math.max(...found[0]!.memory_usage_byte!)).toBeGreaterThan(80e6);
    const rows: readonly Record<string, string>[] = parse(readFileSync(file('a.csv'), 'utf8'), { columns: true });
    expect(rows.map(({ command: name, parameter_mb: mb }) => [name, mb])).toEqual(
      ['10', '150'].map((mb) => [allocating.replace('{mb}', mb), mb]),
    );
    expect(Number(rows[0]!.mean)).toBeGreaterThan(0);
    const [head, , first] = readFileSync(file('a.md'), 'utf8').split('\n');
    expect(head).toMatch(/^\| Command \| Mean \[m?s\] \| Min \[m?s\] \| Max \[m?s\] \| Relative \|$/);
    expect(first).toContain('\\| cat` |');
  });

  it('uses the environment, directory, input and output that it is given', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'in'), 'read\n');
    const out = join(directory, 'out');
    await results(
      '-r',
      '1',
      '--cwd',
      directory,
      '--env',
      'A=1=2',
      '--input',
      'in',
      '--output',
      out,
      'cat; echo $A; test -f in',
    );
    expect(readFileSync(out, 'utf8')).toBe('read\n1=2\n');
  });

  it.each<[string, readonly string[], string]>([
    ['nothing', [], 'There is no command to time'],
    ['an empty command', [''], 'A command is empty'],
    ['an unknown option', ['--bogus', 'true'], "unknown option '--bogus'"],
    ['no runs', ['-r', '0', 'true'], "argument '0' is invalid. It must be a whole number from 1"],
    ['a warm-up of less than nothing', ['-w', '-1', 'true'], "argument '-1' is invalid"],
    ['too few values', ['-P', 'n', '1'], '-P takes a name, a first and a last value'],
    ['a parameter without a place', ['-L', 'n', '1,2', 'true'], 'write {n} where its value belongs'],
    ['an export that cannot be written', ['--export-csv', '/dev/null/x', 'true'], '--export-csv cannot write'],
    [
      'two exports to one place',
      ['--export-csv', '-', '--export-json', '-', 'true'],
      'cannot both go to standard output',
    ],
    ['a shell and none', ['-N', '-S', 'bash', 'true'], '-N is --shell=none'],
    ['a variable without a value', ['--env', 'A', 'true'], '--env takes NAME=VALUE'],
    ['a program that is not there', ['-N', 'no-such-program'], 'there is no such program'],
    ['a shell that is not there', ['-S', 'no-such-shell', 'true'], 'The shell "no-such-shell" could not be started'],
    ['a program behind -- that is not there', ['--', 'no-such-program', '-v'], '"no-such-program -v" could not be'],
    ['what takes a shell', ['-N', 'a > b'], 'means something to a shell'],
  ])('refuses %s', async (_, args, message) => {
    const { exitCode, out, err } = await command(['time', ...args]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(message);
    expect(existsSync('b')).toBe(false);
  });
});
