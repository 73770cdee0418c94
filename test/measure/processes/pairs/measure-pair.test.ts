import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measurePair } from '../../../../src/measure/processes/pairs/measure-pair.ts';
import type { PairOutcome, PairSide, SampledAs } from '../../../../src/measure/processes/pairs/pair.ts';
import type { MeasureRequest } from '../../../../src/measure/processes/protocol.ts';
import type { PairManner } from '../../../../src/model/measurement.ts';
import { isAlive, until } from '../alive.ts';
import type { Project } from '../project.ts';
import { poolForTests } from '../worker-pool.ts';

const workers = poolForTests();
const PATIENT = 30;
const SIDES = ['one', 'two'] as const;

interface PairOptions {
  readonly before?: PairManner | null;
  readonly timeLimit?: number;
  readonly signal?: AbortSignal;
  readonly options?: Partial<MeasureRequest['options']>;
  readonly like?: readonly [SampledAs, SampledAs];
  readonly round?: number;
}

/** A project of two files, `one.perf.mjs` and `two.perf.mjs`, each with a test `t`; the text may use SIDE. */
function projectOf(source: string): Project {
  const files = SIDES.map((side) => [
    `${side}.perf.mjs`,
    `import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { perf } from 'evenkeel';
const SIDE = '${side}';
const note = (text) => appendFileSync(new URL('./notes', import.meta.url), text + '\\n');
${source}`,
  ]);
  return workers.projectOf(Object.fromEntries(files));
}

function pairIn(project: Project, given: PairOptions = {}) {
  const { before = null, timeLimit = PATIENT, signal, options, like, round = 0 } = given;
  const [one, two] = SIDES.map(
    (side): PairSide => ({
      pool: workers.pool,
      request: {
        kind: 'measure',
        load: { file: project.path(`${side}.perf.mjs`), loader: 'node', cacheDirectory: null },
        testName: 't',
        side: 'candidate',
        // Time enough for every turn, whatever else runs.
        options: { iterations: 6, warmupIterations: 0, maxDuration: PATIENT, ...options },
        place: { round, position: 0 },
      },
    }),
  );
  return measurePair([one!, two!], { timeLimit, signal, before, like });
}

function measured(outcome: PairOutcome) {
  if (outcome.kind === 'measured') return outcome;
  throw new Error(JSON.stringify(outcome.ends));
}

function notesIn(project: Project): readonly string[] {
  const path = project.path('notes');
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
}

