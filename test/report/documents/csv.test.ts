import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ciCommandsIn, unseenIn } from '../../../bench/faults/names/readers.mjs';
import { renderCsv } from '../../../src/report/documents/csv.ts';
import type { Entry } from '../../../src/report/documents/entry.ts';
import { anyEntries, calm, entries } from './entries.ts';

const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/;
// Where decimals have a comma, spreadsheets part cells at semicolons; some do at tabs and line ends.
const isFormula = (cell: string) => cell.split(/[;\t\r\n]/).some((part) => /^[\s"]*[=+\-@＝＋－＠]/.test(part));
const isUnsafe = (cell: string) =>
  unseenIn(cell) !== null || ciCommandsIn(cell).length > 0 || /^[\t\r\n]/.test(cell) || isFormula(cell);

describe('csv', () => {
  it.each([
    ['=HYPERLINK("http://x.example")', `"'=HYPERLINK(""http://x.example"")"`],
    ["+1-2'", "'+1-2'"],
    ['@SUM(1)', "'@SUM(1)"],
    ['＝1', "'＝1"],
    ['\t=1', `"'\t'=1"`],
    ['x;=1', `"x;'=1"`],
    ['x\ty', '"x\ty"'],
    ['x\n "-2+3', `"x\n ""'-2+3"`],
    ['tag \u{e0041}', 'tag \\u{e0041}'],
    ['::error::x', '\\::error::x'],
    ['a\r\nb', '"a\r\nb"'],
    ['a\0b\u009b', 'a␀b\\u009b'],
    ['half \ud83d', 'half \ufffd'],
    ['a|b`c`]]>', 'a|b`c`]]>'],
  ])('writes %j as %j', (name, cell) => {
    expect(renderCsv([{ ...calm[0]!, name }]).split('\r\ntest')[0]).toContain(`\r\n${cell},bench/parse.perf.ts,pass,`);
  });

  it('is what a reader of CSV reads, whatever the texts', () => {
    fc.assert(
      fc.property(anyEntries, (any) => {
        const rows: Record<string, string>[] = parse(renderCsv(any), { columns: true, record_delimiter: '\r\n' });
        expect(rows).toHaveLength(any.length);
        for (const [i, row] of rows.entries()) {
          const { name } = any[i]!;
          if (!isUnsafe(name.replaceAll("'", ''))) expect(row.test).toBe(name);
          expect(Object.values(row).filter((cell) => !NUMBER.test(cell) && isUnsafe(cell))).toEqual([]);
          expect(row.outcome).toBe(any[i]!.outcome);
          expect(Number(row.median_seconds)).toBe(any[i]!.statistics!.median);
        }
      }),
    );
  });

  it('leaves empty what is not known or not finite', () => {
    const failed = entries.find(({ outcome }) => outcome === 'failed')!;
    const wide: Entry = { ...calm[0]!, change: { percent: 1, interval: [Number.NEGATIVE_INFINITY, 3] } };
    const [first, second] = parse(renderCsv([failed, wide]), { columns: true }) as Record<string, string>[];
    expect(first).toMatchObject({ median_seconds: '', change_percent: '', samples: '' });
    expect(second).toMatchObject({ change_low_percent: '', change_high_percent: '3' });
  });

  it('has what decided, and the commit that pairs held a test against', () => {
    const paired = { ...calm[0]!, decidedBy: 'pairs', base: '=main' } as const;
    const rows = parse(renderCsv([paired, calm[0]!]), { columns: true }) as Record<string, string>[];
    expect(rows.map(({ decided_by, base }) => [decided_by, base])).toEqual([
      ['pairs', "'=main"],
      ['history', ''],
    ]);
  });
});
