import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askOn, type InitFlags, init } from '../../src/cli/init.ts';
import { projectOf } from '../setup/projects.ts';
import { command, recorder } from './recorder.ts';

async function run(
  flags: InitFlags,
  answer?: 'yes' | 'no' | 'interrupted',
  directory = projectOf({ 'package.json': {} }),
) {
  const { terminal, written } = recorder();
  const ask = answer === undefined ? null : async () => answer;
  const exitCode = await init(flags, terminal, directory, ask);
  return { exitCode, ...written, wrote: existsSync(join(directory, 'evenkeel.toml')), directory };
}

describe('evenkeel init', () => {
  it('shows everything, asks, and writes', async () => {
    const { exitCode, out, wrote } = await run({ ci: 'github', runner: 'evenkeel' }, 'yes');
    expect({ exitCode, wrote }).toEqual({ exitCode: 0, wrote: true });
    expect(out).toMatch(/^Found\n {2}package .*\n(?:.*\n)*\nTo do\n {2}\+ evenkeel\.toml +configuration/);
    expect(out).toMatch(/^ {2}\+ import \{ perf \} from 'evenkeel';$/m);
    expect(out).toMatch(/^Written: evenkeel\.toml, performance\/example\.perf\.mjs, \.gitignore, \.github/m);
    expect(out).toMatch(/\nThen\n {2}npm install --save-dev evenkeel\n {4}installs evenkeel\n/);
  });

  it.each([
    ['no', 0],
    ['interrupted', 130],
  ] as const)('writes nothing where the answer is %s, and exits with %i', async (answer, exitCode) => {
    const result = await run({}, answer);
    expect(result).toMatchObject({ exitCode, wrote: false });
    expect(result.out).toMatch(/\nNothing was written\.\n$/);
  });

  it('writes nothing with --dry-run, and asks nobody', async () => {
    const result = await run({ dryRun: true, yes: true });
    expect(result).toMatchObject({ exitCode: 0, wrote: false });
    expect(result.out).toMatch(/\nNothing was written, because of --dry-run\.\n$/);
  });

  it('refuses where nobody can be asked', async () => {
    await expect(run({})).rejects.toThrow(/^Nothing was written: there is no terminal to ask on\./);
  });

  it('tells what is left to do by hand, also where nothing is to be written', async () => {
    const directory = projectOf({ 'package.json': {}, '.gitlab-ci.yml': '' });
    expect((await run({ yes: true }, undefined, directory)).out).toMatch(
      /\nBy hand\n {2}\.gitlab-ci\.yml is not touched: .*\n {6}include:\n {8}- local: .*\n\nThen\n/,
    );
    const again = await run({}, undefined, directory);
    expect(again.exitCode).toBe(0);
    expect(again.out).toMatch(/\n {2}= evenkeel\.toml .*left alone: it is the configuration already\n/);
    expect(again.out).toMatch(/\nThere is nothing to write\.\n\nBy hand\n/);
  });

  it.each([['--runner', 'mocha'], ['--ci', 'jenkins'], ['now']])('exits with 2 on %s', async (...args) => {
    const { exitCode, err } = await command(['init', ...args]);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/^error: .*\n(?:.*\n)?\(evenkeel init --help tells more\)/);
  });

  it('explains itself', async () => {
    const { exitCode, out } = await command(['init', '--help']);
    expect(exitCode).toBe(0);
    await expect(out).toMatchFileSnapshot('golden/help-init.golden');
  });
});

describe('asking', () => {
  function dialogue() {
    const input = new PassThrough();
    const output = new PassThrough();
    return { input, output, answer: askOn({ input, output })('Write this?') };
  }

  it.each([
    ['y\n', 'yes'],
    ['  YES \n', 'yes'],
    ['\n', 'no'],
    ['yesterday\n', 'no'],
    ['n\n', 'no'],
  ])('takes %j for %s', async (text, expected) => {
    const { input, output, answer } = dialogue();
    input.write(text);
    expect(await answer).toBe(expected);
    expect(String(output.read())).toMatch(/^Write this\? \[y\/N\] /);
  });

  it('takes the end of the input for an interruption', async () => {
    const { input, answer } = dialogue();
    input.end();
    expect(await answer).toBe('interrupted');
  });
});
