import type { PerformanceConfig } from '../../config/performance-config.ts';
import type { CollectedFile, SuiteFile } from '../../measure/processes/collect-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { Programs, WorkerPool } from '../../measure/processes/worker-process.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { Repository } from '../../revisions/repository.ts';
import type { BaseDeclarations, Collect } from '../compare/collect-base.ts';
import type { ProcessSession } from '../compare/process-session.ts';
import type { Confirmations, ConfirmEvent } from './confirmation.ts';
import type { Clock } from './pair-time.ts';

/** Where suspects are measured. */
export interface BaseContext {
  readonly repository: Repository;
  readonly session: ProcessSession;
  readonly config: PerformanceConfig;
  readonly context: EnvironmentContext;
  /** The working directory, absolute. */
  readonly directory: string;
  /** The configuration that declares commands, absolute; null where none does. */
  readonly configFile: string | null;
  /** What processes are started from. */
  readonly programs: Programs;
  /** How many suspects of the run are measured in pairs, whatever they are compared with: they share one error budget. */
  readonly sharers: number;
  /** What is left of the time for pairs; counted down. Making a base ready does not count. */
  readonly budget: { seconds: number };
  readonly signal: AbortSignal | undefined;
  readonly onEvent: (event: ConfirmEvent) => void;
}

/** And what is known of each by now. */
export interface Workplace extends BaseContext {
  readonly confirmations: Confirmations;
}

/** Suspects of files that lie in the repository. */
export interface TestsToMeasure extends Workplace {
  readonly tests: readonly PlannedTest[];
  readonly files: readonly SuiteFile[];
  /** What the files told when the present tree loaded them. */
  readonly told: readonly CollectedFile[];
  readonly collect: Collect;
  readonly headPool: WorkerPool;
}

/** What measures suspects once the base is ready. */
export interface InBase extends Omit<TestsToMeasure, 'tests'> {
  readonly declared: BaseDeclarations;
  readonly clock: Clock;
}
