import { MeasurementError, UsageError } from '../../errors.ts';
import type { CommandLauncher } from '../../measure/commands/command-launcher.ts';
import type { FailureWords } from '../../measure/commands/failure.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { CommandRun } from '../../model/command.ts';
import type { CommandTest } from '../../model/command-test.ts';
import type { FailedTest } from '../../model/result.ts';
import { readMilliseconds } from '../../real-time.ts';
import { CommandFailure, CommandRunner, type RunnableCommand } from './command-runner.ts';

/** A test of a command. */
export type PlannedCommandTest = PlannedTest & {
  readonly declaration: { readonly kind: 'command'; readonly command: CommandTest };
};

/** Whether it is a test of a command. */
export function isCommandTest(test: PlannedTest): test is PlannedCommandTest {
  return test.declaration.kind === 'command';
}

/** Result of measuring one command. */
export interface MeasuredCommand {
  readonly test: PlannedCommandTest;
  /** In their order, without what the shell took. */
  readonly runs: readonly CommandRun[];
  /** Why there is no result; null where all runs ended well. */
  readonly failure: FailedTest | null;
}

/** What measuring works with. */
export interface MeasureCommandsOptions {
  readonly launcher: CommandLauncher;
  /** Ends the measuring; commands with runs to go count as interrupted. */
  readonly signal: AbortSignal | undefined;
  /** Told of each run, of which there will be so many as far as is known. */
  readonly onStep?: ((progress: StepProgress) => void) | undefined;
}

/** Seconds for which a command is measured, unless that takes fewer runs than the least or more than the most. */
const TIME_EACH = 3;

/** How options are written in declarations. */
export const OPTION_WORDS: FailureWords = {
  option: (name) => `\`${name}\``,
  ignore: () => 'name it in `ignoredExitCodes` (`ignored_exit_codes` in evenkeel.toml)',
  output: null,
};

/** How many runs tests have at least. */
export function leastRunsOf(tests: readonly PlannedCommandTest[]): number {
  return tests.reduce((sum, { plan }) => sum + plan.processes, 0);
}

/** A test's command, ready to run. */
export function runnableOf({ declaration: { command }, plan }: PlannedCommandTest): RunnableCommand {
  return { ...command, spec: { ...command.spec, timeout: plan.timeLimit } };
}

/**
 * Measures commands in turns, in rounds whose order is reversed each time. Those with set-ups of their own are measured after
 * the others, one set-up at a time, because one would undo the other. A command that fails is left out from then on; the others
 * are still measured.
 */
export async function measureCommandTests(
  tests: readonly PlannedCommandTest[],
  options: MeasureCommandsOptions,
): Promise<readonly MeasuredCommand[]> {
  const { launcher, signal } = options;
  const runner = new CommandRunner({ launcher, output: 'dropped', signal, words: OPTION_WORDS });
  const tallies = tests.map((test): Tally => ({ test, command: runnableOf(test), runs: [], failure: null, wanted: 0 }));
  const rounds = new Rounds(runner, tallies, options);
  for (const group of groupsOf(tallies)) await rounds.measure(group);
  return tallies.map(({ test, runs, failure }) => ({ test, runs, failure }));
}

interface Tally {
  readonly test: PlannedCommandTest;
  readonly command: RunnableCommand;
  readonly runs: CommandRun[];
  failure: FailedTest | null;
  /** Runs that it is to have; 0 before the first. */
  wanted: number;
}

/** Those that can take turns: they have the same set-up and clean-up, in the same place, or none. */
function groupsOf(tallies: readonly Tally[]): readonly (readonly Tally[])[] {
  const groups = new Map<string, Tally[]>();
  for (const tally of tallies) {
    const { setup, cleanup, shell, spec } = tally.command;
    const key = setup === null && cleanup === null ? '' : JSON.stringify([setup, cleanup, shell, spec.cwd, spec.env]);
    groups.set(key, [...(groups.get(key) ?? []), tally]);
  }
  return [...groups].toSorted(([a], [b]) => Number(a !== '') - Number(b !== '')).map(([, group]) => group);
}

