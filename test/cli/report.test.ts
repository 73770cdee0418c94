import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import { compareJson, renderJson } from '../../src/report/json.ts';
import { PerformanceLogger } from '../../src/report/logger.ts';
import { runRecord } from '../baselines/records.ts';
import { outsideCi, temporaryDirectory } from '../framework/fixtures.ts';
import { compareReport } from '../report/compare-fixtures.ts';
import { parseJunit } from '../report/documents/xml.ts';
import { report as run } from '../report/fixtures.ts';
import { command } from './recorder.ts';

beforeEach(outsideCi);

/** A directory with a run as JSON in it. */
function withRun(): { readonly directory: string; readonly file: string } {
  const directory = temporaryDirectory();
  const file = join(directory, 'run.json');
  writeFileSync(file, renderJson(run));
  return { directory, file };
}

async function storeWith(records: readonly RunRecord[]): Promise<string> {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory });
  await store.append(records);
  await store.close();
  return directory;
}

const TESTS = run.results.length + run.comparisons.length + run.failures.length;

it('makes nothing where nothing is stored', async () => {
  const directory = join(temporaryDirectory(), 'cache');
  for (const format of ['text', 'json']) {
    const { exitCode } = await command(['report', '--format', format, '--cache', directory]);
    expect(exitCode).toBe(0);
  }
  expect(existsSync(directory)).toBe(false);
});

