import { MeasurementError } from '../../errors.ts';
import { ratioInPairs, ratioOfSets } from '../../judge/commands/ratio.ts';
import { notesOnRuns } from '../../judge/commands/run-notes.ts';
import { CommandLauncher, type RunOptions } from '../../measure/commands/command-launcher.ts';
import { explainFailure, hasFailed } from '../../measure/commands/failure.ts';
import { measureShell, type ShellCost, withoutShell } from '../../measure/commands/shell-cost.ts';
import type { CommandOutput, CommandRun, CommandSpec } from '../../model/command.ts';
import type { TimedCommand, TimingReport } from '../../model/timing.ts';
import { readMilliseconds } from '../../real-time.ts';
import { median } from '../../statistics/core/median.ts';
import type { Assignment } from '../../suite/commands/parameters.ts';

/** A command that is to be timed, with what is run before and after it; null: nothing. */
export interface PlannedCommand {
  readonly name: string;
  readonly spec: CommandSpec;
  readonly parameters: Assignment;
  /** Before its first run. */
  readonly setup: string | null;
  /** Before each run. */
  readonly prepare: string | null;
  /** After each run. */
  readonly conclude: string | null;
  /** After its last run. */
  readonly cleanup: string | null;
}

/** What `evenkeel time` is to do. */
export interface TimingPlan {
  readonly commands: readonly PlannedCommand[];
  readonly warmUps: number;
  /** Runs of each command. */
  readonly leastRuns: number;
  readonly mostRuns: number;
  readonly output: CommandOutput;
  /** The shell of what is run before and after. */
  readonly shell: string;
  /** Which command the others are held against; null: the fastest one. */
  readonly reference: number | null;
  readonly signal: AbortSignal;
  /** Is told of each run, of which there will be so many as far as is known. */
  readonly onRun?: (command: PlannedCommand, done: number, total: number) => void;
}

/** Seconds for which each command is measured, unless that takes fewer runs than the least or more than the most. */
const TIME_EACH = 3;
const CONFIDENCE_LEVEL = 0.95;
const APART =
  'The commands have set-ups of their own, so they were measured one after the other and not in turns: what happened to the machine meanwhile is in the differences.';

/**
 * Times commands. They take turns, in rounds whose order is reversed each time (A B, B A), so that a round is a pair, and
 * what slows the machine for a while is in both of its sides.
 * @throws MeasurementError where one fails, or what is run before or after it.
 * @throws the signal's reason where it was broken off before there was a whole round.
 */
export async function timeCommands(plan: TimingPlan): Promise<TimingReport> {
  const launcher = await CommandLauncher.open();
  try {
    return await new Timing(plan, launcher).report();
  } finally {
    await launcher.close();
  }
}

class Timing {
  readonly #plan: TimingPlan;
  readonly #launcher: CommandLauncher;
  readonly #shells = new Map<string, ShellCost>();
  readonly #runs = new Map<PlannedCommand, CommandRun[]>();
  #done = 0;

  constructor(plan: TimingPlan, launcher: CommandLauncher) {
    this.#plan = plan;
    this.#launcher = launcher;
  }