describe('a pair of processes', () => {
  it.each([0, 1])('takes turns: a, b, b, a, and so on, the first side first, in round %i', async (round) => {
    const project = projectOf(`perf('t', () => {
      note(SIDE);
      const end = performance.now() + 12;
      while (performance.now() < end);
    });`);
    const { sides, manner } = measured(await pairIn(project, { round }));
    expect(manner).toEqual({ kind: 'by_turns', isPinned: expect.any(Boolean) });
    // A call is longer than a turn, so each turn is one call.
    expect(sides.map(({ samples }) => samples.length)).toEqual([6, 6]);
    expect(notesIn(project).slice(-12).join(' ')).toBe('one two two one one two two one one two two one');
    for (const { samples } of sides) expect(Math.min(...samples)).toBeGreaterThanOrEqual(0.012);
  });

  it('measures both sides with as many calls a sample and samples a turn', async () => {
    const project = projectOf(`perf('t', () => {
      let x = 1;
      for (let i = 0; i < (SIDE === 'one' ? 1000 : 1500); i++) x = Math.imul(x ^ i, 48271);
      return x;
    });`);
    const { sides } = measured(await pairIn(project));
    const [one, two] = sides;
    expect(one.callsPerSample).toBe(two.callsPerSample);
    expect(one.samples.length).toBe(two.samples.length);
    expect(one.samples.length % 6).toBe(0);
    expect(one.cpuTime).toBeGreaterThan(0);
    expect(one.control).toEqual([]);
  });

  it('keeps to the calls a sample of the pairs before', async () => {
    const project = projectOf(
      `perf('t', () => { let x = 1; for (let i = 0; i < 5000; i++) x = Math.imul(x ^ i, 48271); return x; });`,
    );
    const sampled = { callsPerSample: 3000, secondsPerCall: 5e-6 };
    const { sides } = measured(await pairIn(project, { like: [sampled, sampled] }));
    expect(sides.map(({ callsPerSample }) => callsPerSample)).toEqual([3000, 3000]);
  });

  const quick = { callsPerSample: 16, secondsPerCall: 20e-6 };
  const slow = { callsPerSample: 1, secondsPerCall: 20e-3 };

  it.each<[string, number, number, PairOptions['like']]>([
    ['slower', 0.02, 20, undefined],
    ['quicker', 20, 0.02, undefined],
    ['slower, as in the pair before', 0.02, 20, [quick, slow]],
    ['quicker, as in the pair before', 20, 0.02, [slow, quick]],
  ])('has turns that suit either side where one is a thousand times %s', async (_which, one, two, like) => {
    const project = projectOf(`perf('t', () => {
      const end = performance.now() + (SIDE === 'one' ? ${one} : ${two});
      while (performance.now() < end);
    });`);
    // As many samples as a test has: fewer would be longer ones.
    const options = { iterations: 100 };
    const { sides } = measured(await pairIn(project, { options, ...(like && { like }) }));
    const [long, short] = one > two ? sides : sides.toReversed();
    expect(long).toMatchObject({ callsPerSample: 1, samplesPerTurn: 1 });
    expect(short!.callsPerSample).toBeGreaterThan(1);
    for (const { samples, samplesPerTurn } of sides) expect(samples.length % samplesPerTurn!).toBe(0);
  });

  it('awaits asynchronous functions, makes an input for each call, and runs the hooks of each side once', async () => {
    const project = projectOf(`
      perf.beforeAll(() => note(SIDE + ' beforeAll'));
      perf.afterAll(() => note(SIDE + ' afterAll'));
      let given = 0;
      perf('t', async ({ id }) => { await null; if (id !== ++given) throw new Error('input ' + id + ' of ' + given); }, {
        setup: () => ({ next: 0 }),
        input: (context) => ({ id: ++context.next }),
        teardown: ({ next }) => note(SIDE + ' made ' + (next > 0)),
      });`);
    const { sides } = measured(await pairIn(project));
    // What makes the inputs would be in it.
    expect(sides.map(({ cpuTime }) => cpuTime)).toEqual([null, null]);
    for (const side of SIDES) {
      const own = notesIn(project).filter((line) => line.startsWith(side));
      expect(own).toEqual([`${side} beforeAll`, `${side} made true`, `${side} afterAll`]);
    }
  });

  it('ends its turns when their time is up, however slow the function', async () => {
    const project = projectOf(
      `perf('t', () => { const end = performance.now() + 20; while (performance.now() < end); });`,
    );
    const { sides } = measured(await pairIn(project, { options: { iterations: 1000, maxDuration: 0.001 } }));
    expect(sides.map(({ samples }) => samples.length)).toEqual([5, 5]);
  });
});

