import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { command } from './recorder.ts';

const BASELINE_COMMANDS = ['list', 'show', 'accept', 'remove', 'prune', 'export', 'import'];

describe('help', () => {
  it.each([
    ['evenkeel', []],
    ['run', ['run']],
    ['list', ['list']],
    ['compare', ['compare']],
    ['bisect', ['bisect']],
    ['merge', ['merge']],
    ['time', ['time']],
    ['baseline', ['baseline']],
    ['config', ['config']],
    ['across', ['across']],
    ['trends', ['trends']],
    ['report', ['report']],
    ...BASELINE_COMMANDS.map((name) => [`baseline-${name}`, ['baseline', name]] as const),
  ] as const)('%s', async (name, path) => {
    const { exitCode, out, err } = await command([...path, '--help']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    await expect(out).toMatchFileSnapshot(`golden/help-${name}.golden`);
  });

  it('is what is asked for with help as well', async () => {
    expect((await command(['help', 'run'])).out).toBe((await command(['run', '--help'])).out);
    expect((await command(['-h'])).out).toBe((await command(['--help'])).out);
  });

  it('fits the terminal', async () => {
    const { out } = await command(['run', '--help'], { width: 72 });
    const options = out.slice(out.indexOf('Options:'), out.indexOf('Examples:')).split('\n');
    expect(Math.max(...options.map((line) => line.length))).toBeLessThanOrEqual(72);
  });

  it('comes where no command is given, as an error', async () => {
    for (const args of [[], ['baseline']]) {
      const { exitCode, out, err } = await command(args);
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
      expect(err).toMatch(/^Usage: evenkeel/);
    }
  });
});

describe('--version', () => {
  it('is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    for (const flag of ['--version', '-v']) {
      expect(await command([flag])).toEqual({ exitCode: 0, out: `${version}\n`, err: '' });
    }
  });
});

describe('wrong usage', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['an unknown command', ['rum'], /^error: unknown command 'rum'\n\(Did you mean run\?\)/],
    ['an unknown option', ['run', '--fitler', 'x'], /^error: unknown option '--fitler'\n\(Did you mean --filter\?\)/],
    ['an unknown baseline command', ['baseline', 'lst'], /unknown command 'lst'\n\(Did you mean list\?\)/],
    [
      'a number that is none',
      ['run', '--iterations', 'many'],
      /'many' is invalid\. It must be a whole number from 1 to 1000/,
    ],
    ['a number that is too small', ['run', '--processes', '0'], /'0' is invalid\. It must be a whole number from 1 to/],
    ['a number that is not whole', ['run', '-i', '1.5'], /'1\.5' is invalid/],
    ['a number that is empty', ['run', '-i', ''], /'' is invalid/],
    ['a word that is none', ['run', '--confirm', 'maybe'], /'maybe' is invalid\. It must be pairs or history\./],
    ['no time at all', ['run', '--budget', '0'], /'0' is invalid\. It must be a whole number from 1 to/],
    ['an option without its value', ['run', '--filter'], /argument missing/],
    ['a baseline command without its argument', ['baseline', 'show'], /missing required argument 'test'/],
    ['a comparison without a revision', ['compare'], /missing required argument 'git-ref'/],
    ['a wrong number of blocks', ['compare', 'main', '--blocks', '0'], /It must be a whole number from 1 to/],
    ['a wrong number of days', ['baseline', 'prune', '--days', '-3'], /It must be a whole number from 1 to/],
    ['too many arguments', ['baseline', 'export', 'a', 'b'], /too many arguments/],
  ])('%s exits with 2 and points to the help', async (_what, args, message) => {
    const { exitCode, out, err } = await command(args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
    const path = args.filter((arg) => ['run', 'compare', 'baseline', 'config', ...BASELINE_COMMANDS].includes(arg));
    expect(err).toContain(`\n(${['evenkeel', ...path].join(' ')} --help tells more)\n`);
  });
});

describe('what goes wrong later', () => {
  it('is said in one line where it was foreseen', async () => {
    const { exitCode, out, err } = await command(['run', 'missing.perf.js']);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: No performance file matches "missing\.perf\.js" in .*\.\n$/);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'an error',
      new TypeError('not a function'),
      /^error: internal error; please report it\.\n {2}TypeError: not a function\n +at /,
    ],
    ['something else', 'just words', /^error: internal error; please report it\.\n {2}just words\n$/],
  ])('is told with its stack where it was not: %s', async (_what, thrown, message) => {
    const out = () => {
      throw thrown;
    };
    const cache = temporaryDirectory();
    const { exitCode, err } = await command(['baseline', 'list', '--cache', cache], { draw: out });
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });
});
