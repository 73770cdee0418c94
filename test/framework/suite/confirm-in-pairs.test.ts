import { describe, expect, it } from 'vitest';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import type { Confirmation } from '../../../src/framework/confirm/confirmation.ts';
import { COST_WITHOUT_PAIRS } from '../../../src/framework/confirm/no-base.ts';
import { context, local } from '../fixtures.ts';
import {
  BASE,
  confirming,
  inPairs,
  planned,
  run,
  type Script,
  statuses,
  tools,
  verdicts,
  withRuns,
} from './scripted.ts';

const PULL_REQUEST = { ...local, isCI: true, isPullRequest: true };

const without = (parts: Partial<Extract<Confirmation, { kind: 'without_pairs' }>> = {}): Confirmation => ({
  kind: 'without_pairs',
  reason: 'This is a shallow clone.',
  remedy: 'Fetch it.',
  isHarmless: false,
  ...parts,
});

const threw: Confirmation = {
  kind: 'failed',
  failure: { testName: 'parse', file: 'a.perf.ts', reason: 'threw', message: 'Error: no', stack: null },
};

describe('suspects', () => {
  it('are confirmed in pairs once all tests were measured, the most suspicious first', async () => {
    const given = await withRuns(8, ['parse', 'print', 'sort', 'scan']);
    const { confirm, asked } = confirming((suspect) => inPairs(suspect, 1));
    const tests = ['scan', 'sort', 'parse', 'print', 'fresh'].map((name) => planned(name));
    const slower: Readonly<Record<string, number>> = { parse: 1.3, print: 2, sort: 1.6 };
    const outcome = await run(tests, { ...given, confirm }, ({ testName }) => slower[testName] ?? 1);
    // What has no history is less suspicious than what looks slower; what looks like its past is no suspect.
    expect(asked).toEqual([['print', 'sort', 'parse', 'fresh']]);
    expect(outcome.asked).toHaveLength(15);
    expect(outcome.results.map(({ testName }) => testName)).toEqual(['scan', 'sort', 'parse', 'print', 'fresh']);
    expect(outcome.events.filter(({ kind }) => kind !== 'step')).toEqual([
      { kind: 'started', tests: 5, processes: 15 },
      { kind: 'confirming', tests: ['print', 'sort', 'parse', 'fresh'], processes: 8, base: BASE },
    ]);
  });

  it('are what pairs say, and the result carries what these went by', async () => {
    const given = await withRuns(8, ['parse', 'print', 'sort']);
    const factors: Readonly<Record<string, number>> = { parse: 1.5, print: 1, sort: 0.5 };
    const { confirm } = confirming((suspect) => inPairs(suspect, factors[suspect.test.declaration.name]!));
    const tests = ['parse', 'print', 'sort'].map((name) => planned(name));
    const { results, warnings } = await run(tests, { ...given, confirm }, () => 1.5);
    expect(verdicts(results)).toEqual({ parse: 'regression', print: 'pass', sort: 'improvement' });
    expect(warnings).toEqual([]);
    const [parse, print] = results;
    expect(parse!.validation.message).toMatch(
      /^50(\.0)? % slower than the code of the merge-base with main \(1a2b3c4\); confirmed in 8 pairs of processes that ran both by turns\.$/,
    );
    expect(parse!.change!.percent).toBeCloseTo(50, 0);
    expect(parse!.evidence).toMatchObject({
      decidedBy: 'pairs',
      base: BASE,
      manner: { kind: 'by_turns', isPinned: true },
      aspect: 'lowEnd',
      control: null,
    });
    expect(print!.validation.message).toContain('longer than in past runs, and so does that code here and now');
    if (print!.evidence.decidedBy !== 'pairs') throw new Error('past runs decided');
    expect(print!.evidence.logRatios.lowEnd).toHaveLength(8);
    expect(print!.evidence.historyChange!.percent).toBeCloseTo(50, 0);
    expect(print!.evidence.suspicions.map(({ name }) => name)).toContain('slower_look');
    // The run is still held against past ones, and its own figures stay those of its processes.
    expect(print!.thresholds.baselineMedian).toBeCloseTo(1, 1);
    expect(print!.estimate).toBeCloseTo(1.5, 1);
    expect(print!.processes).toHaveLength(3);
  });

  it('that pairs decided about are recorded by what these say', async () => {
    const given = await withRuns(5, ['parse', 'print', 'sort']);
    const { confirm } = confirming((suspect) => {
      const { name } = suspect.test.declaration;
      return name === 'sort' ? { kind: 'left_over' } : inPairs(suspect, name === 'parse' ? 1.5 : 1);
    });
    const tests = ['parse', 'print', 'sort'].map((name) => planned(name));
    const { results } = await run(tests, { ...given, confirm }, () => 1.5);
    expect(results.map(({ recording }) => recording)).toEqual([
      { state: 'kept_as_regression' },
      { state: 'recorded' },
      { state: 'not_recorded', reason: 'there was no time left to tell' },
    ]);
    expect((await statuses(given, 'parse')).at(-1)).toBe('regression');
    expect((await statuses(given, 'print')).at(-1)).toBe('recorded');
    expect(await statuses(given, 'sort')).toHaveLength(5);
  });

  it('without a history get a verdict from the first run on', async () => {
    const { confirm } = confirming((suspect) => inPairs(suspect, suspect.test.declaration.name === 'parse' ? 3 : 1));
    const { results } = await run([planned('parse'), planned('print')], tools({ confirm }), () => 1);
    expect(verdicts(results)).toEqual({ parse: 'regression', print: 'pass' });
    expect(results[0]!.evidence.suspicions).toEqual([{ name: 'no_history', sentence: 'It has no past runs.' }]);
    expect(results[1]!.evidence).toMatchObject({ decidedBy: 'pairs', historyChange: null });
  });

  it('with fewer runs than can clear anything are confirmed, however they look', async () => {
    for (const [runs, expected] of [
      [1, ['few_runs']],
      [2, ['few_runs']],
      [3, null],
    ] as const) {
      const given = await withRuns(runs, ['parse']);
      const { confirm, asked } = confirming((suspect) => inPairs(suspect, 1.1));
      const { results } = await run([planned('parse')], { ...given, confirm }, () => 0.97);
      expect(asked).toHaveLength(expected === null ? 0 : 1);
      expect(verdicts(results)).toEqual({ parse: expected === null ? 'pass' : 'regression' });
      expect(results[0]!.evidence.suspicions.map(({ name }) => name)).toEqual(expected ?? []);
      // Where past runs alone decide they do as before, and take no further look.
      const alone = await run([planned('parse')], given, () => 0.97);
      expect(verdicts(alone.results)).toEqual({ parse: 'pass' });
      expect(alone.asked).toHaveLength(3);
    }
  });

  it('with a history of another environment as well', async () => {
    const given = await withRuns(3, ['parse']);
    const { confirm } = confirming((suspect) => inPairs(suspect, 1));
    const elsewhere = { ...given, confirm, context: { ...given.context, environmentKey: 'darwin-arm64' } };
    const { results } = await run([planned('parse')], elsewhere, () => 9);
    expect(verdicts(results)).toEqual({ parse: 'pass' });
    expect(results[0]!.evidence.suspicions.map(({ name }) => name)).toEqual(['incomparable_history']);
  });

  it('for which there was no time left are inconclusive, and say how long it was', async () => {
    const given = await withRuns(5, ['parse']);
    const { confirm } = confirming(() => ({ kind: 'left_over' }));
    const config = new PerformanceConfig({ confirmBudget: 7 });
    const { results, asked } = await run([planned('parse')], { ...given, confirm, config }, () => 2);
    expect(verdicts(results)).toEqual({ parse: 'inconclusive' });
    expect(results[0]!.validation).toMatchObject({ isValid: true });
    expect(results[0]!.validation.message).toContain('the 7 s for suspects were used up by others');
    // No further look either: it would cost the time that is not there.
    expect(asked).toHaveLength(3);
  });

  it('whose code fails in a pair are failures', async () => {
    const given = await withRuns(5, ['parse', 'print']);
    const { confirm } = confirming((suspect) =>
      suspect.test.declaration.name === 'parse' ? threw : inPairs(suspect, 1),
    );
    const outcome = await run([planned('parse'), planned('print')], { ...given, confirm }, () => 2);
    expect(verdicts(outcome.results)).toEqual({ print: 'pass' });
    expect(outcome.failures).toEqual([threw.kind === 'failed' && threw.failure]);
    expect(await statuses(given, 'parse')).toHaveLength(5);
  });
});

