import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { partTask } from '../../src/cli/part.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import type { RunPart } from '../../src/model/part.ts';
import type { RunReport } from '../../src/model/result.ts';
import { partFile, readPartFile } from '../../src/report/parts/part-file.ts';
import { outsideCi, storedRuns, temporaryDirectory } from '../framework/fixtures.ts';
import { parseRunReport } from '../report/parse-run-report.ts';
import { recorder } from './recorder.ts';
import { sharedSuite } from './shards.ts';

beforeEach(outsideCi);

const BROKEN = { kind: 'failed', error: { name: 'Error', message: 'broken', stack: null }, output: '' } as never;

/** What a run says of each test, in its order. */
function saidBy({ results, comparisons, failures, skipped }: RunReport) {
  return {
    results: results.map(({ file, testName, validation, recording }) => [
      file,
      testName,
      validation.verdict,
      recording.state,
    ]),
    comparisons: comparisons.map(({ file, testName, statisticalSignificance }) => [
      file,
      testName,
      statisticalSignificance.verdict,
    ]),
    failures: failures.map(({ file, testName, reason }) => [file, testName, reason]),
    skipped: skipped.map(({ file, testName }) => [file, testName]),
  };
}

describe('parts that are put together', () => {
  it.each([1, 2, 3, 7, 12])(
    'say of %s machines what one machine says of all tests, and are stored as one run',
    async (of) => {
      const alone = sharedSuite();
      const suite = sharedSuite();
      for (const each of [alone, suite]) each.times = { write: BROKEN };
      const { report: expected, exitCode } = await alone.whole();
      const files = await suite.parts(of);
      expect(await storedRuns(suite.cache)).toEqual([]);
      const merged = await suite.merge(...files, '--json', '-');
      expect(merged.exitCode).toBe(exitCode);
      const report = await parseRunReport(merged.out);
      expect(saidBy(report)).toEqual(saidBy(expected));
      expect(report.summary).toEqual(expected.summary);
      expect(report.gateChanges).toEqual(expected.gateChanges);
      const stored = await storedRuns(suite.cache);
      expect(stored.map(({ testName, status, estimate }) => [testName, status, estimate])).toEqual(
        (await storedRuns(alone.cache)).map(({ testName, status, estimate }) => [testName, status, estimate]),
      );
      expect(new Set(stored.map(({ runId }) => runId))).toEqual(new Set([report.environment.sessionId]));
      expect(new Set(stored.map(({ recordedAt }) => recordedAt)).size).toBe(1);
    },
  );

  it('are stored once, however often they are put together', async () => {
    const suite = sharedSuite();
    const files = await suite.parts(2);
    await suite.merge(...files);
    const once = await storedRuns(suite.cache);
    expect((await suite.merge(...files.toReversed())).exitCode).toBe(0);
    expect((await storedRuns(suite.cache)).map(({ runId }) => runId)).toEqual(once.map(({ runId }) => runId));
  });

  it('have a regression as one machine has it, and one that fails has the last word', async () => {
    const suite = sharedSuite();
    for (let i = 0; i < 4; i++) await suite.whole();
    suite.times = { sort: 3 };
    const parts = [await suite.part(1, 2), await suite.part(2, 2)];
    expect(parts.map(({ exitCode }) => exitCode).toSorted()).toEqual([0, 1]);
    const files = parts.map(({ file }) => file);
    const merged = await suite.merge(...files);
    expect(merged.exitCode).toBe(1);
    expect(merged.out).toMatch(/sort/);
    suite.times = { sort: 3, read: BROKEN };
    const report = await parseRunReport((await suite.merge(...(await suite.parts(2)), '--json', '-')).out);
    expect(report.summary).toMatchObject({ exitCode: 2, failed: 1, regressions: 1 });
    expect(report.failures).toMatchObject([{ testName: 'read', file: 'b.perf.js' }]);
  });

  it('keep the gate of the whole suite, which a later run is held against', async () => {
    const suite = sharedSuite();
    await suite.merge(...(await suite.parts(3)));
    const { report } = await suite.whole();
    expect(report.gateChanges).toEqual([]);
    suite.made.write({ 'evenkeel.toml': 'confidence_level = 0.999\n' });
    suite.made.commit();
    const files = await suite.parts(3);
    const merged = await suite.merge(...files, '--json', '-');
    expect((await parseRunReport(merged.out)).gateChanges).toMatchObject([{ setting: 'confidence_level' }]);
    expect((await suite.merge(...files, '--fail-on-gate-change')).exitCode).toBe(4);
  });

  it('are found in a directory, and written as JSON beside the table', async () => {
    const suite = sharedSuite();
    const [file] = await suite.parts(2);
    const json = join(temporaryDirectory(), 'run.json');
    const { exitCode, out } = await suite.merge(join(file!, '..'), '--json', json, '--explain', 'sort');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/\n8 tests: 1 inconclusive, 6 without baseline, 1 skipped in /);
    expect((await parseRunReport(readFileSync(json, 'utf8'))).summary.total).toBe(8);
    await expect(suite.merge(temporaryDirectory())).resolves.toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/has no part of a suite: no \*\.blob/),
    });
  });

  it('are not stored where that is not wanted, or not allowed, and say so', async () => {
    const suite = sharedSuite();
    const files = await suite.parts(2);
    const report = await parseRunReport((await suite.merge(...files, '--no-record', '--json', '-')).out);
    expect(report.results.map(({ recording }) => recording)).toEqual(
      report.results.map(() => ({ state: 'not_recorded', reason: 'recording was switched off' })),
    );
    Object.assign(process.env, {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: 'refs/pull/7/merge',
    });
    const ofRequest = await parseRunReport((await suite.merge(...files, '--json', '-')).out);
    expect(ofRequest.results[0]!.recording).toMatchObject({
      reason: expect.stringMatching(/^pull requests read baselines/),
    });
    expect(await storedRuns(suite.cache)).toEqual([]);
    expect((await suite.merge(...files, '--record')).exitCode).toBe(0);
    expect(await storedRuns(suite.cache)).not.toEqual([]);
  });

  it('store nothing of what was measured with --no-record', async () => {
    const suite = sharedSuite();
    await suite.merge(...(await suite.parts(2, { record: false })), '--record');
    expect(await storedRuns(suite.cache)).toEqual([]);
  });

  it('are accepted where they were measured with --update', async () => {
    const suite = sharedSuite();
    const files = await suite.parts(2, { update: true });
    const refused = await suite.merge(...files, '--no-record');
    expect(refused).toMatchObject({ exitCode: 2, err: expect.stringMatching(/--update.*--no-record/) });
    const report = await parseRunReport((await suite.merge(...files, '--json', '-')).out);
    expect(new Set(report.results.map(({ recording }) => recording.state))).toEqual(new Set(['accepted']));
    expect(new Set((await storedRuns(suite.cache)).map(({ status }) => status))).toEqual(new Set(['accepted']));
  });

  it('say that they could not be stored, and fail', async () => {
    const suite = sharedSuite();
    const files = await suite.parts(2);
    const inTheWay = join(temporaryDirectory(), 'file');
    writeFileSync(inTheWay, '');
    const { exitCode, out } = await suite.merge(...files, '--cache', inTheWay, '--json', '-');
    expect(exitCode).toBe(2);
    const report = await parseRunReport(out);
    expect(report.summary.notStored).toBe(report.results.length);
    expect(report.results[0]!.validation.warnings.join()).toMatch(/This run could not be stored/);
  });
});

