import type { PerformanceConfigFields } from '../../config/fields.ts';
import { plannedLooks } from '../../judge/revisions/looks.ts';
import { judgePairs, type PairedJudgement } from '../../judge/revisions/pairs.ts';
import { CommandLauncher } from '../../measure/commands/command-launcher.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import { rotate } from '../../measure/processes/schedule.ts';
import type { CommandRun } from '../../model/command.ts';
import type { FailedTest } from '../../model/result.ts';
import type { RevisionComparison, RevisionSide, UnpairedTest } from '../../model/revisions.ts';
import { mean } from '../../statistics/core/mean.ts';
import { summarize } from '../../statistics/core/summarize.ts';
import { CommandFailure, CommandRunner } from '../commands/command-runner.ts';
import { failureIn, OPTION_WORDS, TOO_SHORT } from '../commands/measure-command-tests.ts';
import type { PairedCommand } from './pair-commands.ts';
import { failureOfBase } from './settle-pairs.ts';

/** What measuring commands in pairs works with. */
export interface CommandPairsOptions {
  /** Pairs of each command, at most. */
  readonly blocks: number;
  /** All tests that share one error budget, these among them. */
  readonly tests: number;
  readonly config: Pick<PerformanceConfigFields, 'confidenceLevel' | 'outlierDetectionMethod'>;
  /** What a reaper is started from. */
  readonly reaperProgram: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onStep: (progress: StepProgress) => void;
}

/** What came of commands. */
export interface ComparedCommands {
  readonly comparisons: readonly RevisionComparison[];
  readonly onlyInHead: readonly UnpairedTest[];
  readonly failures: readonly FailedTest[];
}

/** Seconds that the runs of a pair take, as far as two of each side do not take longer. */
const PAIR_TIME = 0.5;
const MOST_RUNS = 10;
// What is shorter has as many runs as there may be anyway.
const SHORTEST = 0.001;

/** A pair: some runs of either side, which took turns. */
type Block = Readonly<Record<RevisionSide, readonly CommandRun[]>>;

interface Tally {
  readonly pair: PairedCommand;
  readonly index: number;
  readonly blocks: Block[];
  /** Runs of a side in a pair. */
  runs: number;
  judgement: PairedJudgement | null;
  failure: { readonly side: RevisionSide; readonly failure: FailedTest } | null;
}

/**
 * Measures commands in either tree by turns (A B B A), several runs of each side to a pair, and judges each by its pairs as
 * functions are judged. A side's lowest time stands for it, because noise only adds.
 */
export async function measureCommandPairs(
  pairs: readonly PairedCommand[],
  options: CommandPairsOptions,
): Promise<ComparedCommands> {
  if (pairs.length === 0) return { comparisons: [], onlyInHead: [], failures: [] };
  const { reaperProgram, signal } = options;
  const launcher = await CommandLauncher.open(reaperProgram === undefined ? {} : { reaperProgram });
  try {
    const runner = new CommandRunner({ launcher, output: 'dropped', signal, words: OPTION_WORDS });
    const tallies = pairs.map(
      (pair, index): Tally => ({ pair, index, blocks: [], runs: 2, judgement: null, failure: null }),
    );
    const measuring = new Pairs(runner, tallies, options);
    for (const group of groupsOf(tallies)) await measuring.measure(group);
    return outcomeOf(tallies, options);
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
    let block = 0;
    for (const look of plannedLooks(this.#options.blocks)) {
      for (; block < look && group.some(isOpen); block++) {
        for (const tally of rotate(group.filter(isOpen), block)) await this.#takeBlock(tally, block, look);
      }
      for (const tally of group.filter(isOpen)) tally.judgement = judge(tally, this.#options);
    }
  }

  /** Runs either side before anything counts, which also says how many runs make a pair. */
  async #warmUp(tally: Tally): Promise<void> {
    const { test } = tally.pair;
    let took = 0;
    for (const side of ['head', 'base'] as const) {
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
    if (tally.failure !== null) return;
    tally.blocks.push(sides);
    this.#done += 2;
    const { name } = tally.pair.test.declaration;
    const toGo = this.#all.filter(isOpen).reduce((sum, each) => sum + Math.max(0, look - each.blocks.length), 0);
    const total = this.#done + 2 * toGo;
    this.#options.onStep({ testName: name, done: this.#done, total, round: block + 1, rounds: look });
  }

  async #attempt(tally: Tally, side: RevisionSide, work: () => Promise<unknown>): Promise<void> {
    if (tally.failure !== null) return;
    try {
      await work();
    } catch (error) {
      const { signal } = this.#options;
      const failure = failureIn(tally.pair.test, error, { signal, runs: tally.blocks.length });
      tally.failure ??= { side: failure.reason === 'interrupted' ? 'head' : side, failure };
    }
  }
}

function isOpen({ failure, judgement }: Tally): boolean {
  return failure === null && (judgement === null || judgement.isOpen);
}

function judge({ pair, blocks }: Tally, { config, tests, blocks: most }: CommandPairsOptions): PairedJudgement {
  return judgePairs({
    logRatios: logRatiosOf(blocks),
    controlLogRatios: [],
    tests,
    blocks: most,
    tolerancePercent: pair.test.plan.tolerancePercent,
    confidenceLevel: config.confidenceLevel,
  });
}

function logRatiosOf(blocks: readonly Block[]) {
  const lowest = (runs: readonly CommandRun[]) => Math.min(...runs.map(({ wall }) => wall));
  const ofProcessor = (runs: readonly CommandRun[]) =>
    mean(runs.map(({ user, system }) => (user === null || system === null ? Number.NaN : user + system)));
  const ratios = (look: (runs: readonly CommandRun[]) => number) =>
    blocks.map(({ base, head }) => Math.log(look(head) / look(base)));
  const cpuTime = ratios(ofProcessor);
  return { lowEnd: ratios(lowest), cpuTime: cpuTime.every(Number.isFinite) ? cpuTime : [] };
}

function outcomeOf(tallies: readonly Tally[], options: CommandPairsOptions): ComparedCommands {
  const comparisons: RevisionComparison[] = [];
  const onlyInHead: UnpairedTest[] = [];
  const failures: FailedTest[] = [];
  for (const { pair, blocks, judgement, failure } of tallies) {
    const { file, declaration } = pair.test;
    if (failure?.side === 'base') {
      const { message: reason } = failure.failure;
      if (pair.isInBase) failures.push(failureOfBase(file, declaration.name, `In the base: ${reason}`));
      else onlyInHead.push({ testName: declaration.name, file, reason });
    } else if (failure) failures.push(failure.failure);
    else if (judgement) comparisons.push(comparisonOf(pair, blocks, judgement, options));
  }
  return { comparisons, onlyInHead, failures };
}

function comparisonOf(
  { test }: PairedCommand,
  blocks: readonly Block[],
  { change, aspect, control, validation }: PairedJudgement,
  { config: { outlierDetectionMethod: outlierMethod } }: CommandPairsOptions,
): RevisionComparison {
  const statisticsOf = (side: RevisionSide) =>
    summarize(
      blocks.flatMap((block) => block[side].map(({ wall }) => wall)),
      { outlierMethod },
    );
  return {
    testName: test.declaration.name,
    file: test.file,
    baseStatistics: statisticsOf('base'),
    headStatistics: statisticsOf('head'),
    change,
    aspect,
    validation,
    logRatios: logRatiosOf(blocks),
    manner: { kind: 'one_after_other', reason: 'each run of a command is a process' },
    control,
    baseProcesses: [],
    headProcesses: [],
  };
}
