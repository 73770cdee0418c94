import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configFields } from '../src/config/fields.ts';
import { COMPARISON_OPTIONS, TEST_OPTIONS, WARM_UP_SECONDS } from '../src/model/test-options.ts';
import { optionOf } from '../src/option.ts';

const ROOT = join(import.meta.dirname, '..');
const facts = { ...TEST_OPTIONS, ...COMPARISON_OPTIONS };
const options = Object.entries(facts).map(([name, of]) => [name, optionOf(of)] as const);

describe.each(options)('the option %s', (_, { accepts, default: byDefault, schema }) => {
  it('accepts its own default, where it has one', () => {
    if (byDefault !== null) expect(accepts(byDefault)).toBe(true);
  });

  it('accepts a value exactly where its schema does', () => {
    const fits = new Ajv({ strict: true }).compile(schema);
    const values = fc.oneof(
      fc.constantFrom(0, 1, -1, 0.5, 1000, 1001, 86_400, 86_401, 1_000_000, 1_000_001, 2 ** 53, '', ' ', 'robust'),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string(),
      fc.constantFrom(null, true, [], ['robust'], {}),
    );
    fc.assert(
      fc.property(values, (value) => {
        expect(accepts(value)).toBe(fits(value));
      }),
    );
  });
});

it('what the configuration sets for all tests is what a test sets for itself', () => {
  const parts = ({ default: byDefault, does, wants, schema }: (typeof options)[number][1]) => {
    return { byDefault, does, wants, schema };
  };
  for (const [field, option] of [
    ['defaultIterations', 'iterations'],
    ['warmupIterations', 'warmupIterations'],
    ['statisticalMethod', 'statisticalMethod'],
  ] as const) {
    expect(parts(configFields[field])).toEqual(parts(optionOf(TEST_OPTIONS[option])));
  }
});

it('docs/writing-tests.md has the same table as the code', () => {
  const text = readFileSync(join(ROOT, 'docs', 'writing-tests.md'), 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith('Options of a test'));
  const rows = section!
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replace(/ \(\[more\]\(.*\)\)$/, '')));
  expect(rows.map((cells) => cells.slice(1, 5))).toEqual(
    options.map(([name, { default: byDefault, wants, does }]) => [
      `\`${name}\``,
      byDefault === null ? TEST_OPTIONS.baselineKey.otherwise : `\`${JSON.stringify(byDefault)}\``,
      wants.replaceAll("'", '`'),
      does,
    ]),
  );
});

describe.each([
  ['src/model/test-options.ts', facts],
  ['src/config/fields.ts', configFields],
] as const)('the comments of %s, which editors show', (file, table) => {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const comments = new Map(
    [...source.matchAll(/^ {2}\/\*\* (.*) \*\/\n {2}(\w+):/gm)].map(([, comment, name]) => [name!, comment!]),
  );

  it.each(Object.entries<{ readonly default: unknown }>(table))(
    '%s tells its default',
    (name, { default: byDefault }) => {
      const said = /\bDefault(?: `'?(.+?)'?`| ([\d.]*\d|true|false)|:)/.exec(comments.get(name) ?? '');
      expect(said, `${name} says no default`).not.toBeNull();
      const literal = said![1] ?? said![2];
      // One that is empty, or not there, stands for something that is said in words.
      expect(literal ?? '').toBe(String(byDefault ?? ''));
    },
  );
});

it('the comment on warmupIterations names the seconds that warming up takes', () => {
  const source = readFileSync(join(ROOT, 'src', 'model', 'test-options.ts'), 'utf8');
  expect(source).toContain(`thrown away first, for ${WARM_UP_SECONDS.alone} seconds at least, unless it is 0.`);
});
