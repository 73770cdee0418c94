import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PlainError, WorkerRequest, WorkerResponse } from './protocol.ts';
import { killWorker, type Reaper, startReaper } from './reaper.ts';
import { createWorkerStarter } from './start-worker.ts';

/** How a worker ended. */
export type WorkerOutcome =
  | Exclude<WorkerResponse, { kind: 'failed' }>
  | { readonly kind: 'failed'; readonly error: PlainError; readonly output: string }
  | { readonly kind: 'timed_out'; readonly timeLimit: number; readonly output: string }
  | { readonly kind: 'died'; readonly exitCode: number | null; readonly signal: string | null; readonly output: string }
  | { readonly kind: 'aborted' };

/** Starts worker processes, one at a time or several, and never leaves one behind. */
export interface WorkerPool {
  /**
   * Asks a fresh process.
   * @param timeLimit seconds after which it is killed.
   */
  ask(request: WorkerRequest, timeLimit: number, signal?: AbortSignal): Promise<WorkerOutcome>;
  /** Kills what is still running. */
  close(): void;
}

/** The programs that a pool starts, as paths of JavaScript files. */
export interface Programs {
  readonly worker: string;
  readonly reaper: string;
}

/** This package's own programs. */
export const PROGRAMS: Programs = {
  worker: fileURLToPath(new URL('./worker.js', import.meta.url)),
  reaper: fileURLToPath(new URL('./reaper-main.js', import.meta.url)),
};
// What the code under test prints is kept for its error message only.
const KEPT_OUTPUT = 4000;
// What a worker leaves behind in a group of its own may hold its output open for ever; milliseconds to wait for it.
const OUTPUT_GRACE = 500;
const LONGEST_TIMER = 2 ** 31 - 1;

/** Where a pool's workers live. */
export interface PoolOptions {
  /** Their working directory; default: this process's. */
  readonly cwd?: string;
  /** A reaper that others use as well, and stop. Default: one of the pool's own. */
  readonly reaper?: Reaper;
}

/** Makes a pool. */
export function createWorkerPool(programs: Programs = PROGRAMS, { cwd, reaper: shared }: PoolOptions = {}): WorkerPool {
  const reaper = shared ?? startReaper(programs.reaper);
  const starter = createWorkerStarter({ program: programs.worker, cwd, reaper });
  const running = new Set<ChildProcess>();
  const killAll = () => {
    starter.close();
    for (const child of running) if (child.pid) killWorker(child.pid);
  };
  process.on('exit', killAll);
  return {
    async ask(request, timeLimit, signal) {
      if (signal?.aborted) return { kind: 'aborted' };
      const child = starter.take();
      running.add(child);
      try {
        const outcome = converse(child, request, { timeLimit, signal, reaper });
        // What was asked begins with loading code and warming it up.
        starter.startAhead();
        return await outcome;
      } finally {
        running.delete(child);
      }
    },
    close() {
      killAll();
      process.off('exit', killAll);
      if (!shared) reaper.stop();
    },
  };
}

interface Conversation {
  readonly timeLimit: number;
  readonly signal: AbortSignal | undefined;
  readonly reaper: Reaper;
}

function converse(child: ChildProcess, request: WorkerRequest, { timeLimit, signal, reaper }: Conversation) {
  return new Promise<WorkerOutcome>((resolve) => {
    const { pid } = child;
    const output = keepOutput(child);
    let outcome: WorkerOutcome | null = null;
    const kill = () => pid && killWorker(pid);
    const end = (decided: WorkerOutcome) => {
      outcome ??= decided;
      kill();
    };
    const abort = () => end({ kind: 'aborted' });
    const timeOut = () => end({ kind: 'timed_out', timeLimit, output: output() });
    const timer = setTimeout(timeOut, Math.min(timeLimit * 1000, LONGEST_TIMER));
    signal?.addEventListener('abort', abort, { once: true });
    if (pid) reaper.watch(pid);
    const finish = (ended: WorkerOutcome) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      if (pid) reaper.release(pid);
      resolve(outcome ?? ended);
    };

    child.on('message', (response: WorkerResponse) => {
      outcome ??= response.kind === 'failed' ? { ...response, output: output() } : response;
    });
    child.on('error', (error) => {
      end(diedOf(error, output()));
      // A process that never started may not be said to have closed.
      if (!pid) finish(diedOf(error, output()));
    });
    child.on('exit', () => {
      // What the code under test started is in the worker's group, and would keep its output open.
      kill();
      setTimeout(() => closeOutput(child), OUTPUT_GRACE).unref();
    });
    child.on('close', (exitCode, killedBy) => finish({ kind: 'died', exitCode, signal: killedBy, output: output() }));
    child.send(request, (error) => {
      if (error) end(diedOf(error, output()));
    });
  });
}

function diedOf(error: Error, output: string): WorkerOutcome {
  return { kind: 'died', exitCode: null, signal: null, output: `${output}\n${error.message}`.trim() };
}

function closeOutput({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy();
  stderr?.destroy();
}

function keepOutput(child: ChildProcess): () => string {
  let kept = '';
  const keep = (chunk: string) => {
    kept = (kept + chunk).slice(-KEPT_OUTPUT);
  };
  child.stdout?.setEncoding('utf8').on('data', keep);
  child.stderr?.setEncoding('utf8').on('data', keep);
  return () => kept.trim();
}
