import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
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
  /** Starts a conversation of several words with a fresh process. */
  open(signal?: AbortSignal): WorkerConversation;
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
  const open = (signal?: AbortSignal): WorkerConversation => {
    const child = starter.take();
    running.add(child);
    child.on('close', () => running.delete(child));
    const conversation = converse(child, { signal, reaper });
    return {
      ...conversation,
      say(message, timeLimit) {
        const answer = conversation.say(message, timeLimit);
        // What is asked first begins with loading code and warming it up.
        if (message.kind === 'collect' || message.kind === 'measure') starter.startAhead();
        return answer;
      },
    };
  };
  return {
    open,
    async ask(request, timeLimit, signal) {
      if (signal?.aborted) return { kind: 'aborted' };
      const conversation = open(signal);
      const answer = await conversation.say(request, timeLimit);
      await conversation.end();
      return answer;
    },
    close() {
      killAll();
      process.off('exit', killAll);
      if (!shared) reaper.stop();
    },
  };
}
