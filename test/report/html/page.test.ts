import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS, withText } from '../../../bench/faults/names/hostile-texts.mjs';
import { ciCommandsIn, unseenIn } from '../../../bench/faults/names/readers.mjs';
import { sanitized } from '../../../src/output/sanitize.ts';
import { OUTCOMES } from '../../../src/report/documents/entry.ts';
import { commandsOf } from '../../../src/report/html/commands.ts';
import { comparePage } from '../../../src/report/html/compare-page.ts';
import { unpackNumbers } from '../../../src/report/html/packed-numbers.ts';
import type { PastOf } from '../../../src/report/html/page.ts';
import { isMissing, type PageHistory, RUN_MARKS } from '../../../src/report/html/page-data.ts';
import { runPage, smokePage } from '../../../src/report/html/run-page.ts';
import { storedPage } from '../../../src/report/html/stored-page.ts';
import { runRecord } from '../../baselines/records.ts';
import { compareReport } from '../compare-fixtures.ts';
import { report } from '../fixtures.ts';
import { smoke } from '../smoke-and-list-fixtures.ts';
import { commit, madeUpPast, madeUpRun } from './made-up.ts';
import { readPage, textOf } from './pages.ts';

const nothing: PastOf = async () => ({ missing: 'There is no store.' });

async function runWith(past: PastOf, run = report) {
  const text = await textOf(runPage(run, past));
  return { text, ...readPage(text) };
}

function history(part: object | undefined): PageHistory {
  if (part === undefined || isMissing(part)) throw new Error(`no history: ${JSON.stringify(part)}`);
  return part as PageHistory;
}

describe('the page of a run', () => {
  it('has a row for each test, comparison and failure, with what became of it', async () => {
    const { index } = await runWith(nothing);
    const expected = [...report.results, ...report.comparisons, ...report.failures];
    expect(index.rows).toHaveLength(expected.length + report.skipped.length);
    expect(index.rows.find(({ name }) => name === 'parse > large document')).toMatchObject({
      outcome: 'regression',
      change: { percent: 6.31, low: 4.12, high: 8.2 },
      decidedBy: 'pairs',
      base: 'main (1a2b3c4)',
      figure: '1.31 ms',
    });
    expect(new Set(index.rows.map(({ id }) => id)).size).toBe(index.rows.length);
  });

  it('says where histories are missing, and what the run was held against', async () => {
    const { index, details } = await runWith(nothing);
    const at = index.rows.findIndex(({ name }) => name === 'parse > small document');
    const part = details[at]!.metrics[0]!.history;
    expect(part).toEqual({
      missing: expect.stringMatching(/^There is no store\. It was held against a baseline of 12\.3 µs; up to /),
    });
  });

  it('has the stored runs and its own as the last one', async () => {
    const { index, details } = await runWith(madeUpPast, madeUpRun(3));
    const { marks, commits, estimates, margin, baseline } = history(details[2]!.metrics[0]!.history);
    expect([...marks]).toEqual([
      ...Array.from({ length: 12 }, () => RUN_MARKS.superseded),
      RUN_MARKS.accepted,
      ...Array.from({ length: 8 }, () => RUN_MARKS.recorded),
      RUN_MARKS.regression,
      ...Array.from({ length: 3 }, () => RUN_MARKS.recorded),
      RUN_MARKS.undecided,
      ...Array.from({ length: 4 }, () => RUN_MARKS.recorded),
      RUN_MARKS.now,
    ]);
    expect(index.hashes[commits[0]!]).toBe(commit(1));
    expect(index.hashes[commits.at(-1)!]).toBe(report.environment.ciEnvironment.commit);
    expect(unpackNumbers(estimates).at(-1)! / madeUpRun(3).results[2]!.estimate).toBeCloseTo(1, 3);
    expect(margin).not.toBe(null);
    expect(baseline).not.toBe(null);
  });

  it('does not take its own run, or later ones, for its past', async () => {
    const run = madeUpRun(3);
    const own = {
      ...runRecord(1),
      runId: 'this-run',
      recordedAt: report.startedAt,
      testName: run.results[2]!.testName,
    };
    const later = { ...own, runId: 'later', recordedAt: '2026-04-01T00:00:00.000Z' };
    const past: PastOf = async (key) => {
      const stored = await madeUpPast(key);
      if (isMissing(stored)) return stored;
      return { ...stored, records: [...stored.records, own, later] };
    };
    const { details } = await runWith(past, run);
    const { marks } = history(details[2]!.metrics[0]!.history);
    expect(marks).toHaveLength(31);
    expect(marks.indexOf(RUN_MARKS.now)).toBe(30);
  });

  it('has each metric with its own history', async () => {
    const { details } = await runWith(madeUpPast, madeUpRun(3));
    expect(details[2]!.metrics.map(({ name, unit }) => [name, unit])).toEqual([
      ['time', 'seconds'],
      ['allocatedBytes', 'bytes'],
    ]);
    expect(unpackNumbers(history(details[2]!.metrics[1]!.history).estimates)).toContain(4096);
  });

  it('has pairs, the samples of each process, and commands that name the test', async () => {
    const { index, details } = await runWith(madeUpPast, madeUpRun(3));
    const [metric] = details[2]!.metrics;
    expect(metric!.pairs).toMatchObject({ percents: expect.arrayContaining([7.358]), base: 'main (1a2b3c4)' });
    expect(metric!.samples).toMatchObject({ every: 1, processes: { length: 5 } });
    const name = "'group 2 > does what test number 2 is about'";
    const commands = commandsOf(details[2]!.asked!, index.rows[2]!.name);
    expect(commands.map(({ command }) => command)).toEqual([
      `npx evenkeel baseline accept ${name}`,
      `npx evenkeel run bench/file-0.perf.ts --filter ${name} --explain ${name}`,
      `npx evenkeel compare 1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d bench/file-0.perf.ts --filter ${name}`,
      `npx evenkeel baseline show ${name}`,
    ]);
  });

  it('asks for the commits that it names, and for those since the base', async () => {
    const asked: unknown[] = [];
    const fact = {
      hash: commit(1),
      author: 'Ada \u202eL.',
      date: '2026-02-01T09:00:00Z',
      subject: 'parse: <b>faster</b>',
    };
    const text = await textOf(runPage(madeUpRun(3), madeUpPast), async (hashes, base, head) => {
      asked.push(hashes.length, base, head);
      return { commits: [fact], changes: [] };
    });
    expect(asked).toEqual([26, '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d', report.environment.ciEnvironment.commit]);
    expect(readPage(text).index.commits).toEqual([{ ...fact, author: 'Ada \\u202eL.' }]);
  });

  it('takes no more than 400 kB for 100 tests', async () => {
    const { text } = await runWith(madeUpPast, madeUpRun(100));
    expect(Buffer.byteLength(text)).toBeLessThan(400_000);
  });
});

