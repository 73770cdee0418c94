import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { marked, type Token } from 'marked';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS, withText } from '../../bench/faults/names/hostile-texts.mjs';
import { ciCommandsIn, unseenIn } from '../../bench/faults/names/readers.mjs';
import { sanitized, sanitizedCommands } from '../../src/output/sanitize.ts';
import { REPORT_FORMATS, renderDocument } from '../../src/report/documents/document.ts';
import { type Entry, entriesOfRun } from '../../src/report/documents/entry.ts';
import { renderAnnotations } from '../../src/report/github.ts';
import { renderJson } from '../../src/report/json.ts';
import { graphemes } from '../../src/report/text/width.ts';
import { wrap } from '../../src/report/text/wrap.ts';
import { entries } from '../report/documents/entries.ts';
import { parseJunit } from '../report/documents/xml.ts';
import { report } from '../report/fixtures.ts';

const texts = Object.entries(HOSTILE_TEXTS);
const ROOM = 65_536;
const DOCUMENTS = REPORT_FORMATS.filter((format) => format !== 'json');

const hostile = (text: string): readonly Entry[] => entriesOfRun(withText(report, text));
const regression = (name: string, message = 'Slower.'): Entry => ({
  ...entries[0]!,
  name,
  outcome: 'regression',
  message,
});

