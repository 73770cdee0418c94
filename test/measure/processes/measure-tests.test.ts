import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { measureTests, type StepProgress } from '../../../src/measure/processes/measure-tests.ts';
import { createWorkerPool, type WorkerPool } from '../../../src/measure/processes/worker-process.ts';
import { programs } from './built.ts';
import { planned } from './plans.ts';
import { makeProject, type Project } from './project.ts';

const FILE = `import { perf } from 'evenkeel';
perf('good', () => 1);
perf('bad', () => { throw new Error('broken'); });
perf.compare('both', { baseline: () => 1, candidate: () => 2 });
function spin(milliseconds) {
  const start = performance.now();
  while (performance.now() - start < milliseconds);
}
const sink = [];
perf('grows', () => sink.push(spin(0.02)));
perf.compare('steady', { baseline: () => spin(0.02), candidate: () => spin(0.05) });
`;

let pool: WorkerPool;
let project: Project;
const planOf = (name: string, kind: 'test' | 'comparison' = 'test') =>
  planned(name, { kind, processes: 2, path: project.path('t.perf.mjs') });

beforeEach(() => {
  pool = createWorkerPool(programs);
  project = makeProject({ 't.perf.mjs': FILE });
});
afterEach(() => {
  pool.close();
  project.remove();
});

describe('measureTests', () => {
  it('measures every side in fresh processes, in the order of the rounds', async () => {
    const [good, both] = await measureTests([planOf('good'), planOf('both', 'comparison')], { pool });
    const placesOf = (processes: readonly { round: number; position: number }[]) =>
      processes.map(({ round, position }) => [round, position]);
    expect(good).toMatchObject({ failure: null, processes: { baseline: [] } });
    expect(placesOf(good!.processes.candidate)).toEqual([
      [0, 0],
      [1, 2],
    ]);
    expect(placesOf(both!.processes.baseline)).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect(placesOf(both!.processes.candidate)).toEqual([
      [0, 2],
      [1, 0],
    ]);
  });

  it('times as many calls a sample in all processes of a comparison', async () => {
    const { declaration, file, load, plan } = planOf('steady', 'comparison');
    const [steady] = await measureTests([{ declaration, file, load, plan: { ...plan, maxDuration: 1 } }], { pool });
    const { baseline, candidate } = steady!.processes;
    const batches = [...baseline, ...candidate].map(({ callsPerSample }) => callsPerSample);
    expect(batches).toEqual(Array(4).fill(batches[0]));
  });

  it('has the first process of a test look at what its calls change, and the others where it saw something', async () => {
    const asked: (boolean | undefined)[] = [];
    const listening: WorkerPool = {
      ...pool,
      ask: (request, ...rest) => {
        if (request.kind === 'measure') asked.push(request.options.looksAtState);
        return pool.ask(request, ...rest);
      },
    };
    const [good] = await measureTests([planOf('good')], { pool: listening });
    expect(asked.splice(0)).toEqual([true, false]);
    const [grows] = await measureTests([planOf('grows')], { pool: listening });
    expect(grows!.failure).toBeNull();
    expect(asked).toEqual([true, true]);
    const seen = (test: typeof good) => test!.processes.candidate.map(({ observations = [] }) => observations);
    expect(seen(good)).toEqual([[], []]);
    expect(seen(grows)).toEqual(new Array(2).fill([{ kind: 'grows_state', name: 'sink', entries: 1 }]));
  });

  it('leaves out a test that failed and measures the others, telling of every step', async () => {
    const steps: StepProgress[] = [];
    const tests = [planOf('bad'), planOf('good')];
    const [bad, good] = await measureTests(tests, { pool, onStep: (step) => steps.push(step) });
    expect(bad!.failure).toMatchObject({ testName: 'bad', reason: 'threw', message: 'Error: broken' });
    expect(good).toMatchObject({ failure: null, processes: { candidate: [{ round: 0 }, { round: 1 }] } });
    expect(steps).toEqual([
      { testName: 'bad', done: 1, total: 4, round: 1, rounds: 2 },
      { testName: 'good', done: 2, total: 4, round: 1, rounds: 2 },
      { testName: 'good', done: 3, total: 4, round: 2, rounds: 2 },
      { testName: 'bad', done: 4, total: 4, round: 2, rounds: 2 },
    ]);
  });

  it('says of tests that it had to leave that they were interrupted, and how far they were', async () => {
    const controller = new AbortController();
    const onStep = ({ done }: StepProgress) => done === 3 && controller.abort();
    const tests = [planOf('good'), planOf('both', 'comparison')];
    const measured = await measureTests(tests, { pool, signal: controller.signal, onStep });
    expect(measured.map(({ failure }) => failure?.reason)).toEqual(['interrupted', 'interrupted']);
    expect(measured[0]!.failure!.message).toContain('after 1 of its processes');
  });
});
