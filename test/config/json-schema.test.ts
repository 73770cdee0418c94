import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configFields, fieldNames, problemWith } from '../../src/config/fields.ts';
import { configSchema } from '../../src/config/json-schema.ts';
import { keyOf } from '../../src/config/keys.ts';
import { soundFields } from './arbitrary-config.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const accepts = new Ajv({ strict: true }).compile(configSchema());

describe('the JSON schema of evenkeel.toml', () => {
  // `npx vitest run --project rooms test/config/json-schema.test.ts -u` writes it anew.
  it('is the one that the package ships', async () => {
    const text = `${JSON.stringify(configSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(join(ROOT, 'schemas', 'evenkeel.schema.json'));
  });

  it('accepts every sound configuration, and no key besides', () => {
    fc.assert(
      fc.property(soundFields, (fields) => {
        const document = Object.fromEntries(fieldNames.map((field) => [keyOf(field), fields[field]]));
        expect(accepts(document)).toBe(true);
        expect(accepts({ ...document, confidence_levl: 0.9 })).toBe(false);
      }),
    );
  });

  it('accepts a value exactly where the configuration does', () => {
    const words = fieldNames.flatMap((field) => [configFields[field].schema.enum ?? []].flat());
    const numbers = fc.oneof(
      fc.constantFrom(0, 1, -1, 0.5, 5, 95, 1000, 1001, 100_000, 100_001, 2 ** 53, 1e-300),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
    );
    const texts = fc.oneof(fc.constantFrom('', ' ', 'a\0b', '\n', ' a ', ...words), fc.string({ unit: 'grapheme' }));
    const values = fc.oneof(numbers, texts, fc.boolean(), fc.constantFrom([], ['robust'], {}));
    fc.assert(
      fc.property(fc.constantFrom(...fieldNames), values, (field, value) => {
        expect(accepts({ [keyOf(field)]: value })).toBe(problemWith(field, value) === null);
      }),
      { numRuns: 1000 },
    );
  });
});

it('docs/configuration.md has the same table as the code', () => {
  const rows = readFileSync(join(ROOT, 'docs', 'configuration.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.map((cells) => cells.slice(1, 5).map((cell) => cell.replace(/ \(\[more\]\(.*\)\)$/, '')))).toEqual(
    fieldNames.map((field) => {
      const { does, wants, default: byDefault } = configFields[field];
      const takes = wants.replaceAll("'", '`');
      return [`\`${keyOf(field)}\``, `\`${JSON.stringify(byDefault)}\``, takes, does];
    }),
  );
});