describe('parts that are not whole', () => {
  async function refused(suite: ReturnType<typeof sharedSuite>, ...args: readonly string[]): Promise<string> {
    const { exitCode, err, out } = await suite.merge(...args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(
      /^error: These are not all parts of one suite, so nothing is said of it, and nothing was stored:\n/,
    );
    expect(await storedRuns(suite.cache)).toEqual([]);
    return err;
  }

  it('are refused where one is missing, there twice, damaged or none', async () => {
    const suite = sharedSuite();
    const [one, two, three] = (await suite.parts(3)) as [string, string, string];
    expect(await refused(suite, one, three)).toMatch(/\n {2}part 2 of 3 is missing: its machine did not finish/);
    const copy = join(temporaryDirectory(), 'copy.blob');
    writeFileSync(copy, readFileSync(two));
    expect(await refused(suite, one, two, copy, three)).toMatch(
      /\n {2}part 2 of 3 is there 2 times: .*part-2\.blob, .*copy\.blob\./,
    );
    writeFileSync(copy, readFileSync(two).subarray(0, 1000));
    const damaged = await refused(suite, one, copy, three);
    expect(damaged).toMatch(/copy\.blob is damaged or not whole: it does not match its checksum\./);
    expect(damaged).toMatch(/part 2 of 3 is missing/);
    expect(await refused(suite, one, two, join(copy, 'gone'))).toMatch(/gone cannot be read: ENOTDIR/);
  });

  it('are refused where they are of different divisions, settings or commits', async () => {
    const suite = sharedSuite();
    const { file: one } = await suite.part(1, 2);
    const { file: other } = await suite.part(2, 3);
    expect(await refused(suite, one, other)).toMatch(/are of different divisions: one of 2 parts, and one of 3\./);
    const { file: longer } = await suite.part(2, 2, { iterations: 50, confirm: 'history' });
    expect(await refused(suite, one, longer)).toMatch(
      /were measured by different settings: confirm \("pairs" and "history"\), iterations \(nothing and 50\)\./,
    );
    suite.made.write({ 'new.js': '' });
    const commit = suite.made.commit();
    const { file: newer } = await suite.part(2, 2);
    const err = await refused(suite, one, newer);
    expect(err).toMatch(
      new RegExp(`part-1\\.blob was measured on commit [0-9a-f]{7}, and ${commit.slice(0, 7)} is checked out here\\.`),
    );
    expect(err).toMatch(/were measured on different commits/);
  });

  it('are divided alike whatever is recorded between their starts', async () => {
    const suite = sharedSuite();
    const { file: one } = await suite.part(1, 2);
    suite.times = { parse: 90 };
    await suite.whole();
    const { file: two } = await suite.part(2, 2);
    expect((await suite.merge(one, two, '--no-record')).exitCode).toBe(0);
  });

  it('are refused where what was recorded before the commit was changed between their starts', async () => {
    const suite = sharedSuite();
    await suite.whole();
    // Whatever is recorded now was recorded before it.
    process.env.GIT_COMMITTER_DATE = '2090-01-01T00:00:00Z';
    suite.made.commit();
    const { file: one } = await suite.part(1, 2);
    suite.times = { parse: 90 };
    await suite.whole({ update: true });
    const { file: two } = await suite.part(2, 2);
    const { exitCode, err } = await suite.merge(one, two, '--no-record');
    expect(exitCode).toBe(2);
    expect(err).toMatch(/were divided differently, so that tests are missing and others there twice: "\w+"/);
    expect(err).toMatch(/What is stored was changed between their starts, or not all of them can read it\./);
  });

  it('are refused where they are of another project', async () => {
    const suite = sharedSuite();
    const files = await suite.parts(2);
    suite.made.git('remote', 'add', 'origin', 'git@github.com:owner/name.git');
    expect(await refused(suite, ...files)).toMatch(
      /part-1\.blob is of the project "project", and this is "owner\/name"\./,
    );
  });
});

describe('a part that somebody has changed, checksum and all', () => {
  type Change = (part: RunPart) => Partial<RunPart>;
  const withRecord = ({ records }: RunPart, overrides: Partial<RunRecord>) => ({
    records: [...records.slice(1), { ...records[0]!, ...overrides }],
  });

  it.each<[string, Change, RegExp]>([
    ['of another version', () => ({ evenkeelVersion: '0.0.1' }), /was written by evenkeel 0\.0\.1, and this is \d/],
    [
      'without a result',
      ({ report }) => ({ report: { ...report, results: report.results.slice(1) } }),
      /has nothing of "\w+", which it should have measured/,
    ],
    [
      'with a result of another part',
      ({ report, suite }) => {
        const other = suite.find(({ kind, part }) => kind === 'test' && part === 2)!;
        const result = { ...report.results[0]!, testName: other.testName!, file: other.file };
        return { report: { ...report, results: [...report.results, { ...result, baselineKey: 'new' }] } };
      },
      /has what another part should have measured: "\w+"/,
    ],
    [
      'with a result twice',
      ({ report }) => ({ report: { ...report, results: [...report.results, report.results[0]!] } }),
      /has several results of "\w+"/,
    ],
    [
      'with a run of another test',
      (part) => withRecord(part, { testName: 'other' }),
      /would store what it did not measure: "other"/,
    ],
    [
      'with a run of another environment',
      (part) => withRecord(part, { environmentKey: 'other' }),
      /would store what it did not measure: "\w+"/,
    ],
    [
      'with a run that cannot be',
      (part) => withRecord(part, { estimate: -1 }),
      /holds of "\w+" what cannot have been measured: estimate is not /,
    ],
    ['with an odd gate', () => ({ gate: { tests: 'none' } as never }), /holds a gate that is none of its suite/],
    [
      'that was interrupted',
      ({ report }) => ({ report: { ...report, summary: { ...report.summary, interrupted: true } } }),
      /was interrupted/,
    ],
  ])('is refused %s', async (_name, change, message) => {
    const suite = sharedSuite();
    const [one, two] = (await suite.parts(2)) as [string, string];
    const part = (await readPartFile(readFileSync(one))) as RunPart;
    writeFileSync(one, partFile({ ...part, ...change(part) }));
    expect(await suite.merge(one, two)).toMatchObject({ exitCode: 2, err: expect.stringMatching(message) });
    expect(await storedRuns(suite.cache)).toEqual([]);
    writeFileSync(one, partFile(part));
    expect((await suite.merge(one, two)).exitCode).toBe(0);
  });
});

describe('one part', () => {
  it('says that it is one, how the suite was divided, and what decides', async () => {
    const suite = sharedSuite();
    const { out, exitCode } = await suite.part(2, 3);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/This is part 2\/3 of the suite \(\d of 8 tests, division [0-9a-f]{8}\)/);
    expect(out).toMatch(/nothing is stored: evenkeel merge decides, with .*part-2\.blob and the other parts\.\n$/);
  });

  it('may be empty, which is no failure: other machines have the tests', async () => {
    const suite = sharedSuite({ 'a.perf.js': [{ kind: 'test', name: 'sort', options: { processes: 1 } }] });
    const { exitCode, file } = await suite.part(2, 2);
    expect({ exitCode, isThere: existsSync(file) }).toEqual({ exitCode: 0, isThere: true });
    expect((await suite.merge(file, (await suite.part(1, 2)).file)).exitCode).toBe(0);
  });

  it('leaves no old part where it does not finish', async () => {
    const suite = sharedSuite();
    const { file } = await suite.part(1, 2);
    await expect(suite.part(1, 2, { filter: 'no such test' })).rejects.toThrow(
      'No test has "no such test" in its name',
    );
    expect(existsSync(file)).toBe(false);
  });

  it('is not written over what is no part', () => {
    const file = join(temporaryDirectory(), 'notes.txt');
    writeFileSync(file, 'mine');
    expect(() => partTask({ shard: { part: 1, of: 2 }, blob: file }, {})).toThrow(
      /is there already and is no part of a run: name another file/,
    );
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it.each([
    [{ blob: 'a.blob' }, /^--blob is the file of a part: name the part as well, with --shard 1\/4\.$/],
    [{ shard: { part: 2, of: 4 } }, /^--shard 2\/4 needs a file for what is measured: --blob part-2\.blob\.$/],
    [{ shard: { part: 2, of: 4 }, blob: '-' }, /^--blob takes a file, and not the standard output\.$/],
  ])('needs both options: %o', (flags, message) => {
    expect(() => partTask(flags, {})).toThrow(message);
  });
});

it('refuses parts that are none, before anything is done', async () => {
  const { command } = await import('./recorder.ts');
  for (const shard of ['0/4', '5/4', '1', '1/0', '1/5000', 'a/b', '1/2/3', '-1/2']) {
    expect(await command(['run', '--shard', shard, '--blob', 'x'])).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/It must be a part and how many there are, such as 2\/4, of at most 1000\./),
    });
  }
  expect(recorder().written.out).toBe('');
});