describe('report on a run', () => {
  it('comes in every form', async () => {
    const { file } = withRun();
    const inForm = async (format: string) => {
      const { exitCode, out, err } = await command(['report', file, '--format', format]);
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
      return out;
    };
    expect(await inForm('text')).toMatch(/\n2 regressions, 1 failed, .*\.\n$/s);
    expect(await inForm('markdown')).toMatch(/^\*\*Performance\*\* · 2 regressions, 1 failed, /);
    expect(parseJunit(await inForm('junit')).attributes.tests).toBe(String(TESTS));
    expect(parse(await inForm('csv'))).toHaveLength(TESTS + 1);
    expect(await inForm('json')).toBe(renderJson(run));
  });

  it('is on a comparison of revisions as well', async () => {
    const file = join(temporaryDirectory(), 'compare.json');
    const text = [...compareJson(compareReport)].join('');
    writeFileSync(file, text);
    expect((await command(['report', file, '--format', 'markdown'])).out).toMatch(
      /^\*\*Performance\*\* · 2 regressions, 1 failed/,
    );
    expect((await command(['report', file, '--format', 'json'])).out).toBe(text);
  });

  it('is on results of a program as well', async () => {
    const file = join(temporaryDirectory(), 'results.json');
    writeFileSync(file, await new PerformanceLogger().generatePerformanceReport(run.results));
    expect(parse((await command(['report', file, '--format', 'csv'])).out)).toHaveLength(run.results.length + 1);
    expect((await command(['report', file, '--format', 'json'])).out).toBe(readFileSync(file, 'utf8'));
  });

  it('makes the directory of its file', async () => {
    const { directory, file } = withRun();
    const output = join(directory, 'deep', 'report.json');
    expect((await command(['report', file, '--format', 'json', '-o', output])).exitCode).toBe(0);
    expect(readFileSync(output, 'utf8')).toBe(renderJson(run));
  });

  it('goes into a file, whatever the terminal is like', async () => {
    const { directory, file } = withRun();
    const output = join(directory, 'report.txt');
    expect(await command(['report', file, '-o', output], { width: 40 })).toEqual({ exitCode: 0, out: '', err: '' });
    const wide = await command(['report', file], { width: 120 });
    expect(readFileSync(output, 'utf8')).toBe(wide.out);
  });

  it.each<[string, (directory: string, file: string) => readonly string[], RegExp]>([
    [
      'a run that is missing',
      (directory) => [join(directory, 'none.json')],
      /^error: The report .* cannot be read: ENOENT/,
    ],
    [
      'a run that a shell of Windows wrote in UTF-16',
      (directory, file) => {
        const rewritten = join(directory, 'utf16.json');
        writeFileSync(rewritten, `\uFEFF${readFileSync(file, 'utf8')}`, 'utf16le');
        return [rewritten];
      },
      /^error: The report .*utf16\.json cannot be read: it is in UTF-16, little-endian; save it in UTF-8\./,
    ],
    [
      'a form that there is none of',
      (_directory, file) => [file, '--format', 'yaml'],
      /Allowed choices are text, html, markdown/,
    ],
    [
      'a place to write',
      (directory, file) => [file, '-o', directory],
      /^error: The report .* cannot be written: EISDIR/,
    ],
  ])('says what is wrong with %s', async (_what, args, message) => {
    const { directory, file } = withRun();
    const { exitCode, out, err } = await command(['report', ...args(directory, file)]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('report on what is stored', () => {
  const slow = { status: 'regression', estimate: 0.002 } as const;
  const records = [
    ...[1, 2, 3].map((day) => runRecord(day, { testName: 'parse', estimate: 0.001 })),
    ...[1, 2].map((day) => runRecord(day, { testName: 'print', estimate: 0.001 })),
    runRecord(3, { testName: 'print', ...slow }),
    runRecord(1, { testName: 'sort' }),
    ...[1, 2].map((day) => runRecord(day, { testName: 'load', ...slow })),
    runRecord(1, { testName: 'save', estimate: 0.001 }),
    runRecord(2, { testName: 'save', ...slow, status: 'accepted' }),
  ];

  it('is the newest run of every test', async () => {
    const cache = await storeWith(records);
    const { exitCode, out, err } = await command(['report', '--cache', cache, '--format', 'csv']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const rows: Record<string, string>[] = parse(out, { columns: true });
    expect(
      rows.map(({ test, outcome, change_percent: change }) => [test, outcome, change && Math.round(Number(change))]),
    ).toEqual([
      ['load', 'regression', ''],
      ['parse', 'pass', 0],
      ['print', 'regression', 100],
      ['save', 'pass', 100],
      ['sort', 'no_baseline', ''],
    ]);
    expect(rows[1]).toMatchObject({ mean_seconds: '', change_low_percent: '', samples: '92' });
    expect(Number(rows[1]!.median_seconds)).toBeGreaterThan(0);
    await expect((await command(['report', '--cache', cache])).out).toMatchFileSnapshot('golden/report.golden');
  });

  it('is all of it, as JSON, of one environment where that is asked for', async () => {
    const cache = await storeWith([...records, runRecord(1, { environmentKey: 'elsewhere' })]);
    const { out } = await command(['report', '--cache', cache, '--format', 'json', '--env', 'elsewhere']);
    const { kind, schemaVersion, series } = JSON.parse(out);
    expect({ kind, schemaVersion }).toEqual({ kind: 'stored', schemaVersion: 1 });
    expect(series).toHaveLength(1);
    expect(series[0]).toMatchObject({ baseline: { runCount: 1 }, newest: { runId: 'run-1' } });
  });

  it('says that nothing can be stored where caching is switched off, unless only errors are wanted', async () => {
    const config = join(temporaryDirectory(), 'evenkeel.toml');
    const told = async (more: string) => {
      writeFileSync(config, `enable_caching = false\n${more}`);
      return (await command(['report', '--config', config])).err;
    };
    expect(await told('')).toMatch(/^warning: Caching is switched off \(enable_caching\), so nothing is kept/);
    expect(await told('log_level = "ERROR"')).toBe('');
  });

  it('is empty where nothing is stored', async () => {
    const cache = await storeWith([]);
    const text = await command(['report', '--cache', cache]);
    expect(text.out).toBe('No tests.\n');
    expect(text.err).toMatch(/^warning: No baselines are stored yet: "evenkeel run" makes them/);
    const { out } = await command(['report', '--cache', cache, '--format', 'json']);
    expect(JSON.parse(out)).toEqual({ kind: 'stored', schemaVersion: 1, series: [] });
  });
});
