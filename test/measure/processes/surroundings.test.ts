import { afterEach, describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../../src/measure/processes/failure.ts';
import { createWorkerPool, type WorkerOutcome } from '../../../src/measure/processes/worker-process.ts';
import { programs } from './built.ts';
import { poolForTests } from './worker-pool.ts';

// Long enough that only what waits for it takes this long.
const PATIENT = 50;
const workers = poolForTests();

afterEach(() => vi.unstubAllEnvs());

/** Measures a test in a process that was changed by its set-up, or by what Node loads first. */
async function measure({ setup = '', preload }: { setup?: string; preload?: string }): Promise<WorkerOutcome> {
  const project = workers.projectOf({
    't.perf.mjs': `import { perf } from 'evenkeel';\nperf('t', () => 1, { setup: () => { ${setup} } });\n`,
    'preload.mjs': preload ?? '',
  });
  if (preload !== undefined) vi.stubEnv('NODE_OPTIONS', `--import=${project.path('preload.mjs')}`);
  const pool = createWorkerPool(programs);
  try {
    return await pool.ask(
      {
        kind: 'measure',
        load: { file: project.path('t.perf.mjs'), loader: 'node', cacheDirectory: null },
        testName: 't',
        side: 'candidate',
        options: { iterations: 3, warmupIterations: 0, maxDuration: 0.01 },
        place: { round: 0, position: 0 },
      },
      preload?.includes('new Promise') ? 3 : PATIENT,
    );
  } finally {
    pool.close();
  }
}

const OPEN = 'setInterval(() => undefined, 1000);';

describe('a test that replaces parts of process, and leaves something open,', () => {
  // Within the time limit of a Vitest test, so nothing waits for the limit of the worker.
  it.each([
    ['process.exit', 'process.exit = () => undefined;'],
    ['process.exit and what is beneath', 'process.exit = process.reallyExit = process.kill = () => undefined;'],
    ['process.on, once and emit', 'process.on = process.once = process.emit = () => process;'],
    ['what happens at the end', "process.on('exit', () => { for (;;); });"],
  ])(
    '%s, is measured and its process ended',
    async (_, setup) => {
      expect(await measure({ setup: `${OPEN} ${setup}` })).toMatchObject({ kind: 'measured' });
    },
    30_000,
  );

  it('is told what it did where it closes the channel', async () => {
    const setup = "process.getBuiltinModule('node:fs').closeSync(3);";
    const outcome = await measure({ setup });
    expect(outcome).toMatchObject({ kind: 'died', output: expect.stringContaining('closes file descriptor 3') });
  });
});

describe('what Node loads first', () => {
  it.each([
    ['listens for messages', "process.on('message', () => undefined);"],
    [
      'answers messages where it has a parent',
      "process.on('message', () => process.send({ kind: 'pong' })); process.send?.('hello');",
    ],
    ['leaves something open', OPEN],
    ['prints', "console.log('hello');"],
  ])(
    'may be something that %s',
    async (_, preload) => {
      expect(await measure({ preload })).toMatchObject({ kind: 'measured' });
    },
    30_000,
  );

  it.each([
    ['ends the process', 'process.exit(0);', /ended its process with exit code 0/],
    [
      'closes the channel',
      `import { closeSync } from 'node:fs'; closeSync(3); ${OPEN}`,
      /evenkeel's own program had not been loaded/,
    ],
    ['never comes to its end', `${OPEN} await new Promise(() => undefined);`, /killed at its time limit of 3 s/],
  ])(
    'is named where it %s',
    async (_, preload, message) => {
      const outcome = await measure({ preload });
      expect(outcome).toMatchObject({ isUnready: true });
      const failure = failureOf(outcome, 't.perf.mjs', 't');
      expect(failure.message).toMatch(message);
      expect(failure.message).toMatch(/NODE_OPTIONS has it load: --import=.*preload\.mjs/);
    },
    30_000,
  );
});
