import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { marked, type Token } from 'marked';
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../../../src/report/documents/csv.ts';
import { REPORT_FORMATS, renderDocument } from '../../../src/report/documents/document.ts';
import { countOutcomes, type Entry, entriesOfResults, entriesOfRun } from '../../../src/report/documents/entry.ts';
import { renderJunit } from '../../../src/report/documents/junit.ts';
import { renderMarkdown } from '../../../src/report/documents/markdown.ts';
import { firstRun, report, testResult } from '../fixtures.ts';
import { type Element, parseXml } from './xml.ts';

const entries = entriesOfRun(report);
const calm = entriesOfResults([testResult({ testName: 'parse' }), testResult({ testName: 'print' })]);

/** Entries of which every text is arbitrary. */
const anyEntries = fc
  .array(
    fc.record({
      name: fc.string({ unit: 'binary' }),
      group: fc.string({ unit: 'binary' }),
      file: fc.option(fc.string({ unit: 'binary' })),
      message: fc.string({ unit: 'binary' }),
      warnings: fc.array(fc.string({ unit: 'binary' }), { maxLength: 2 }),
      outcome: fc.constantFrom(...entries.map(({ outcome }) => outcome)),
    }),
    { maxLength: 6 },
  )
  .map((texts) => texts.map((text): Entry => ({ ...calm[0]!, ...text })));

describe('documents of a run', () => {
  it.each(REPORT_FORMATS.filter((format) => format !== 'json'))('%s', async (format) => {
    await expect(renderDocument(format, entries)).toMatchFileSnapshot(`golden/run-${format}.golden`);
    await expect(renderDocument(format, calm)).toMatchFileSnapshot(`golden/calm-${format}.golden`);
    await expect(renderDocument(format, [])).toMatchFileSnapshot(`golden/empty-${format}.golden`);
  });

  it('count every outcome once', () => {
    const counts = [...countOutcomes(entries).values()];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(entries.length);
    expect([...countOutcomes(entriesOfRun(firstRun))]).toEqual([['no_baseline', firstRun.results.length]]);
  });
});

describe('csv', () => {
  it('is what a reader of CSV reads, whatever the texts', () => {
    fc.assert(
      fc.property(anyEntries, (any) => {
        const rows: Record<string, string>[] = parse(renderCsv(any), { columns: true, record_delimiter: '\r\n' });
        expect(rows).toHaveLength(any.length);
        for (const [i, row] of rows.entries()) {
          expect(row.test!.replace(/^'(?=[=+\-@\t\r])/, '')).toBe(any[i]!.name.replace(/^'(?=[=+\-@\t\r])/, ''));
          expect(row.test).not.toMatch(/^[=+\-@\t\r]/);
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
});

describe('junit', () => {
  const cases = (root: Element) => root.children.flatMap(({ children }) => children);

  it('is XML, whatever the texts, and counts what it holds', () => {
    fc.assert(
      fc.property(anyEntries, (any) => {
        const root = parseXml(renderJunit(any));
        expect(root.attributes.tests).toBe(String(any.length));
        const having = (name: string) =>
          cases(root).filter(({ children }) => children.some((each) => each.name === name));
        expect(root.attributes.failures).toBe(String(having('failure').length));
        expect(root.attributes.errors).toBe(String(having('error').length));
        expect(root.attributes.skipped).toBe(String(having('skipped').length));
        for (const suite of root.children) expect(suite.attributes.tests).toBe(String(suite.children.length));
      }),
    );
  });

  it('names tests and says why', () => {
    const [failed] = cases(
      parseXml(renderJunit([{ ...calm[0]!, name: 'a "<b>" & c', outcome: 'regression', message: 'x < y' }])),
    );
    expect(failed!.attributes).toMatchObject({
      name: 'a "<b>" & c',
      classname: 'bench/parse.perf.ts',
      time: '0.000012340000',
    });
    expect(failed!.children[0]).toMatchObject({ name: 'failure', attributes: { message: 'x < y' }, text: 'x < y' });
  });
});

describe('markdown', () => {
  it('lets no text be anything but text', () => {
    const hostile = fc.constantFrom(
      '<script>alert(1)</script>',
      '| a | b |',
      '`code` ``more`` @somebody #12',
      '</details><img src=x>',
      '[link](http://x.example) ![image](http://x.example)',
      '# title\n- list\n> quote',
      '`',
      ' ',
    );
    const texts = fc.oneof(hostile, fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(anyEntries, texts, texts, (any, name, message) => {
        const text = renderMarkdown(any.map((entry) => ({ ...entry, name, message, warnings: [message] })));
        const found = new Set<string>();
        const html = new Set<string>();
        marked.walkTokens(marked.lexer(text), (token: Token) => {
          // A bare address leads where it says.
          if (!/^(?:https?:|www\.|[^[]+@)/.test(token.raw)) found.add(token.type);
          if (token.type === 'html') html.add(token.raw.trim());
        });
        for (const type of ['link', 'image', 'heading', 'blockquote', 'hr', 'list']) expect(found).not.toContain(type);
        for (const tag of html) {
          expect(tag).toMatch(
            /^(<details><summary>\d+ without a change that needs attention<\/summary>|<\/details>|<!-- -->)$/,
          );
        }
      }),
    );
  });

  it('begins with what needs attention, and is quiet where nothing does', () => {
    const text = renderMarkdown(entries);
    const places = ['❌ regression', '❌ failed', '❔ inconclusive', '⬇️ improvement', '✅ pass'].map((word) =>
      text.indexOf(word),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(renderMarkdown(calm).split('<details>')[0]).toBe('**Performance: nothing slower** · 2 passed\n\n');
  });

  it('fits a comment on a pull request, however many tests passed', () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({ ...calm[0]!, name: `test ${i}` }));
    const text = renderMarkdown(many);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('… and 4900 more.');
  });
});
