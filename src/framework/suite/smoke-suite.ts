import { now } from '../../measure/clock.ts';
import { failureOf } from '../../measure/processes/failure.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { Programs, WorkerPool } from '../../measure/processes/worker-process.ts';
import { explainedTest } from '../../measure/processes/wrong-syntax.ts';
import type { FailedTest } from '../../model/result.ts';
import type { RanTest, SmokeReport, SmokeSummary } from '../../model/smoke.ts';
import { isoTime } from '../../real-time.ts';
import { isCommandTest } from '../commands/measure-command-tests.ts';
import { runOnce } from '../commands/run-once.ts';
import { packageVersion } from '../result/version.ts';
import type { RunEvent } from './measure-and-judge.ts';
import { planSuite, refuseOnlyInCi, requireTests } from './plan-suite.ts';
import { type SuiteSelection, withCollected } from './workplace.ts';

/** Options for `smokeSuite`. */
export interface SmokeOptions extends SuiteSelection {
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
  /** Default: this package's own. */
  readonly programs?: Programs | undefined;
}

/**
 * Calls every test a few times, each in a process of its own within its time limit, runs every command once, and says which work. Nothing is
 * timed, judged or stored.
 * @throws {UsageError} where no test is left to run, and for `perf.only` in CI.
 */
export async function smokeSuite(options: SmokeOptions): Promise<SmokeReport> {
  const startedAt = isoTime();
  const start = now();
  return withCollected(options, async ({ collected, isCI, pool }) => {
    const { config, filter, signal } = options;
    if (isCI) refuseOnlyInCi(collected);
    const plan = requireTests(planSuite(collected, { config, isCI, overrides: {}, filter }), { filter });
    const { ran, failures } = await callAll(plan.tests, pool, options);
    const outcome = { ran, failures: [...plan.failures, ...failures], skipped: plan.skipped };
    return {
      kind: 'smoke',
      schemaVersion: 1,
      evenkeelVersion: packageVersion(),
      startedAt,
      duration: now() - start,
      ...outcome,
      summary: summarize(outcome, signal?.aborted ?? false),
    };
  });
}

async function callAll(tests: readonly PlannedTest[], pool: WorkerPool, { signal, onEvent, programs }: SmokeOptions) {
  const ran: RanTest[] = [];
  const failures: FailedTest[] = [];
  const total = tests.length;
  if (total > 0) onEvent?.({ kind: 'started', tests: total, processes: total });
  const commands = tests.filter(isCommandTest);
  for (const [i, test] of tests.filter((each) => !isCommandTest(each)).entries()) {
    const { declaration, file, load, plan } = test;
    const testName = declaration.name;
    const outcome = await pool.ask({ kind: 'smoke', load, testName }, plan.timeLimit, signal);
    if (outcome.kind === 'ran')
      ran.push({ testName, file, ...(outcome.fallbacks && { fallbacks: outcome.fallbacks }) });
    else {
      const askAgain = () => pool.ask({ kind: 'smoke', load, testName, diesOfErrors: true }, plan.timeLimit, signal);
      failures.push(await explainedTest(failureOf(outcome, file, testName), outcome, askAgain));
    }
    onEvent?.({ kind: 'step', progress: { testName, done: i + 1, total, round: 1, rounds: 1 } });
  }
  const step = (testName: string) => {
    const progress = { testName, done: ran.length + failures.length, total, round: 1, rounds: 1 };
    onEvent?.({ kind: 'step', progress });
  };
  const reaperProgram = programs?.reaper;
  await runOnce(commands, { signal, reaperProgram }, ({ declaration: { name }, file }, failure) => {
    if (failure === null) ran.push({ testName: name, file });
    else failures.push(failure);
    step(name);
  });
  return { ran, failures };
}

// As in a run, exit code 0 is for what was tried and works: not for a suite that is skipped as a whole.
function summarize(
  { ran, failures, skipped }: Pick<SmokeReport, 'ran' | 'failures' | 'skipped'>,
  interrupted: boolean,
): SmokeSummary {
  return {
    total: ran.length + failures.length + skipped.length,
    ran: ran.length,
    failed: failures.length,
    skipped: skipped.filter(({ reason }) => reason !== 'todo').length,
    todo: skipped.filter(({ reason }) => reason === 'todo').length,
    interrupted,
    exitCode: interrupted ? 130 : failures.length > 0 || ran.length === 0 ? 2 : 0,
  };
}
