import { plannedLooks } from '../../judge/revisions/looks.ts';
import { judgePairs, type PairedJudgement } from '../../judge/revisions/pairs.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import type { PreparedPair } from '../../measure/processes/pairs/by-turns.ts';
import { rotate } from '../../measure/processes/schedule.ts';
import type { PairManner, ProcessMeasurement } from '../../model/measurement.ts';
import type { FailedTest } from '../../model/result.ts';
import type { RevisionSide } from '../../model/revisions.ts';
import { type PairEvidence, pairEvidence } from './pair-evidence.ts';
import type { PairedTest } from './pair-tests.ts';
import { type Pools, prepareTurn, type Turn, takeTurn } from './turn.ts';

/** Result of measuring one test on both sides. */
export interface MeasuredPair {
  readonly pair: PairedTest;
  /** In the order of the pairs. */
  readonly processes: Readonly<Record<RevisionSide, readonly ProcessMeasurement[]>>;
  /** How they were measured; null where no pair came about. */
  readonly manner: PairManner | null;
  readonly end: PairEnd;
}

/** How the measuring of a test ended. */
export type PairEnd =
  | { readonly kind: 'judged'; readonly judgement: PairedJudgement; readonly evidence: PairEvidence }
  | { readonly kind: 'failed'; readonly side: RevisionSide; readonly failure: FailedTest }
  /** Its time was over before it was decided. */
  | { readonly kind: 'left_over' };

/** What `measurePairs` works with. */
export interface MeasurePairsOptions {
  readonly pools: Pools;
  /** Pairs of processes per test, at most. */
  readonly blocks: number;
  /** Tests that share one error budget, these among them. Default: these. */
  readonly tests?: number;
  /** Of the intervals that are reported. */
  readonly confidenceLevel: number;
  /** The revision that its user would have to compare with for more pairs; null where this is such a comparison. */
  readonly against: string | null;
  readonly signal: AbortSignal | undefined;
  /** Whether other processes of this run have looked at what the tests' calls change outside of them. Default: no. */
  readonly isStateKnown?: boolean;
  readonly onStep: (progress: StepProgress) => void;
  /** Says before each pair whether the time for all tests is over. Default: there is no limit. */
  readonly isTimeOver?: () => boolean;
}

interface Tally {
  readonly pair: PairedTest;
  /** Its place among all tests. */
  readonly index: number;
  readonly processes: Record<RevisionSide, ProcessMeasurement[]>;
  manner: PairManner | null;
  /** The newest judgement; null before the first look. */
  judgement: PairedJudgement | null;
  end: PairEnd | null;
}

/** A pair that is to be measured. */
interface Step {
  readonly tally: Tally;
  readonly turn: Turn;
}

/**
 * Measures tests in pairs of fresh processes: each open test gets one in turn, the tests rotate, and the side that goes
 * first changes from pair to pair. While a pair takes its turns on one processor, the next one is made ready on the
 * others. After the planned numbers of pairs the tests are judged; those that are decided get no more. Where time is
 * limited, the tests that are open after the first look are measured one by one, most likely slower ones first, so that
 * the time decides some of them rather than none.
 * @param pairs most important first.
 * @returns in the order of the tests.
 */
export async function measurePairs(
  pairs: readonly PairedTest[],
  options: MeasurePairsOptions,
): Promise<readonly MeasuredPair[]> {
  const tallies: Tally[] = pairs.map((pair, index) => ({
    pair,
    index,
    processes: { base: [], head: [] },
    manner: null,
    judgement: null,
    end: null,
  }));
  const progress = countSteps(tallies, options);
  const measureUpTo = async (look: number, among: readonly Tally[]) => {
    await takeSteps(stepsUpTo(look, among), options, ({ tally, turn: { block } }) =>
      progress.took(tally, { block, look }),
    );
    for (const tally of among.filter(isOpen)) judge(tally, options.tests ?? pairs.length, options);
  };
  const [first, ...later] = plannedLooks(options.blocks);
  await measureUpTo(first!, tallies);
  for (const group of groupsOf(tallies.filter(isOpen), options)) {
    for (const look of later) if (group.some(isOpen)) await measureUpTo(look, group.filter(isOpen));
  }
  return tallies.map(({ pair, processes, manner, end }) => ({ pair, processes, manner, end: end! }));
}