describe('tests that are no suspects', () => {
  it('are asked nothing of, and past runs decide', async () => {
    const given = await withRuns(8, ['parse']);
    const { confirm, asked } = confirming((suspect) => inPairs(suspect, 9));
    const { results } = await run([planned('parse')], { ...given, confirm }, () => 1.001);
    expect(asked).toEqual([]);
    expect(verdicts(results)).toEqual({ parse: 'pass' });
    expect(results[0]!.evidence).toEqual({ decidedBy: 'history', suspicions: [], withoutPairs: null });
  });

  it('are comparisons, and what failed when it was measured', async () => {
    const { confirm, asked } = confirming((suspect) => inPairs(suspect, 9));
    const both = planned('both', { processes: 5, maxOverheadPercent: 30 }, 'comparison');
    const error = { name: 'Error', message: 'no', stack: null, code: null };
    const outcome = await run([both, planned('parse')], tools({ confirm }), ({ testName }) =>
      testName === 'parse' ? { kind: 'failed', error, output: '' } : 1,
    );
    expect(asked).toEqual([]);
    expect(outcome.comparisons).toHaveLength(1);
    expect(outcome.failures).toMatchObject([{ testName: 'parse', reason: 'threw' }]);
  });

  it('are those of a run that accepts what it measures', async () => {
    const given = await withRuns(5, ['parse']);
    const { confirm, asked } = confirming((suspect) => inPairs(suspect, 9));
    const accepting = { ...given, confirm, policy: { mode: 'accept' } as const };
    const { results } = await run([planned('parse'), planned('fresh')], accepting, () => 2);
    expect(asked).toEqual([]);
    expect(results.map(({ recording }) => recording.state)).toEqual(['accepted', 'accepted']);
  });
});

