import { ratioInPairs, ratioOfSets } from '../../judge/commands/ratio.ts';
import { notesOnRuns } from '../../judge/commands/run-notes.ts';
import { CommandLauncher } from '../../measure/commands/command-launcher.ts';
import { FLAG_WORDS } from '../../measure/commands/failure.ts';
import type { CommandOutput, CommandRun } from '../../model/command.ts';
import type { TimedCommand, TimingReport } from '../../model/timing.ts';
import { readMilliseconds } from '../../real-time.ts';
import { median } from '../../statistics/core/median.ts';
import type { Assignment } from '../../suite/commands/parameters.ts';
import { CommandRunner, type RunnableCommand } from './command-runner.ts';

/** A command that is to be timed. */
export interface PlannedCommand extends RunnableCommand {
  readonly name: string;
  readonly parameters: Assignment;
}

/** What `evenkeel time` is to do. */
export interface TimingPlan {
  readonly commands: readonly PlannedCommand[];
  readonly warmUps: number;
  /** Runs of each command. */
  readonly leastRuns: number;
  readonly mostRuns: number;
  readonly output: CommandOutput;
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
  readonly #runner: CommandRunner;
  readonly #runs = new Map<PlannedCommand, CommandRun[]>();
  #done = 0;

  constructor(plan: TimingPlan, launcher: CommandLauncher) {
    const { output, signal } = plan;
    this.#plan = plan;
    this.#runner = new CommandRunner({ launcher, output, signal, words: FLAG_WORDS });
  }

  async report(): Promise<TimingReport> {
    const { commands, signal } = this.#plan;
    const isPaired = new Set(commands.map(({ setup }) => setup)).size === 1;
    try {
      for (const { spec } of commands) await this.#runner.learnShell(spec);
      for (const set of isPaired ? [commands] : commands.map((command) => [command])) {
        await this.#runner.around(set, () => this.#measure(set));
      }
    } catch (error) {
      const isComplete = commands.every((command) => this.#runsOf(command).length > 0);
      if (!signal.aborted || error !== signal.reason || !isComplete) throw error;
    }
    return this.#judged(isPaired && commands.length > 1);
  }

  /** Measures commands in turns. */
  async #measure(commands: readonly PlannedCommand[]): Promise<void> {
    const { warmUps, leastRuns, mostRuns } = this.#plan;
    for (let i = 0; i < warmUps; i++) for (const command of commands) await this.#runner.runOnce(command);
    let rounds = leastRuns;
    for (let round = 0; round < rounds; round++) {
      const start = readMilliseconds();
      const order = round % 2 === 0 ? commands : commands.toReversed();
      const runs: CommandRun[] = [];
      for (const command of order) {
        runs.push(await this.#runner.runOnce(command));
        this.#plan.onRun?.(command, ++this.#done, this.#done + (rounds - round) * commands.length);
      }
      // Kept when the round is whole, so that runs are pairs.
      for (const [i, command] of order.entries()) this.#runsOf(command).push(runs[i]!);
      const took = (readMilliseconds() - start) / 1000;
      if (round === 0)
        rounds = Math.min(mostRuns, Math.max(leastRuns, Math.ceil((TIME_EACH * commands.length) / took)));
    }
  }

  #runsOf(command: PlannedCommand): CommandRun[] {
    const runs = this.#runs.get(command) ?? [];
    this.#runs.set(command, runs);
    return runs;
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
      const shellTime = this.#runner.shellCost(command.spec)?.wall ?? null;
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
