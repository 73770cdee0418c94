import { describe, expect, it, vi } from 'vitest';
import { StoreError } from '../../../src/errors.ts';
import { measureAndJudge } from '../../../src/framework/suite/measure-and-judge.ts';
import { summarizeRun } from '../../../src/framework/suite/run-summary.ts';
import { ALLOCATED_BYTES } from '../../../src/model/metric.ts';
import { poolForTests } from '../../measure/processes/worker-pool.ts';
import { KEY, planned, tools } from './scripted.ts';

const place = poolForTests();

/** A test that allocates an array of so many numbers, and one that fails in the process of its other metrics alone. */
const fileOf = (length: number) => `import { perf } from 'evenkeel';
const counting = process.execArgv.includes('--single-threaded-gc');
perf('copies', () => new Array(${length}).fill(0.5));
perf('fails', () => { if (counting) throw new Error('no memory to count'); return {}; });
`;

const QUICK = {
  processes: 1,
  iterations: 5,
  warmupIterations: 1,
  maxDuration: 0.2,
  metrics: ['allocatedBytes'],
} as const;

/** Runs tests of the project with time that nothing is ever said of. */
async function runOf(path: string, given: ReturnType<typeof tools>, names: readonly string[], cancelled?: AbortSignal) {
  const tests = names.map((name) => {
    const test = planned(name, QUICK);
    return {
      ...test,
      load: { file: path, loader: 'node', cacheDirectory: null },
      plan: { ...test.plan, timeLimit: 60 },
    } as const;
  });
  const session = { ...given, context: { ...given.context, sessionId: crypto.randomUUID() } };
  return measureAndJudge(tests, session, { pool: place.pool, signal: cancelled, onEvent: undefined });
}

/** Of the same, its verdict on allocation; that on time is of a busy machine. */
async function allocationOf(path: string, given: ReturnType<typeof tools>) {
  const { results } = await runOf(path, given, ['copies']);
  return results[0]!.metrics!.find(({ name }) => name === 'allocatedBytes')!;
}

describe('metrics of functions in a run', () => {
  it('measures, judges and records allocated bytes behind time, and sees a change of 1 %', async () => {
    const project = place.projectOf({ 'a.perf.mjs': fileOf(1000), 'b.perf.mjs': fileOf(1010) });
    const given = tools();
    const { results } = await runOf(project.path('a.perf.mjs'), given, ['copies']);
    expect(results[0]!.metrics!.map(({ name }) => name)).toEqual(['time', 'allocatedBytes']);
    const [time, first] = results[0]!.metrics!;
    expect(time).toMatchObject({ unit: 'seconds', value: results[0]!.estimate, evidence: 'processes' });
    expect(first).toMatchObject({ recording: { state: 'recorded' }, validation: { verdict: 'no_baseline' } });
    expect(first!.value).toBeGreaterThan(8 * 1000);
    expect(first!.value).toBeLessThan(8 * 1000 + 200);
    expect(first!.how).toMatch(/heap was read/);

    const second = await allocationOf(project.path('a.perf.mjs'), given);
    expect(second.validation.verdict).toBe('pass');
    const third = await allocationOf(project.path('b.perf.mjs'), given);
    expect(third.validation.verdict).toBe('regression');
    expect(third.change!.percent).toBeCloseTo(1, 0);
    expect(third.recording.state).toBe('kept_as_regression');

    const stored = await given.store.history({ testName: 'copies', environmentKey: KEY, metric: ALLOCATED_BYTES });
    expect(stored.map(({ status }) => status)).toEqual(['recorded', 'recorded', 'regression']);
    expect(stored[0]!.processes).toHaveLength(3);
    expect(new Set(stored.map(({ runId }) => runId)).size).toBe(3);
  }, 120_000);

  it('fails a test of whose other metrics the series cannot be read any more, and keeps the others', async () => {
    const body = "perf('copies', () => new Array(1000).fill(0.5)); perf('lost', () => ({}));";
    const project = place.projectOf({ 'a.perf.mjs': `import { perf } from 'evenkeel'; ${body}` });
    const given = tools();
    const read = given.store.history.bind(given.store);
    vi.spyOn(given.store, 'history').mockImplementation(async (key) => {
      if (key.testName === 'lost' && key.metric !== undefined) throw new StoreError('database is locked.');
      return read(key);
    });
    const { results, failures } = await runOf(project.path('a.perf.mjs'), given, ['lost', 'copies']);
    expect(failures).toMatchObject([{ testName: 'lost', reason: 'store_failed' }]);
    expect(failures[0]!.message).toMatch(/^It was measured and not judged, .*database is locked/);
    expect(results.map(({ testName, recording }) => [testName, recording.state])).toEqual([
      ['copies', 'recorded_in_part'],
    ]);
    expect(await read({ testName: 'lost', environmentKey: KEY })).toEqual([]);
  }, 120_000);

  it('fails a test whose other metrics cannot be measured by its name, and keeps the others', async () => {
    const project = place.projectOf({ 'a.perf.mjs': fileOf(1000) });
    const given = tools();
    const outcome = await runOf(project.path('a.perf.mjs'), given, ['fails', 'copies']);
    expect(outcome.results.map(({ testName }) => testName)).toEqual(['copies']);
    expect(outcome.failures).toMatchObject([{ testName: 'fails', reason: 'threw' }]);
    expect(outcome.failures[0]!.message).toMatch(/^While allocatedBytes was measured: .*no memory to count/);
    expect(await given.store.history({ testName: 'fails', environmentKey: KEY })).toEqual([]);
    const facts = { skipped: [], interrupted: false, failOnInconclusive: false, mustMeasure: true };
    expect(summarizeRun({ ...outcome, ...facts })).toMatchObject({ failed: 1, exitCode: 2 });
  }, 120_000);
});
