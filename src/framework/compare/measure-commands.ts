import { plannedLooks } from '../../judge/revisions/looks.ts';
import { judgePairs, type PairedJudgement } from '../../judge/revisions/pairs.ts';
import { CommandLauncher } from '../../measure/commands/command-launcher.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import { rotate } from '../../measure/processes/schedule.ts';
import type { CommandRun } from '../../model/command.ts';
import type { RevisionSide } from '../../model/revisions.ts';
import { CommandFailure, CommandRunner } from '../commands/command-runner.ts';
import { failureIn, OPTION_WORDS, TOO_SHORT } from '../commands/measure-command-tests.ts';
import { COMMAND_MEAN, type CommandBlock, commandEvidence } from './command-evidence.ts';
import type { PairEnd } from './measure-pairs.ts';
import type { PairedCommand } from './pair-commands.ts';

/** What measuring commands in pairs works with. */
export interface CommandPairsOptions {
  /** Pairs of each command, at most. */
  readonly blocks: number;
  /** All tests that share one error budget, these among them. */
  readonly tests: number;
  /** Of the intervals that are reported. */
  readonly confidenceLevel: number;
  /** The revision that its user would have to compare with for more pairs; null where this is such a comparison. */
  readonly against: string | null;
  /** What a reaper is started from. */
  readonly reaperProgram: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onStep: (progress: StepProgress) => void;
  /** Says before each pair whether the time for all commands is over. Default: there is no limit. */
  readonly isTimeOver?: () => boolean;
}

/** Result of measuring one command on both sides. */
export interface MeasuredCommandPair {
  readonly pair: PairedCommand;
  /** In the order of the pairs. */
  readonly blocks: readonly CommandBlock[];
  readonly end: PairEnd;
}

/** Seconds that the runs of a pair take, as far as two of each side do not take longer. */
const PAIR_TIME = 0.5;
const MOST_RUNS = 10;
// What is shorter has as many runs as there may be anyway.
const SHORTEST = 0.001;

interface Tally {
  readonly pair: PairedCommand;
  readonly index: number;
  readonly blocks: CommandBlock[];
  /** Runs of a side in a pair. */
  runs: number;
  /** The newest judgement; null before the first look. */
  judgement: PairedJudgement | null;
  end: PairEnd | null;
}

/**
 * Measures commands in either tree by turns (A B B A), several runs of each side to a pair, and judges each by its pairs as
 * functions are judged. Where time is limited, those that are open
 * after the first look are measured one by one, most likely slower ones first.
 * @param pairs most important first.
 * @returns in the same order.
 */
export async function measureCommandPairs(
  pairs: readonly PairedCommand[],
  options: CommandPairsOptions,
): Promise<readonly MeasuredCommandPair[]> {
  if (pairs.length === 0) return [];
  const { reaperProgram, signal } = options;
  const launcher = await CommandLauncher.open(reaperProgram === undefined ? {} : { reaperProgram });
  try {
    const runner = new CommandRunner({ launcher, output: 'dropped', signal, words: OPTION_WORDS });
    const tallies = pairs.map(
      (pair, index): Tally => ({ pair, index, blocks: [], runs: 2, judgement: null, end: null }),
    );
    const measuring = new Pairs(runner, tallies, options);
    for (const group of groupsOf(tallies)) await measuring.measure(group);
    return tallies.map(({ pair, blocks, end }) => ({ pair, blocks, end: end! }));
  } finally {
    await launcher.close();
  }
}

// What one set-up makes, another one may undo: commands with one are measured by themselves.
function groupsOf(tallies: readonly Tally[]): readonly (readonly Tally[])[] {
  const isAlone = ({ pair: { head } }: Tally) => head.setup !== null || head.cleanup !== null;
  const together = tallies.filter((tally) => !isAlone(tally));
  return [together, ...tallies.filter(isAlone).map((tally) => [tally])].filter((group) => group.length > 0);
}

class Pairs {
  readonly #runner: CommandRunner;
  readonly #all: readonly Tally[];
  readonly #options: CommandPairsOptions;
  #done = 0;

  constructor(runner: CommandRunner, all: readonly Tally[], options: CommandPairsOptions) {
    this.#runner = runner;
    this.#all = all;
    this.#options = options;
  }

  async measure(group: readonly Tally[]): Promise<void> {
    if (group.every((tally) => this.#isLeftOver(tally))) return;
    const [first] = group;
    const { head, base } = first!.pair;
    await this.#attempt(first!, 'head', () =>
      this.#runner.around([head], () =>
        this.#attempt(first!, 'base', () => this.#runner.around([base], () => this.#takeLooks(group))),
      ),
    );
  }

