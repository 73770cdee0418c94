import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config-file.ts';
import { gatherSettings } from '../../src/config/gather-settings.ts';
import { configSchema } from '../../src/config/json-schema.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';

const commandsOf = (text: string) => parseConfig(text, 'perf/evenkeel.toml').commands;
const problemsIn = (text: string) =>
  parseConfig(text, 'evenkeel.toml').problems.map(({ where, message }) => `${where} ${message}`);

const ALL = `
confidence_level = 0.99

[[command]]
name = "sorts {how}"
run = "sort {how}"
shell = "bash --norc"
warmup = 0
min_runs = 3
max_runs = 6
setup = "s"
prepare = "p"
conclude = "c"
cleanup = "u"
parameters = { how = ["-r"], n = { from = 1, to = 2 } }
ignored_exit_codes = [1]
input = "{n}.txt"
cwd = "sub"
timeout = 5
tolerance_percent = 10
threshold_factor = 2
baseline_key = "key"
[command.env]
A = "b"

[[command]] # the second
name = "words"
command = ["python3", "-c", "pass"]
skip = true
`;

describe('[[command]]', () => {
  it('declares tests, with paths that count from the file', () => {
    const [first, second, words] = commandsOf(ALL);
    expect(first).toEqual({
      kind: 'command',
      name: 'sorts -r (n = 1)',
      options: {
        ...{ processes: 3, warmupIterations: 0, timeLimit: 5, tolerancePercent: 10, thresholdFactor: 2 },
        baselineKey: 'key (how = -r, n = 1)',
      },
      command: {
        spec: {
          ...{ command: 'sort -r', shell: 'bash --norc', env: { A: 'b' }, ignoredExitCodes: [1] },
          ...{ cwd: resolve('perf/sub'), input: resolve('perf/1.txt') },
        },
        ...{ mostRuns: 6, shell: 'bash --norc', setup: 's', prepare: 'p', conclude: 'c', cleanup: 'u' },
      },
    });
    expect(second).toMatchObject({ name: 'sorts -r (n = 2)' });
    expect(words).toMatchObject({ name: 'words', mark: 'skip', command: { spec: { shell: false } } });
    expect(problemsIn(ALL)).toEqual([]);
  });

  it('leaves the other keys what they are', () => {
    expect(parseConfig(ALL, 'evenkeel.toml').fields).toEqual({ confidenceLevel: 0.99 });
  });

  it.each([
    ['an unknown key', 'wamup = 1', ['5:1 there is no option "wamup" of a command; did you mean warmup?']],
    ['the name of a module', 'minRuns = 1', ['5:1 there is no option "minRuns" of a command; did you mean min_runs?']],
    ['a misspelt key of its own', 'nmae = "x"', ['5:1 there is no option "nmae" of a command; did you mean name?']],
    ['a wrong value', 'runs = 0', ['5:1 `runs` must be a whole number from 1 to 1000, not 0.']],
    ['a wrong value over lines', 'env = {\n}\nruns = 0', ['7:1 `runs` must be']],
    ['a table within', '[command.env]\nA = 1', ['5:1 `env` must be an object of texts by names of variables']],
    ['two commands', 'command = "x"', ['5:1 give `run` or `command`, not both.']],
    ['a skip that is none', 'skip = 1', ['5:1 `skip` must be true or false.']],
    ['what does not fit together', 'min_runs = 9\nmax_runs = 2', ['2:1 `min_runs` asks for 9 runs at least']],
    ['another name twice', '[[command]]\nname = "a"\nrun = "y"', ['2:1 two commands are called "a"']],
  ])('says where there is %s', (_, lines, expected) => {
    const found = problemsIn(`# first\n[[command]]\nname = "a"\nrun = "x"\n${lines}`);
    // The header of the last one stands for what concerns several.
    expect(found).toEqual(
      expected.map((message) =>
        expect.stringContaining(message.replace(/^2:1 two/, '5:1 two').replace(/^(\d)/, 'evenkeel.toml:$1')),
      ),
    );
  });

  it.each([
    ['no name', '[[command]]\nrun = "x"', '1:1 a command needs a `name`'],
    ['nothing to run', '[[command]]\nname = "x"', '1:1 `run` must be a line such as "python3 -m app"'],
    ['a single table', '[command]\nname = "x"', '1:1 [[command]] must be a list of commands'],
    ['no tables', 'command = ["x"]', '1:1 a command must be a table with a name'],
    [
      'tables in a line',
      '\ncommands = [{ name = "a", rum = "x" }]',
      '2:1 there is no option "rum" of a command; did you',
    ],
  ])('says that there is %s', (_, text, message) => {
    expect(problemsIn(text)).toContainEqual(expect.stringContaining(`evenkeel.toml:${message}`));
  });

  it('is what editors are told', () => {
    const accepts = new Ajv({ strict: true }).compile(configSchema());
    expect(accepts(parse(ALL)), JSON.stringify(accepts.errors)).toBe(true);
    for (const line of ['wamup = 1', 'runs = 0', 'env = { A = 1 }', 'parameters = { n = [] }', 'skip = 1']) {
      expect(accepts(parse(`[[command]]\nname = "a"\nrun = "x"\n${line}`)), line).toBe(false);
    }
  });
});

describe('commands of a module', () => {
  const settingsOf = (text: string) => {
    const directory = temporaryDirectory();
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'evenkeel.config.mjs'), text);
    return gatherSettings({ directory, env: {} });
  };

  it('are the same, with its names', async () => {
    const { commands } = await settingsOf(
      `export default { commands: [{ name: 'a', run: ['x', 'y z'], minRuns: 2, env: { A: 'b' } }] };`,
    );
    expect(commands).toMatchObject([
      { name: 'a', options: { processes: 2 }, command: { spec: { command: "x 'y z'", env: { A: 'b' } } } },
    ]);
  });

  it('are wrong where they stand', async () => {
    const text = `export default {\n  commands: [{\n    name: 'a', run: 'x',\n    min_runs: 2,\n  }],\n};`;
    await expect(settingsOf(text)).rejects.toThrow(
      /evenkeel\.config\.mjs:4:5: there is no option "min_runs" of a command; did you mean minRuns\?/,
    );
  });
});
