import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { perf } from '../../../src/suite/perf.ts';
import { closeRegistry, openRegistry, type Registry } from '../../../src/suite/registry.ts';

let registry: Registry;
beforeEach(() => {
  registry = openRegistry();
});
afterEach(closeRegistry);

const any = (value: unknown) => value as never;
const names = () => registry.cases.map(({ name }) => name);
const problemWith = (options: object, command: unknown = 'true'): string => {
  try {
    perf.command('a', any(command), any(options));
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('it was taken');
};

describe('perf.command', () => {
  it('declares a line for the shell', () => {
    perf.command('counts', 'seq 10 | tail -1');
    expect(registry.cases).toEqual([
      {
        kind: 'command',
        name: 'counts',
        options: { processes: 10, warmupIterations: 1, timeLimit: 300 },
        command: {
          spec: {
            ...{ command: 'seq 10 | tail -1', shell: process.platform === 'win32' ? 'cmd.exe' : 'sh' },
            ...{ cwd: process.cwd(), env: {}, input: null, ignoredExitCodes: [] },
          },
          ...{ mostRuns: 100, shell: process.platform === 'win32' ? 'cmd.exe' : 'sh' },
          ...{ setup: null, prepare: null, conclude: null, cleanup: null },
        },
      },
    ]);
  });

  it('takes words without a shell, and hooks that have one all the same', () => {
    perf.command('starts', ['node', '-e', '0 && 1'], { setup: 'mkdir -p out' });
    expect(registry.cases[0]).toMatchObject({
      command: { spec: { command: "node -e '0 && 1'", shell: false }, setup: 'mkdir -p out', shell: 'sh' },
    });
  });

  it('makes a test of each combination of parameters, with a name of its own', () => {
    perf.command('sorts {how}', 'sort {how} -S {size} < {file}', {
      parameters: { how: ['-r', '-n'], size: { from: 1, to: 2, step: 0.5 }, file: ['a'] },
      baselineKey: 'key',
      runs: 5,
    });
    expect(names()).toEqual(
      ['1.0', '1.5', '2.0'].flatMap((size) => ['-r', '-n'].map((how) => `sorts ${how} (size = ${size}, file = a)`)),
    );
    const [first] = registry.cases;
    expect(first).toMatchObject({
      options: { baselineKey: 'key (how = -r, size = 1.0, file = a)', processes: 5 },
      command: { spec: { command: 'sort -r -S 1.0 < a' }, mostRuns: 5 },
    });
  });

  it('fills parameters into all that is run, read and set', () => {
    perf.command('a', 'cat {n}', {
      ...{ parameters: { n: [7] }, setup: 's{n}', prepare: 'p{n}', conclude: 'c{n}', cleanup: 'u{n}' },
      ...{ input: '{n}.txt', cwd: 'd{n}', env: { N: '{n}' } },
    });
    const [{ command }] = registry.cases as unknown as [{ command: { spec: Record<string, unknown> } }];
    expect(command).toMatchObject({ setup: 's7', prepare: 'p7', conclude: 'c7', cleanup: 'u7' });
    expect(command.spec).toMatchObject({ command: 'cat 7', env: { N: '7' } });
    expect([command.spec.cwd, command.spec.input].map(String)).toEqual([
      expect.stringMatching(/[/\\]d7$/),
      expect.stringMatching(/[/\\]7\.txt$/),
    ]);
  });

  it('stands in groups, and is marked as other tests are', () => {
    perf.group('slow', () => perf.command.skip('a', 'true'));
    perf.group.skip('none', () => perf.command('b', 'true'));
    perf.command.only('c', 'true');
    perf.command.skipIf(true)('d', 'true');
    perf.command.runIf(true)('e', 'true');
    perf.command.todo('f');
    expect(registry.cases.map(({ name, mark }) => [name, mark])).toEqual([
      ['slow > a', 'skip'],
      ['none > b', 'skip'],
      ['c', 'only'],
      ['d', 'skip'],
      ['e', undefined],
      ['f', 'todo'],
    ]);
  });

  it('refuses two of one name', () => {
    perf.command('a', 'true');
    expect(() => perf('a', () => 1)).toThrow(/Two performance tests are called "a"/);
  });

  it.each([
    ['an unknown option', { warmups: 2 }, /perf\.command\("a"\): there is no option "warmups".*did you mean warmup\?/],
    ['an option of functions', { iterations: 2 }, /there is no option "iterations"/],
    ['a wrong value', { runs: 0 }, /`runs` must be a whole number from 1 to 1000, not 0\./],
    ['a wrong list', { ignoredExitCodes: [256] }, /`ignoredExitCodes` must be 'all', or a list/],
    ['a wrong variable', { env: { 'A=B': '1' } }, /`env` must be an object of texts/],
    ['two kinds of runs', { runs: 3, minRuns: 2 }, /`runs` says exactly how many runs there are/],
    [
      'bounds the wrong way round',
      { minRuns: 5, maxRuns: 2 },
      /`minRuns` asks for 5 runs at least, and `maxRuns` for 2/,
    ],
    [
      'a parameter without a place',
      { parameters: { n: [1] } },
      /nothing has a place for the parameter "n": write \{n\}/,
    ],
    [
      'a range the wrong way round',
      { parameters: { n: { from: 3, to: 1 } } },
      /n from 3 to 1, in steps of 1: the first/,
    ],
    ['a range with another key', { parameters: { n: { from: 3, until: 4 } } }, /`parameters` must be an object/],
    ['options that are none', [], /the third argument must be an object of options/],
  ])('refuses %s', (_, options, message) => {
    expect(problemWith(options)).toMatch(message);
  });

  it.each([
    ['no command', null, {}, /`command` must be a line such as .*, not null\./],
    ['an empty one', ' ', {}, /`command` must be a line/],
    ['no words', [], {}, /`command` must be a line/],
    [
      'what a shell would do something about',
      'a | b',
      { shell: 'none' },
      /"\|" in "a \| b" means something to a shell/,
    ],
    ['a shell for words', ['a'], { shell: 'bash' }, /`shell` is for a command that is one line/],
  ])('refuses %s', (_, command, options, message) => {
    expect(problemWith(options, command)).toMatch(message);
  });

  it('says all that is wrong at once, and what it does not have', () => {
    expect(problemWith({ run: 1, warmup: -1 })).toMatch(/"run".*`warmup`/);
    expect(() => (perf.command as never as { each: unknown }).each).toThrow(
      /perf\.command\.each: values of `parameters`/,
    );
    expect(() => perf.command(any(1), 'true')).toThrow(/perf\.command: the name must be a string/);
    expect(() => (perf.command.todo as (...args: string[]) => void)('a', 'true')).toThrow(/takes a name alone/);
  });
});