  async #takeLooks(group: readonly Tally[]): Promise<void> {
    for (const tally of group) await this.#warmUp(tally);
    const [first, ...later] = plannedLooks(this.#options.blocks);
    await this.#measureUpTo(first!, group);
    for (const some of this.#inTurns(group.filter(isOpen))) {
      for (const look of later) await this.#measureUpTo(look, some.filter(isOpen));
    }
  }

  // What is measured in turns after the first look: all together, or one command at a time.
  #inTurns(open: readonly Tally[]): readonly (readonly Tally[])[] {
    if (this.#options.isTimeOver === undefined) return [open];
    const pValueOf = ({ judgement }: Tally) => judgement?.validation.pValue ?? 1;
    return open.toSorted((a, b) => pValueOf(a) - pValueOf(b)).map((tally) => [tally]);
  }

  async #measureUpTo(look: number, among: readonly Tally[]): Promise<void> {
    const start = Math.min(...among.map(({ blocks }) => blocks.length));
    for (let block = start; block < look && among.some(isOpen); block++) {
      for (const tally of rotate(among.filter(isOpen), block)) await this.#takeBlock(tally, block, look);
    }
    for (const tally of among.filter(isOpen)) judge(tally, this.#options);
  }

  /** Runs either side before anything counts, which also says how many runs make a pair. */
  async #warmUp(tally: Tally): Promise<void> {
    const { test } = tally.pair;
    let took = 0;
    for (const side of ['head', 'base'] as const) {
      if (this.#isLeftOver(tally)) return;
      await this.#attempt(tally, side, async () => {
        await this.#runner.learnShell(tally.pair[side].spec);
        for (let i = 0; i < Math.max(1, test.plan.warmupIterations); i++) {
          const { wall } = await this.#runner.runOnce(tally.pair[side]);
          if (i === 0) took += wall;
        }
      });
    }
    tally.runs = Math.min(MOST_RUNS, 2 * Math.max(1, Math.round(PAIR_TIME / Math.max(took, SHORTEST))));
  }

  async #takeBlock(tally: Tally, block: number, look: number): Promise<void> {
    if (this.#isLeftOver(tally)) return;
    const sides: Record<RevisionSide, CommandRun[]> = { base: [], head: [] };
    const order = (block + tally.index) % 2 === 0 ? (['base', 'head'] as const) : (['head', 'base'] as const);
    for (let i = 0; i < tally.runs; i++) {
      for (const side of i % 2 === 0 ? order : order.toReversed()) {
        await this.#attempt(tally, side, async () => {
          const run = await this.#runner.runOnce(tally.pair[side]);
          if (run.wall <= 0) throw new CommandFailure(TOO_SHORT, false);
          sides[side].push(run);
        });
      }
    }
    if (!isOpen(tally)) return;
    tally.blocks.push(sides);
    this.#done += 2;
    const { name } = tally.pair.test.declaration;
    const toGo = this.#all.filter(isOpen).reduce((sum, each) => sum + Math.max(0, look - each.blocks.length), 0);
    const total = this.#done + 2 * toGo;
    this.#options.onStep({ testName: name, done: this.#done, total, round: block + 1, rounds: look });
  }

  /** Whether there is no time left for it. */
  #isLeftOver(tally: Tally): boolean {
    if (isOpen(tally) && this.#options.isTimeOver?.()) tally.end = { kind: 'left_over' };
    return tally.end?.kind === 'left_over';
  }

  async #attempt(tally: Tally, side: RevisionSide, work: () => Promise<unknown>): Promise<void> {
    if (!isOpen(tally)) return;
    try {
      await work();
    } catch (error) {
      const { signal } = this.#options;
      const failure = failureIn(tally.pair.test, error, { signal, runs: tally.blocks.length });
      // What failed first is what is said; a clean-up that fails comes after all else.
      if (tally.end?.kind === 'failed') return;
      tally.end = { kind: 'failed', side: failure.reason === 'interrupted' ? 'head' : side, failure };
    }
  }
}

function isOpen({ end }: Tally): boolean {
  return end === null;
}

function judge(tally: Tally, { confidenceLevel, tests, blocks, against }: CommandPairsOptions): void {
  const evidence = commandEvidence(tally.blocks);
  const { tolerancePercent } = tally.pair.test.plan;
  const judgement = judgePairs({
    ...{ ...evidence, tests, blocks, tolerancePercent, confidenceLevel, against },
    meanIs: COMMAND_MEAN,
  });
  tally.judgement = judgement;
  if (!judgement.isOpen) tally.end = { kind: 'judged', judgement, evidence };
}
