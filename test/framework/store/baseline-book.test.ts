import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../../src/baselines/sqlite/sqlite-store.ts';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { UsageError } from '../../../src/errors.ts';
import { BaselineBook, type SeriesSelection } from '../../../src/framework/store/baseline-book.ts';
import type { RunRecord } from '../../../src/model/baseline.ts';
import { runRecord } from '../../baselines/records.ts';
import { storedRuns, temporaryDirectory } from '../fixtures.ts';

async function bookOf(records: readonly RunRecord[]) {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory });
  await store.append(records);
  await store.close();
  const book = await BaselineBook.open(new PerformanceConfig(), directory);
  onTestFinished(() => book.close());
  return { book, directory };
}

function selection(tests: readonly string[], environmentKey: string | null = null): SeriesSelection {
  return { tests, all: tests.length === 0, environmentKey };
}

const parse = (day: number, overrides: Partial<RunRecord> = {}) => runRecord(day, { testName: 'parse', ...overrides });
const print = (day: number, overrides: Partial<RunRecord> = {}) => runRecord(day, { testName: 'print', ...overrides });
const slow = { status: 'regression', estimate: 1 } as const;
const elsewhere = { environmentKey: 'darwin-arm64' };

describe('BaselineBook', () => {
  it('lists and shows what is stored', async () => {
    const { book } = await bookOf([parse(1), parse(2), parse(3, elsewhere), print(1)]);
    expect((await book.list()).map(({ testName, runs }) => [testName, runs])).toEqual([
      ['parse', 1],
      ['parse', 2],
      ['print', 1],
    ]);
    const shown = await book.show(selection(['parse']));
    expect(shown.map(({ records }) => records.length)).toEqual([1, 2]);
    expect(shown[1]!.baseline!.runCount).toBe(2);
    expect(await book.show(selection(['parse'], 'darwin-arm64'))).toHaveLength(1);
    expect(await book.warnings()).toEqual([]);
  });

  it('shows a series of which no run counts', async () => {
    const { book } = await bookOf([parse(1, slow)]);
    expect((await book.show(selection(['parse'])))[0]!.baseline).toBeNull();
  });

  it('accepts the newest run where it was a regression, and says of which it was none', async () => {
    const { book, directory } = await bookOf([parse(1), parse(2, slow), print(1, slow), print(2)]);
    const { accepted, unchanged } = await book.accept(selection([]));
    expect(accepted.map(({ testName }) => testName)).toEqual(['parse']);
    expect(unchanged.map(({ testName }) => testName)).toEqual(['print']);
    expect((await storedRuns(directory)).map(({ status }) => status)).toEqual([
      'recorded',
      'accepted',
      'regression',
      'recorded',
    ]);
    const [shown] = await book.show(selection(['parse']));
    expect(shown!.baseline!.medianTime).toBe(1);
  });

  it('accepts the newest run of each method', async () => {
    const { book, directory } = await bookOf([parse(1, slow), parse(2, { method: 'in_process' })]);
    expect((await book.accept(selection(['parse']))).accepted).toHaveLength(1);
    expect((await storedRuns(directory)).map(({ status }) => status)).toEqual(['accepted', 'recorded']);
  });

  it('accepts in one environment where that is asked for', async () => {
    const { book } = await bookOf([parse(1, slow), parse(1, { ...slow, ...elsewhere })]);
    const { accepted } = await book.accept(selection(['parse'], 'darwin-arm64'));
    expect(accepted.map(({ environmentKey }) => environmentKey)).toEqual(['darwin-arm64']);
  });

  it('removes what is named, or everything', async () => {
    const { book } = await bookOf([parse(1), parse(2), parse(3, elsewhere), print(1)]);
    expect(await book.remove(selection(['parse'], 'darwin-arm64'))).toBe(1);
    expect(await book.remove(selection(['parse']))).toBe(2);
    expect(await book.remove(selection([]))).toBe(1);
    expect(await book.list()).toEqual([]);
  });

  it('prunes by age and by number', async () => {
    const now = Date.now();
    const aged = (days: number) => parse(days, { recordedAt: new Date(now - days * 86_400_000).toISOString() });
    const { book } = await bookOf(Array.from({ length: 20 }, (_, i) => aged(i)));
    expect(await book.prune({ baselineRetentionDays: 365, baselineRetentionRuns: 30 })).toBe(0);
    // What is left out is older than 9.5 days, the oldest one being an anchor.
    expect(await book.prune({ baselineRetentionDays: 9.5, baselineRetentionRuns: 30 })).toBe(9);
    expect(await book.prune({ baselineRetentionDays: 365, baselineRetentionRuns: 5 })).toBe(5);
  });

  it('exports and imports', async () => {
    const { book } = await bookOf([parse(1), print(1)]);
    const file = join(temporaryDirectory(), 'all.json');
    await book.exportFile(file);
    const { book: other } = await bookOf([parse(5, elsewhere)]);
    expect(await other.importFile(file, true)).toBe(2);
    expect(await other.list()).toHaveLength(3);
    expect(await other.importFile(file, false)).toBe(2);
    expect(await other.list()).toHaveLength(2);
    expect(JSON.parse(await other.exportText())).toHaveProperty('runs');
  });

  it.each<[string, SeriesSelection, RegExp]>([
    ['neither names nor all', { tests: [], all: false, environmentKey: null }, /^Name the tests, or give/],
    ['both names and all', { tests: ['parse'], all: true, environmentKey: null }, /^Name the tests/],
    ['a test that is not stored', selection(['sort']), /stored under "sort"\. `evenkeel baseline list` names/],
    ['a part of a name', selection(['ARS']), /stored under "ARS"\. Did you mean "parse"\?/],
    ['one of two that is not stored', selection(['parse', 'sort']), /stored under "sort"/],
    [
      'an environment that is not stored',
      selection(['parse'], 'mars'),
      /environment "mars"\. There is: linux-x86_64-no/,
    ],
  ])('refuses %s, and changes nothing', async (_what, wrong, message) => {
    const { book } = await bookOf([parse(1), print(1)]);
    for (const act of [() => book.show(wrong), () => book.accept(wrong), () => book.remove(wrong)]) {
      await expect(act()).rejects.toThrow(UsageError);
      await expect(act()).rejects.toThrow(message);
    }
    expect(await book.list()).toHaveLength(2);
  });

  it('has nothing to select from where nothing is stored', async () => {
    const { book } = await bookOf([]);
    expect(await book.list()).toEqual([]);
    expect((await book.accept(selection([]))).accepted).toEqual([]);
    await expect(book.remove(selection([], 'mars'))).rejects.toThrow(/environment "mars"\. Nothing is stored yet\./);
  });
});
