import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { compareJson, resultsJson, resultsReportJson } from '../../src/report/json.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { compareReport } from './compare-fixtures.ts';
import { report } from './fixtures.ts';

const comparison = [...compareJson(compareReport)].join('');

describe('parseReport', () => {
  it('reads a comparison of revisions', async () => {
    expect((await parseReport(`\uFEFF${comparison}`)).kind).toBe('compare');
    expect(await parseReport(comparison)).toEqual({ kind: 'compare', report: compareReport });
  });

  it('reads results, and what was read is written as it was', async () => {
    const text = [...resultsJson(report.results)].join('');
    const parsed = await parseReport(text);
    expect(parsed).toEqual({ kind: 'results', report: { kind: 'results', schemaVersion: 1, results: report.results } });
    if (parsed.kind === 'results') expect([...resultsReportJson(parsed.report)].join('')).toBe(text);
  });

  it.each([
    [
      'stored',
      /is of the kind "stored", of which no report can be made\. It is a copy of what was stored; "evenkeel report"/,
    ],
    [
      'doctor',
      /is of the kind "doctor", .*\. It must have been written by "evenkeel run --json", "evenkeel compare --json"/,
    ],
    [7, /is of the kind 7,/],
  ])('says of the kind %j that it is no report', async (kind, message) => {
    const rejected = parseReport(JSON.stringify({ kind, schemaVersion: 1 }), 'x.json');
    await expect(rejected).rejects.toThrow(message);
    await expect(rejected).rejects.toBeInstanceOf(UsageError);
  });

  it('reads what was written before later fields were there', async () => {
    const later = ['interruptions', 'defaultBranch', 'notStored', 'resources'];
    const written = JSON.parse([...resultsJson(report.results)].join(''), (key, value) =>
      later.includes(key) ? undefined : value,
    );
    const parsed = await parseReport(JSON.stringify(written));
    if (parsed.kind !== 'results') throw new Error(parsed.kind);
    expect(parsed.report.results[0]!.processes[0]!.interruptions).toBeNull();
    expect(parsed.report.results[0]!.environmentContext.ciEnvironment.defaultBranch).toBeNull();
  });

  it('names what is wrong with a comparison, and how to write it anew', async () => {
    const damaged = comparison
      .replace('"isDirty": true', '"isDirty": "very"')
      .replace('"isDirty": false', '"isDirty": 3');
    await expect(parseReport(damaged, 'x.json')).rejects.toThrow(
      /^x\.json is not a report of evenkeel: head\.isDirty: .*\. Write it again with "evenkeel compare --json"\.$/,
    );
  });
});
