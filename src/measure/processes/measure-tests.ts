import type { ProcessMeasurement } from '../../model/measurement.ts';
import type { FailedTest } from '../../model/result.ts';
import type { Side } from '../../model/suite.ts';
import { failureOf } from './failure.ts';
import { type PlannedTest, type Step, scheduleSteps } from './schedule.ts';
import type { WorkerPool } from './worker-process.ts';

/** What came of measuring one test in fresh processes. */
export interface MeasuredTest {
  readonly test: PlannedTest;
  /** In the order of the rounds; `baseline` stays empty for a test that is no comparison. */
  readonly processes: Readonly<Record<Side, readonly ProcessMeasurement[]>>;
  /** Why the test has no result; null where all its processes ended well. */
  readonly failure: FailedTest | null;
}

/** Where a run stands, after a process has ended. */
export interface StepProgress {
  readonly testName: string;
  /** Processes that have ended, of how many. */
  readonly done: number;
  readonly total: number;
  /** The round that it belonged to, from 1 on. */
  readonly round: number;
  readonly rounds: number;
}

/** What `measureTests` works with. */
export interface MeasureTestsOptions {
  readonly pool: WorkerPool;
  /** Ends the measuring; tests with processes to go count as interrupted. */
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((progress: StepProgress) => void) | undefined;
}

interface Tally {
  readonly processes: Record<Side, ProcessMeasurement[]>;
  failure: FailedTest | null;
}

/**
 * Measures tests in fresh processes, interleaved, one process at a time. A test that fails is left out from then on;
 * the others are still measured.
 */
export async function measureTests(
  tests: readonly PlannedTest[],
  { pool, signal, onStep }: MeasureTestsOptions,
): Promise<readonly MeasuredTest[]> {
  const tallies = new Map<PlannedTest, Tally>(
    tests.map((test) => [test, { processes: { baseline: [], candidate: [] }, failure: null }]),
  );
  const steps = scheduleSteps(tests);
  for (const [i, step] of steps.entries()) {
    const tally = tallies.get(step.test)!;
    if (!tally.failure) await takeStep(step, tally, { pool, signal });
    const { declaration, plan } = step.test;
    onStep?.({
      testName: declaration.name,
      done: i + 1,
      total: steps.length,
      round: step.round + 1,
      rounds: plan.processes,
    });
  }
  return [...tallies].map(([test, tally]) => ({ test, ...tally }));
}

async function takeStep(step: Step, tally: Tally, { pool, signal }: MeasureTestsOptions): Promise<void> {
  const { file, declaration, plan } = step.test;
  const outcome = await pool.ask(requestOf(step, tally), plan.timeLimit, signal);
  if (outcome.kind === 'measured') tally.processes[step.side].push(outcome.measurement);
  else tally.failure = failureOf(outcome, file, declaration.name, step.round);
}

function requestOf({ test, side, round, position }: Step, { processes }: Tally) {
  const { iterations, warmupIterations, maxDuration } = test.plan;
  // What is compared is measured alike: how many calls make a sample decides where collections of garbage fall.
  const first = processes.baseline[0] ?? (test.declaration.kind === 'test' ? processes.candidate[0] : undefined);
  const callsPerSample = test.callsPerSample ?? first?.callsPerSample;
  return {
    kind: 'measure',
    load: test.load,
    testName: test.declaration.name,
    side,
    options: { iterations, warmupIterations, maxDuration, callsPerSample },
    place: { round, position },
  } as const;
}
