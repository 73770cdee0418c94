import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createMemoryStore } from '../../src/baselines/memory-store.ts';
import { exportBaselines } from '../../src/baselines/portable.ts';
import { parseConfig } from '../../src/config/config-file.ts';
import { configSchema } from '../../src/config/json-schema.ts';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { outsideCi, temporaryDirectory } from '../framework/fixtures.ts';
import { command } from './recorder.ts';

beforeEach(outsideCi);

/** Makes a configuration file, and answers its path. */
function file(text: string): string {
  const path = join(temporaryDirectory(), 'evenkeel.toml');
  writeFileSync(path, text);
  return path;
}

function setVariable(name: string, value: string): void {
  process.env[name] = value;
  onTestFinished(() => {
    delete process.env[name];
  });
}

describe('config', () => {
  it('shows every value and where it comes from, as a file that can be read', async () => {
    setVariable('EVENKEEL_LOG_LEVEL', 'DEBUG');
    const config = file('# ours\ndefault_iterations = 50\n');
    const { exitCode, out, err } = await command(['config', '--config', config, '--cache', '/perf']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/^cache_directory = "\/perf" +# --cache\nbaseline_retention_days = 30 +# default\n/);
    expect(out).toMatch(/^default_iterations = 50 +# .*evenkeel\.toml:2$/m);
    expect(out).toMatch(/^log_level = "DEBUG" +# EVENKEEL_LOG_LEVEL$/m);
    const { fields, problems } = parseConfig(out, 'shown');
    expect(problems).toEqual([]);
    expect(fields).toEqual({
      ...new PerformanceConfig(),
      cacheDirectory: '/perf',
      defaultIterations: 50,
      logLevel: 'DEBUG',
    });
  });

  it('shows the commands that it declares, as a file that can be read', async () => {
    const text = `[[command]]
name = "starts {of}"
run = "node -e 0"
min_runs = 3
env = { A = "b" }
parameters = { of = ["one", "two"] }

[[command]]
name = "builds"
command = ["node", "-e", "0 # \\n"]
skip = true
`;
    const config = file(text);
    const { exitCode, out } = await command(['config', '--config', config]);
    expect(exitCode).toBe(0);
    const shown = parseConfig(out, config);
    expect(shown.problems).toEqual([]);
    expect(shown.commands).toEqual(parseConfig(text, config).commands);
    expect(shown.commands.map(({ name }) => name)).toEqual(['starts one', 'starts two', 'builds']);
    const { commands } = JSON.parse((await command(['config', '--json', '--config', config])).out);
    expect(commands).toMatchObject([
      { name: 'starts {of}', min_runs: 3, env: { A: 'b' } },
      { name: 'builds', skip: true },
    ]);
  });

  it('shows it to programs', async () => {
    const { out } = await command(['config', '--json', '--config', file('adaptation_rate = 0.2')]);
    const { file: path, settings } = JSON.parse(out);
    expect(path).toMatch(/evenkeel\.toml$/);
    expect(settings.adaptation_rate).toEqual({ value: 0.2, origin: { kind: 'file', path, line: 1 } });
    expect(settings.enable_caching).toEqual({ value: true, origin: { kind: 'default' } });
  });

  it('prints the JSON schema, whatever the configuration is', async () => {
    const { exitCode, out, err } = await command(['config', '--schema', '--config', file('a = 1')]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(JSON.parse(out)).toEqual(configSchema());
  });

  it('names a module without a line where that cannot be told', async () => {
    const config = join(temporaryDirectory(), 'evenkeel.config.mjs');
    writeFileSync(config, 'const name = "adaptationRate";\nexport default { [name]: 0.2, warmupIterations: 3 };');
    const { out } = await command(['config', '--config', config]);
    expect(out).toMatch(/^adaptation_rate = 0\.2 +# .*evenkeel\.config\.mjs$/m);
    expect(out).toMatch(/^warmup_iterations = 3 +# .*evenkeel\.config\.mjs:2$/m);
  });

  it('checks', async () => {
    expect((await command(['config', '--check', '--config', file('')])).out).toMatch(
      /toml: nothing is wrong with it\.\n$/,
    );
    expect((await command(['config', '--check'])).out).toMatch(
      /^There is no configuration file here or further up, and/,
    );
    const { exitCode, out, err } = await command(['config', '--check', '--config', file('a = 1\nb = 2')]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(
      /^error: The configuration is wrong:\n {2}.*toml:1:1: there is .*\n {2}.*toml:2:1: there is .*\n$/,
    );
  });
});

describe('other commands', () => {
  it('work with the configuration', async () => {
    const directory = temporaryDirectory();
    const config = file(`cache_directory = "${join(directory, 'in-file').replaceAll('\\', '/')}"`);
    // An import makes the cache where it is not there.
    const nothing = file(await exportBaselines(createMemoryStore()));
    const used = async (...args: readonly string[]) => {
      const { exitCode } = await command(['baseline', 'import', nothing, ...args]);
      expect(exitCode).toBe(0);
    };
    await used('--config', config);
    setVariable('EVENKEEL_CACHE_DIRECTORY', join(directory, 'in-variable'));
    await used('--config', config);
    await used('--config', config, '--cache', join(directory, 'in-flag'));
    const { readdirSync } = await import('node:fs');
    expect(readdirSync(directory).sort()).toEqual(['in-file', 'in-flag', 'in-variable']);
  });

  it.each([
    ['run', ['run']],
    ['compare', ['compare', 'HEAD']],
    ['baseline', ['baseline', 'list']],
  ])('%s says what is wrong with it before anything else', async (_name, args) => {
    const { exitCode, out, err } = await command([...args, '--config', file('a = 1')]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: The configuration is wrong: .*toml:1:1: there is no key "a"; /);
  });
});
