import { describe, expect, it } from 'vitest';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { planTest } from '../../../src/config/plan.ts';
import { compareMetrics } from '../../../src/framework/compare/compare-metrics.ts';
import { type MetricsOfPair, metricsOfPairs } from '../../../src/framework/compare/metric-sides.ts';
import type { PairedTest } from '../../../src/framework/compare/pair-tests.ts';
import { progressOfParts } from '../../../src/framework/compare/progress-of-parts.ts';
import type { StepProgress } from '../../../src/measure/processes/measure-tests.ts';
import type { UsedFallback } from '../../../src/model/dependencies.ts';
import { ALLOCATED_BYTES, GC_COUNT, type Metric } from '../../../src/model/metric.ts';
import type { FailedTest } from '../../../src/model/result.ts';
import type { RevisionSide } from '../../../src/model/revisions.ts';
import type { TestDeclaration } from '../../../src/model/suite.ts';

const config = new PerformanceConfig();

function paired(declaration: Omit<TestDeclaration, 'kind'>, notes: readonly string[] = []): PairedTest {
  const whole: TestDeclaration = { kind: declaration.metric === undefined ? 'test' : 'metric', ...declaration };
  const load = { file: '/present/a.perf.js', cacheDirectory: '/cache', loader: 'node' } as const;
  const plan = planTest(whole, config, { isCI: false });
  return { test: { declaration: whole, file: 'a.perf.js', load, plan }, baseLoad: load, notes, isInBase: true };
}

/** What the processes of a side answer, in their order; a failure ends it. */
type Answers = Readonly<Record<RevisionSide, readonly (number | FailedTest)[]>>;

interface Given {
  readonly pair: PairedTest;
  readonly metric?: Metric;
  readonly answers: Answers;
  readonly fallbacks?: readonly UsedFallback[];
  readonly relativeError?: number;
}

/** Metrics whose processes answer what is given, and note down that they were asked. */
function answering(
  { pair, metric = ALLOCATED_BYTES, answers, fallbacks = [], relativeError }: Given,
  asked: string[],
): MetricsOfPair {
  return {
    pair,
    metrics: [metric],
    rounds: answers.head.length,
    sideOf: (side) => {
      const taken: number[] = [];
      return {
        take: async (round) => {
          asked.push(`${pair.test.declaration.name} ${side}`);
          const answer = answers[side][round]!;
          if (typeof answer !== 'number') return answer;
          taken.push(answer);
          return null;
        },
        measured: () => ({
          metrics: [
            {
              ...metric,
              value: taken[0]!,
              figures: { kind: 'processes', processes: taken.map((each) => [each]) },
              ...(relativeError !== undefined && { relativeError }),
            },
          ],
          fallbacks,
        }),
      };
    },
  };
}

async function comparing(...given: readonly Given[]) {
  const asked: string[] = [];
  const steps: StepProgress[] = [];
  const outcome = await compareMetrics(
    given.map((each) => answering(each, asked)),
    {
      // Nothing is started: each side answers by itself.
      pools: { base: undefined, head: undefined } as never,
      sharers: given.length,
      signal: undefined,
      onStep: (step) => steps.push(step),
    },
  );
  return { ...outcome, asked, steps };
}

const failed = (reason: FailedTest['reason']): FailedTest => ({
  testName: 'a',
  file: 'a.perf.js',
  reason,
  message: 'It failed.',
  stack: null,
});

const a = paired({ name: 'a', options: {} });
const b = paired({ name: 'b', options: {} });
const alike = (figure: number) => [figure, figure, figure];
const verdictOf = async (given: Given) => (await comparing(given)).metrics[0]!.validation.verdict;

