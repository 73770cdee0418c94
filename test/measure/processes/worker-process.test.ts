import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WorkerRequest } from '../../../src/measure/processes/protocol.ts';
import { createWorkerPool, type WorkerOutcome } from '../../../src/measure/processes/worker-process.ts';
import { isAlive, until } from './alive.ts';
import { programs } from './built.ts';
import type { Project } from './project.ts';
import { poolForTests } from './worker-pool.ts';

const PATIENT = 30;
const workers = poolForTests();

afterEach(() => vi.unstubAllEnvs());

/** A file with one test, `t`, whose function has this body. */
function projectOf(body: string, { async = false, before = '' } = {}): Project {
  return workers.projectOf({
    't.perf.mjs': `import { perf } from 'evenkeel';\n${before}\nperf('t', ${async ? 'async ' : ''}() => {\n${body}\n});\n`,
  });
}

function measuring(project: Project): WorkerRequest {
  return {
    kind: 'measure',
    load: { file: project.path('t.perf.mjs'), loader: 'node', cacheDirectory: null },
    testName: 't',
    side: 'candidate',
    options: { iterations: 3, warmupIterations: 0, maxDuration: 0.01 },
    place: { round: 4, position: 7 },
  };
}

const measure = (project: Project, timeLimit = PATIENT, signal?: AbortSignal): Promise<WorkerOutcome> =>
  workers.pool.ask(measuring(project), timeLimit, signal);

/** Reads a process id that the code under test wrote down, once it has. */
async function pidIn(file: string): Promise<number> {
  await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '');
  return Number(readFileSync(file, 'utf8'));
}

describe('a worker that is asked for a measurement', () => {
  it('answers with it', async () => {
    const outcome = await measure(projectOf('return 1;'));
    expect(outcome).toMatchObject({ kind: 'measured', measurement: { round: 4, position: 7, stoppedEarly: null } });
  });

  it('says so where the test is not declared any more', async () => {
    const project = projectOf('return 1;');
    const outcome = await workers.pool.ask({ ...measuring(project), testName: 'gone' } as WorkerRequest, PATIENT);
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'USAGE' } });
  });

  it('has no channel to its parent that the code under test could use', async () => {
    const project = projectOf(`return process.send;`, { before: `process.send?.('ready');` });
    expect(await measure(project)).toMatchObject({ kind: 'measured' });
  });
});

