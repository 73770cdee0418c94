import { describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { planTest } from '../../../src/config/plan.ts';
import { StoreError } from '../../../src/errors.ts';
import type { JudgeTools } from '../../../src/framework/suite/judge-suite.ts';
import type { PlannedTest } from '../../../src/measure/processes/schedule.ts';
import type { Metric } from '../../../src/model/metric.ts';
import { entriesOfResults } from '../../../src/report/documents/entry.ts';
import { KEY, planned, run, type Script, tools, verdicts } from './scripted.ts';

const ROWS: Metric = { name: 'value', unit: 'rows', better: 'lower', scatter: 'counted' };

function metricTest(
  name: string,
  metric: Partial<Metric> = {},
  options: PlannedTest['declaration']['options'] = {},
): PlannedTest {
  const declaration = { kind: 'metric', name, options, metric: { ...ROWS, ...metric } } as const;
  const { file, load } = planned(name);
  return { declaration, file, load, plan: planTest(declaration, new PerformanceConfig(), { isCI: false }) };
}

const rowsIn = (given: JudgeTools, testName: string, metric: Metric = ROWS) =>
  given.store.history({ testName, environmentKey: KEY, metric });
const always =
  (value: number): Script =>
  () =>
    value;

describe('a number of a user’s own', () => {
  it('begins a baseline, passes, is a regression where there is more of it, and not again once that is accepted', async () => {
    const given = tools();
    const tests = [metricTest('rows read')];
    const first = await run(tests, given, always(1000));
    expect(verdicts(first.results)).toEqual({ 'rows read': 'no_baseline' });
    expect(first.results[0]).toMatchObject({
      estimate: 1000,
      method: 'fresh_processes',
      metrics: [{ ...ROWS, value: 1000, evidence: 'exact', change: null }],
    });
    expect(verdicts((await run(tests, given, always(1000))).results)).toEqual({ 'rows read': 'pass' });
    const more = await run(tests, given, always(1010));
    expect(verdicts(more.results)).toEqual({ 'rows read': 'regression' });
    expect(more.results[0]!.validation.message).toMatch(/^1\.0 % more than the baseline/);
    expect(more.results[0]!.recording).toEqual({ state: 'kept_as_regression' });
    const accepted = await run(tests, { ...given, policy: { mode: 'accept' } }, always(1010));
    expect(accepted.results[0]!.validation).toMatchObject({
      verdict: 'pass',
      message: expect.stringMatching(/^Accepted/),
    });
    expect(verdicts((await run(tests, given, always(1010))).results)).toEqual({ 'rows read': 'pass' });
    expect((await rowsIn(given, 'rows read')).map(({ status }) => status)).toEqual([
      'recorded',
      'recorded',
      'regression',
      'accepted',
      'recorded',
    ]);
  });

  it('is a regression where there is less of what should be more', async () => {
    const given = tools();
    const tests = [metricTest('score', { better: 'higher', unit: '' })];
    await run(tests, given, always(100));
    expect(verdicts((await run(tests, given, always(98))).results)).toEqual({ score: 'regression' });
    expect(verdicts((await run(tests, given, always(103))).results)).toEqual({ score: 'improvement' });
  });

  it('is looked at by the margin of how it scatters', async () => {
    const one = metricTest('size', { scatter: 'single' });
    const rate = metricTest('rate', { scatter: 'sampled', better: 'higher', unit: 'per second' });
    const given = tools();
    const first = await run([one, rate], given, always(1000));
    expect(first.asked).toEqual(['size/candidate', ...new Array(5).fill('rate/candidate')]);
    const worse = await run([one, rate], given, ({ testName }) => (testName === 'size' ? 1006 : 994));
    expect(verdicts(worse.results)).toEqual({ size: 'regression', rate: 'pass' });
  });

  it('tolerates what its options say', async () => {
    const given = tools();
    const tests = [metricTest('rows read', {}, { tolerancePercent: 5 })];
    await run(tests, given, always(1000));
    expect(verdicts((await run(tests, given, always(1040))).results)).toEqual({ 'rows read': 'pass' });
  });

  it('stands among other tests in the order of the files, and is stored with them at once', async () => {
    const stored: number[] = [];
    const given = tools();
    const counting = {
      ...given,
      record: (records: Parameters<JudgeTools['record']>[0]) => {
        stored.push(records.length);
        return given.record(records);
      },
    };
    const outcome = await run(
      [metricTest('rows'), planned('parse'), metricTest('bytes', { unit: 'bytes' })],
      counting,
      always(3),
    );
    expect(outcome.results.map(({ testName }) => testName)).toEqual(['rows', 'parse', 'bytes']);
    expect(stored).toEqual([3]);
    expect(outcome.events.filter(({ kind }) => kind === 'started')).toEqual([
      { kind: 'started', tests: 3, processes: 7 },
    ]);
    const steps = outcome.events.flatMap((event) => (event.kind === 'step' ? event.progress : []));
    expect(steps.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('has its unit in every row of a document', async () => {
    const { results } = await run([metricTest('rows')], tools(), always(3));
    expect(entriesOfResults(results)).toMatchObject([{ name: 'rows', value: 3, metric: ROWS }]);
  });

  it('fails alone, and is left out from then on', async () => {
    const threw = {
      kind: 'failed',
      error: { name: 'Error', message: 'no table', stack: null, code: null },
      output: '',
    } as const;
    const given = tools();
    const outcome = await run([metricTest('bad'), metricTest('good')], given, ({ testName }) =>
      testName === 'bad' ? threw : 1,
    );
    expect(verdicts(outcome.results)).toEqual({ good: 'no_baseline' });
    expect(outcome.failures).toMatchObject([{ testName: 'bad', reason: 'threw', message: 'Error: no table' }]);
    expect(outcome.asked.filter((each) => each === 'bad/candidate')).toHaveLength(1);
    expect((await rowsIn(given, 'good')).map(({ status }) => status)).toEqual(['recorded']);
  });

  it('says what a process takes at least where its time was over', async () => {
    const over = { kind: 'timed_out', timeLimit: 60, firstCall: 21.234, output: '' } as const;
    const sampled = await run([metricTest('slow', { scatter: 'sampled' })], tools(), () => over);
    expect(sampled.failures[0]!.message).toMatch(
      /first call took 21 s, and a process makes 4 at least: set `timeLimit`/,
    );
    const never = await run([metricTest('never')], tools(), () => ({ ...over, firstCall: null }));
    expect(never.failures[0]!.message).toMatch(/Neither its set-up nor a first call had ended/);
  });

  it('is stored as a part where the run was cut short, and accepted by none such', async () => {
    const given = tools();
    const abort = new AbortController();
    const script: Script = ({ testName }) => {
      if (testName === 'b') abort.abort();
      return testName === 'b' ? { kind: 'aborted' } : 5;
    };
    const tests = [metricTest('a'), metricTest('b')];
    const outcome = await run(tests, given, script, abort.signal);
    // Rounds: a, b, then b again before a, which is not asked any more.
    expect(outcome.failures.map(({ testName, reason }) => [testName, reason])).toEqual([
      ['b', 'interrupted'],
      ['a', 'interrupted'],
    ]);
    const single = [metricTest('one', { scatter: 'single' }), metricTest('b')];
    const again = await run(single, given, script, undefined);
    expect(again.results[0]!.recording).toEqual({ state: 'recorded_in_part' });
    const accepting = await run(single, { ...given, policy: { mode: 'accept' } }, script, undefined);
    expect(accepting.results[0]!.recording).toMatchObject({
      state: 'not_recorded',
      reason: expect.stringContaining('cut short'),
    });
  });

  it('is neither compared nor stored where something stood in for a function', async () => {
    const given = tools();
    const tests = [metricTest('rows')];
    await run(tests, given, always(10));
    const fallback = { modulePath: 'db', functionName: 'count', kind: 'generic', reason: 'not installed' } as const;
    const { results } = await run(tests, given, () => ({
      kind: 'figures',
      figures: [99, 99, 99],
      fallbacks: [fallback],
    }));
    expect(results[0]!.validation.verdict).toBe('incomparable');
    expect(results[0]!.validation.message).toMatch(/a stand-in for count of "db"/);
    expect(results[0]!.recording).toMatchObject({ state: 'not_recorded' });
    expect(await rowsIn(given, 'rows')).toHaveLength(1);
  });

  it('says that it is not stored where the store fails, and keeps its verdict', async () => {
    const given = tools({
      record: () => {
        throw new StoreError('the disk is full');
      },
    });
    const { results } = await run([metricTest('rows')], given, always(10));
    expect(results[0]!.recording).toEqual({ state: 'failed', reason: 'the disk is full' });
    expect(results[0]!.metrics![0]!.recording).toEqual({ state: 'failed', reason: 'the disk is full' });
  });

  it('fails where its baselines cannot be read, and the rest of the run is stored as a part', async () => {
    const store = createMemoryStore();
    const read = store.history.bind(store);
    vi.spyOn(store, 'history').mockImplementation(async (key, ...rest) => {
      if (key.testName === 'lost') throw new StoreError('database is locked');
      return read(key, ...rest);
    });
    const given = tools({ store });
    const { results, failures } = await run(
      [metricTest('rows'), planned('parse'), metricTest('lost')],
      given,
      always(10),
    );
    expect(failures).toMatchObject([
      { testName: 'lost', reason: 'store_failed', message: expect.stringContaining('It was measured and not judged') },
    ]);
    expect(results.map(({ testName, recording }) => [testName, recording.state])).toEqual([
      ['rows', 'recorded_in_part'],
      ['parse', 'recorded_in_part'],
    ]);
  });
});
