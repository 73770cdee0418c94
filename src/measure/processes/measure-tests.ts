import type { PairManner, ProcessMeasurement } from '../../model/measurement.ts';
import type { FailedTest } from '../../model/result.ts';
import type { Side } from '../../model/suite.ts';
import { looksAtState } from '../looks-at-state.ts';
import { failureOf } from './failure.ts';
import { measurePair } from './pairs/measure-pair.ts';
import { sampledAs } from './pairs/pair.ts';
import type { MeasureRequest } from './protocol.ts';
import { type PlannedTest, type Step, scheduleSteps, sidesOf } from './schedule.ts';
import type { WorkerOutcome, WorkerPool } from './worker-process.ts';
import { explainedTest } from './wrong-syntax.ts';

/** Result of measuring one test in fresh processes. */
export interface MeasuredTest {
  readonly test: PlannedTest;
  /** Of each function, in the order of the rounds. */
  readonly processes: ProcessesOf<readonly ProcessMeasurement[]>;
  /** How the pairs of a comparison were measured; null for a test that is none, or that has none. */
  readonly manner: PairManner | null;
  /** Why the test has no result; null where all its processes ended well. */
  readonly failure: FailedTest | null;
}

/** Something for each function of a test; `baseline` and `candidate` stay empty where none is called so. */
export type ProcessesOf<Processes> = Readonly<Record<'baseline' | 'candidate', Processes>> &
  Readonly<Record<Side, Processes>>;

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
  readonly processes: ProcessesOf<ProcessMeasurement[]>;
  manner: PairManner | null;
  failure: FailedTest | null;
}

/**
 * Measures tests in fresh processes, interleaved, one process at a time, or one of each function of a comparison: these
 * take turns. A test that fails is left out from then on; the others are still measured.
 */
export async function measureTests(
  tests: readonly PlannedTest[],
  tools: MeasureTestsOptions,
): Promise<readonly MeasuredTest[]> {
  const { onStep } = tools;
  const tallies = new Map<PlannedTest, Tally>(
    tests.map((test) => [test, { processes: noProcesses(test), manner: null, failure: null }]),
  );
  const steps = scheduleSteps(tests);
  for (let done = 0; done < steps.length; ) {
    const step = steps[done]!;
    // The sides of a comparison are neighbours.
    const together = steps.slice(done, done + sidesOf(step.test.declaration).length);
    const tally = tallies.get(step.test)!;
    const isComparison = step.test.declaration.kind === 'comparison';
    if (!tally.failure) await (isComparison ? takeTogether(together, tally, tools) : takeStep(step, tally, tools));
    done += together.length;
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
  if (outcome.kind === 'measured') tally.processes[step.side]!.push(outcome.measurement);
  else tally.failure = await failureIn(step, outcome, { pool, signal });
}

function noProcesses({ declaration }: PlannedTest): Tally['processes'] {
  const ofEach = Object.fromEntries(sidesOf(declaration).map((side): [Side, ProcessMeasurement[]] => [side, []]));
  return { baseline: [], candidate: [], ...ofEach };
}

async function takeTogether(
  steps: readonly Step[],
  tally: Tally,
  { pool, signal }: MeasureTestsOptions,
): Promise<void> {
  const sides = steps.map((step) => ({ pool, request: requestOf(step, tally) }));
  const { timeLimit } = steps[0]!.test.plan;
  const before = steps.flatMap(({ side }) => sampledAs(tally.processes[side]![0]) ?? []);
  const like = before.length === steps.length ? before : undefined;
  const outcome = await measurePair(sides, { timeLimit, signal, before: tally.manner, like });
  if (outcome.kind === 'failed') {
    const failed = outcome.ends.findIndex((end) => end !== null);
    tally.failure = await failureIn(steps[failed]!, outcome.ends[failed]!, { pool, signal });
    return;
  }
  tally.manner = outcome.manner;
  for (const [i, { side }] of steps.entries()) tally.processes[side]!.push(outcome.sides[i]!);
}

function failureIn(
  { test: { file, declaration, load, plan }, side, round }: Step,
  outcome: WorkerOutcome,
  { pool, signal }: MeasureTestsOptions,
): Promise<FailedTest> {
  const testName = declaration.name;
  const askAgain = () => pool.ask({ kind: 'smoke', load, testName, diesOfErrors: true }, plan.timeLimit, signal);
  const failure = failureOf(outcome, file, testName, round);
  // Which of them it was is not to be seen from the test's name.
  const isOneOfMany = declaration.functions !== undefined && failure.reason !== 'interrupted';
  const told = isOneOfMany ? { ...failure, message: `Function ${JSON.stringify(side)}: ${failure.message}` } : failure;
  return explainedTest(told, outcome, askAgain);
}

function requestOf({ test, side, round, position }: Step, { processes }: Tally): MeasureRequest {
  const { iterations, warmupIterations, maxDuration } = test.plan;
  // What is compared is measured alike: how many calls make a sample decides where collections of garbage fall.
  const first = processes[sidesOf(test.declaration)[0]]?.[0];
  const callsPerSample = test.callsPerSample ?? first?.callsPerSample;
  return {
    kind: 'measure',
    load: test.load,
    testName: test.declaration.name,
    side,
    options: {
      ...{ iterations, warmupIterations, maxDuration, callsPerSample },
      looksAtState: looksAtState(round, processes[side]!),
    },
    place: { round, position },
  };
}
