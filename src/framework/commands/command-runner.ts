import { MeasurementError } from '../../errors.ts';
import type { CommandLauncher, RunOptions } from '../../measure/commands/command-launcher.ts';
import { explainFailure, type FailureWords, hasFailed } from '../../measure/commands/failure.ts';
import { measureShell, type ShellCost, withoutShell } from '../../measure/commands/shell-cost.ts';
import type { CommandOutput, CommandRun, CommandSpec } from '../../model/command.ts';

/** A command with what is run before and after it; null: nothing. */
export interface RunnableCommand {
  readonly spec: CommandSpec;
  /** What runs the lines below. */
  readonly shell: string;
  /** Before its first run. */
  readonly setup: string | null;
  /** Before each run. */
  readonly prepare: string | null;
  /** After each run. */
  readonly conclude: string | null;
  /** After its last run. */
  readonly cleanup: string | null;
}

/** What runs commands, and how. */
export interface RunnerOptions {
  readonly launcher: CommandLauncher;
  readonly output: CommandOutput;
  /** How options are written where these commands come from. */
  readonly words: FailureWords;
  readonly signal: AbortSignal | undefined;
}

/** That a command failed, or what is run before or after it. */
export class CommandFailure extends MeasurementError {
  /** Whether it was killed at its time limit. */
  readonly timedOut: boolean;

  constructor(message: string, timedOut: boolean) {
    super(message);
    this.timedOut = timedOut;
  }
}

/** Runs commands once, with what belongs to each run, and takes off what their shells take. */
export class CommandRunner {
  readonly #options: RunnerOptions;
  readonly #shells = new Map<string, ShellCost>();

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** Measures what the shell of a command takes, once for all that have the same. */
  async learnShell(spec: CommandSpec): Promise<void> {
    const { shell } = spec;
    if (shell === false || this.#shells.has(shell)) return;
    const { launcher, signal } = this.#options;
    this.#shells.set(shell, await measureShell(launcher, { ...spec, shell }, signal));
  }

  /** What is taken off; null where there is no shell, or none has been learnt. */
  shellCost({ shell }: CommandSpec): ShellCost | null {
    return shell === false ? null : (this.#shells.get(shell) ?? null);
  }

  /** One run, with what comes right before and after it. @throws CommandFailure where any of it fails. */
  async runOnce(command: RunnableCommand): Promise<CommandRun> {
    const { spec } = command;
    const { launcher, output, signal, words } = this.#options;
    await this.#beside('prepare', command.prepare, command, { mayLeave: true, signal });
    const run = await launcher.run(spec, { output, signal });
    if (hasFailed(spec, run)) throw new CommandFailure(explainFailure(spec, run, words), run.timedOut);
    await this.#beside('conclude', command.conclude, command, { signal });
    const cost = this.shellCost(spec);
    return cost === null ? run : withoutShell(run, cost);
  }

  /**
   * Does something with commands between their set-ups and clean-ups, which are run once for those that have the same. What is
   * to be cleaned up is, also where something failed or was interrupted; what failed first is what is said.
   */
  async around<Result>(commands: readonly RunnableCommand[], work: () => Promise<Result>): Promise<Result> {
    const { signal } = this.#options;
    const [first] = commands;
    const linesOf = (line: 'setup' | 'cleanup') => new Set(commands.map((command) => command[line]));
    let result: Result;
    try {
      for (const setup of linesOf('setup')) await this.#beside('setup', setup, first!, { mayLeave: true, signal });
      result = await work();
    } catch (error) {
      await this.#cleanUp(linesOf('cleanup'), first!).catch(() => undefined);
      throw error;
    }
    await this.#cleanUp(linesOf('cleanup'), first!);
    return result;
  }

  // Without the signal: what is interrupted is cleaned up as well.
  async #cleanUp(lines: ReadonlySet<string | null>, command: RunnableCommand): Promise<void> {
    for (const line of lines) await this.#beside('cleanup', line, command);
  }

  /** Runs what is not timed. What that leaves running, such as a server, may go on until all is over. */
  async #beside(
    what: 'setup' | 'prepare' | 'conclude' | 'cleanup',
    line: string | null,
    { spec, shell }: RunnableCommand,
    options: RunOptions = {},
  ): Promise<void> {
    if (line === null) return;
    const own: CommandSpec = { ...spec, command: line, shell, input: null, ignoredExitCodes: [] };
    const run = await this.#options.launcher.run(own, { output: 'kept', ...options });
    if (!hasFailed(own, run)) return;
    const { words } = this.#options;
    const message = `The command of ${words.option(what)} failed: ${explainFailure(own, run, words)}`;
    throw new CommandFailure(message, run.timedOut);
  }
}
