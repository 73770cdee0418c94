import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { configFields, fieldNames, problemWith } from '../../src/config/fields.ts';
import { keyOf, variableOf } from '../../src/config/keys.ts';
import { keyPlacesIn } from '../../src/config/toml-places.ts';
import { readVariables } from '../../src/config/variables.ts';
import { findFiles } from '../../src/framework/suite/find-files.ts';
import { settleRunnerSettings } from '../../src/integrations/shared/settings.ts';
import { nearestNames } from '../../src/nearest-names.ts';
import { checkOptions } from '../../src/suite/options.ts';
import { command } from '../cli/recorder.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';

const TOO_MUCH = [9e15, 1e308, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY, Number.NaN, -1e308];
const NUMBERS = fieldNames.filter((field) => typeof configFields[field].default === 'number');

describe('the configuration', () => {
  it.each(fieldNames)('has a bound for %s', (field) => {
    const { schema } = configFields[field];
    const {
      type,
      enum: words,
      maximum,
      exclusiveMaximum,
      maxLength,
      items,
      uniqueItems,
      // An address may stand in a table as well, where it is the same.
    } = (schema.anyOf as readonly (typeof schema)[] | undefined)?.[0] ?? schema;
    if (type === 'number' || type === 'integer') expect(Number(maximum ?? exclusiveMaximum)).toBeLessThanOrEqual(1e6);
    else if (type === 'string') expect(maxLength).toBe(10_000);
    // Each of a few words once.
    else if (type === 'array')
      expect({ items, uniqueItems }).toEqual({ items: { enum: expect.any(Array) }, uniqueItems: true });
    else expect(words ?? type).toEqual(words ?? 'boolean');
    if (type === 'string') expect(problemWith(field, `postgres://${'x'.repeat(10_001)}`)).toContain('must be');
  });

  it.each(NUMBERS)('refuses too large a %s in every place where it can be said', async (field) => {
    const { wants } = configFields[field];
    for (const value of TOO_MUCH) {
      expect(problemWith(field, value)).toBe(`must be ${wants}, not ${value}`);
      const { problems } = readVariables({ [variableOf(field)]: String(value) });
      expect(problems).toHaveLength(1);
    }
    const file = join(temporaryDirectory(), 'evenkeel.toml');
    writeFileSync(file, `${keyOf(field)} = 1e308\n`);
    const { exitCode, err } = await command(['config', '--config', file]);
    expect({ exitCode, err }).toEqual({
      exitCode: 2,
      err: expect.stringContaining(`${keyOf(field)} must be ${wants}`),
    });
  });
});

describe('the options of a test', () => {
  it.each([
    'iterations',
    'warmupIterations',
    'processes',
    'maxDuration',
    'timeLimit',
    'thresholdFactor',
    'tolerancePercent',
    'maxOverheadPercent',
  ])('have a bound: %s', (option) => {
    for (const value of TOO_MUCH) {
      expect(() => checkOptions({ [option]: value }, 'x')).toThrow(/^x: `\w+` must be a .*(?:to|up to) \d+, not /);
    }
  });

  it('have one for texts, and for how much of a wrong value is shown', () => {
    expect(() => checkOptions({ baselineKey: 'x'.repeat(10_001) }, 'x')).toThrow(/of at most 10000 characters, not '/);
    for (const value of [
      'x'.repeat(1e6),
      Array(1e6).fill(7),
      Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [i, { i }])),
    ]) {
      try {
        checkOptions({ iterations: value }, 'x');
        expect.unreachable();
      } catch (error) {
        expect((error as Error).message.length).toBeLessThan(11_000);
      }
    }
  });
});

describe('the command line', () => {
  it.each([
    [['run', '--processes'], 1000],
    [['run', '--iterations'], 1_000_000],
    [['run', '--budget'], 86_400],
    [['compare', 'main', '--blocks'], 1000],
    [['compare', 'main', '--iterations'], 1_000_000],
    [['baseline', 'prune', '--days'], 100_000],
    [['baseline', 'prune', '--runs'], 100_000],
  ])('has a bound for %j', async (args, most) => {
    for (const value of [
      '9e15',
      '1e308',
      '9007199254740991',
      '9'.repeat(5000),
      'Infinity',
      '-1',
      String(most + 1),
      '0x7fffffffffff',
    ]) {
      const { exitCode, out, err } = await command([...args, value]);
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
      expect(err).toContain(`It must be a whole number from 1 to ${most}.`);
    }
  });
});