function htmlOf(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

describe('every form of a report', () => {
  it.each(texts)('has nothing in it that steers or hides, and needs no sanitizing: %s', (_what, text) => {
    for (const format of DOCUMENTS) {
      const document = renderDocument(format, hostile(text));
      expect({ format, unseen: unseenIn(document) }).toEqual({ format, unseen: null });
      expect({ format, commands: ciCommandsIn(document) }).toEqual({ format, commands: [] });
      expect({ format, isLeft: sanitized(document) === document }).toEqual({ format, isLeft: true });
    }
    // It holds all of it, a few hundred times.
    const whole = text.slice(0, 3000);
    const json = renderJson(withText(report, whole));
    expect(unseenIn(json)).toBe(null);
    expect(ciCommandsIn(json)).toEqual([]);
    expect(sanitized(json) === json).toBe(true);
    expect(JSON.parse(json).results[0].testName).toBe(whole);
  });
});

describe('a spreadsheet', () => {
  const isFormula = (cell: string) => /^[\s"]*[=+\-@＝＋－＠]/.test(cell) && !/^-?\d/.test(cell.trim());

  // Where decimals have a comma, cells are parted by semicolons, and a quote in the middle of one means nothing.
  it.each([',', ';', '\t'])('reads text, whatever parts its cells: %j', (delimiter) => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom(...texts.map(([, text]) => text.slice(0, 200))),
          fc.string({ unit: fc.constantFrom('=', '+', '-', '@', ';', '\t', '\n', '\r', ' ', '"', "'", ',', 'a', '1') }),
        ),
        (text) => {
          const csv = renderDocument('csv', [regression(text, text)]);
          const rows: string[][] =
            delimiter === ',' ? parse(csv) : csv.split(/\r\n|[\r\n]/).map((line) => line.split(delimiter));
          expect(rows.flat().filter(isFormula)).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a reader of XML', () => {
  it.each(texts)('reads the text and nothing else: %s', (_what, text) => {
    const root = parseJunit(renderDocument('junit', hostile(text)));
    const elements = new Set<string>();
    const walk = (element: typeof root) => {
      elements.add(element.name);
      element.children.forEach(walk);
    };
    walk(root);
    for (const name of elements) {
      expect(['testsuites', 'testsuite', 'testcase', 'failure', 'error', 'skipped', 'system-out']).toContain(name);
    }
  });
});

describe('a renderer of Markdown', () => {
  it.each(texts)('shows text and nothing else: %s', (_what, text) => {
    const markdown = renderDocument('markdown', hostile(text));
    expect(markdown.length).toBeLessThanOrEqual(ROOM);
    const kinds = new Set<string>();
    marked.walkTokens(marked.lexer(markdown), (token: Token) => {
      if (!/^(?:https?:|www\.|[^[]+@)/.test(token.raw)) kinds.add(token.type);
    });
    for (const kind of ['link', 'image', 'heading', 'blockquote', 'hr', 'list']) expect(kinds).not.toContain(kind);
    const tags = htmlOf(markdown).match(/<\/?[a-z]+/gi) ?? [];
    const known = [
      'p',
      'strong',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
      'code',
      'pre',
      'details',
      'summary',
      'del',
      'em',
      'a',
    ];
    for (const tag of new Set(tags)) expect(known).toContain(tag.replace(/<\/?/, ''));
  });

  it('shows every regression, however long the names of others are, and says what was left out', () => {
    const names = ['one', 'two', 'three', 'four', 'five'];
    const long = regression('x'.repeat(70_000), 'y '.repeat(70_000));
    const noise = Array.from(
      { length: 500 },
      (_, i): Entry => ({
        ...entries[0]!,
        name: `${i}${'z'.repeat(500)}`,
        outcome: 'inconclusive',
        message: 'noise '.repeat(500),
        warnings: [`${i} ${'warning '.repeat(200)}`],
      }),
    );
    for (const others of [[long], [...noise, long], [long, ...noise, ...noise]]) {
      const markdown = renderDocument('markdown', [...others, ...names.map((name) => regression(name))]);
      expect(markdown.length).toBeLessThanOrEqual(ROOM);
      const html = htmlOf(markdown);
      for (const name of names) expect(html).toContain(`<td><code>${name}</code></td>`);
      expect(markdown).toContain('6 regressions');
    }
    const markdown = renderDocument('markdown', [...noise, ...names.map((name) => regression(name))]);
    expect(markdown).toMatch(/… and 4\d\d more\./);
    expect(markdown).toContain('There is no room here for the messages and warnings of each test');
  });

  it('counts what it leaves out by what it is', () => {
    const many = Array.from({ length: 90 }, (_, i) => regression(`slow ${i}`));
    const fast = Array.from(
      { length: 30 },
      (_, i): Entry => ({ ...entries[0]!, name: `fast ${i}`, outcome: 'improvement' }),
    );
    const unsure = Array.from(
      { length: 5 },
      (_, i): Entry => ({ ...entries[0]!, name: `unsure ${i}`, outcome: 'inconclusive' }),
    );
    expect(renderDocument('markdown', [...fast, ...unsure, ...many])).toContain('… and 25 more.');
    const twenty = fast.slice(0, 20);
    expect(renderDocument('markdown', [...twenty, ...many, ...unsure, ...unsure])).toContain('… and 20 more.');
    expect(renderDocument('markdown', [...twenty, ...many, ...many.slice(0, 9), ...unsure])).toContain(
      '… and 24 more (4 inconclusive, 20 improvements).',
    );
  });
});

describe('GitHub', () => {
  it.each(texts)('is given one command for each test that needs attention, and no other: %s', (_what, text) => {
    const attention = hostile(text).filter(({ outcome }) => ['regression', 'failed', 'inconclusive'].includes(outcome));
    const lines = sanitizedCommands(renderAnnotations(hostile(text))).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(attention.length);
    for (const line of lines) {
      expect(line).toMatch(/^::(?:error|warning) [^:]*::/);
      expect(unseenIn(line)).toBe(null);
      expect(ciCommandsIn(`x${line}`)).toEqual([]);
    }
  });

  it('is given nothing that only looks like one', () => {
    expect(sanitizedCommands('::set-output name=x::y\n::error title=a::b\n::error title=a\n')).toBe(
      '\\::set-output name=x::y\n::error title=a::b\n\\::error title=a\n',
    );
  });
});

describe('long texts', () => {
  it('are told apart into characters in a time that grows with their length, not with its square', () => {
    const cost = (text: string) => {
      const before = process.cpuUsage();
      expect(graphemes(text)).toHaveLength(text.length);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    cost('ж'.repeat(1000));
    const least = (text: string) => Math.min(cost(text), cost(text), cost(text));
    // Quadratic is 64 times.
    expect(least('ж'.repeat(160_000)) / least('ж'.repeat(20_000))).toBeLessThan(24);
  });

  it('keep the characters that are made of several', () => {
    const family = '👩‍👩‍👧';
    for (const text of [
      family.repeat(500),
      `e\u0301`.repeat(1500),
      '🇩🇪'.repeat(900),
      '1️⃣'.repeat(999),
      '한'.normalize('NFD').repeat(700),
    ]) {
      const whole = Array.from(
        new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text),
        ({ segment }) => segment,
      );
      expect(graphemes(text)).toEqual(whole);
    }
  });

  it('of twenty million characters are wrapped', () => {
    expect(wrap('ж'.repeat(200_000), 80)).toHaveLength(2500);
    const text = renderDocument('text', [regression('x', 'ж'.repeat(20e6))]);
    expect(text).toContain('characters left out');
    expect(text.length).toBeLessThan(20_000);
  });
});
