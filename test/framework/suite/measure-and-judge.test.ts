import { describe, expect, it } from 'vitest';
import type { BaselineStore } from '../../../src/baselines/store.ts';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { StoreError } from '../../../src/errors.ts';
import type { JudgeTools } from '../../../src/framework/suite/judge-suite.ts';
import { KEY, planned, run, type Script, statuses, tools, verdicts, withRuns } from './scripted.ts';

const threw = {
  kind: 'failed',
  error: { name: 'Error', message: 'no such table', stack: null, code: null },
  output: '',
} as const;

describe('measureAndJudge', () => {
  it('records a first run, and passes the next one', async () => {
    const given = tools();
    const tests = [planned('parse'), planned('print')];
    const first = await run(tests, given, () => 1);
    expect(verdicts(first.results)).toEqual({ parse: 'no_baseline', print: 'no_baseline' });
    expect(first.results[0]!.processes.map(({ round }) => round)).toEqual([0, 1, 2]);
    const second = await run(tests, given, () => 1.01);
    expect(verdicts(second.results)).toEqual({ parse: 'pass', print: 'pass' });
    expect(second.results[0]!.recording).toEqual({ state: 'recorded' });
    expect(await statuses(given, 'parse')).toEqual(['recorded', 'recorded']);
  });

  it('measures again after all others what looks slower, and calls it a regression where it still is', async () => {
    const given = await withRuns(5, ['parse', 'print', 'sort']);
    const tests = ['parse', 'print', 'sort'].map((name) => planned(name));
    const outcome = await run(tests, given, ({ testName }) => (testName === 'parse' ? 2 : 1));
    expect(verdicts(outcome.results)).toEqual({ parse: 'regression', print: 'pass', sort: 'pass' });
    expect(outcome.results.map(({ testName }) => testName)).toEqual(['parse', 'print', 'sort']);
    expect(outcome.asked.slice(9)).toEqual(new Array(3).fill('parse/candidate'));
    const [parse] = outcome.results;
    expect(parse!.processes.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(parse!.recording).toEqual({ state: 'kept_as_regression' });
    expect(await statuses(given, 'parse')).toEqual([...new Array(5).fill('recorded'), 'regression']);
    expect(outcome.events.filter(({ kind }) => kind !== 'step')).toEqual([
      { kind: 'started', tests: 3, processes: 9 },
      { kind: 'confirming', tests: ['parse'], processes: 3, base: null },
    ]);
  });

  it('does not learn a regression: the next normal run passes, and the same slow run regresses again', async () => {
    const given = await withRuns(5, ['parse']);
    const tests = [planned('parse')];
    await run(tests, given, () => 2);
    await run(tests, given, () => 2);
    expect(verdicts((await run(tests, given, () => 1)).results)).toEqual({ parse: 'pass' });
    expect(verdicts((await run(tests, given, () => 2)).results)).toEqual({ parse: 'regression' });
  });

  it('believes a second look that finds nothing', async () => {
    const given = await withRuns(5, ['parse']);
    const outcome = await run([planned('parse')], given, ({ before }) => (before < 3 ? 1.1 : 0.97));
    expect(outcome.results[0]!.validation).toMatchObject({ verdict: 'pass', isValid: true });
    expect(outcome.results[0]!.validation.message).toMatch(/looked slower at first/);
    expect(outcome.asked).toHaveLength(6);
  });

  it('looks a third time where two looks disagree, and does not learn what stays in dispute', async () => {
    const given = await withRuns(5, ['parse']);
    const script: Script = ({ before }) => (before === 3 || before === 4 ? 1 : 3);
    const outcome = await run([planned('parse')], given, script);
    expect(outcome.asked).toHaveLength(9);
    expect(outcome.results[0]!.validation.verdict).toBe('inconclusive');
    expect(outcome.results[0]!.recording).toEqual({ state: 'not_recorded', reason: 'its measurements did not agree' });
    expect(outcome.results[0]!.processes.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await statuses(given, 'parse')).toHaveLength(5);
  });

  it('learns the noise of what is too noisy to tell, holds nothing against its code, and looks closer next time', async () => {
    const given = tools();
    const restless: Script = ({ before }) => [1, 1.8, 3.2][before]!;
    const outcomes = [];
    for (let i = 0; i < 3; i++) outcomes.push(await run([planned('parse')], given, restless));
    const [first, second, third] = outcomes.map(({ results }) => results[0]!);
    expect(first!.validation.verdict).toBe('no_baseline');
    expect(second!.validation).toMatchObject({ verdict: 'inconclusive', doubts: [{ name: 'too_noisy' }] });
    expect(second!.recording).toEqual({ state: 'recorded' });
    expect(await statuses(given, 'parse')).toEqual(['recorded', 'undecided', 'undecided']);
    const names = ({ evidence }: typeof third & {}) => evidence.suspicions.map(({ name }) => name);
    expect(names(second!)).not.toContain('undecided_before');
    expect(names(third!)).toContain('undecided_before');
  });

  it('asks whether pairs stand behind what passed only where they would have seen more', async () => {
    const given = await withRuns(5, ['parse', 'print']);
    const asked: string[][] = [];
    const coveredByPairs: JudgeTools['coveredByPairs'] = async (tests) => {
      asked.push(tests.map(({ test }) => test.declaration.name));
      return new Set(tests.map(({ test }) => test));
    };
    const tests = [planned('parse'), planned('print'), planned('new')];
    // Of processes that lie so far apart pairs are not expected to see more.
    const apart: Script = ({ testName, before }) => (testName === 'print' ? [0.94, 1, 1.06][before]! : 1);
    const { results } = await run(tests, { ...given, coveredByPairs }, apart);
    expect(verdicts(results)).toEqual({ parse: 'pass', print: 'pass', new: 'no_baseline' });
    expect(asked).toEqual([['parse']]);
    const [parse, print] = results.map(({ validation }) => validation.minimumDetectableChangePercent!);
    expect(parse).toBe(5);
    expect(print).toBeGreaterThan(5);
    await run(tests.slice(1, 2), { ...given, coveredByPairs }, apart);
    expect(asked).toHaveLength(1);
  });

  it('accepts what is slower without a second look, and holds the next run against it alone', async () => {
    const given = await withRuns(5, ['parse']);
    const accepting = { ...given, policy: { mode: 'accept' } as const };
    const accepted = await run([planned('parse')], accepting, () => 2);
    expect(accepted.asked).toHaveLength(3);
    expect(accepted.results[0]!.validation).toMatchObject({ verdict: 'pass', isValid: true });
    expect(accepted.results[0]!.validation.message).toBe(
      'Accepted as the new baseline: 99.6 % slower than the one before.',
    );
    expect(accepted.results[0]!.recording).toEqual({ state: 'accepted' });
    const next = await run([planned('parse')], given, () => 2);
    expect(next.results[0]!.thresholds.baselineMedian).toBe(2);
    expect(verdicts(next.results)).toEqual({ parse: 'pass' });
    expect(verdicts((await run([planned('parse')], given, () => 1)).results)).toEqual({ parse: 'improvement' });
  });

  it('reads and does not write where the policy says so, and still finds regressions', async () => {
    const given = await withRuns(5, ['parse']);
    const reading = { ...given, policy: { mode: 'none', reason: 'it is so' } as const };
    const outcome = await run([planned('parse')], reading, () => 2);
    expect(outcome.results[0]).toMatchObject({
      validation: { verdict: 'regression' },
      recording: { state: 'not_recorded', reason: 'it is so' },
    });
    expect(await statuses(given, 'parse')).toHaveLength(5);
  });

  it('leaves out a test that fails, measures the others, and records nothing of it', async () => {
    const given = tools();
    const outcome = await run([planned('parse'), planned('print')], given, ({ testName, before }) =>
      testName === 'parse' && before === 1 ? threw : 1,
    );
    expect(verdicts(outcome.results)).toEqual({ print: 'no_baseline' });
    expect(outcome.failures).toMatchObject([{ testName: 'parse', file: 'a.perf.ts', reason: 'threw' }]);
    expect(outcome.asked.filter((each) => each === 'parse/candidate')).toHaveLength(2);
    expect(await statuses(given, 'parse')).toEqual([]);
    expect(await statuses(given, 'print')).toEqual(['recorded']);
  });

  it('fails a test that fails when it is measured again', async () => {
    const given = await withRuns(5, ['parse']);
    const outcome = await run([planned('parse')], given, ({ before }) => (before < 3 ? 2 : threw));
    expect(outcome.results).toEqual([]);
    expect(outcome.failures).toMatchObject([{ testName: 'parse', reason: 'threw' }]);
    expect(await statuses(given, 'parse')).toHaveLength(5);
  });

  it('compares the sides of a comparison pair by pair, and stores nothing of it', async () => {
    const given = tools();
    const test = planned('both', { processes: 5, maxOverheadPercent: 30 }, 'comparison');
    const slow: Script = ({ side, before }) => (side === 'baseline' ? 1 : 1.8) * (1 + 0.01 * before);
    const { comparisons, results, asked } = await run([test], given, slow);
    expect(results).toEqual([]);
    expect(asked).toHaveLength(10);
    expect(comparisons).toHaveLength(1);
    expect(comparisons[0]).toMatchObject({
      testName: 'both',
      baselineName: 'baseline',
      candidateName: 'candidate',
      file: 'a.perf.ts',
      maxOverheadPercent: 30,
      isWithinThreshold: false,
    });
    expect(comparisons[0]!.overheadPercent).toBeCloseTo(80, 6);
    expect(await given.store.series()).toEqual([]);
  });

  it('keeps what is complete when it is interrupted', async () => {
    const given = tools();
    const controller = new AbortController();
    const tests = [planned('short', { processes: 1 }), planned('long', { processes: 3 })];
    const script: Script = ({ testName, before }) => {
      if (testName === 'long' && before === 1) controller.abort();
      return 1;
    };
    const { results, failures } = await run(tests, given, script, controller.signal);
    expect(verdicts(results)).toEqual({ short: 'no_baseline' });
    expect(failures).toMatchObject([{ testName: 'long', reason: 'interrupted' }]);
    expect(await statuses(given, 'short')).toEqual(['partial']);
    expect(await statuses(given, 'long')).toEqual([]);
  });

  it('counts the steps of a suite of several blocks through', async () => {
    const tests = Array.from({ length: 30 }, (_, i) => planned(`test ${i}`, { processes: 2 }));
    const { results, events } = await run(tests, tools(), () => 1);
    expect(results.map(({ testName }) => testName)).toEqual(tests.map(({ declaration }) => declaration.name));
    const steps = events.flatMap((event) => (event.kind === 'step' ? event.progress : []));
    expect(steps.map(({ done }) => done)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(new Set(steps.map(({ total }) => total))).toEqual(new Set([60]));
  });

  it('puts tests of one name and different baselines in the order of their files', async () => {
    const tests = [planned('same', { baselineKey: 'b' }), planned('same', { baselineKey: 'a' })];
    const { results } = await run(tests, tools(), () => 1);
    expect(results.map(({ baselineKey }) => baselineKey)).toEqual(['b', 'a']);
  });

  it('has nothing to do without tests', async () => {
    const { events, ...outcome } = await run([], tools(), () => 1);
    expect(events).toEqual([]);
    expect(outcome).toMatchObject({ results: [], comparisons: [], failures: [] });
  });

  it('records the weight that the adaptation rate of the configuration leaves', async () => {
    const given = tools({ config: new PerformanceConfig({ adaptationRate: 0.4 }) });
    await run([planned('parse')], given, () => 1);
    expect((await given.store.history({ testName: 'parse', environmentKey: KEY }))[0]!.decayFactor).toBe(0.6);
  });

  describe('where the store fails', () => {
    /** A store that can be broken, from then on for good. */
    function breakable(given: JudgeTools) {
      let isBroken = false;
      const unlessBroken = async <T>(work: () => Promise<T>): Promise<T> => {
        if (isBroken) throw new StoreError('Cannot read it: the disk is gone. Check it.');
        return work();
      };
      const used: Pick<BaselineStore, 'history' | 'series' | 'append'> = {
        history: (key) => unlessBroken(() => given.store.history(key)),
        series: (filter) => unlessBroken(() => given.store.series(filter)),
        append: (records) => unlessBroken(() => given.store.append(records)),
      };
      const store = used as BaselineStore;
      const breakIt = () => {
        isBroken = true;
      };
      return { broken: { ...given, store, record: used.append }, breakIt };
    }

    it('while a test is measured, judges it by what was read before, and says that it is not stored', async () => {
      const given = await withRuns(5, ['parse', 'print']);
      const { broken, breakIt } = breakable(given);
      const outcome = await run([planned('parse'), planned('print')], broken, ({ testName }) => {
        breakIt();
        return testName === 'parse' ? 2 : 1;
      });
      expect(verdicts(outcome.results)).toEqual({ parse: 'regression', print: 'pass' });
      // The second look was taken as well.
      expect(outcome.results[0]!.processes).toHaveLength(6);
      for (const { recording } of outcome.results) {
        expect(recording).toEqual({ state: 'failed', reason: 'Cannot read it: the disk is gone. Check it.' });
      }
      expect(outcome.failures).toEqual([]);
    });

    it('between blocks, reports what was measured, and fails the others without measuring them', async () => {
      const names = Array.from({ length: 30 }, (_, i) => `test ${i}`);
      const given = await withRuns(5, ['test 3']);
      const { broken, breakIt } = breakable(given);
      const tests = names.map((name) => planned(name, { processes: 2 }));
      const outcome = await run(tests, broken, ({ testName }) => {
        if (testName === 'test 23') breakIt();
        return testName === 'test 3' ? 2 : 1;
      });
      expect(outcome.results.map(({ testName }) => testName)).toEqual(names.slice(0, 24));
      expect(verdicts(outcome.results)).toMatchObject({ 'test 3': 'regression', 'test 4': 'no_baseline' });
      expect(outcome.failures.map(({ testName }) => testName)).toEqual(names.slice(24));
      expect(outcome.failures[0]).toMatchObject({ file: 'a.perf.ts', reason: 'store_failed', stack: null });
      expect(outcome.failures[0]!.message).toBe(
        'It was not measured, because its baselines could not be read any more: Cannot read it: the disk is gone. ' +
          'Check it. What was measured before is reported; run this again.',
      );
      expect(outcome.asked.some((asked) => asked.startsWith('test 24/'))).toBe(false);
    });

    it('before anything is measured, ends the run', async () => {
      const { broken, breakIt } = breakable(tools());
      breakIt();
      await expect(run([planned('parse')], broken, () => 1)).rejects.toThrow(StoreError);
    });

    it('lets a defect be one', async () => {
      const given = tools();
      const defective = { history: () => Promise.reject(new TypeError('x is not a function')) };
      const store = defective as unknown as BaselineStore;
      const tests = Array.from({ length: 25 }, (_, i) => planned(`test ${i}`));
      await expect(run(tests, { ...given, store }, () => 1)).rejects.toThrow(TypeError);
    });
  });

  it('says what it cannot compare with', async () => {
    const given = await withRuns(2, ['parse']);
    const elsewhere = { ...given, context: { ...given.context, environmentKey: 'darwin-arm64' } };
    const { results } = await run([planned('parse')], elsewhere, () => 9);
    expect(results[0]!.validation.verdict).toBe('incomparable');
    expect(results[0]!.validation.message).toMatch(/2 runs in the environment linux-x86_64-2c/);
  });
});