describe('the options of a runner', () => {
  it.each(['iterations', 'processes'] as const)('have a bound: %s', async (option) => {
    const facts = { directory: temporaryDirectory(), acceptWith: '`x`' };
    for (const value of [...TOO_MUCH, 0, 1.5]) {
      await expect(settleRunnerSettings({ [option]: value }, facts)).rejects.toThrow(
        `The option \`${option}\` of evenkeel must be a whole number from 1 to`,
      );
    }
    await expect(settleRunnerSettings({ [option]: 3 }, facts)).resolves.toMatchObject({ overrides: { [option]: 3 } });
  });
});

describe('a configuration in TOML', () => {
  it('that is larger than any is not read', async () => {
    const file = join(temporaryDirectory(), 'evenkeel.toml');
    writeFileSync(file, `# ${'x'.repeat(100_000)}\n`);
    const { exitCode, err } = await command(['config', '--config', file]);
    expect({ exitCode, err }).toEqual({
      exitCode: 2,
      err: expect.stringContaining('it has more than 0.1 MB, which is the most that is read'),
    });
  });

  it.each([
    ['a long list', `x = [\n${'1,\n'.repeat(20_000)}]\nlog_level = "INFO"\n`, 20_003],
    ['a long text', `x = """\n${'a\n'.repeat(30_000)}"""\nlog_level = "INFO"\n`, 30_003],
    ['many keys', `${Array.from({ length: 5000 }, (_, i) => `k${i} = ${i}\n`).join('')}log_level = "INFO"\n`, 5001],
    ['nested lists', `x = ${'['.repeat(500)}${']'.repeat(500)}\nlog_level = "INFO"\n`, 2],
  ])('is read once, and once more to find places: %s', (_what, text, line) => {
    let read = 0;
    const counted = (part: string) => {
      read += part.length;
      return parse(part);
    };
    const places = keyPlacesIn(text, counted);
    expect(places.get('log_level')).toEqual({ line, column: 1 });
    expect(read).toBeLessThanOrEqual(text.length);
  });

  it('nested beyond all measure is refused, with its place', async () => {
    const file = join(temporaryDirectory(), 'evenkeel.toml');
    writeFileSync(file, `log_level = "INFO"\nx = ${'['.repeat(40_000)}\n`);
    const { exitCode, err } = await command(['config', '--config', file]);
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringContaining('evenkeel.toml:2:') });
  });
});

describe('names', () => {
  it('that are far too long are not compared with others', () => {
    expect(nearestNames('x'.repeat(1e6), ['xxxx', 'y'.repeat(1e6)])).toEqual([]);
    expect(nearestNames('confidence_levl', ['confidence_level'])).toEqual(['confidence_level']);
  });
});

describe('a pattern for files', () => {
  it.each([
    '{1..99999999}.perf.js',
    '{a..z}{a..z}{a..z}{a..z}{a..z}{a..z}{a..z}{a..z}.perf.js',
    `${'{a,b}'.repeat(500)}.perf.js`,
    `${'{a,'.repeat(500)}b${'}'.repeat(500)}.perf.js`,
    `${'*'.repeat(3000)}.perf.js`,
    `${'**/'.repeat(500)}*.perf.js`,
    `${'*a'.repeat(30)}.perf.js`,
    `${'+('.repeat(50)}a${')'.repeat(50)}.perf.js`,
    `${'*('.repeat(12)}a${')'.repeat(12)}b.perf.js`,
    `@(${'a|'.repeat(2000)}b).perf.js`,
    `[${'a-z'.repeat(1000)}].perf.js`,
  ])('is looked for, and does not take for ever: %.40s', async (pattern) => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'a'.repeat(60)));
    writeFileSync(join(directory, 'a'.repeat(60), `${'a'.repeat(60)}.perf.js`), '');
    const found = await findFiles([pattern], directory).catch((error: Error) => error.message);
    if (typeof found === 'string') expect(found).toMatch(/^No performance file matches |^The pattern /);
  });

  it('that is longer than any is refused', async () => {
    await expect(findFiles([`{${'a,'.repeat(6000)}b}`], temporaryDirectory())).rejects.toThrow(
      'A pattern for files has 12003 characters, and can have 10000.',
    );
  });
});
