import { describe, expect, it } from 'vitest';
import { type InstructionCounter, instructionCounter } from '../../../src/framework/suite/hardware-counters.ts';
import { measureAndJudge } from '../../../src/framework/suite/measure-and-judge.ts';
import { summarizeRun } from '../../../src/framework/suite/run-summary.ts';
import { countIn } from '../../../src/measure/metrics/event-counter.ts';
import { INSTRUCTIONS } from '../../../src/model/metric.ts';
import type { ComparisonOptions, TestKind } from '../../../src/model/suite.ts';
import { poolForTests } from '../../measure/processes/worker-pool.ts';
import { KEY, planned, tools } from './scripted.ts';

const place = poolForTests();
const PAGE = 4096;
/** Touches so many pages that were not there before: each is a fault, which perf counts on any machine. */
const FILE = `import { perf } from 'evenkeel';
const touch = (pages) => () => {
  const bytes = new Uint8Array(64 * 2 ** 20);
  for (let i = 0; i < pages; i++) bytes[i * ${512 * PAGE}] = 1;
  return bytes;
};
perf('touches 4', touch(4));
perf('touches 24', touch(24));
perf('touches 24 behind a hook', touch(24), { beforeEach: () => { touch(28)(); touch(28)(); touch(28)(); touch(28)(); touch(28)(); touch(28)(); touch(28)(); touch(28)(); } });
`;
const QUICK = { processes: 1, iterations: 3, warmupIterations: 1, maxDuration: 0.3 } as const;

async function runOf(
  names: readonly string[],
  counter: InstructionCounter,
  options: ComparisonOptions = {},
  kind: TestKind = 'test',
) {
  const file = place.projectOf({ 'a.perf.mjs': FILE }).path('a.perf.mjs');
  const tests = names.map((name) => {
    const test = planned(name, { ...QUICK, metrics: ['instructions'], ...options }, kind);
    return {
      ...test,
      load: { file, loader: 'node', cacheDirectory: null },
      plan: { ...test.plan, timeLimit: 60 },
    } as const;
  });
  const given = tools();
  const outcome = await measureAndJudge(tests, given, {
    pool: place.pool,
    signal: undefined,
    onEvent: undefined,
    counter,
  });
  return { ...outcome, store: given.store };
}

const hasNone: InstructionCounter = {
  event: 'instructions:u',
  ask: async () => ({ instructions: false, reason: 'the processor shows none: take another machine' }),
};

describe('instructions that cannot be counted', () => {
  it('are inconclusive by name, with the reason and what to do, and the time stands', async () => {
    const { results, store, failures } = await runOf(['touches 4'], hasNone);
    expect(failures).toEqual([]);
    const [result] = results;
    expect(result!.metrics).toMatchObject([
      { name: 'time', validation: { verdict: 'no_baseline' }, recording: { state: 'recorded' } },
      { name: 'instructions', value: null, evidence: null, change: null, recording: { state: 'not_recorded' } },
    ]);
    expect(result!.validation).toMatchObject({
      verdict: 'inconclusive',
      message: 'instructions: Not measured: the processor shows none: take another machine.',
    });
    expect(await store.history({ testName: 'touches 4', environmentKey: KEY, metric: INSTRUCTIONS })).toEqual([]);
    const facts = { results, comparisons: [], failures, skipped: [], interrupted: false, mustMeasure: true };
    expect(summarizeRun({ ...facts, failOnInconclusive: true }).exitCode).toBe(3);
    expect(summarizeRun({ ...facts, failOnInconclusive: false })).toMatchObject({ inconclusive: 1, exitCode: 0 });
  }, 60_000);

  it('are asked for once, and only where a test wants them', async () => {
    let asked = 0;
    const counter = { ...hasNone, ask: () => hasNone.ask().finally(() => asked++) };
    await runOf(['touches 4'], counter, { metrics: ['time'] });
    expect(asked).toBe(0);
    await runOf(['touches 4', 'touches 24'], counter);
    expect(asked).toBe(1);
  }, 60_000);
});

describe('events that perf counts', () => {
  it('are told per call, without what hooks do', async ({ annotate }) => {
    const counter = instructionCounter('page-faults');
    const { reason } = await counter.ask();
    const { results, failures } = await runOf(['touches 4', 'touches 24', 'touches 24 behind a hook'], counter);
    expect(failures).toEqual([]);
    const [few, many, hooked] = results.map(({ metrics }) => metrics!.find(({ name }) => name === 'instructions')!);
    if (reason !== null) {
      await annotate(`perf cannot count here, so that nothing was counted: ${reason}`);
      for (const each of [few, many, hooked]) expect(each).toMatchObject({ value: null });
      return;
    }
    expect(few!.value).toBeGreaterThanOrEqual(4);
    // What a call faults besides is the same for both.
    expect(many!.value! - few!.value!).toBeGreaterThan(15);
    // With the hook it would be nine times as many.
    expect(hooked!.value!).toBeLessThan(4 * many!.value!);
    expect(many).toMatchObject({ how: 'Counted by perf stat (page-faults).', recording: { state: 'recorded' } });
  }, 120_000);

  it('fail a test by name where perf does not know them', async ({ annotate }) => {
    const { reason } = await instructionCounter('page-faults').ask();
    if (reason !== null) await annotate(`perf cannot count here, so that it is not there: ${reason}`);
    const isThere = { event: 'no-such-event', ask: async () => ({ instructions: true, reason: null }) };
    const { failures } = await runOf(['touches 4'], isThere);
    expect(failures[0]!.message).toMatch(/^While instructions was measured: .*perf could not count no-such-event: /);
  }, 60_000);
});

describe('countIn', () => {
  it.each([
    ['Events disabled\n412034,,instructions:u,412034,100.00,,\n', 412034],
    ['0.59,msec,task-clock:u,592692,100.00,0.470,CPUs utilized\n', 0.59],
  ])('reads what perf prints: %j', (text, count) => {
    expect(countIn(text, count > 1 ? 'instructions:u' : 'task-clock:u')).toBe(count);
  });

  it.each(['<not supported>,,instructions:u,0,100.00,,\n', '<not counted>,,instructions:u,0,0.00,,\n', ''])(
    'says that there is none: %j',
    (text) => {
      expect(() => countIn(text, 'instructions:u')).toThrow(
        /^perf could not count instructions:u: .*perf stat -e instructions:u true/,
      );
    },
  );
});
