import type { PerformanceConfig } from '../../config/performance-config.ts';
import { planDefaults } from '../../config/plan.ts';
import { EnvironmentDetector } from '../../environment/environment-detector.ts';
import { makeTemporaryDirectory } from '../../files/temporary-directory.ts';
import { type CollectedFile, collectTests, type SuiteFile } from '../../measure/processes/collect-tests.ts';
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
  // With a pool from outside, and without programs, there is nothing that could be watched over.
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

/** Which tests, and where their processes run. */
export interface SuiteSelection {
  readonly files: readonly SuiteFile[];
  /** The configuration, where it declares tests. Default: none. */
  readonly configured?: readonly CollectedFile[] | undefined;
  readonly config: PerformanceConfig;
  /** Only tests whose name contains this; null for all. */
  readonly filter: string | null;
  /** Closed at the end. Default: processes that run this package's own worker. */
  readonly pool?: WorkerPool | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What files declare, while their translated TypeScript and their processes are there. */
export interface CollectedSuite {
  readonly collected: readonly CollectedFile[];
  readonly isCI: boolean;
  readonly pool: WorkerPool;
}

/** Asks files what they declare, one after the other, and works with that; nothing of it is measured or stored. */
export async function withCollected<Result>(
  { files, configured = [], config, pool: given, signal }: SuiteSelection,
  work: (suite: CollectedSuite) => Promise<Result>,
): Promise<Result> {
  const { isCI } = await new EnvironmentDetector().detectCiEnvironment();
  const timeLimit = planDefaults.timeLimit * (isCI ? config.ciTimeoutMultiplier : 1);
  const { pool, cacheDirectory, close } = await startWorkplace({ pool: given, signal });
  try {
    const collected: CollectedFile[] = [];
    for (const file of files) collected.push(await collectTests(file, { pool, cacheDirectory, timeLimit, signal }));
    return await work({ collected: [...collected, ...configured], isCI, pool });
  } finally {
    await close();
  }
}
