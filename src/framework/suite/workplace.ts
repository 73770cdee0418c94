import { makeTemporaryDirectory } from '../../files/temporary-directory.ts';
import { PROGRAMS, type Programs, type WorkerPool } from '../../measure/processes/worker-process.ts';
import { unwatched } from '../../revisions/supervision.ts';
import { startProcessSession } from '../compare/process-session.ts';
import { watchResources } from '../result/watched-resources.ts';

/** Where the tests of a suite run. */
export interface Workplace {
  readonly pool: WorkerPool;
  /** Where their translated TypeScript is kept meanwhile. */
  readonly cacheDirectory: string;
  /** Kills what still runs, and removes the directory. */
  close(): Promise<void>;
}

/** What a workplace is made of. */
export interface WorkplaceOptions {
  /** Closed with the workplace. Default: processes that run this package's own worker. */
  readonly pool?: WorkerPool | undefined;
  /** Default: this package's own. */
  readonly programs?: Programs | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a place to run tests in, of which nothing is left however this process ends.
 * @throws {UsageError} where there is no temporary directory.
 */
export async function startWorkplace({ pool: given, programs, signal }: WorkplaceOptions): Promise<Workplace> {
  // Who brings processes of its own, and no programs, has nothing that could be watched over.
  const session =
    given !== undefined && programs === undefined ? null : startProcessSession(programs ?? PROGRAMS, signal);
  try {
    const temporary = await makeTemporaryDirectory(session?.supervision ?? unwatched(signal));
    const pool = given === undefined ? session!.startPool() : watchResources(given);
    return {
      pool,
      cacheDirectory: temporary.path,
      async close() {
        pool.close();
        try {
          await temporary.remove();
        } finally {
          session?.close();
        }
      },
    };
  } catch (error) {
    session?.close();
    throw error;
  }
}
