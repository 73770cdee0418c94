import { describe, expect, it } from 'vitest';
import { REPORT_FORMATS, renderDocument } from '../../../src/report/documents/document.ts';
import { countOutcomes, entriesOfCompare, entriesOfRun } from '../../../src/report/documents/entry.ts';
import { compareReport } from '../compare-fixtures.ts';
import { byPairs, comparison, failure, firstRun, testResult } from '../fixtures.ts';
import { calm, entries } from './entries.ts';

describe('documents of a comparison of revisions', () => {
  it('have its tests, what failed, and what one side alone has', () => {
    const found = entriesOfCompare(compareReport);
    const { comparisons, metrics, failures, onlyInHead, onlyInBase, skipped } = compareReport;
    const [first, second, ...others] = comparisons.map(({ testName, validation }) => [testName, validation.verdict]);
    expect(found.map(({ name, outcome }) => [name, outcome])).toEqual([
      first,
      second,
      // Below the test that it is of; a number of the user's own has no time.
      ['parser > parses a page (allocatedBytes)', 'regression'],
      ...others,
      ['rows read', 'pass'],
      ...failures.map(({ testName, file }) => [testName ?? file, 'failed']),
      ...onlyInHead.map(({ testName, file }) => [testName ?? file, 'no_baseline']),
      ...[...onlyInBase, ...skipped].map(({ testName, file }) => [testName ?? file, 'incomparable']),
    ]);
    expect(found[2]).toMatchObject({ metric: { unit: 'bytes' }, value: 9632, change: metrics[0]!.change });
    expect(found[0]).toMatchObject({
      change: comparisons[0]!.change,
      statistics: comparisons[0]!.headStatistics,
      environmentKey: compareReport.environment.environmentKey,
    });
  });

  it.each(REPORT_FORMATS.filter((format) => format !== 'json'))('%s', async (format) => {
    const text = renderDocument(format, entriesOfCompare(compareReport));
    await expect(text).toMatchFileSnapshot(`golden/compare-${format}.golden`);
  });
});

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

  it.each(['markdown', 'text'] as const)(
    'say what pairs decided about, a word each only where others differ: %s',
    (format) => {
      const paired = { ...calm[0]!, decidedBy: 'pairs', base: 'main (1a2b3c4)' } as const;
      const mark = format === 'markdown' ? /pass, by pairs/g : /⇄ {2}pass/g;
      const some = renderDocument(format, [paired, ...calm]);
      expect(some.match(mark)).toHaveLength(1);
      expect(some).toMatch(/Decided in pairs of processes.*: 1 test against main \(1a2b3c4\)/);
      const all = renderDocument(format, [paired, paired]);
      expect(all).not.toMatch(mark);
      expect(all).toContain('Decided in pairs of processes: 2 tests against main (1a2b3c4).');
      expect(renderDocument(format, calm)).not.toContain('pairs');
    },
  );

  it('know what decided about results alone, and of those only where something did', () => {
    const pairs = byPairs();
    const results = [
      testResult({ testName: 'paired', evidence: pairs }),
      testResult({ testName: 'cleared' }),
      testResult({ testName: 'first', verdict: 'no_baseline' }),
      testResult({ testName: 'odd', verdict: 'incomparable', evidence: pairs }),
    ];
    const found = entriesOfRun({ ...firstRun, results, comparisons: [comparison()], failures: [failure] });
    expect(found.map(({ name, decidedBy, base }) => [name, decidedBy, base])).toEqual([
      ['paired', 'pairs', 'main (1a2b3c4)'],
      ['cleared', 'history', null],
      ['first', null, null],
      ['odd', null, null],
      [comparison().testName, null, null],
      [failure.testName, null, null],
    ]);
  });
});
