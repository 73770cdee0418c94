import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/model/verdict.ts';
import { renderRun } from '../../src/report/terminal/render-run.ts';
import { displayWidth } from '../../src/report/text/width.ts';
import { byHistory, byPairs, comparison, failure, firstRun, report, testResult, validation } from './fixtures.ts';

const VERDICTS: readonly Verdict[] = [
  'pass',
  'regression',
  'improvement',
  'inconclusive',
  'no_baseline',
  'incomparable',
];
const plain = { color: false, width: 120 };

describe('golden output of a run', () => {
  it.each([40, 80, 120])('at %i columns', async (width) => {
    await expect(renderRun(report, { width, color: false })).toMatchFileSnapshot(`golden/run-${width}.golden`);
    await expect(renderRun(report, { width, color: true })).toMatchFileSnapshot(`golden/run-${width}-color.golden`);
  });

  it.each([40, 120])('quiet, at %i columns', async (width) => {
    const text = renderRun(report, { width, color: false, quiet: true });
    await expect(text).toMatchFileSnapshot(`golden/run-quiet-${width}.golden`);
  });

  it('of a first run', async () => {
    await expect(renderRun(firstRun, { width: 100, color: false })).toMatchFileSnapshot('golden/first-run-100.golden');
  });
});

describe('renderRun', () => {
  const results = fc.array(
    fc.record({
      testName: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      verdict: fc.constantFrom(...VERDICTS),
      median: fc.double({ min: 1e-10, max: 1e4, noNaN: true }),
      detects: fc.option(fc.double({ min: 0, max: 1e4, noNaN: true })),
      message: fc.string({ unit: 'grapheme', maxLength: 200 }),
      warnings: fc.array(fc.lorem({ maxCount: 30 }), { maxLength: 2 }),
      evidence: fc.constantFrom(byHistory, byPairs()),
    }),
    { maxLength: 5 },
  );
  const runs = results.map((sketches) => ({ ...report, results: sketches.map(testResult) }));

  it('keeps every line within the terminal, but for the commands that one copies', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 40, max: 160 }), fc.boolean(), (run, width, quiet) => {
        const lines = renderRun(run, { color: false, width, quiet }).split('\n');
        const tooWide = lines.filter(
          (line) => displayWidth(line) > width && !line.includes('evenkeel baseline accept'),
        );
        expect(tooWide).toEqual([]);
      }),
    );
  });

  it('says the same with color and without', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 40, max: 160 }), (run, width) => {
        const colored = renderRun(run, { color: true, width });
        expect(stripVTControlCharacters(colored)).toBe(renderRun(run, { color: false, width }));
      }),
    );
  });

  it('leaves no spaces at the end of a line, no two empty lines, and one newline at the end', () => {
    for (const width of [40, 60, 80, 120, 200]) {
      expect(renderRun(report, { color: false, width })).not.toMatch(/ \n|\n\n\n|\n\n$/);
    }
  });

  it('loses no value in a narrow terminal', () => {
    const values = /\d[\d.,]* (?:ns|µs|ms|s|%)(?= |$)|\[[^\]\w]*\d[^\]]*\]/gm;
    const valuesAt = (width: number): string[] =>
      (renderRun({ ...report, failures: [], warnings: [] }, { color: false, width }).match(values) ?? []).sort();
    const wide = valuesAt(200);
    expect(wide.length).toBeGreaterThan(50);
    for (const width of [40, 60, 80]) expect(valuesAt(width)).toEqual(wide);
  });

  it('keeps the columns straight beside wide characters', () => {
    const names = ['ascii', '日本語', '🚀🚀', '👩‍👩‍👧 family', 'e\u0301'];
    const text = renderRun({ ...report, results: names.map((testName) => testResult({ testName })) }, plain);
    const before = text
      .split('\n')
      .filter((line) => line.includes('12.3 µs'))
      .map((line) => displayWidth(line.slice(0, line.indexOf('12.3 µs'))));
    expect(before).toHaveLength(names.length);
    expect(new Set(before).size).toBe(1);
  });

  it('treats an absurdly narrow terminal as one of 40 columns', () => {
    expect(renderRun(report, { color: false, width: 3 })).toBe(renderRun(report, { color: false, width: 40 }));
  });

  it('cuts the middle out of a name of a thousand characters', () => {
    const testName = `begin ${'x'.repeat(1000)} end`;
    const text = renderRun({ ...report, results: [testResult({ testName })] }, plain);
    expect(text).toMatch(/✓ begin .*\n +x+/);
    expect(text).toContain('…');
    expect(text).toContain('x end');
    expect(text).not.toContain('x'.repeat(200));
  });

  it('shows escape sequences in names instead of obeying them', () => {
    const hostile = 'harmless\u001b[2J\r\nsecond line';
    const run = {
      ...report,
      results: [testResult({ testName: hostile, file: `${hostile}.ts`, verdict: 'regression' })],
      comparisons: [comparison({ testName: hostile, baselineName: hostile })],
      failures: [{ ...failure, testName: hostile, file: hostile, message: `\u001b[31mred\u001b[0m ${hostile}` }],
    };
    const text = renderRun(run, plain);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\r');
    expect(text).toContain('harmless␛[2J␍␊second line');
  });

  it('names the tests that were measured in this process', () => {
    expect(renderRun({ ...report, results: [testResult({ testName: 'here', file: null })] }, plain)).toContain(
      'in this process\n  ✓ here',
    );
  });

  it('shows no spread where there is nothing to spread, and none of a test that takes no time', () => {
    const run = {
      ...report,
      results: [
        testResult({ testName: 'one process', locations: [1] }),
        testResult({ testName: 'nothing', median: 0 }),
      ],
    };
    const lines = renderRun(run, plain).split('\n');
    expect(lines.find((line) => line.includes('one process'))).toMatch(/12\.3 µs +– +\+0\.2 %/);
    expect(lines.find((line) => line.includes('nothing'))).toMatch(/0 ns +– +\+0\.2 %/);
  });

  it.each(VERDICTS)('says %s in words, with a symbol', (verdict) => {
    const only = { ...report, results: [testResult({ testName: 'one', verdict })], comparisons: [], failures: [] };
    const text = renderRun(only, plain);
    const words: Record<Verdict, RegExp> = {
      pass: /✓ one .* pass$/m,
      regression: /✗ one .* regression$/m,
      improvement: /↓ one .* improvement$/m,
      inconclusive: /\? one .* inconclusive$/m,
      no_baseline: /\+ one .* no baseline$/m,
      incomparable: /≠ one .* incomparable$/m,
    };
    expect(text).toMatch(words[verdict]);
    expect(text.includes('No slower than the baseline')).toBe(verdict !== 'pass');
  });

  it('marks what pairs decided about, where they decided about some', () => {
    const results = [testResult({ testName: 'one', evidence: byPairs() }), testResult({ testName: 'two' })];
    const text = renderRun({ ...report, results }, plain);
    expect(text).toMatch(/✓ one .* ≥ 1\.8 % {2}⇄ {2}pass\n.*✓ two .* ≥ 1\.8 % {5}pass\n/);
    expect(text).toContain('\nPairs ⇄: 1 suspect against main (1a2b3c4)\n');
    expect(renderRun({ ...report, results: results.slice(1) }, plain)).not.toContain('⇄');
    const narrow = renderRun({ ...report, results }, { color: false, width: 40 });
    expect(narrow.match(/by pairs/g)).toHaveLength(1);
  });

  it('in quiet shows only what needs attention', () => {
    const text = renderRun(report, { ...plain, quiet: true });
    for (const shown of ['large document', 'deeply nested', 'Set against filter', 'cyclic object', '15 tests:']) {
      expect(text).toContain(shown);
    }
    for (const hidden of ['small document', 'dates', 'sum of 10,000', 'Measured on']) {
      expect(text).not.toContain(hidden);
    }
  });

  it('in quiet says nothing but the summary where nothing needs attention', () => {
    const quiet = {
      ...report,
      warnings: [],
      results: [testResult({ testName: 'fine' })],
      comparisons: [],
      failures: [],
    };
    expect(renderRun(quiet, { ...plain, width: 200, quiet: true })).toMatch(/^15 tests: .* in 1 min 23 s\n$/);
  });

  it('groups comparisons by file where there are several files', () => {
    const comparisons = [comparison(), comparison({ testName: 'second', file: 'bench/other.perf.ts' })];
    const text = renderRun({ ...report, results: [], comparisons, failures: [] }, { color: false, width: 200 });
    expect(text).toMatch(/\nbench\/collections\.perf\.ts\n {2}✓ sum of 10,000 numbers /);
    expect(text).toMatch(/\n\nbench\/other\.perf\.ts\n {2}✓ second /);
    expect(renderRun(report, plain)).not.toMatch(/Comparisons\n.*\nbench/);
  });

  it('says a comparison over its limit by its verdict', () => {
    const undecided = comparison({ statisticalSignificance: validation('inconclusive'), recommendation: '' });
    const text = renderRun({ ...report, results: [], comparisons: [undecided], failures: [] }, plain);
    expect(text).toMatch(/\? sum of 10,000 numbers .* \+20\.0 % {2}inconclusive\n\n/);
  });
});