class Rounds {
  readonly #runner: CommandRunner;
  readonly #all: readonly Tally[];
  readonly #options: MeasureCommandsOptions;
  #done = 0;

  constructor(runner: CommandRunner, all: readonly Tally[], options: MeasureCommandsOptions) {
    this.#runner = runner;
    this.#all = all;
    this.#options = options;
  }

  async measure(group: readonly Tally[]): Promise<void> {
    try {
      const commands = group.map(({ command }) => command);
      await this.#runner.around(commands, () => this.#takeTurns(group));
    } catch (error) {
      // Of the set-up or the clean-up, which all of them need.
      for (const tally of group) tally.failure ??= this.#failureOf(tally, error);
    }
  }

  async #takeTurns(group: readonly Tally[]): Promise<void> {
    for (const tally of group) await this.#attempt(tally, () => this.#runner.learnShell(tally.command.spec));
    const warmUps = Math.max(...group.map(({ test }) => test.plan.warmupIterations));
    for (let i = 0; i < warmUps; i++) {
      for (const tally of group.filter(({ test }) => i < test.plan.warmupIterations)) {
        await this.#attempt(tally, () => this.#runner.runOnce(tally.command));
      }
    }
    for (let round = 0; group.some(isOpen); round++) {
      const taking = group.filter(isOpen);
      for (const tally of round % 2 === 0 ? taking : taking.toReversed()) await this.#takeRun(tally, round);
    }
  }

  async #takeRun(tally: Tally, round: number): Promise<void> {
    const start = readMilliseconds();
    await this.#attempt(tally, async () => {
      tally.runs.push(await this.#runner.runOnce(tally.command));
    });
    if (tally.failure === null && tally.wanted === 0) tally.wanted = wantedRuns(tally.test, readMilliseconds() - start);
    this.#done++;
    this.#options.onStep?.({
      testName: tally.test.declaration.name,
      done: this.#done,
      total: this.#done + this.#all.reduce((sum, each) => sum + runsToGo(each), 0),
      round: round + 1,
      rounds: Math.max(tally.wanted, round + 1),
    });
  }

  async #attempt(tally: Tally, work: () => Promise<unknown>): Promise<void> {
    if (tally.failure !== null) return;
    try {
      await work();
    } catch (error) {
      tally.failure = this.#failureOf(tally, error);
    }
  }

  #failureOf({ test, runs }: Tally, error: unknown): FailedTest {
    return failureIn(test, error, { signal: this.#options.signal, runs: runs.length });
  }
}

function isOpen(tally: Tally): boolean {
  return runsToGo(tally) > 0;
}

function runsToGo({ test, runs, failure, wanted }: Tally): number {
  if (failure !== null) return 0;
  return (wanted === 0 ? test.plan.processes : wanted) - runs.length;
}

/** As many as take the time that each is measured for, by what one took. @param took milliseconds. */
function wantedRuns({ plan, declaration: { command, options } }: PlannedCommandTest, took: number): number {
  // Whoever asks for a number for the whole run gets that.
  const most = plan.processes === options.processes ? command.mostRuns : plan.processes;
  return Math.min(most, Math.max(plan.processes, Math.ceil((1000 * TIME_EACH) / took)));
}

function interrupted({ declaration, file }: PlannedCommandTest, runs: number): FailedTest {
  const progress = runs === 0 ? '' : ` after ${runs} of its runs`;
  const message = `Interrupted${progress}; nothing was recorded for it.`;
  return { testName: declaration.name, file, reason: 'interrupted', message, stack: null };
}

/** Why a test of a command has no result, after so many runs. */
export function failureIn(
  test: PlannedCommandTest,
  error: unknown,
  { signal, runs }: { readonly signal: AbortSignal | undefined; readonly runs: number },
): FailedTest {
  if (signal?.aborted === true && error === signal.reason) return interrupted(test, runs);
  if (!(error instanceof MeasurementError || error instanceof UsageError)) throw error;
  const { declaration, file } = test;
  const reason = error instanceof CommandFailure && error.timedOut ? 'timed_out' : 'process_died';
  return { testName: declaration.name, file, reason, message: error.message, stack: null };
}
