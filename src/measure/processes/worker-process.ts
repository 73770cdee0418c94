import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isOfCounting } from '../metrics/groups.ts';
import { converse, type WorkerConversation, type WorkerOutcome } from './conversation.ts';
import type { WorkerRequest } from './protocol.ts';
import { killWorker, type Reaper, startReaper } from './reaper.ts';
import { createWorkerStarter } from './start-worker.ts';

export type { WorkerConversation, WorkerOutcome } from './conversation.ts';

/** Starts worker processes, one at a time or several, and never leaves one behind. */
export interface WorkerPool {
  /**
   * Asks a fresh process.
   * @param timeLimit seconds after which it is killed.
   */
  ask(request: WorkerRequest, timeLimit: number, signal?: AbortSignal): Promise<WorkerOutcome>;
  /**
   * Starts a conversation of several words with a fresh process, which is a side of a pair.
   * @param processors numbers of those that it may use from its first moment, where `taskset` is known to work. Default: all.
   */
  open(signal?: AbortSignal, processors?: readonly number[]): WorkerConversation;
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

/** Where a pool's workers live. */
export interface PoolOptions {
  /** Their working directory; default: this process's. */
  readonly cwd?: string;
  /** Variables of their environment in place of this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** A reaper that others use as well, and stop. Default: one of the pool's own. */
  readonly reaper?: Reaper;
}

/** Makes a pool. */
export function createWorkerPool(
  programs: Programs = PROGRAMS,
  { cwd, env, reaper: shared }: PoolOptions = {},
): WorkerPool {
  const reaper = shared ?? startReaper(programs.reaper);
  const starter = createWorkerStarter({ program: programs.worker, cwd, env, reaper });
  const running = new Set<ChildProcess>();
  const killAll = () => {
    starter.close();
    for (const child of running) if (child.pid) killWorker(child.pid);
  };
  process.on('exit', killAll);
  const speakTo = (child: ChildProcess, signal?: AbortSignal): WorkerConversation => {
    running.add(child);
    child.on('close', () => running.delete(child));
    return converse(child, { signal, reaper });
  };
  return {
    open: (signal, processors) => speakTo(starter.startForPair(processors), signal),
    async ask(request, timeLimit, signal) {
      if (signal?.aborted) return { kind: 'aborted' };
      const isCounting = request.kind === 'metrics' && isOfCounting(request.metrics);
      const conversation = speakTo(isCounting ? starter.startForCounting() : starter.take(), signal);
      const answer = conversation.say(request, timeLimit);
      // What is asked first begins with loading code and warming it up, so a start beside it disturbs nothing timed.
      starter.startAhead();
      const outcome = await answer;
      await conversation.end();
      return outcome;
    },
    close() {
      killAll();
      process.off('exit', killAll);
      if (!shared) reaper.stop();
    },
  };
}
