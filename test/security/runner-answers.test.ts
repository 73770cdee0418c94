// What a test of a runner measured travels to the process that reports and stores, from a process in which the test's own
// code runs. What does not hold is a failure of that test, and no other.
import { deflateSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { packMessage } from '../../src/integrations/node-test/message.ts';
import { reportOf } from '../../src/integrations/node-test/report-of.ts';
import { NO_OUTCOME, packOutcome, readOutcome, type TestOutcome } from '../../src/integrations/shared/outcome.ts';
import { runRecord } from '../baselines/records.ts';
import { outsideCi, temporaryDirectory } from '../framework/fixtures.ts';
import { testResult } from '../report/fixtures.ts';

const KEY = testResult({ testName: 'hostile' }).baselineKey;
const OWNER = { id: 'a.test.js\nhostile', testName: 'hostile', file: 'a.test.js' };
const outcome = (over: object = {}): TestOutcome => ({
  ...NO_OUTCOME,
  results: [testResult({ testName: 'hostile' })],
  ...over,
});
const FORGED: readonly (readonly [string, string])[] = [
  ['text', 'no outcome'],
  ['nothing', ''],
  ['null', packOutcome(null as never)],
  ['results of null', packOutcome(outcome({ results: null }))],
  ['a result without a verdict', packOutcome(outcome({ results: [{ testName: 'hostile' }] }))],
  ['a run of another test', packOutcome(outcome({ records: [runRecord(1, { testName: 'not measured' })] }))],
  [
    'a run of endless times',
    packOutcome(outcome({ records: [runRecord(1, { testName: KEY, estimate: Number.POSITIVE_INFINITY })] })),
  ],
  ['a kilobyte that stands for a gigabyte', deflateSync(Buffer.alloc(2 ** 29)).toString('base64')],
];

beforeEach(outsideCi);
beforeEach(() => {
  const directory = process.cwd();
  process.chdir(temporaryDirectory());
  return () => process.chdir(directory);
});

describe('what a test told', () => {
  it.each(FORGED)('is a failure of that test where it is %s', async (_, text) => {
    const read = await readOutcome(text, OWNER);
    expect(read).toMatchObject({
      results: [],
      records: [],
      failures: [{ testName: 'hostile', reason: 'invalid_answer' }],
    });
  });

  it('is what it told where it holds', async () => {
    const told = outcome({ records: [runRecord(1, { testName: KEY })] });
    expect(await readOutcome(packOutcome(told), OWNER)).toEqual(told);
  });

  it('leaves all others their results in the report of node:test', async () => {
    const good = { id: 'a.test.js\ngood', testName: 'good', file: 'a.test.js' };
    const sound = packMessage({ owner: good, outcome: { ...NO_OUTCOME, results: [testResult({ testName: 'good' })] } });
    const forged = FORGED.map(
      ([name, text]) => `evenkeel:${JSON.stringify({ ...OWNER, id: name, testName: name })}${text}`,
    );
    const report = await reportOf([...forged, 'evenkeel:{junk', 'evenkeel:{"id":1}', sound], new Date());
    expect(report!.results.map(({ testName }) => testName)).toEqual(['good']);
    const names = report!.failures.map(({ testName }) => testName);
    expect(names).toEqual([...FORGED.map(([name]) => name), '(unknown)']);
    expect(report!.summary.exitCode).toBe(2);
  });
});