describe('suspects without pairs', () => {
  it('are measured again where they look slower, and past runs decide', async () => {
    const given = await withRuns(5, ['parse', 'print']);
    const { confirm, asked } = confirming(() => without());
    const outcome = await run(
      ['parse', 'print'].map((name) => planned(name)),
      { ...given, confirm },
      (question) => (question.testName === 'parse' || question.before < 3 ? 2 : 1),
    );
    expect(asked).toHaveLength(1);
    expect(outcome.results[0]!.validation.verdict).toBe('regression');
    expect(outcome.results[0]!.processes.length).toBeGreaterThan(3);
    expect(outcome.results[1]!.validation.verdict).not.toBe('regression');
    expect(outcome.asked.length).toBeGreaterThanOrEqual(12);
  });

  it('keep what they were suspected of, and why there are none', async () => {
    const { confirm } = confirming(() => without());
    const { results } = await run([planned('fresh')], tools({ confirm }), () => 1);
    expect(results[0]!.validation.verdict).toBe('no_baseline');
    expect(results[0]!.evidence).toEqual({
      decidedBy: 'history',
      suspicions: [{ name: 'no_history', sentence: 'It has no past runs.' }],
      withoutPairs: 'This is a shallow clone.',
    });
  });

  it('keep that through further looks as well', async () => {
    const given = await withRuns(5, ['parse']);
    const { confirm } = confirming(() => without());
    const { results } = await run([planned('parse')], { ...given, confirm }, () => 2);
    expect(results[0]!.processes.length).toBeGreaterThan(3);
    expect(results[0]!.evidence).toMatchObject({ decidedBy: 'history', withoutPairs: 'This is a shallow clone.' });
  });

  it('are told of once a reason: which they are, what it costs, and what helps', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const given = await withRuns(5, names);
    const { confirm } = confirming(({ test }) =>
      test.declaration.name === 'f' ? without({ reason: 'It is not there.', remedy: null }) : without(),
    );
    const { warnings } = await run(
      names.map((name) => planned(name)),
      { ...given, confirm },
      () => 2,
    );
    expect(warnings).toEqual([
      `Not confirmed in pairs of processes: "a", "b", "c" and 2 more. This is a shallow clone. ${COST_WITHOUT_PAIRS} Fetch it.`,
      `Not confirmed in pairs of processes: "f". It is not there. ${COST_WITHOUT_PAIRS}`,
    ]);
  });

  it('are not told of where pairs could have told nothing', async () => {
    const given = await withRuns(5, ['parse']);
    const { confirm } = confirming(() => without({ isHarmless: true, remedy: null }));
    expect((await run([planned('parse')], { ...given, confirm }, () => 2)).warnings).toEqual([]);
  });

  it('nor without a history, but in a pull request', async () => {
    const { confirm } = confirming(() => without());
    expect((await run([planned('fresh')], tools({ confirm }), () => 2)).warnings).toEqual([]);
    const pullRequest = tools({ confirm, context: context(PULL_REQUEST) });
    expect((await run([planned('fresh')], pullRequest, () => 2)).warnings).toHaveLength(1);
  });
});