  async report(): Promise<TimingReport> {
    const { commands, signal } = this.#plan;
    const isPaired = new Set(commands.map(({ setup }) => setup)).size === 1;
    try {
      for (const { spec } of commands) await this.#learnShell(spec);
      for (const set of isPaired ? [commands] : commands.map((command) => [command])) await this.#measure(set);
    } catch (error) {
      const isComplete = commands.every((command) => this.#runsOf(command).length > 0);
      if (!signal.aborted || error !== signal.reason || !isComplete) throw error;
    }
    return this.#judged(isPaired && commands.length > 1);
  }

  async #learnShell(spec: CommandSpec): Promise<void> {
    const { shell } = spec;
    if (shell === false || this.#shells.has(shell)) return;
    this.#shells.set(shell, await measureShell(this.#launcher, { ...spec, shell }, this.#plan.signal));
  }

  /** Measures commands in turns. */
  async #measure(commands: readonly PlannedCommand[]): Promise<void> {
    const { warmUps, leastRuns, mostRuns } = this.#plan;
    for (const setup of new Set(commands.map((command) => command.setup))) {
      await this.#beside('setup', setup, commands[0]!, { mayLeave: true });
    }
    for (let i = 0; i < warmUps; i++) for (const command of commands) await this.#runOnce(command);
    let rounds = leastRuns;
    for (let round = 0; round < rounds; round++) {
      const start = readMilliseconds();
      const order = round % 2 === 0 ? commands : commands.toReversed();
      const runs: CommandRun[] = [];
      for (const command of order) {
        runs.push(await this.#runOnce(command));
        this.#plan.onRun?.(command, ++this.#done, this.#done + (rounds - round) * commands.length);
      }
      // Kept when the round is whole, so that runs are pairs.
      for (const [i, command] of order.entries()) this.#runsOf(command).push(runs[i]!);
      const took = (readMilliseconds() - start) / 1000;
      if (round === 0)
        rounds = Math.min(mostRuns, Math.max(leastRuns, Math.ceil((TIME_EACH * commands.length) / took)));
    }
    for (const cleanup of new Set(commands.map((command) => command.cleanup))) {
      await this.#beside('cleanup', cleanup, commands[0]!);
    }
  }

  #runsOf(command: PlannedCommand): CommandRun[] {
    const runs = this.#runs.get(command) ?? [];
    this.#runs.set(command, runs);
    return runs;
  }

  async #runOnce(command: PlannedCommand): Promise<CommandRun> {
    const { spec } = command;
    await this.#beside('prepare', command.prepare, command, { mayLeave: true });
    const run = await this.#launcher.run(spec, { output: this.#plan.output, signal: this.#plan.signal });
    if (hasFailed(spec, run)) throw new MeasurementError(explainFailure(spec, run));
    await this.#beside('conclude', command.conclude, command);
    const cost = spec.shell === false ? undefined : this.#shells.get(spec.shell);
    return cost === undefined ? run : withoutShell(run, cost);
  }

  /** Runs what is not timed. What that leaves running, such as a server, may go on until all is over. */
  async #beside(what: string, line: string | null, { spec }: PlannedCommand, options: RunOptions = {}): Promise<void> {
    if (line === null) return;
    const own: CommandSpec = { ...spec, command: line, shell: this.#plan.shell, input: null, ignoredExitCodes: [] };
    const run = await this.#launcher.run(own, { output: 'kept', ...options, signal: this.#plan.signal });
    if (hasFailed(own, run)) throw new MeasurementError(`The command of --${what} failed: ${explainFailure(own, run)}`);
  }

  #judged(isPaired: boolean): TimingReport {
    const { commands, warmUps, signal } = this.#plan;
    const times = commands.map((command) => this.#runsOf(command).map(({ wall }) => wall));
    const medians = times.map(median);
    const reference = this.#plan.reference ?? medians.indexOf(Math.min(...medians));
    // So that all intervals together hold with the confidence that is said (Bonferroni).
    const level = 1 - (1 - CONFIDENCE_LEVEL) / Math.max(1, commands.length - 1);
    const ratio = isPaired ? ratioInPairs : ratioOfSets;
    const timed = commands.map((command, i): TimedCommand => {
      const runs = this.#runsOf(command);
      const shellTime = command.spec.shell === false ? null : (this.#shells.get(command.spec.shell)?.wall ?? null);
      return {
        name: command.name,
        command: command.spec.command,
        parameters: command.parameters,
        runs,
        shellTime,
        ratio: i === reference ? null : ratio(times[i]!, times[reference]!, level),
        notes: notesOnRuns({ runs, shellTime, warmUps }),
      };
    });
    const isApart = commands.length > 1 && !isPaired;
    return {
      commands: timed,
      reference,
      confidenceLevel: CONFIDENCE_LEVEL,
      isPaired,
      isInterrupted: signal.aborted,
      notes: [
        ...(isApart ? [APART] : []),
        ...new Set(timed.flatMap(({ runs }) => runs.flatMap(({ unknown }) => unknown ?? []))),
      ],
    };
  }
}
