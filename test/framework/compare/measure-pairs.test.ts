import { describe, expect, it } from 'vitest';
import { measurePairs } from '../../../src/framework/compare/measure-pairs.ts';
import type { PairedTest } from '../../../src/framework/compare/pair-tests.ts';
import type { StepProgress } from '../../../src/measure/processes/measure-tests.ts';
import type { MeasureRequest } from '../../../src/measure/processes/protocol.ts';
import type { WorkerOutcome, WorkerPool } from '../../../src/measure/processes/worker-process.ts';
import type { RevisionSide } from '../../../src/model/revisions.ts';
import { talking } from '../../measure/processes/talking.ts';
import { measured } from '../fixtures.ts';
import { planned } from '../suite/scripted.ts';

interface Question {
  readonly side: RevisionSide;
  readonly testName: string;
  readonly request: MeasureRequest;
}

/** Answers with a location in seconds, or with how the process ended. */
type Script = (question: Question) => number | WorkerOutcome;

const BASE_FILE = '/base/a.perf.ts';

function pairOf(name: string): PairedTest {
  const test = planned(name);
  return { test, baseLoad: { ...test.load, file: BASE_FILE } };
}

async function run(
  names: readonly string[],
  script: Script,
  {
    blocks = 4,
    signal = undefined as AbortSignal | undefined,
    isStateKnown = false,
    against = null as string | null,
  } = {},
) {
  const asked: Question[] = [];
  const steps: StepProgress[] = [];
  const agreed: number[] = [];
  const poolOf = (side: RevisionSide): WorkerPool => {
    const pool = talking(async (request, _timeLimit, aborted) => {
      if (aborted?.aborted) return { kind: 'aborted' };
      if (request.kind !== 'measure') throw new Error('only measuring is scripted');
      const question = { side, testName: request.testName, request };
      asked.push(question);
      const answer = script(question);
      if (typeof answer !== 'number') return answer;
      // Left to itself, a later process would choose otherwise.
      const callsPerSample = request.place.round === 0 ? 7 : 9;
      return { kind: 'measured', measurement: { ...measured(answer, request.place), callsPerSample } };
    });
    const open: WorkerPool['open'] = (ended) => {
      const talk = pool.open(ended);
      const say: typeof talk.say = (message, limit) => {
        if (message.kind === 'agreed') agreed.push(message.plan.callsPerSample);
        return talk.say(message, limit);
      };
      return { ...talk, say };
    };
    return { ...pool, open };
  };
  const results = await measurePairs(names.map(pairOf), {
    pools: { base: poolOf('base'), head: poolOf('head') },
    blocks,
    confidenceLevel: 0.95,
    against,
    signal,
    isStateKnown,
    onStep: (step) => steps.push(step),
  });
  return { results, asked, steps, agreed };
}

/** A time that wobbles a little from process to process, the same in every run. */
function wobbling(time: number): () => number {
  let calls = 0;
  return () => time * (1 + 0.002 * Math.sin(++calls * 2.4));
}

/** How much slower the present tree is in a block: probably, but too much of a wobble to be sure of. */
function doubtful({ side, request }: Question): number {
  const factors = [1, 1.25, 0.95, 1.2, 1.05, 1.2];
  return 1e-3 * (side === 'head' ? factors[request.place.round % factors.length]! : 1);
}

const threw: WorkerOutcome = {
  kind: 'failed',
  error: { name: 'TypeError', message: 'no such table', stack: null, code: null },
  output: '',
};
const verdictOf = ({ end }: Awaited<ReturnType<typeof run>>['results'][number]) =>
  end.kind === 'judged' ? end.judgement.validation.verdict : end.kind;