describe('other pages', () => {
  it('are of a comparison: pairs, and the samples of both sides', async () => {
    const { index, details } = readPage(await textOf(comparePage(compareReport, nothing)));
    expect(index.title).toMatch(/^Compared with /);
    expect(index.rows.map(({ outcome }) => OUTCOMES.indexOf(outcome))).not.toContain(-1);
    const at = index.rows.findIndex(({ outcome }) => outcome === 'regression');
    const [metric] = details[at]!.metrics;
    expect(metric!.pairs?.percents.length).toBeGreaterThan(2);
    expect(metric!.samples).toMatchObject({ processes: expect.arrayContaining([['base', 0, 1]]) });
  });

  it('are of what is stored: a row for each series, and its runs', async () => {
    const records = [1, 2, 3].map((day) => runRecord(day));
    const stored = async function* () {
      yield { baseline: null, records };
      yield { baseline: null, records: [runRecord(9, { testName: 'other', status: 'regression' })] };
    };
    const { index, details } = readPage(await textOf(storedPage(stored())));
    expect(index.rows.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['parse a large file', 'pass'],
      ['other', 'regression'],
    ]);
    expect(history(details[0]!.metrics[0]!.history).marks).toBe('rrr');
    expect(details[1]!.asked).toEqual({ isStored: true, isRegression: true, file: null });
    expect(details[0]!.metrics[0]!.samples).toEqual({ missing: expect.stringContaining('not their order') });
  });

  it('are of a smoke run', async () => {
    const { index } = readPage(await textOf(smokePage(smoke)));
    expect(index.rows.some(({ outcome }) => outcome === 'ran')).toBe(true);
  });
});

describe('a page', () => {
  it('has a policy by which nothing is fetched, and nothing runs but its own script', async () => {
    const { text } = await runWith(nothing);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)![1]!;
    const hash = (tag: string) => {
      const inside = text.slice(text.lastIndexOf(`<${tag}>`) + tag.length + 2, text.lastIndexOf(`</${tag}>`));
      return `'sha256-${createHash('sha256').update(inside).digest('base64')}'`;
    };
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash('script')}`,
      `style-src ${hash('style')}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(text).not.toMatch(/ (?:src|srcset|on[a-z]+|style)=/);
  });

  it.each(Object.entries(HOSTILE_TEXTS))(
    'has nothing of a name that ends its data, steers or hides: %s',
    async (_what, name) => {
      const run = withText(report, name);
      const { text, index } = await runWith(nothing, run);
      expect(index.rows).toHaveLength((await runWith(nothing)).index.rows.length);
      expect(text.match(/<script/g)).toHaveLength(index.rows.length + 2);
      expect(unseenIn(text)).toBe(null);
      expect(ciCommandsIn(text)).toEqual([]);
      expect(sanitized(text) === text).toBe(true);
    },
  );
});