describe('a test that starts the program of its own process again', () => {
  const ended = `child.on('exit', (code) => reject(new Error('It ended with ' + code)));`;

  it.each([
    ['fork', `import { fork } from 'node:child_process';`, 'fork(process.argv[1])'],
    [
      'fork, with its own arguments',
      `import { fork } from 'node:child_process';`,
      'fork(process.argv[1], process.argv.slice(2))',
    ],
    ['cluster.fork', `import cluster from 'node:cluster';`, 'cluster.fork()'],
    ['a worker thread', `import { Worker } from 'node:worker_threads';`, 'new Worker(process.argv[1])'],
  ])('is told so: %s', async (_, before, start) => {
    const project = projectOf(`return new Promise((_, reject) => { const child = ${start}; ${ended} });`, { before });
    expect(await measure(project)).toMatchObject({
      kind: 'failed',
      error: { message: 'It ended with 2' },
      output: expect.stringMatching(/^This process runs evenkeel's own program .* Name the file to start: /),
    });
  });

  it('sees no argument that evenkeel gave its process', async () => {
    const project = projectOf('if (process.argv.length !== 2) throw new Error(process.argv.join());\nreturn 1;');
    expect(await measure(project)).toMatchObject({ kind: 'measured' });
  });
});

describe('a test that throws', () => {
  it.each([
    ['synchronously', "throw new RangeError('too far');", false, /too far/],
    ['asynchronously', "await null; throw new RangeError('too far');", true, /too far/],
    ['something that is no Error', 'throw { status: 404 };', false, /other than an Error.*status: 404/],
    ['undefined', 'throw undefined;', false, /other than an Error.*undefined/],
    ['in the background', "Promise.reject(new RangeError('nobody waits'));", false, /nobody waits/],
    [
      'in a timer',
      "setTimeout(() => { throw new RangeError('from a timer'); }); await new Promise((r) => setTimeout(r, 1000));",
      true,
      /from a timer/,
    ],
  ])('%s fails with what it threw', async (_, body, async, message) => {
    const outcome = await measure(projectOf(body, { async }));
    expect(outcome).toMatchObject({ kind: 'failed', error: { message: expect.stringMatching(message) } });
  });

  it('fails with the place, the causes and what it had printed', async () => {
    const body = "console.log('on my way');\nthrow new Error('outer', { cause: new TypeError('inner') });";
    const outcome = await measure(projectOf(body));
    expect(outcome).toMatchObject({ kind: 'failed', output: 'on my way' });
    const { stack } = (outcome as Extract<WorkerOutcome, { kind: 'failed' }>).error;
    expect(stack).toMatch(/Error: outer[\s\S]*t\.perf\.mjs:5:7[\s\S]*Caused by: TypeError: inner/);
  });
});

/**
 * Measures a test that does not end within a limit that was long enough for it to begin: where a busy machine has not even
 * started the process by then, there is nothing of the test to be told.
 * @param begun whether the outcome tells of something that the test did.
 */
async function measureBegun(
  project: Project,
  begun: (outcome: WorkerOutcome) => boolean,
  timeLimit = 1,
): Promise<{ readonly outcome: WorkerOutcome; readonly timeLimit: number }> {
  const outcome = await measure(project, timeLimit);
  return begun(outcome) || timeLimit > PATIENT ? { outcome, timeLimit } : measureBegun(project, begun, 4 * timeLimit);
}

describe('a test that does not end', () => {
  it('is killed at the time limit in a busy loop', async () => {
    const project = projectOf("console.log('spinning');\nfor (;;);");
    const { outcome, timeLimit } = await measureBegun(project, (each) => 'output' in each && each.output !== '');
    expect(outcome).toEqual({ kind: 'timed_out', timeLimit, firstCall: null, output: 'spinning' });
  });

  it('is killed with what its first call took, also where the next one never gives the processor back', async () => {
    const body = 'if (calls++ > 0) for (;;); const end = performance.now() + 50; while (performance.now() < end);';
    const project = projectOf(body, { before: 'let calls = 0;' });
    const { outcome } = await measureBegun(project, (each) => each.kind === 'timed_out' && each.firstCall !== null);
    expect(outcome).toMatchObject({ kind: 'timed_out', firstCall: expect.any(Number) });
    expect((outcome as { firstCall: number }).firstCall).toBeGreaterThanOrEqual(0.049);
  });

  it('is killed at the time limit while something is still open', async () => {
    const project = projectOf('setInterval(() => undefined, 1000); return new Promise(() => undefined);');
    expect(await measure(project, 1)).toMatchObject({ kind: 'timed_out' });
  });

  it('is told at once where nothing is open that could settle its promise', async () => {
    const outcome = await measure(projectOf('return new Promise(() => undefined);'));
    expect(outcome).toMatchObject({
      kind: 'failed',
      error: { code: 'MEASUREMENT', message: expect.stringMatching(/stays pending/) },
    });
  });

  it('is told at once where the file itself waits for nothing', async () => {
    const project = projectOf('', { before: 'await new Promise(() => undefined);' });
    expect(await measure(project)).toMatchObject({
      kind: 'failed',
      error: { message: expect.stringMatching(/stays pending/) },
    });
  });

  it('may have any time limit, however long', async () => {
    expect(await measure(projectOf('return 1;'), 1e9)).toMatchObject({ kind: 'measured' });
  });
});

describe('a test that ends its process', () => {
  it.each([
    ['process.exit(0)', { exitCode: 0, signal: null }],
    ['process.exit(3)', { exitCode: 3, signal: null }],
    ["process.kill(process.pid, 'SIGKILL'); for (;;);", { exitCode: null, signal: 'SIGKILL' }],
    ['process.abort()', { exitCode: null, signal: 'SIGABRT' }],
  ])('by %s is said to have died of it', async (body, how) => {
    const outcome = await measure(projectOf(`console.log('last words'); ${body}`));
    expect(outcome).toMatchObject({ kind: 'died', ...how, output: expect.stringContaining('last words') });
  });

  it('by using too much memory is said to have died, with what V8 printed', async () => {
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=40');
    const body = 'const kept = []; for (;;) kept.push(new Array(1000).fill(kept.length));';
    const outcome = await measure(projectOf(body));
    expect(outcome).toMatchObject({ kind: 'died', output: expect.stringContaining('heap') });
  });
});

describe('a test that leaves things behind', () => {
  it('ends although timers and servers are open', async () => {
    const before =
      "import { createServer } from 'node:http';\ncreateServer().listen(0); setInterval(() => undefined, 1e6);";
    expect(await measure(projectOf('return 1;', { before }))).toMatchObject({ kind: 'measured' });
  });

  it('may print megabytes; the end of it is kept for an error', async () => {
    const line = "console.log('x'.repeat(999));";
    const before = `for (let i = 0; i < 3000; i++) ${line}\nconsole.error('the end');`;
    expect(await measure(projectOf('return 1;', { before }))).toMatchObject({ kind: 'measured' });
    const outcome = await measure(projectOf("throw new Error('no');", { before }));
    const { output } = outcome as Extract<WorkerOutcome, { kind: 'failed' }>;
    expect(output.length).toBeLessThanOrEqual(4000);
    expect(output).toContain('xxx');
  });

  it.each(['return 1;', 'for (;;);', 'process.exit(0);'])('leaves no child process behind after %s', async (body) => {
    const project = projectOf(body, {
      before: `import { spawn } from 'node:child_process';
        import { writeFileSync } from 'node:fs';
        const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit' });
        writeFileSync(new URL('pid', import.meta.url), String(child.pid));`,
    });
    await measure(project, 2);
    const pid = await pidIn(project.path('pid'));
    await until(() => !isAlive(pid));
  });

  it('is not waited for where a process of a group of its own holds the output open', async () => {
    const project = projectOf('return 1;', {
      before: `import { spawn } from 'node:child_process';
        import { writeFileSync } from 'node:fs';
        const child = spawn('sleep', ['1000'], { stdio: 'inherit', detached: true });
        writeFileSync(new URL('pid', import.meta.url), String(child.pid));`,
    });
    expect(await measure(project)).toMatchObject({ kind: 'measured' });
    process.kill(await pidIn(project.path('pid')), 'SIGKILL');
  });
});

describe('a pool', () => {
  const spinning = () =>
    projectOf('for (;;);', {
      before:
        "import { writeFileSync } from 'node:fs';\nwriteFileSync(new URL('pid', import.meta.url), String(process.pid));",
    });

  it('ends a worker when it is told to abort', async () => {
    const project = spinning();
    const controller = new AbortController();
    const asked = measure(project, PATIENT, controller.signal);
    const pid = await pidIn(project.path('pid'));
    controller.abort();
    expect(await asked).toEqual({ kind: 'aborted' });
    expect(isAlive(pid)).toBe(false);
  });

  it('starts nothing once it is told to abort', async () => {
    const project = spinning();
    expect(await measure(project, PATIENT, AbortSignal.abort())).toEqual({ kind: 'aborted' });
    expect(existsSync(project.path('pid'))).toBe(false);
  });

  it('kills what is running when it closes, and another pool lives on', async () => {
    const other = createWorkerPool(programs);
    const project = spinning();
    const asked = other.ask(measuring(project), PATIENT);
    const alongside = measure(projectOf('return 1;'));
    const pid = await pidIn(project.path('pid'));
    other.close();
    expect(await asked).toMatchObject({ kind: 'died', signal: 'SIGKILL' });
    expect(isAlive(pid)).toBe(false);
    expect(await alongside).toMatchObject({ kind: 'measured' });
    expect(await measure(projectOf('return 1;'))).toMatchObject({ kind: 'measured' });
  });

  it('says why where a worker cannot be started', async () => {
    const broken = createWorkerPool({ ...programs, worker: '/nowhere/worker.js' });
    const outcome = await broken.ask(measuring(projectOf('return 1;')), PATIENT);
    broken.close();
    expect(outcome).toMatchObject({ kind: 'died', output: expect.stringContaining('/nowhere/worker.js') });
  });

  it('measures without the coverage collection of its own process', async () => {
    const project = projectOf('if (process.env.NODE_V8_COVERAGE) throw new Error("collected");');
    expect(await measure(project)).toMatchObject({ kind: 'measured' });
  });

  it("answers nothing but what was asked in Node's watch mode", async () => {
    vi.stubEnv('WATCH_REPORT_DEPENDENCIES', '1');
    const project = projectOf('if (process.env.WATCH_REPORT_DEPENDENCIES) throw new Error("watched");');
    expect(await measure(project)).toMatchObject({ kind: 'measured' });
  });
});