describe('what would help a test that stays open', () => {
  it.each([
    ['a comparison', null, /\(--blocks/],
    ['a run', '1a2b3c4', /\(evenkeel compare 1a2b3c4 --blocks/],
  ])('is a flag of the command that can be told so: %s', async (_where, against, how) => {
    const { results } = await run(['noisy'], doubtful, { blocks: 8, against });
    const { end } = results[0]!;
    expect(end.kind === 'judged' && end.judgement.validation.message).toMatch(how);
  });
});

describe('the order of processes', () => {
  it('is pairs, in which the sides change places, of tests that rotate', async () => {
    const { asked } = await run(['a', 'b', 'c'], () => 1e-3);
    const order = asked.map(({ side, testName }) => `${testName}:${side}`);
    expect(order.slice(0, 6)).toEqual(['a:base', 'a:head', 'b:head', 'b:base', 'c:base', 'c:head']);
    expect(order.slice(6, 12)).toEqual(['b:base', 'b:head', 'c:head', 'c:base', 'a:head', 'a:base']);
    expect(asked.map(({ request }) => request.place).slice(4, 8)).toEqual([
      { round: 0, position: 4 },
      { round: 0, position: 5 },
      { round: 1, position: 0 },
      { round: 1, position: 1 },
    ]);
    const baseFirst = order.filter((each, i) => i % 2 === 0 && each.endsWith('base'));
    expect(baseFirst).toHaveLength(order.length / 4);
  });

  it("loads each side's file, and measures all as the very first pair of the test does", async () => {
    const { asked, agreed } = await run(['a', 'b'], () => 1e-3);
    for (const { side, request } of asked) expect(request.load.file === BASE_FILE).toBe(side === 'base');
    expect(agreed).toEqual(asked.map(() => 7));
  });
});

describe('what calls change outside of them', () => {
  const look = ({ request }: Question) => request.options.looksAtState;
  const grows: WorkerOutcome = {
    kind: 'measured',
    measurement: measured(1e-3, { observations: [{ kind: 'grows_state', name: 'sink', entries: 1 }] }),
  };

  it('is looked at by the first process of either side', async () => {
    const { asked } = await run(['a', 'b'], () => 1e-3);
    const firsts = asked.filter(({ request }) => request.place.round === 0);
    expect(firsts).toHaveLength(4);
    expect(asked.filter(look)).toEqual(firsts);
  });

  it('is looked at by all of a side that saw it', async () => {
    const { asked } = await run(['a', 'b'], ({ side, testName }) =>
      side === 'head' && testName === 'a' ? grows : 1e-3,
    );
    const ofSide = asked.filter(({ side, testName }) => side === 'head' && testName === 'a');
    expect(ofSide.length).toBeGreaterThan(1);
    expect(ofSide.every(look)).toBe(true);
    expect(asked.filter(look)).toHaveLength(ofSide.length + 3);
  });

  it('is not looked at where the processes of a run did', async () => {
    const { asked } = await run(['a'], () => grows, { isStateKnown: true });
    expect(asked.some(look)).toBe(false);
  });
});

describe('looks', () => {
  it('end the tests that are decided, and go on with the others', async () => {
    const noise = wobbling(1);
    const { results, steps, asked } = await run(
      ['same', 'slower', 'noisy'],
      (question) => {
        if (question.testName === 'noisy') return doubtful(question);
        return 1e-3 * noise() * (question.testName === 'slower' && question.side === 'head' ? 1.3 : 1);
      },
      { blocks: 24 },
    );
    expect(results.map(verdictOf).slice(0, 2)).toEqual(['pass', 'regression']);
    const blocks = results.map(({ processes }) => processes.head.length);
    expect(Math.max(blocks[0]!, blocks[1]!)).toBeLessThan(24);
    expect(blocks[2]).toBeGreaterThan(blocks[0]!);
    for (const { processes } of results) expect(processes.base).toHaveLength(processes.head.length);
    const { end } = results[1]!;
    expect(end).toMatchObject({ judgement: { change: { percent: expect.closeTo(30, 0) }, isOpen: false } });
    expect(end.kind === 'judged' && end.evidence.logRatios.lowEnd).toHaveLength(blocks[1]!);
    const last = steps.at(-1)!;
    expect(last).toMatchObject({ done: asked.length, total: asked.length, rounds: blocks[2] });
    expect(steps[0]).toMatchObject({ testName: 'same', done: 2, total: 3 * 2 * 4, round: 1, rounds: 4 });
    expect(steps.every(({ done, total }) => done <= total)).toBe(true);
  });

  it('do not take place without tests', async () => {
    expect(await run([], () => 1)).toEqual({ results: [], asked: [], steps: [], agreed: [] });
  });
});

describe('a test that fails', () => {
  it.each<[string, readonly RevisionSide[], RevisionSide]>([
    ['in the present tree', ['head'], 'head'],
    ['in the base', ['base'], 'base'],
    ['on both sides', ['base', 'head'], 'head'],
  ])('%s is left out from then on, and the others go on', async (_what, sides, expected) => {
    const { results, asked } = await run(['fails', 'works'], ({ testName, side }) =>
      testName === 'fails' && sides.includes(side) ? threw : 1e-3,
    );
    expect(results[0]!.end).toMatchObject({
      kind: 'failed',
      side: expected,
      failure: { testName: 'fails', file: 'a.perf.ts', reason: 'threw', message: 'TypeError: no such table' },
    });
    // Once side by side, and once one after the other.
    expect(asked.filter(({ testName }) => testName === 'fails')).toHaveLength(4);
    expect(results[1]!.processes.head).toHaveLength(4);
  });
});

describe('an interruption', () => {
  it('ends what is open, and keeps what was decided', async () => {
    const controller = new AbortController();
    const noise = wobbling(1);
    const { results } = await run(
      ['same', 'other'],
      (question) => {
        if (question.testName === 'same') return 1e-3 * noise();
        if (question.request.place.round === 6) controller.abort();
        return doubtful(question);
      },
      { blocks: 24, signal: controller.signal },
    );
    expect(verdictOf(results[0]!)).toBe('pass');
    expect(results[1]!.end).toMatchObject({
      kind: 'failed',
      side: 'head',
      failure: { reason: 'interrupted', message: 'Interrupted after 6 of its blocks, before it could be decided.' },
    });
  });

  it('may come first', async () => {
    const { results } = await run(['a'], () => 1, { signal: AbortSignal.abort() });
    expect(results[0]!.end).toMatchObject({ failure: { message: expect.stringContaining('in its first block') } });
  });
});
