import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import { madeWith, runRecord } from '../baselines/records.ts';
import { storedRuns, temporaryDirectory } from '../framework/fixtures.ts';
import { command } from './recorder.ts';

const parse = (day: number, overrides: Partial<RunRecord> = {}) => runRecord(day, { testName: 'parse', ...overrides });
const slow = { status: 'regression', estimate: 0.002 } as const;
const elsewhere = { environmentKey: 'darwin-arm64' };

/** A cache with these runs, and a way to call a baseline command on it. */
async function cacheWith(records: readonly RunRecord[]) {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory });
  await store.append(records);
  await store.close();
  const baseline = (...args: readonly string[]) => command(['baseline', ...args, '--cache', directory]);
  return { directory, baseline };
}

describe('baseline list', () => {
  it('lists series by environment', async () => {
    const { baseline } = await cacheWith([parse(1), parse(2), parse(3, elsewhere)]);
    const { exitCode, out, err } = await baseline('list');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    await expect(out).toMatchFileSnapshot('golden/baseline-list.golden');
  });

  it('says how to make the first one', async () => {
    const { baseline } = await cacheWith([]);
    expect((await baseline('list')).out).toBe('No baselines are stored yet: "evenkeel run" makes them.\n');
  });

  it('takes no arguments', async () => {
    const { baseline } = await cacheWith([]);
    expect((await baseline('list', 'parse')).exitCode).toBe(2);
  });
});

describe('baseline show', () => {
  it('shows a baseline and its runs, an environment each', async () => {
    const { baseline } = await cacheWith([parse(1), parse(2), parse(3, slow), parse(4, elsewhere)]);
    const { exitCode, out } = await baseline('show', 'parse');
    expect(exitCode).toBe(0);
    await expect(out).toMatchFileSnapshot('golden/baseline-show.golden');
    const one = await baseline('show', 'parse', '--env', 'darwin-arm64');
    expect(one.out).not.toContain('linux');
  });

  it('says what is stored under another name', async () => {
    const { baseline } = await cacheWith([parse(1)]);
    expect(await baseline('show', 'Par')).toEqual({
      exitCode: 2,
      out: '',
      err: 'error: No baseline is stored under "Par". Did you mean "parse"?\n',
    });
    expect((await baseline('show', 'parse', '--env', 'mars')).err).toMatch(/^error: No baseline is stored of the env/);
  });
});

describe('baseline show --json', () => {
  it('tells what each run was made with, null where nobody knows', async () => {
    const { baseline } = await cacheWith([parse(1), parse(2, { madeWith: madeWith({ os: '\u001b[2JUbuntu' }) })]);
    const { out } = await baseline('show', 'parse', '--json');
    expect(out).not.toContain('\u001b');
    expect(JSON.parse(out).runs).toMatchObject([
      { runId: 'run-1', madeWith: null },
      { runId: 'run-2', madeWith: { node: '20.19.5', os: '\u001b[2JUbuntu' } },
    ]);
  });
});

describe('baseline accept', () => {
  it('accepts a regression, and says so', async () => {
    const { baseline, directory } = await cacheWith([parse(1), parse(2, slow)]);
    const { exitCode, out } = await baseline('accept', 'parse');
    expect(exitCode).toBe(0);
    expect(out).toBe('Accepted: parse (linux-x86_64-node20). Its newest run is its baseline now.\n');
    expect((await storedRuns(directory)).map(({ status }) => status)).toEqual(['recorded', 'accepted']);
  });

  it('says of which there is nothing to accept', async () => {
    const { baseline } = await cacheWith([parse(1), parse(2, { ...slow, ...elsewhere })]);
    expect((await baseline('accept', 'parse')).out).toBe(
      'Accepted: parse (darwin-arm64). Its newest run is its baseline now.\n' +
        'Nothing to accept: parse (linux-x86_64-node20). Its newest run was not a regression.\n',
    );
    expect((await baseline('accept', '--all')).out).toBe('Nothing to accept: no newest run was a regression.\n');
  });

  it('takes all, and speaks of those that it accepted', async () => {
    const { baseline } = await cacheWith([parse(1, slow), runRecord(1, { testName: 'print' })]);
    const { out } = await baseline('accept', '--all');
    expect(out).toBe('Accepted: parse (linux-x86_64-node20). Its newest run is its baseline now.\n');
  });

  it('wants to know what is meant', async () => {
    const { baseline, directory } = await cacheWith([parse(1, slow)]);
    for (const args of [[], ['parse', '--all']]) {
      const { exitCode, err } = await baseline('accept', ...args);
      expect(exitCode).toBe(2);
      expect(err).toBe('error: Name the tests, or give --all.\n');
    }
    expect((await storedRuns(directory))[0]!.status).toBe('regression');
  });

  it('does not let a stored name steer the terminal', async () => {
    const { baseline } = await cacheWith([parse(1, { ...slow, testName: '\u001b[2Jboo' })]);
    const { out } = await baseline('accept', '--all');
    expect(out).not.toContain('\u001b');
    expect(out).toContain('boo');
  });
});