function isOpen({ end }: Tally): boolean {
  return end === null;
}

function stepsUpTo(look: number, among: readonly Tally[]): readonly Step[] {
  const start = Math.min(...among.map(({ processes }) => processes.head.length));
  const blocks = Array.from({ length: Math.max(0, look - start) }, (_, i) => start + i);
  return blocks.flatMap((block) =>
    rotate(among, block).map((tally, i) => {
      const first = (block + tally.index) % 2 === 0 ? 'base' : 'head';
      return { tally, turn: { pair: tally.pair, block, position: 2 * i, first } };
    }),
  );
}

// What is measured in turns from here on: all together, or one test at a time.
function groupsOf(open: readonly Tally[], { isTimeOver }: MeasurePairsOptions): readonly (readonly Tally[])[] {
  if (isTimeOver === undefined) return open.length === 0 ? [] : [open];
  const pValueOf = ({ judgement }: Tally) => judgement?.validation.pValue ?? 1;
  return open.toSorted((a, b) => pValueOf(a) - pValueOf(b)).map((tally) => [tally]);
}

/** Takes steps in their order, those of tests that have ended meanwhile aside, each made ready beside the one before. */
async function takeSteps(
  steps: readonly Step[],
  options: MeasurePairsOptions,
  onTaken: (step: Step) => void,
): Promise<void> {
  const ahead = new Map<Step, PreparedPair>();
  const dropAhead = async () => {
    for (const prepared of ahead.values()) await prepared.end();
    ahead.clear();
  };
  try {
    for (const [i, step] of steps.entries()) {
      if (!isOpen(step.tally)) continue;
      if (options.isTimeOver?.()) {
        step.tally.end = { kind: 'left_over' };
        continue;
      }
      const prepared = ahead.get(step) ?? null;
      ahead.delete(step);
      // Of a test that has ended meanwhile.
      await dropAhead();
      await takeStep(step, options, prepared, (processor) => {
        const next = steps.slice(i + 1).find(({ tally }) => isOpen(tally));
        if (processor === null || next === undefined || next.tally.manner?.kind === 'one_after_other') return;
        // A pair that failed and is measured once more is placed twice.
        if (ahead.has(next)) return;
        ahead.set(next, prepareTurn(next.turn, next.tally, options, processor));
      });
      onTaken(step);
    }
  } finally {
    await dropAhead();
  }
}

async function takeStep(
  { tally, turn }: Step,
  options: MeasurePairsOptions,
  prepared: PreparedPair | null,
  onPlaced: (processor: number | null) => void,
): Promise<void> {
  const { processes } = tally;
  const outcome = await takeTurn(turn, tally, options, { prepared, onPlaced });
  if (outcome.kind === 'failed') {
    tally.end = outcome;
    return;
  }
  tally.manner = outcome.manner;
  for (const side of ['base', 'head'] as const) processes[side].push(outcome[side]);
}

function judge(tally: Tally, tests: number, { blocks, confidenceLevel, against }: MeasurePairsOptions): void {
  const evidence = pairEvidence(tally.processes);
  const { tolerancePercent } = tally.pair.test.plan;
  const judgement = judgePairs({ ...evidence, tests, blocks, tolerancePercent, confidenceLevel, against });
  tally.judgement = judgement;
  if (!judgement.isOpen) tally.end = { kind: 'judged', judgement, evidence };
}

// Counted up to the next look, where most tests are decided: the total grows for those that are not.
function countSteps(tallies: readonly Tally[], { onStep }: MeasurePairsOptions) {
  const taken = new Map<Tally, number>();
  let done = 0;
  return {
    took(tally: Tally, { block, look }: { block: number; look: number }) {
      taken.set(tally, block + 1);
      done += 2;
      const left = tallies.filter(isOpen).map((each) => Math.max(0, look - (taken.get(each) ?? 0)));
      const total = done + 2 * left.reduce((sum, count) => sum + count, 0);
      onStep({ testName: tally.pair.test.declaration.name, done, total, round: block + 1, rounds: look });
    },
  };
}
