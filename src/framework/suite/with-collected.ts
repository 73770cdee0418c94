import type { PerformanceConfig } from '../../config/performance-config.ts';
import { planDefaults } from '../../config/plan.ts';
import { EnvironmentDetector } from '../../environment/environment-detector.ts';
import { type CollectedFile, collectTests, type SuiteFile } from '../../measure/processes/collect-tests.ts';
import type { WorkerPool } from '../../measure/processes/worker-process.ts';
import { startWorkplace } from './workplace.ts';

/** Which tests, and where their processes run. */
export interface SuiteSelection {
  readonly files: readonly SuiteFile[];
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
  { files, config, pool: given, signal }: SuiteSelection,
  work: (suite: CollectedSuite) => Promise<Result>,
): Promise<Result> {
  const { isCI } = await new EnvironmentDetector().detectCiEnvironment();
  const timeLimit = planDefaults.timeLimit * (isCI ? config.ciTimeoutMultiplier : 1);
  const { pool, cacheDirectory, close } = await startWorkplace({ pool: given, signal });
  try {
    const collected: CollectedFile[] = [];
    for (const file of files) collected.push(await collectTests(file, { pool, cacheDirectory, timeLimit, signal }));
    return await work({ collected, isCI, pool });
  } finally {
    await close();
  }
}
