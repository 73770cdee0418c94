import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultFields, fieldNames } from '../../src/config/fields.ts';
import { gatherSettings } from '../../src/config/gather-settings.ts';
import { variableOf } from '../../src/config/keys.ts';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { readVariables } from '../../src/config/variables.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { soundFields } from './arbitrary-config.ts';

/** A directory with these files; a name may have directories in it. */
function tree(files: Readonly<Record<string, string>>): string {
  const directory = temporaryDirectory();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

describe('gatherSettings', () => {
  it('is the defaults where nothing says otherwise', async () => {
    const settings = await gatherSettings({ directory: temporaryDirectory(), env: {} });
    expect(settings.fields).toEqual(defaultFields);
    expect(settings.file).toBeNull();
    expect(new Set(Object.values(settings.origins).map(({ kind }) => kind))).toEqual(new Set(['default']));
  });

  it('takes flags before variables before the file before defaults, and says which', async () => {
    const directory = tree({
      'evenkeel.toml':
        '\ncache_directory = "a"\ndefault_iterations = 7\nwarmup_iterations = 7\nadaptation_rate = 0.7\n',
    });
    const { fields, origins, file } = await gatherSettings({
      directory,
      env: { EVENKEEL_CACHE_DIRECTORY: 'b', EVENKEEL_DEFAULT_ITERATIONS: '8', EVENKEEL_WARMUP_ITERATIONS: '' },
      flags: { fields: { cacheDirectory: 'c' }, names: { cacheDirectory: '--cache' } },
    });
    expect(fields).toEqual({
      ...defaultFields,
      cacheDirectory: 'c',
      defaultIterations: 8,
      warmupIterations: 7,
      adaptationRate: 0.7,
    });
    expect(origins).toMatchObject({
      cacheDirectory: { kind: 'flag', name: '--cache' },
      defaultIterations: { kind: 'variable', name: 'EVENKEEL_DEFAULT_ITERATIONS' },
      warmupIterations: { kind: 'file', path: file, line: 4 },
      adaptationRate: { kind: 'file', path: file, line: 5 },
      logLevel: { kind: 'default' },
    });
  });

  it('finds the nearest file upwards, from where a relative cache directory counts', async () => {
    const root = tree({
      'evenkeel.toml': 'default_iterations = 1',
      'packages/evenkeel.toml': 'default_iterations = 2\ncache_directory = "../cache"',
      'packages/a/src/x.txt': '',
      '.git/HEAD': '',
    });
    const { fields, file } = await gatherSettings({ directory: join(root, 'packages/a/src'), env: {} });
    expect(file).toBe(relative(process.cwd(), join(root, 'packages/evenkeel.toml')));
    expect(fields.defaultIterations).toBe(2);
    expect(fields.cacheDirectory).toBe(relative(process.cwd(), join(root, 'cache')));
    const above = await gatherSettings({ directory: join(root, 'elsewhere'), env: {} });
    expect(above.fields).toEqual({ ...defaultFields, defaultIterations: 1 });
  });

  it('leaves an absolute cache directory, and one of a variable, as they are', async () => {
    const directory = tree({ 'evenkeel.toml': `cache_directory = '${join(process.cwd(), 'cache')}'` });
    const settings = { directory, env: {} as Record<string, string> };
    expect((await gatherSettings(settings)).fields.cacheDirectory).toBe(join(process.cwd(), 'cache'));
    settings.env.EVENKEEL_CACHE_DIRECTORY = 'cache';
    expect((await gatherSettings(settings)).fields.cacheDirectory).toBe('cache');
  });

  it('reads the file that is named, by an argument before a variable', async () => {
    const directory = tree({
      'evenkeel.toml': 'default_iterations = 1',
      'ci.toml': 'default_iterations = 2',
      'more/nightly.toml': 'default_iterations = 3',
    });
    const env = { EVENKEEL_CONFIG: 'ci.toml' };
    const iterations = async (file?: string) =>
      (await gatherSettings({ directory, env, file })).fields.defaultIterations;
    expect(await iterations()).toBe(2);
    expect(await iterations('more/nightly.toml')).toBe(3);
    await expect(iterations('missing.toml')).rejects.toThrow(/missing\.toml cannot be read: ENOENT/);
    const wrong = gatherSettings({ directory, env: { EVENKEEL_CONFIG: 'no.toml' } });
    await expect(wrong).rejects.toThrow(/no\.toml, which EVENKEEL_CONFIG names, cannot be read: ENOENT/);
  });

  it('throws the problems of the file and of the variables at once', async () => {
    const directory = tree({ 'evenkeel.toml': 'log_level = "LOUD"' });
    const env = { EVENKEEL_CONFIDENCE_LEVEL: '95', EVENKEEL_LOG_LEVELS: 'INFO' };
    const error = await gatherSettings({ directory, env }).catch((thrown) => thrown);
    expect(
      error.message.split('\n').map((line: string) => line.replace(/^ .*evenkeel\.toml/, 'evenkeel.toml')),
    ).toEqual([
      'The configuration is wrong:',
      "evenkeel.toml:1:1: log_level must be one of 'DEBUG', 'INFO', 'WARNING', 'ERROR', not \"LOUD\".",
      '  the environment: EVENKEEL_CONFIDENCE_LEVEL must be a number between 0 and 1, not 95.',
      '  the environment: there is no variable EVENKEEL_LOG_LEVELS; did you mean EVENKEEL_LOG_LEVEL?',
    ]);
  });
});

describe('PerformanceConfig.load', () => {
  it('is what the command would use in a directory', async () => {
    const directory = tree({ 'evenkeel.toml': 'default_iterations = 7' });
    expect((await PerformanceConfig.load(directory)).defaultIterations).toBe(7);
    expect(await PerformanceConfig.load()).toEqual(await PerformanceConfig.load(process.cwd()));
  });
});

describe('environment variables', () => {
  it('can say everything', () => {
    fc.assert(
      fc.property(soundFields, (fields) => {
        const env = Object.fromEntries(fieldNames.map((field) => [variableOf(field), String(fields[field])]));
        // A variable that is empty says nothing.
        const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
        expect(readVariables(env)).toEqual({ fields: said, problems: [] });
      }),
    );
  });

  it.each([
    ['EVENKEEL_ENABLE_CACHING', 'yes', 'EVENKEEL_ENABLE_CACHING must be true or false, not "yes".'],
    ['EVENKEEL_ENABLE_CACHING', 'constructor', 'EVENKEEL_ENABLE_CACHING must be true or false, not "constructor".'],
    [
      'EVENKEEL_DEFAULT_ITERATIONS',
      'many',
      'EVENKEEL_DEFAULT_ITERATIONS must be a whole number from 1 to 1000000, not "many".',
    ],
    [
      'EVENKEEL_DEFAULT_ITERATIONS',
      ' ',
      'EVENKEEL_DEFAULT_ITERATIONS must be a whole number from 1 to 1000000, not " ".',
    ],
    [
      'EVENKEEL_DEFAULT_ITERATIONS',
      '1e999',
      'EVENKEEL_DEFAULT_ITERATIONS must be a whole number from 1 to 1000000, not Infinity.',
    ],
  ])('%s=%s is a problem', (name, value, message) => {
    expect(readVariables({ [name]: value })).toEqual({
      fields: {},
      problems: [{ where: 'the environment', key: name, message }],
    });
  });

  it('that are none of ours are nobody’s business', () => {
    const env = { EVENKEEL_VERSION: '1.2.3', EVENKEEL_CONFIG: 'x.toml', OTHER_LOG_LEVEL: 'x', evenkeel_log_level: 'x' };
    expect(readVariables(env)).toEqual({ fields: {}, problems: [] });
  });
});
