import { type Reaper, startReaper } from '../../measure/processes/reaper.ts';
import {
  createWorkerPool,
  type PoolOptions,
  type Programs,
  type WorkerPool,
} from '../../measure/processes/worker-process.ts';
import type { Supervision } from '../../revisions/supervision.ts';
import { watchResources } from '../result/watched-resources.ts';

/** What is started for one comparison, all of it watched by one reaper. */
export interface ProcessSession {
  readonly supervision: Supervision;
  /** Starts a pool of workers; they are ended with the session. */
  startPool(options?: Omit<PoolOptions, 'reaper'>): WorkerPool;
  close(): void;
}

/** Starts a session. */
export function startProcessSession(programs: Programs, signal: AbortSignal | undefined): ProcessSession {
  const reaper: Reaper = startReaper(programs.reaper);
  const pools: WorkerPool[] = [];
  return {
    supervision: { ...reaper, signal },
    startPool(options) {
      const pool = createWorkerPool(programs, { ...options, reaper });
      pools.push(pool);
      return watchResources(pool);
    },
    close() {
      for (const pool of pools) pool.close();
      reaper.stop();
    },
  };
}
