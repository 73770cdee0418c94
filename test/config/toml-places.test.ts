import fc from 'fast-check';
import { parse } from 'smol-toml';
import { expect, it } from 'vitest';
import { keyPlacesIn } from '../../src/config/toml-places.ts';

const values = ['1', '"x"', '[\n  1,\n  2,\n]', '"""\nfake = 1\n"""', '{ a = 1 }', "'''\n[fake]\n'''"];
const fillers = ['', '# fake = 1', '   '];

it('finds every key of any document', () => {
  const part = fc.record({
    before: fc.array(fc.constantFrom(...fillers), { maxLength: 3 }),
    indent: fc.constantFrom('', ' ', '\t  '),
    value: fc.constantFrom(...values),
  });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), fc.boolean(), (parts, hasTable) => {
      const expected = new Map<string, { line: number; column: number }>();
      const lines: string[] = [];
      for (const [i, { before, indent, value }] of parts.entries()) {
        lines.push(...before);
        expected.set(`key${i}`, { line: lines.length + 1, column: indent.length + 1 });
        lines.push(...`${indent}key${i} = ${value}`.split('\n'));
      }
      if (hasTable) {
        expected.set('table', { line: lines.length + 1, column: 1 });
        lines.push('[table]', 'key0 = 1');
      }
      expect(keyPlacesIn(lines.join('\n'), parse)).toEqual(expected);
    }),
  );
});
