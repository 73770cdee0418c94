import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import type { RunReport } from '../../src/model/result.ts';
import { renderJson } from '../../src/report/json.ts';
import { comparison, report, testResult } from './fixtures.ts';
import { parseRunReport } from './parse-run-report.ts';

/** The same value with the keys of every object turned round. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)])) as T;
}

/** The report's JSON with the value at a path replaced; undefined removes it. */
function damaged(path: readonly (string | number)[], value: unknown): string {
  const copy = structuredClone(report) as unknown as Record<string | number, unknown>;
  const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<string | number, unknown>, copy);
  parent[path.at(-1) ?? ''] = value;
  return JSON.stringify(copy);
}

async function rejection(text: string): Promise<UsageError> {
  const error = await parseRunReport(text, 'results.json').then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  return error as UsageError;
}

describe('renderJson', () => {
  it('matches its golden file', async () => {
    const [first, second] = report.results;
    const short: RunReport = { ...report, results: [first, second].filter((result) => result !== undefined) };
    await expect(renderJson(short)).toMatchFileSnapshot('golden/run.json.golden');
  });

  it('is the same text for the same report, whatever the order of its keys', () => {
    expect(renderJson(reversed(report))).toBe(renderJson(report));
  });

  it('indents by two spaces and ends with one newline', () => {
    expect(renderJson(report)).toMatch(/^\{\n {2}"schemaVersion": 1,\n {2}"evenkeelVersion"[\s\S]*[^\n]\n$/);
  });

  it('writes null for what is not finite', () => {
    const text = renderJson({
      ...report,
      duration: Number.NaN,
      comparisons: [comparison({ overheadInterval: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] })],
    });
    expect(text).toContain('"duration": null');
    expect(text).toMatch(/"overheadInterval": \[null,null\]/);
    expect(text).not.toMatch(/NaN|Infinity/);
  });
});

describe('parseReport, of a run', () => {
  it('reads what was written', async () => {
    expect(await parseRunReport(renderJson(report))).toEqual(report);
  });

  it('reads back any finite number, and an open interval as open', async () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    await fc.assert(
      fc.asyncProperty(finite, fc.double({ noNaN: true }), async (duration, percent) => {
        const lower = percent === Number.POSITIVE_INFINITY ? 0 : percent + 0;
        const change = { percent: 1, interval: [lower, Number.POSITIVE_INFINITY] } as const;
        const run = { ...report, duration, results: [testResult({ testName: 'one', change })] };
        expect(await parseRunReport(renderJson(run))).toEqual(run);
      }),
      { numRuns: 50 },
    );
  });

  it('reads null where a number belongs as no number', async () => {
    expect((await parseRunReport(renderJson({ ...report, duration: Number.POSITIVE_INFINITY }))).duration).toBeNaN();
  });

  it('keeps fields that it does not know', async () => {
    expect(await parseRunReport(damaged(['environment', 'rackUnit'], 7))).toHaveProperty('environment.rackUnit', 7);
  });

  it.each([
    [['results', 3, 'statistics', 'median'], 'fast', 'results[3].statistics.median'],
    [['results', 0, 'validation', 'verdict'], 'slower', 'results[0].validation.verdict'],
    [['results', 0, 'statistics', 'percentiles', 50], 'x', 'results[0].statistics.percentiles.50'],
    [['results', 1, 'change', 'interval'], [1], 'results[1].change.interval[1]'],
    [['results', 0, 'recording'], { state: 'not_recorded' }, 'results[0].recording.reason'],
    [['summary', 'total'], -1, 'summary.total'],
    [['summary'], undefined, 'summary'],
    [['failures', 0, 'reason'], 'bored', 'failures[0].reason'],
  ])('names the wrong path %j', async (path, value, named) => {
    const error = await rejection(damaged(path, value));
    expect(error.message).toContain(`results.json is not a report of evenkeel: ${named}: `);
    expect(error.data).toEqual({ paths: [named] });
  });

  it('counts the other wrong paths', async () => {
    const error = await rejection('{"schemaVersion": 1}');
    expect(error.message).toMatch(/evenkeelVersion: .* \(and \d more\)/);
  });

  it.each(['[]', '3', 'null', '"text"'])('rejects %s as a whole', async (text) => {
    await rejection(text);
  });

  it('rejects what is no JSON', async () => {
    const error = await rejection('{"schemaVersion": ');
    expect(error.message).toContain('results.json is not JSON');
    expect(error.cause).toBeInstanceOf(SyntaxError);
  });

  it.each([2, '1', null])('rejects the schema version %j before looking further', async (schemaVersion) => {
    const error = await rejection(JSON.stringify({ schemaVersion }));
    expect(error.message).toContain(`has schemaVersion ${JSON.stringify(schemaVersion)}`);
    expect(error.data).toEqual({ schemaVersion });
  });
});