describe('compareMetrics', () => {
  it('has the sides take turns (present, base, base, present), and the tests as well', async () => {
    const answers = { base: [8, 8], head: [8, 8] };
    const { asked, steps } = await comparing({ pair: a, answers }, { pair: b, answers });
    expect(asked).toEqual(['a head', 'a base', 'b head', 'b base', 'b base', 'b head', 'a base', 'a head']);
    expect(steps.map(({ testName, done, total, round }) => [testName, done, total, round])).toEqual([
      ['a', 2, 8, 1],
      ['b', 4, 8, 1],
      ['b', 6, 8, 2],
      ['a', 8, 8, 2],
    ]);
  });

  it('judges each metric by both sides', async () => {
    const { metrics, failed: none } = await comparing(
      { pair: a, answers: { base: alike(1000), head: alike(2000) } },
      { pair: b, answers: { base: alike(1000), head: alike(1000) } },
    );
    expect(none).toEqual([]);
    expect(metrics).toMatchObject([
      { testName: 'a', file: 'a.perf.js', name: 'allocatedBytes', changePercent: 100, head: { processes: 3 } },
      { testName: 'b', changePercent: 0 },
    ]);
    expect(metrics.map(({ validation }) => validation.verdict)).toEqual(['regression', 'pass']);
    expect(metrics[0]!.validation.message).toMatch(/^100\.0? ?% more, beyond the margin of 0\.5\d* %/);
    expect(metrics[0]!.validation.validationMethod).toBe('revisions_t_with_prior');
  });

  it('tells what leaves something behind from what leaves nothing', async () => {
    const { metrics } = await comparing({ pair: a, answers: { base: alike(0), head: alike(4096) } });
    expect(metrics[0]!.validation).toMatchObject({
      verdict: 'regression',
      message: 'allocatedBytes was 0 bytes, and is 4096 bytes.',
    });
  });

  it('honours the tolerance that a function names, and that of the metric where it names none', async () => {
    const tolerant = paired({ name: 'tolerant', options: { tolerancePercent: 10 } });
    const answers = { base: alike(1000), head: alike(1050) };
    expect(await verdictOf({ pair: a, answers })).toBe('regression');
    expect(await verdictOf({ pair: tolerant, answers })).toBe('pass');
  });

  it('reckons with how a figure is counted, where its processes agree by chance', async () => {
    const answers = { base: alike(10), head: alike(12) };
    const of = { pair: a, metric: GC_COUNT, answers };
    expect(await verdictOf({ ...of, answers: { base: alike(10), head: alike(20) } })).toBe('regression');
    expect(await verdictOf({ ...of, relativeError: 0.1 })).not.toBe('regression');
  });

  it('says nothing of revisions where a stand-in was called', async () => {
    const fallbacks = [{ modulePath: 'gone', functionName: 'run', reason: 'It is not installed.' }] as never;
    const { metrics } = await comparing({ pair: a, answers: { base: alike(1), head: alike(2) }, fallbacks });
    expect(metrics[0]!.validation).toMatchObject({ verdict: 'incomparable', isValid: true });
  });

  it("has what must be known of the base's version stand with a number of the user's own, and once with a function", async () => {
    const metric: Metric = { name: 'value', unit: 'rows', better: 'lower', scatter: 'single' };
    const notes = ['Each side ran its own version.'];
    const answers = { base: alike(1), head: alike(1) };
    const own = await comparing({ pair: paired({ name: 'rows', options: {}, metric }, notes), metric, answers });
    expect(own.metrics[0]!.validation.warnings).toEqual(notes);
    const ofFunction = await comparing({ pair: paired({ name: 'a', options: {} }, notes), answers });
    expect(ofFunction.metrics[0]!.validation.warnings).toEqual([]);
  });

  it.each<[string, Answers, RevisionSide]>([
    ['in the present tree', { base: alike(1), head: [1, failed('threw'), 1] }, 'head'],
    ['in the base', { base: [1, failed('threw'), 1], head: alike(1) }, 'base'],
    ['by an interruption', { base: [1, failed('interrupted'), 1], head: alike(1) }, 'head'],
  ])('leaves out what fails %s, and measures the others', async (_where, answers, side) => {
    const others = { pair: b, answers: { base: alike(1), head: alike(1) } };
    const { metrics, failed: ended, asked } = await comparing({ pair: a, answers }, others);
    expect(metrics.map(({ testName }) => testName)).toEqual(['b']);
    expect(ended).toMatchObject([{ pair: a, end: { kind: 'failed', side, failure: { message: 'It failed.' } } }]);
    expect(asked.filter((each) => each.startsWith('b'))).toHaveLength(6);
    expect(asked.filter((each) => each.startsWith('a')).length).toBeLessThanOrEqual(4);
  });
});

describe('metricsOfPairs', () => {
  const roundsOf = (declaration: Omit<TestDeclaration, 'kind'>, most = 48) =>
    metricsOfPairs([paired(declaration)], most).map(({ metrics, rounds }) => [metrics.map(({ name }) => name), rounds]);

  it('asks for few processes of what is counted, and for more of what scatters', () => {
    const options = { metrics: ['time', 'allocatedBytes', 'gcCount', 'cpuTime'] } as const;
    expect(roundsOf({ name: 'a', options })).toEqual([
      [['allocatedBytes'], 3],
      [['gcCount', 'cpuTime'], 6],
    ]);
    expect(roundsOf({ name: 'a', options: { ...options, processes: 20 } })[1]![1]).toBe(20);
    expect(roundsOf({ name: 'a', options }, 4)[1]![1]).toBe(4);
    expect(roundsOf({ name: 'a', options: {} })).toEqual([]);
  });

  it.each([
    ['single', 1],
    ['counted', 2],
    ['sampled', 5],
  ] as const)("takes as many of a number of the user's own as evenkeel run does: %s", (scatter, rounds) => {
    const metric: Metric = { name: 'value', unit: 'rows', better: 'lower', scatter };
    expect(roundsOf({ name: 'rows', options: {}, metric })).toEqual([[['value'], rounds]]);
  });
});

describe('progressOfParts', () => {
  it('tells of several parts as of one, whose length may change', () => {
    const told: [number, number][] = [];
    const [first, second] = progressOfParts([4, 6], ({ done, total }) => told.push([done, total]));
    const step = { testName: 'a', round: 1, rounds: 1 };
    first!({ ...step, done: 2, total: 4 });
    first!({ ...step, done: 8, total: 8 });
    second!({ ...step, done: 2, total: 4 });
    expect(told).toEqual([
      [2, 10],
      [8, 14],
      [10, 12],
    ]);
  });
});
