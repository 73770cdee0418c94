import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config-file.ts';
import type { PerformanceConfigFields } from '../../src/config/fields.ts';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { UsageError } from '../../src/errors.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { soundFields } from './arbitrary-config.ts';

/** Writes a file, and answers its path. */
function file(text: string | Uint8Array): string {
  const path = join(temporaryDirectory(), 'evenkeel.toml');
  writeFileSync(path, text);
  return path;
}

/** What is wrong with a text, as `line:column message`. */
function problemsIn(text: string): string[] {
  return parseConfig(text, 'evenkeel.toml').problems.map(({ where, message }) =>
    `${where} ${message}`.replace('evenkeel.toml:', ''),
  );
}

describe('fromFile', () => {
  it("reads the specification's keys, and has defaults for the rest", async () => {
    const path = file('# gate\nconfidence_level = 0.99\ncache_directory = "perf"\nenable_caching = false\n');
    expect({ ...(await PerformanceConfig.fromFile(path)) }).toEqual({
      ...new PerformanceConfig(),
      confidenceLevel: 0.99,
      cacheDirectory: 'perf',
      enableCaching: false,
    });
  });

  it.each<[string, string | Uint8Array]>([
    ['an empty file', ''],
    ['Windows line ends', 'default_iterations = 100\r\nlog_level = "INFO"\r\n'],
    ['a byte order mark', '\ufeffdefault_iterations = 100'],
    ['a whole number written as a float', 'default_iterations = 100.0'],
  ])('reads %s', async (_what, text) => {
    expect({ ...(await PerformanceConfig.fromFile(file(text))) }).toEqual({ ...new PerformanceConfig() });
  });

  it('throws every problem at once, each with its place', async () => {
    const path = file('confidence_levl = 0.9\n\nwarmup_iterations = -1 # none\n  [limits]\n  log_level = "DEBUG"\n');
    const error = await PerformanceConfig.fromFile(path).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message.split('\n')).toEqual([
      'The configuration is wrong:',
      `  ${path}:1:1: there is no key "confidence_levl"; did you mean confidence_level?`,
      `  ${path}:3:1: warmup_iterations must be a whole number from 0 to 1000000, not -1.`,
      `  ${path}:4:3: there is no table [limits]: the keys stand at the top of the file, in no table; [[command]] alone is one.`,
    ]);
    expect(error.data.problems).toHaveLength(3);
  });

  it.each<[string, string | Uint8Array | null, RegExp]>([
    ['is missing', null, /^The configuration .*evenkeel\.toml cannot be read: ENOENT/],
    ['is no text', new Uint8Array([0x61, 0xff, 0xfe]), /cannot be read: line 1 is not UTF-8/],
    [
      'is in UTF-16',
      Buffer.from('\uFEFFa = 1', 'utf16le'),
      /evenkeel\.toml cannot be read: it is in UTF-16, little-endian; save it in UTF-8/,
    ],
  ])('says a file that %s', async (_what, content, message) => {
    const path = content === null ? join(temporaryDirectory(), 'evenkeel.toml') : file(content);
    await expect(PerformanceConfig.fromFile(path)).rejects.toThrow(message);
    await expect(PerformanceConfig.fromFile(path)).rejects.toBeInstanceOf(UsageError);
  });
});

describe('problems in a file', () => {
  it.each<[string, string, readonly string[]]>([
    ['no TOML', 'default_iterations = 100\nlog_level INFO', ['2:11 this is no TOML: ']],
    ['a key twice', 'log_level = "INFO"\nlog_level = "INFO"', ['2:1 this is no TOML: trying to redefine']],
    ['a text for a number', 'default_iterations = "100"', ['1:1 default_iterations must be a whole number']],
    ['a number for a word', 'log_level = 3', ["1:1 log_level must be one of 'DEBUG', "]],
    ['a word in the wrong case', 'log_level = "info"', ["1:1 log_level must be one of 'DEBUG', "]],
    [
      'an infinity',
      'ci_timeout_multiplier = inf',
      ['1:1 ci_timeout_multiplier must be a number from 1 to 1000, not Inf'],
    ],
    ['a date', 'adaptation_rate = 2026-01-01', ['1:1 adaptation_rate must be a number from 0 to 1, not "2026-01-01"']],
    [
      'a key in a table',
      'log_level.a = 1',
      ["1:1 log_level must be one of 'DEBUG', 'INFO', 'WARNING', 'ERROR', not {"],
    ],
    ['a part of a key', 'cache_dir = "x"', ['1:1 there is no key "cache_dir"; did you mean cache_directory?']],
    [
      'a part of two keys',
      'iterations = 3',
      ['1:1 there is no key "iterations"; did you mean default_iterations or warmup_iterations?'],
    ],
    ['a table', '[tool.x]\na = 1', ['1:1 there is no table [tool]: the keys stand at the top of the file']],
    [
      'a name of JavaScript',
      'toString = 1\n__proto__ = 2',
      ['1:1 there is no key "toString"', '2:1 there is no key "__p'],
    ],
    [
      'what follows a value of several lines',
      'log_level = """\nINFO\nnone = 1\n"""\n# none = 1\n  none = 1',
      ["1:1 log_level must be one of 'DEBUG'", '6:3 there is no key "none"'],
    ],
  ])('%s', (_what, text, starts) => {
    const problems = problemsIn(text);
    expect(problems).toHaveLength(starts.length);
    for (const [i, start] of starts.entries()) expect(problems[i]!.slice(0, start.length)).toBe(start);
  });
});

describe('toFile', () => {
  it('writes what fromFile reads back', async () => {
    const path = file('');
    await fc.assert(
      fc.asyncProperty(soundFields, async (fields) => {
        await new PerformanceConfig(fields).toFile(path);
        expect({ ...(await PerformanceConfig.fromFile(path)) }).toEqual(fields);
      }),
    );
  });

  it("writes the specification's keys", async () => {
    const path = file('');
    await new PerformanceConfig().toFile(path);
    expect(readFileSync(path, 'utf8')).toMatch(
      /^cache_directory = "\.performance-cache"\nbaseline_retention_days = 30\n/,
    );
  });

  it('refuses what it could not read back, and a place that it cannot write to', async () => {
    const path = file('# as it was');
    const wrong = new PerformanceConfig({ confidenceLevel: 95 } as Partial<PerformanceConfigFields>);
    await expect(wrong.toFile(path)).rejects.toThrow(/confidenceLevel must be a number between 0 and 1/);
    expect(readFileSync(path, 'utf8')).toBe('# as it was');
    const directory = join(temporaryDirectory(), 'taken');
    mkdirSync(directory);
    await expect(new PerformanceConfig().toFile(directory)).rejects.toThrow(/taken cannot be written: EISDIR/);
  });
});
