// Exit code 0 says that something was measured and held, 1 that something got slower. Whatever goes wrong on the way to
// that is neither.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { performanceFile, project, QUICK } from '../end-to-end/command.ts';
import { built, evenkeelCommand, run } from '../faults/processes.ts';

const SUITE = { 'a.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) };
const COMMANDS = ['run', 'run --smoke', 'list', 'compare HEAD', 'config', 'report', 'baseline list'];
const PLAIN = ['--help', '--version', 'list', 'config --schema', 'doctor'];

/** The same command with what a shell does to its streams. */
function through(redirection: string, command: readonly string[]): readonly string[] {
  return ['bash', '-c', `set -o pipefail; "$@" ${redirection}`, 'bash', ...command];
}

describe('a configuration whose loading never ends', () => {
  it.each(COMMANDS)('is no outcome of "%s"', async (command) => {
    const cwd = project({ ...SUITE, 'evenkeel.config.mjs': 'await new Promise(() => undefined);\nexport default {};' });
    const { exitCode, out, err } = await run(evenkeelCommand(...command.split(' ')), { cwd });
    expect(err).toMatch(
      /^error: evenkeel ended before it had a result: .* still waiting for the configuration .*evenkeel\.config\.mjs to load/,
    );
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  });
});

it.each([
  ['sets an exit code', 'process.exitCode = 0; await new Promise(() => undefined);'],
  ['sets it when all is over', "process.on('exit', () => { process.exitCode = 0; }); process.exit(0);"],
  [
    'rejects what nobody awaits',
    "Promise.reject(new Error('lost')); await new Promise((done) => setTimeout(done, 5000));",
  ],
  ['takes all memory of a string', "'x'.repeat(2 ** 29).repeat(2);"],
])('a configuration that %s does not change that', async (_, text) => {
  const cwd = project({ ...SUITE, 'evenkeel.config.js': `${text}\nexport default {};` });
  const { exitCode, err } = await run(evenkeelCommand('list'), { cwd });
  expect(err).toMatch(/^error: /m);
  expect(exitCode).toBe(2);
});

it('a configuration that sets an exit code when all is over does not make one of the outcome', async () => {
  const text = "process.on('exit', () => { process.exitCode = 0; });\nexport default {};";
  const cwd = project({ 'a.perf.js': 'throw new Error("broken");', 'evenkeel.config.js': text });
  expect((await run(evenkeelCommand('list'), { cwd })).exitCode).toBe(2);
});

it('a package of which a file is missing is no regression', async () => {
  const cwd = project({});
  mkdirSync(join(cwd, 'cli'));
  copyFileSync(built('cli/main.cjs'), join(cwd, 'cli', 'main.cjs'));
  const { exitCode, err } = await run([process.execPath, join(cwd, 'cli', 'main.cjs'), 'run'], { cwd });
  expect(err).toMatch(/Cannot find module/);
  expect(exitCode).toBe(2);
});

describe.skipIf(!existsSync('/dev/full'))('a standard output without room', () => {
  it.each(['run', 'run --json -', ...PLAIN])('is said of "%s", and is no outcome', async (command) => {
    const cwd = project(SUITE);
    const { exitCode, err } = await run(through('> /dev/full', evenkeelCommand(...command.split(' '))), { cwd });
    expect(err.match(/^error: standard output could not be written, .*ENOSPC/gm)).toHaveLength(1);
    expect(exitCode).toBe(2);
  });

  it('is no outcome where standard error has none either', async () => {
    const cwd = project(SUITE);
    expect((await run(through('> /dev/full 2>&1', evenkeelCommand('list')), { cwd })).exitCode).toBe(2);
  });

  it('nor is a standard error without room, which should have had what went wrong', async () => {
    const cwd = project({ 'a.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) });
    const { exitCode, out } = await run(through('2> /dev/full', evenkeelCommand('run', '--json', '-')), { cwd });
    expect(JSON.parse(out)).toMatchObject({ summary: { exitCode: 0, failed: 0 } });
    expect(exitCode).toBe(2);
  });
});

describe('a reader that has seen enough', () => {
  it.each(['run --json -', 'config --schema', '--help'])('leaves "%s" its outcome', async (command) => {
    const cwd = project(SUITE);
    const { exitCode, err } = await run(through('| head -c 1', evenkeelCommand(...command.split(' '))), { cwd });
    expect(err).not.toMatch(/^error/m);
    expect(exitCode).toBe(0);
  });

  it('leaves a failure its exit code as well', async () => {
    const cwd = project({ 'a.perf.js': 'throw new Error("broken");' });
    const { exitCode } = await run(through('2>&1 | true', evenkeelCommand('run')), { cwd });
    expect(exitCode).toBe(2);
  });
});