describe('where past runs alone are to decide', () => {
  it('suspects that do not look slower take no further look', async () => {
    const given = await withRuns(8, ['parse']);
    const { results, asked } = await run([planned('parse'), planned('fresh')], given, () => 1);
    expect(asked).toHaveLength(6);
    expect(results.map(({ evidence }) => evidence.decidedBy)).toEqual(['history', 'history']);
  });
});

describe('an interruption', () => {
  it('before pairs are measured keeps what is complete, and confirms nothing', async () => {
    const given = await withRuns(8, ['parse']);
    const controller = new AbortController();
    const { confirm, asked } = confirming((suspect) => inPairs(suspect, 1));
    const tests = ['parse', 'fresh', 'long'].map((name) => planned(name, { processes: name === 'long' ? 3 : 1 }));
    const script: Script = ({ testName, before }) => {
      if (testName === 'long' && before === 1) controller.abort();
      return testName === 'parse' ? 2 : 1;
    };
    const outcome = await run(tests, { ...given, confirm }, script, controller.signal);
    expect(asked).toEqual([]);
    expect(verdicts(outcome.results)).toEqual({ fresh: 'no_baseline' });
    expect(outcome.failures.map(({ testName, reason }) => [testName, reason])).toEqual([
      ['long', 'interrupted'],
      ['parse', 'interrupted'],
    ]);
  });

  it('while pairs are measured keeps what was complete before', async () => {
    const given = await withRuns(8, ['parse', 'print']);
    const controller = new AbortController();
    const { confirm } = confirming(({ test }) => {
      controller.abort();
      return { kind: 'failed', failure: { ...failureOf(test.declaration.name), reason: 'interrupted' } };
    });
    const tests = ['parse', 'print'].map((name) => planned(name));
    const script = ({ testName }: { readonly testName: string }) => (testName === 'parse' ? 2 : 1);
    const outcome = await run(tests, { ...given, confirm }, script, controller.signal);
    expect(verdicts(outcome.results)).toEqual({ print: 'pass' });
    expect(outcome.failures).toMatchObject([{ testName: 'parse', reason: 'interrupted' }]);
    expect(await statuses(given, 'print')).toHaveLength(9);
    expect(await statuses(given, 'parse')).toHaveLength(8);
  });
});

function failureOf(testName: string) {
  return { testName, file: 'a.perf.ts', reason: 'threw', message: 'Interrupted.', stack: null } as const;
}