describe('a side that gives no result', () => {
  it('ends the pair where it throws in one of its turns, and leaves no process behind', async () => {
    const project = projectOf(`let calls = 0;
      note(SIDE + ' ' + process.pid);
      perf('t', () => {
        const end = performance.now() + 8;
        while (performance.now() < end);
        if (SIDE === 'two' && ++calls > 9) throw new Error('enough');
      });`);
    const outcome = await pairIn(project);
    expect(outcome).toMatchObject({ kind: 'failed', hasBegun: true, ends: [null, { kind: 'failed' }] });
    const pids = notesIn(project).map((line) => Number(line.split(' ')[1]));
    expect(pids).toHaveLength(2);
    await until(() => !pids.some(isAlive));
  });

  it('ends the pair where it hangs in one of its turns', async () => {
    const project = projectOf(`let calls = 0;
      perf('t', () => {
        const end = performance.now() + 8;
        while (performance.now() < end || (SIDE === 'one' && calls > 9));
        calls++;
      });`);
    // The limit is one for starting and warming up as well, which may take longer than that on a busy machine.
    let outcome = await pairIn(project, { timeLimit: 2 });
    if ('ends' in outcome && !outcome.hasBegun) outcome = await pairIn(project, { timeLimit: PATIENT });
    expect(outcome).toMatchObject({ kind: 'failed', ends: [{ kind: 'timed_out' }, null] });
  });

  it('ends the pair where its process dies', async () => {
    const project = projectOf(`let calls = 0;
      perf('t', () => {
        const end = performance.now() + 8;
        while (performance.now() < end);
        if (SIDE === 'one' && ++calls > 9) process.kill(process.pid, 'SIGKILL');
      });`);
    expect(await pairIn(project)).toMatchObject({ ends: [{ kind: 'died', signal: 'SIGKILL' }, null] });
  });

  it('is told of on both sides where both fail alone as well', async () => {
    const outcome = await pairIn(projectOf(`perf('t', () => { throw new Error('no table of ' + SIDE); });`));
    expect(outcome).toMatchObject({
      kind: 'failed',
      ends: [{ error: { message: 'no table of one' } }, { error: { message: 'no table of two' } }],
    });
  });

  it('is told of alone where the other one is sound', async () => {
    const outcome = await pairIn(
      projectOf(`perf('t', () => { if (SIDE === 'two') throw new Error('gone'); return 1; });`),
    );
    expect(outcome).toMatchObject({ ends: [null, { error: { message: 'gone' } }] });
  });

  it('is interrupted by a signal, before and while it measures', async () => {
    const project = projectOf(`perf('t', () => { note('call'); for (;;); });`);
    expect(await pairIn(project, { signal: AbortSignal.abort() })).toMatchObject({ ends: [{ kind: 'aborted' }, null] });
    const abortion = new AbortController();
    const pair = pairIn(project, { signal: abortion.signal });
    await until(() => notesIn(project).length > 0);
    abortion.abort();
    expect(await pair).toMatchObject({ kind: 'failed' });
  });
});

describe('processes that cannot live side by side', () => {
  const lock = (project: Project) => existsSync(project.path('lock'));
  const LOCKED = `
    const path = new URL('./lock', import.meta.url);
    perf('t', () => 1, {
      setup: () => { if (existsSync(path)) throw new Error('locked by another process'); writeFileSync(path, ''); },
      teardown: async () => (await import('node:fs')).rmSync(path),
    });`;

  it('are measured one after the other, and that is said', async () => {
    const project = projectOf(
      `
      import { createServer } from 'node:net';
      const server = createServer();
      perf('t', () => 1, {
        setup: () => new Promise((resolve, reject) => {
          server.once('error', reject);
          server.listen(PORT, '127.0.0.1', resolve);
        }),
        teardown: () => new Promise((resolve) => server.close(resolve)),
      });`.replace('PORT', String(20_000 + (process.pid % 20_000))),
    );
    const { manner, sides } = measured(await pairIn(project));
    expect(manner).toMatchObject({ kind: 'one_after_other', reason: expect.stringContaining('EADDRINUSE') });
    expect(sides[0].callsPerSample).toBe(sides[1].callsPerSample);
  });

  it('are not tried side by side again', async () => {
    const project = projectOf(LOCKED);
    const before: PairManner = { kind: 'one_after_other', reason: 'the second one failed' };
    expect(measured(await pairIn(project, { before })).manner).toEqual(before);
    expect(lock(project)).toBe(false);
  });
});

describe('calls that are timed one by one', () => {
  it('do not fill a turn with as many samples as fit into it', async () => {
    const project = projectOf(`let state = 0;
      perf('t', () => state, { beforeEach: () => { state = 1; } });`);
    const { sides } = measured(await pairIn(project));
    for (const { samples, samplesPerTurn } of sides) {
      expect(samplesPerTurn).toBe(50);
      expect(samples.length).toBe(6 * 50);
    }
  });
});
