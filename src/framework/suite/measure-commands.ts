import { CommandLauncher } from '../../measure/commands/command-launcher.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import { TIME } from '../../model/metric.ts';
import type { FailedTest } from '../../model/result.ts';
import {
  leastRunsOf,
  type MeasuredCommand,
  measureCommandTests,
  type PlannedCommandTest,
  TOO_SHORT,
} from '../commands/measure-command-tests.ts';
import type { ConfirmEvent } from '../confirm/confirmation.ts';
import type { ConfirmedSuspects, SuspectCommand } from './confirm-in-pairs.ts';
import { type JudgedOnce, judgeCommand, judgeOnce, type LookedAt } from './judge-commands.ts';
import { type ToJudge, unlessUnreadable } from './judge-last.ts';
import type { JudgeTools } from './judge-suite.ts';

/** How commands are measured. */
export interface CommandsOptions {
  readonly signal: AbortSignal | undefined;
  /** What a reaper is started from. Default: this package's own. */
  readonly reaperProgram?: string | undefined;
  readonly onEvent: ((event: ConfirmEvent) => void) | undefined;
  /** Told of each run of the first measurement. */
  readonly onFirst: (progress: StepProgress) => void;
}

/** Commands that were measured once. */
export interface CommandsOutcome {
  readonly failures: readonly FailedTest[];
  /** What concerns the run as a whole, as advice. */
  readonly warnings: readonly string[];
  /** Those whose time past runs cannot clear, where pairs may decide. */
  readonly suspects: readonly SuspectCommand[];
  /** Measures those that look worse once more, but for those whose time pairs decided about and that look no worse besides. */
  lookAgain(paired: Pick<ConfirmedSuspects, 'commands' | 'failures'>): Promise<FinishedCommands>;
}

/** Commands that were measured, to be judged when it is known how the run ends. */
export interface FinishedCommands {
  /** Of the second measurement. */
  readonly failures: readonly FailedTest[];
  readonly toJudge: readonly ToJudge[];
}

const NOTHING: FinishedCommands = { failures: [], toJudge: [] };
const NONE: CommandsOutcome = { failures: [], warnings: [], suspects: [], lookAgain: async () => NOTHING };

/**
 * Measures commands. About the time of those that past runs cannot clear, pairs with the code of their baseline decide. What
 * else looks worse, and all of those without pairs, is measured once more, after all others: noise comes in bursts, and a
 * regression is what both measurements show.
 */
export async function measureCommands(
  tests: readonly PlannedCommandTest[],
  tools: JudgeTools,
  options: CommandsOptions,
): Promise<CommandsOutcome> {
  if (tests.length === 0) return NONE;
  const measured = await measure(tests, options, options.onFirst);
  const whole: JudgedOnce[] = [];
  const unread: FailedTest[] = [];
  for (const each of measured.filter(({ failure }) => failure === null)) {
    const judged = await unlessUnreadable(each.test, () => judgeOnce(each, tools));
    if ('suspect' in judged) whole.push(judged);
    else unread.push(judged);
  }
  const suspects = whole.flatMap(({ suspect }) =>
    mayBeConfirmed(tools) && suspect.suspicion.isSuspect ? suspect : [],
  );
  return {
    failures: [...measured.flatMap(({ failure }) => failure ?? []), ...unread],
    warnings: [...new Set(measured.flatMap(({ runs }) => runs.flatMap(({ unknown }) => unknown ?? [])))],
    suspects,
    lookAgain: (paired) => lookAgain(whole, paired, tools, options),
  };
}

// What is accepted anyway needs no more.
function mayBeConfirmed({ policy, confirm }: JudgeTools): boolean {
  return policy.mode !== 'accept' && confirm !== null;
}

async function measure(
  tests: readonly PlannedCommandTest[],
  { reaperProgram, signal }: CommandsOptions,
  onStep: (progress: StepProgress) => void,
): Promise<readonly MeasuredCommand[]> {
  const launcher = await CommandLauncher.open(reaperProgram === undefined ? {} : { reaperProgram });
  try {
    return (await measureCommandTests(tests, { launcher, signal, onStep })).map(withFigures);
  } finally {
    await launcher.close();
  }
}

async function lookAgain(
  whole: readonly JudgedOnce[],
  { commands, failures }: Pick<ConfirmedSuspects, 'commands' | 'failures'>,
  tools: JudgeTools,
  options: CommandsOptions,
): Promise<FinishedCommands> {
  const left = whole.filter(({ test }) => !failures.some((failure) => isOf(failure, test)));
  const isDecided = ({ test }: JudgedOnce) => (commands.get(test)?.decision ?? null) !== null;
  const looksWorse = (each: JudgedOnce) => [...each.worse].some((name) => name !== TIME.name || !isDecided(each));
  // Whose code is accepted anyway is not looked at again.
  const mayLook = tools.policy.mode !== 'accept' && !options.signal?.aborted;
  const again = await measureAgain(mayLook ? left.filter(looksWorse).map(({ test }) => test) : [], options);
  const secondOf = new Map(again.map((each) => [each.test, each]));
  const looked = left
    .filter(({ test }) => (secondOf.get(test)?.failure ?? null) === null)
    .map(({ test, runs, controls }): LookedAt => {
      const second = secondOf.get(test);
      return {
        ...{ test, first: runs, second: second?.runs ?? [], controls: [...controls, ...(second?.controls ?? [])] },
        confirmed: commands.get(test) ?? null,
      };
    });
  return {
    failures: again.flatMap(({ failure }) => failure ?? []),
    toJudge: looked.map((each) => ({
      test: each.test,
      judge: async (end) => ({ beside: await judgeCommand(each, { ...tools, ...end }) }),
    })),
  };
}

function isOf({ testName, file }: FailedTest, test: PlannedCommandTest): boolean {
  return testName === test.declaration.name && file === test.file;
}

async function measureAgain(
  suspects: readonly PlannedCommandTest[],
  options: CommandsOptions,
): Promise<readonly MeasuredCommand[]> {
  if (suspects.length === 0) return [];
  const names = suspects.map(({ declaration }) => declaration.name);
  options.onEvent?.({ kind: 'confirming', tests: names, processes: leastRunsOf(suspects), base: null });
  return measure(suspects, options, (progress) => options.onEvent?.({ kind: 'step', progress }));
}

/**
 * Leaves out runs that took no longer than the shell alone: they have no time that could be told. Where these are most of
 * them, the test has none.
 */
function withFigures(measured: MeasuredCommand): MeasuredCommand {
  const runs = measured.runs.filter(({ wall }) => wall > 0);
  if (measured.failure !== null || 2 * runs.length > measured.runs.length) return { ...measured, runs };
  const { declaration, file } = measured.test;
  const failure = {
    testName: declaration.name,
    file,
    reason: 'process_died',
    message: TOO_SHORT,
    stack: null,
  } as const;
  return { ...measured, failure };
}