describe('baseline remove and prune', () => {
  it('remove what is named, or everything, and count it', async () => {
    const { baseline } = await cacheWith([parse(1), parse(2), runRecord(1, { testName: 'print' })]);
    expect((await baseline('remove', 'print')).out).toBe('Removed 1 run.\n');
    expect((await baseline('remove')).exitCode).toBe(2);
    expect((await baseline('remove', '--all')).out).toBe('Removed 2 runs.\n');
    expect((await baseline('remove', '--all')).out).toBe('Removed 0 runs.\n');
  });

  it('drop what is old or too much', async () => {
    const now = Date.now();
    const aged = (days: number) => parse(days, { recordedAt: new Date(now - days * 86_400_000).toISOString() });
    const { baseline } = await cacheWith(Array.from({ length: 40 }, (_, i) => aged(i)));
    // Day 39 stays as the anchor.
    expect((await baseline('prune')).out).toBe('Dropped 9 runs.\n');
    expect((await baseline('prune', '--runs', '10')).out).toBe('Dropped 20 runs.\n');
    expect((await baseline('prune', '--days', '5')).out).toBe('Dropped 5 runs.\n');
    expect((await baseline('prune', '--days', '5')).out).toBe('Dropped 0 runs.\n');
  });
});

describe('baseline export and import', () => {
  it('carry runs from one cache to another', async () => {
    const from = await cacheWith([parse(1), parse(2)]);
    const to = await cacheWith([runRecord(1, { testName: 'print' })]);
    const file = join(temporaryDirectory(), 'baselines.json');
    expect((await from.baseline('export', file)).out).toBe(`Wrote ${file}.\n`);
    expect((await to.baseline('import', file)).out).toBe(`Read 2 runs from ${file}.\n`);
    expect(await storedRuns(to.directory)).toHaveLength(3);
    expect((await to.baseline('import', file, '--replace')).exitCode).toBe(0);
    expect(await storedRuns(to.directory)).toEqual(await storedRuns(from.directory));
  });

  it('export to standard output, and nothing else there', async () => {
    const { baseline } = await cacheWith([parse(1)]);
    const { out } = await baseline('export', '-');
    expect(JSON.parse(out).runs).toHaveLength(1);
  });

  it('say what is wrong with a file', async () => {
    const { baseline, directory } = await cacheWith([parse(1)]);
    const file = join(temporaryDirectory(), 'notes.json');
    writeFileSync(file, '{"some": "thing"}');
    for (const [args, message] of [
      [['import', `${file}.missing`], /^error: The baselines in .* cannot be read: ENOENT/],
      [['import', file], /^error: /],
      [['export', join(file, 'below')], /^error: The baselines cannot be written: ENOTDIR/],
    ] as const) {
      const { exitCode, err } = await baseline(...args);
      expect(exitCode).toBe(2);
      expect(err).toMatch(message);
      expect(err).not.toMatch(/defect/);
    }
    expect(await storedRuns(directory)).toHaveLength(1);
  });
});

describe('a cache directory', () => {
  it.each([
    [['list'], 0, 'No baselines are stored yet'],
    [['show', 'parse'], 2, 'No baseline is stored under "parse"'],
    [['accept', '--all'], 0, 'Nothing to accept'],
    [['remove', '--all'], 0, 'Removed 0 runs.'],
    [['prune'], 0, 'Dropped 0 runs.'],
    [['export', '-'], 0, '"runs":[\n]'],
  ] as const)('that is not there is not made by %j', async (args, exitCode, words) => {
    const directory = join(temporaryDirectory(), 'cache');
    const answer = await command(['baseline', ...args, '--cache', directory]);
    expect(answer.exitCode).toBe(exitCode);
    expect(answer.out + answer.err).toContain(words);
    expect(existsSync(directory)).toBe(false);
  });

  it('that is there stays as it is where nothing is stored in it', async () => {
    const directory = temporaryDirectory();
    expect((await command(['baseline', 'list', '--cache', directory])).exitCode).toBe(0);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('that is not there is made by an import', async () => {
    const from = await cacheWith([parse(1)]);
    const file = join(temporaryDirectory(), 'baselines.json');
    await from.baseline('export', file);
    const directory = join(temporaryDirectory(), 'cache');
    expect((await command(['baseline', 'import', file, '--cache', directory])).exitCode).toBe(0);
    expect(await storedRuns(directory)).toHaveLength(1);
  });

  it('that cannot be is an error that says so', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    const { exitCode, err } = await command(['baseline', 'list', '--cache', join(file, 'cache')]);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/^error: Cannot make the directory for baselines .*file/);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('with a damaged file is warned of, and works', async () => {
    const directory = join(temporaryDirectory(), 'cache');
    mkdirSync(directory);
    writeFileSync(
      join(directory, 'baselines.sqlite'),
      'no database at all, but long enough to look like one\n'.repeat(99),
    );
    const { exitCode, out, err } = await command(['baseline', 'list', '--cache', directory]);
    expect(exitCode).toBe(0);
    expect(out).toContain('No baselines are stored yet');
    expect(err).toMatch(/^warning: .*baselines\.damaged-/);
  });
});
