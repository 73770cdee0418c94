import type { PairManner, ProcessMeasurement } from '../../model/measurement.ts';
import type { FailedTest } from '../../model/result.ts';
import type { Side } from '../../model/suite.ts';
import { looksAtState } from '../looks-at-state.ts';
import { failureOf } from './failure.ts';
import { measurePair } from './pairs/measure-pair.ts';
import { sampledAs } from './pairs/pair.ts';
import type { MeasureRequest } from './protocol.ts';
import { type PlannedTest, type Step, scheduleSteps } from './schedule.ts';
import type { WorkerOutcome, WorkerPool } from './worker-process.ts';
import { explainedTest } from './wrong-syntax.ts';

/** Result of measuring one test in fresh processes. */
export interface MeasuredTest {
  readonly test: PlannedTest;
  /** In the order of the rounds; `baseline` stays empty for a test that is not a comparison. */
  readonly processes: Readonly<Record<Side, readonly ProcessMeasurement[]>>;
  /** How the pairs of a comparison were measured; null for a test that is none, or that has none. */
  readonly manner: PairManner | null;
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
  manner: PairManner | null;
  failure: FailedTest | null;
}

/**
 * Measures tests in fresh processes, interleaved, one process at a time, or one pair of them: the sides of a comparison
 * take turns. A test that fails is left out from then on; the others are still measured.
 */
export async function measureTests(
  tests: readonly PlannedTest[],
  tools: MeasureTestsOptions,
): Promise<readonly MeasuredTest[]> {
  const { onStep } = tools;
  const tallies = new Map<PlannedTest, Tally>(
    tests.map((test) => [test, { processes: { baseline: [], candidate: [] }, manner: null, failure: null }]),
  );
  const steps = scheduleSteps(tests);
  for (let done = 0; done < steps.length; ) {
    const step = steps[done]!;
    // The sides of a comparison are neighbours.
    const together = step.test.declaration.kind === 'comparison' ? ([step, steps[done + 1]!] as const) : null;
    const tally = tallies.get(step.test)!;
    if (!tally.failure) await (together ? takePair(together, tally, tools) : takeStep(step, tally, tools));
    done += together ? 2 : 1;
    const { declaration, plan } = step.test;
    onStep?.({
      testName: declaration.name,
      done,
      total: steps.length,
      round: step.round + 1,
      rounds: plan.processes,
    });
  }
  return [...tallies].map(([test, tally]) => ({ test, ...tally }));
}

async function takeStep(step: Step, tally: Tally, { pool, signal }: MeasureTestsOptions): Promise<void> {
  const outcome = await pool.ask(requestOf(step, tally), step.test.plan.timeLimit, signal);
  if (outcome.kind === 'measured') tally.processes[step.side].push(outcome.measurement);
  else tally.failure = await failureIn(step, outcome, { pool, signal });
}

async function takePair(
  pair: readonly [Step, Step],
  tally: Tally,
  { pool, signal }: MeasureTestsOptions,
): Promise<void> {
  const sides = [
    { pool, request: requestOf(pair[0], tally) },
    { pool, request: requestOf(pair[1], tally) },
  ] as const;
  const { timeLimit } = pair[0].test.plan;
  const [one, two] = pair.map(({ side }) => sampledAs(tally.processes[side][0]));
  const like = one && two && ([one, two] as const);
  const outcome = await measurePair(sides, { timeLimit, signal, before: tally.manner, like });
  if (outcome.kind === 'failed') {
    const [first, second] = outcome.ends;
    tally.failure = await (first
      ? failureIn(pair[0], first, { pool, signal })
      : failureIn(pair[1], second!, { pool, signal }));
    return;
  }
  tally.manner = outcome.manner;
  for (const side of [0, 1] as const) tally.processes[pair[side].side].push(outcome.sides[side]);
}

function failureIn(
  { test: { file, declaration, load, plan }, round }: Step,
  outcome: WorkerOutcome,
  { pool, signal }: MeasureTestsOptions,
): Promise<FailedTest> {
  const testName = declaration.name;
  const askAgain = () => pool.ask({ kind: 'smoke', load, testName, diesOfErrors: true }, plan.timeLimit, signal);
  return explainedTest(failureOf(outcome, file, testName, round), outcome, askAgain);
}

function requestOf({ test, side, round, position }: Step, { processes }: Tally): MeasureRequest {
  const { iterations, warmupIterations, maxDuration } = test.plan;
  // What is compared is measured alike: how many calls make a sample decides where collections of garbage fall.
  const first = processes.baseline[0] ?? (test.declaration.kind === 'test' ? processes.candidate[0] : undefined);
  const callsPerSample = test.callsPerSample ?? first?.callsPerSample;
  return {
    kind: 'measure',
    load: test.load,
    testName: test.declaration.name,
    side,
    options: {
      ...{ iterations, warmupIterations, maxDuration, callsPerSample },
      looksAtState: looksAtState(round, processes[side]),
    },
    place: { round, position },
  };
}
