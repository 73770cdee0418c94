import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildPageAssets } from '../../scripts/page-assets.mjs';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import { htmlOfReport, htmlOfStore } from '../../src/cli/html.ts';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { BaselineBook } from '../../src/framework/store/baseline-book.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import { isMissing } from '../../src/report/html/page-data.ts';
import { runRecord } from '../baselines/records.ts';
import { outsideCi, temporaryDirectory } from '../framework/fixtures.ts';
import { compareReport } from '../report/compare-fixtures.ts';
import { environment, report } from '../report/fixtures.ts';
import { readPage } from '../report/html/pages.ts';
import { smoke } from '../report/smoke-and-list-fixtures.ts';
import { command, recorder } from './recorder.ts';

beforeEach(outsideCi);

const assets = buildPageAssets();
const assetsOf = () => assets;

const NAME = report.results[0]!.testName;
const past = [1, 2, 3].map((day) =>
  runRecord(day, { testName: NAME, environmentKey: environment.environmentKey, estimate: 12e-6 + day * 1e-8 }),
);

async function configWith(records: readonly RunRecord[], fields: Partial<PerformanceConfig> = {}) {
  const cacheDirectory = temporaryDirectory();
  const store = await openSqliteStore({ directory: cacheDirectory });
  await store.append(records);
  await store.close();
  return new PerformanceConfig({ cacheDirectory, ...fields });
}

async function pageOf(pieces: AsyncIterable<string>) {
  let text = '';
  for await (const piece of pieces) text += piece;
  return readPage(text);
}

describe('the page of a report', () => {
  it('has the runs that are stored of its tests', async () => {
    const { terminal, written } = recorder();
    const config = await configWith(past);
    const { details } = await pageOf(htmlOfReport({ kind: 'run', report }, config, terminal, assetsOf));
    const { history } = details[0]!.metrics[0]!;
    expect(isMissing(history) ? history.missing : history.marks).toBe('rrrn');
    expect(details[1]!.metrics[0]!.history).toEqual({
      missing: expect.stringMatching(/^No earlier run of it is stored here\./),
    });
    expect(written.err).toBe('');
  });

  it('says that a store cannot be read, once, and has everything else', async () => {
    const { terminal, written } = recorder();
    const cacheDirectory = temporaryDirectory();
    // Where the file of the baselines should be.
    mkdirSync(join(cacheDirectory, 'baselines.sqlite'));
    const config = new PerformanceConfig({ cacheDirectory });
    const { index, details } = await pageOf(htmlOfReport({ kind: 'run', report }, config, terminal, assetsOf));
    expect(index.rows.length).toBeGreaterThan(report.results.length);
    expect(details[0]!.metrics[0]!.history).toEqual({
      missing: expect.stringMatching(/^The stored runs cannot be read: /),
    });
    expect(written.err.match(/warning: The stored runs cannot be read/g)).toHaveLength(1);
    expect(written.err).toMatch(/The page has no histories\.\n$/);
  });

  it('says that nothing is stored where caching is switched off', async () => {
    const config = new PerformanceConfig({ enableCaching: false });
    const { details } = await pageOf(htmlOfReport({ kind: 'run', report }, config, recorder().terminal, assetsOf));
    expect(details[0]!.metrics[0]!.history).toEqual({ missing: expect.stringMatching(/^Caching is switched off/) });
  });

  it('is of comparisons, results and smoke runs as well', async () => {
    const config = await configWith([]);
    const { terminal } = recorder();
    const results = { kind: 'results', schemaVersion: 1, results: report.results } as const;
    for (const [parsed, title] of [
      [{ kind: 'compare', report: compareReport }, /^Compared with /],
      [{ kind: 'results', report: results }, /^Performance tests$/],
      [{ kind: 'smoke', report: smoke }, /^Smoke run$/],
    ] as const) {
      const { index } = await pageOf(htmlOfReport(parsed, config, terminal, assetsOf));
      expect(index.title).toMatch(title);
    }
  });
});

it('the page of what is stored has every series', async () => {
  const config = await configWith([...past, runRecord(1, { testName: 'other' })]);
  const book = await BaselineBook.open(config, null);
  const series = book.each({ tests: [], all: true, environmentKey: null });
  const { index } = await pageOf(htmlOfStore(series, assetsOf));
  await book.close();
  expect(index.rows.map(({ name }) => name).sort()).toEqual(['other', NAME]);
});

describe('--html', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['standard output', ['run', '--html', '-'], /--html writes a page to look at in a browser: name a file/],
    ['a directory', ['run', '--html', '.'], /--html cannot write "\."/],
    ['a directory, of compare', ['compare', 'main', '--html', '.'], /--html cannot write "\."/],
    [
      'a smoke run',
      ['run', '--smoke', '--html', 'a.html'],
      /--smoke times, judges and stores nothing, so it cannot go with --html/,
    ],
    ['files', ['compare', '--files', 'a', 'b', '--html', 'a.html'], /--html shows what evenkeel measured itself/],
  ])('refuses %s before anything is measured', async (_what, args, message) => {
    const { exitCode, out, err } = await command(args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
  });
});
