import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { channelOf, FrameReader, frameOf, SECRET_BYTES } from '../../../src/measure/processes/framing.ts';
import { killWorker, type Reaper, startReaper } from '../../../src/measure/processes/reaper.ts';
import { createWorkerStarter, type WorkerStarter } from '../../../src/measure/processes/start-worker.ts';
import { isAlive, isCollected, until } from './alive.ts';
import { programs } from './built.ts';

let reaper: Reaper;
const watched = new Set<number>();
const taken: ChildProcess[] = [];
const starters: WorkerStarter[] = [];

beforeAll(() => {
  const real = startReaper(programs.reaper);
  reaper = {
    ...real,
    watch: (pid) => {
      watched.add(pid);
      real.watch(pid);
    },
    release: (pid) => {
      watched.delete(pid);
      real.release(pid);
    },
  };
});
afterAll(() => reaper.stop());
afterEach(() => {
  for (const { pid } of taken.splice(0)) if (pid) killWorker(pid);
  for (const starter of starters.splice(0)) starter.close();
  watched.clear();
  vi.unstubAllEnvs();
});

function starterOn(processors: number): WorkerStarter {
  const starter = createWorkerStarter({ program: programs.worker, cwd: undefined, reaper }, processors);
  starters.push(starter);
  return starter;
}

function take(starter: WorkerStarter): ChildProcess {
  const child = starter.take();
  taken.push(child);
  return child;
}

/** Says hello to a worker; its answers one after the other. */
function speakTo(child: ChildProcess) {
  const channel = channelOf(child)!;
  const secret = Buffer.alloc(SECRET_BYTES, 7);
  const reader = new FrameReader(SECRET_BYTES);
  const heard: unknown[] = [];
  channel.on('data', (chunk: Buffer) => {
    for (const frame of reader.take(chunk)) {
      expect(frame).toMatchObject({ kind: 'message', prefix: secret });
      heard.push((frame as { message: unknown }).message);
    }
  });
  channel.write(secret);
  return {
    say: (message: unknown) => channel.write(frameOf(message)),
    async answer() {
      await until(() => heard.length > 0);
      return heard.shift();
    },
  };
}

describe('a worker that was started ahead', () => {
  it('is the one that is taken, once', () => {
    const starter = starterOn(2);
    starter.startAhead();
    starter.startAhead();
    const [ahead, ...others] = watched;
    expect(others).toEqual([]);
    expect(take(starter).pid).toBe(ahead);
    expect(take(starter).pid).not.toBe(ahead);
  });

  it('is not taken where the environment has changed since, and ends', async () => {
    const starter = starterOn(2);
    starter.startAhead();
    const [ahead] = watched;
    vi.stubEnv('EVENKEEL_TEST_OF_WORKERS', 'changed');
    const child = take(starter);
    expect(child.pid).not.toBe(ahead);
    await until(() => !isAlive(ahead!));
    expect(watched.size).toBe(0);
  });

  it('is not taken where it has died', async () => {
    const starter = starterOn(2);
    starter.startAhead();
    const [ahead] = watched;
    process.kill(ahead!, 'SIGKILL');
    await until(() => isCollected(ahead!));
    const child = take(starter);
    expect(child.pid).not.toBe(ahead);
    const { say, answer } = speakTo(child);
    expect(await answer()).toEqual({ response: { kind: 'ready' }, replaced: [] });
    say({ kind: 'nonsense' });
    expect(await answer()).toMatchObject({ response: { kind: 'failed' } });
  });

  it('ends where it is not needed', async () => {
    const starter = starterOn(2);
    starter.startAhead();
    const [ahead] = watched;
    starter.close();
    await until(() => !isAlive(ahead!));
    expect(watched.size).toBe(0);
  });
});

it('starts none ahead on a single processor', () => {
  const starter = starterOn(1);
  starter.startAhead();
  expect(watched.size).toBe(0);
  expect(take(starter).pid).toBeGreaterThan(0);
});

describe('a worker of a pair that may use some processors only', () => {
  it.runIf(process.platform === 'linux')('is on them from its start, and talks as others do', async () => {
    const starter = starterOn(2);
    const child = starter.startForPair([0]);
    taken.push(child);
    await until(() => /^Cpus_allowed_list:\s*0$/m.test(readFileSync(`/proc/${child.pid}/status`, 'utf8')));
    const { say, answer } = speakTo(child);
    expect(await answer()).toEqual({ response: { kind: 'ready' }, replaced: [] });
    say({ kind: 'collect', load: { file: '/nowhere.perf.mjs', directory: '/', loader: 'node' } });
    expect(await answer()).toMatchObject({ response: { kind: 'failed' } });
  });
});
