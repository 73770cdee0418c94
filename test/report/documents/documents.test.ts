import { describe, expect, it } from 'vitest';
import { REPORT_FORMATS, renderDocument } from '../../../src/report/documents/document.ts';
import { countOutcomes, entriesOfCompare, entriesOfRun } from '../../../src/report/documents/entry.ts';
import { compareReport } from '../compare-fixtures.ts';
import { firstRun } from '../fixtures.ts';
import { calm, entries } from './entries.ts';

describe('documents of a comparison of revisions', () => {
  it('have its tests, what failed, and what one side alone has', () => {
    const found = entriesOfCompare(compareReport);
    const { comparisons, failures, onlyInHead, onlyInBase, skipped } = compareReport;
    expect(found.map(({ name, outcome }) => [name, outcome])).toEqual([
      ...comparisons.map(({ testName, validation }) => [testName, validation.verdict]),
      ...failures.map(({ testName, file }) => [testName ?? file, 'failed']),
      ...onlyInHead.map(({ testName, file }) => [testName ?? file, 'no_baseline']),
      ...[...onlyInBase, ...skipped].map(({ testName, file }) => [testName ?? file, 'incomparable']),
    ]);
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
});
