import { plannedLooks } from '../../judge/revisions/looks.ts';
import { judgePairs, type PairedJudgement } from '../../judge/revisions/pairs.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import { rotate } from '../../measure/rotate.ts';
import type { PairManner, ProcessMeasurement } from '../../model/measurement.ts';
import type { FailedTest } from '../../model/result.ts';
import type { RevisionSide } from '../../model/revisions.ts';
import { type PairEvidence, pairEvidence } from './pair-evidence.ts';
import type { PairedTest } from './pair-tests.ts';
import { type Pools, type Turn, takeTurn } from './turn.ts';

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
  /** Pairs of processes a test, at most. */
  readonly blocks: number;
  /** Of the intervals that are reported. */
  readonly confidenceLevel: number;
  readonly signal: AbortSignal | undefined;
  readonly onStep: (progress: StepProgress) => void;
  /** Says before each pair whether the time for all tests is over. Default: there is no limit. */
  readonly isTimeOver?: () => boolean;
}

interface Tally {
  readonly pair: PairedTest;
  readonly processes: Record<RevisionSide, ProcessMeasurement[]>;
  manner: PairManner | null;
  /** The newest judgement; null before the first look. */
  judgement: PairedJudgement | null;
  end: PairEnd | null;
}

/**
 * Measures tests in pairs of fresh processes: each open test gets one in turn, the tests rotate, and the side that goes
 * first changes from pair to pair. After the planned numbers of pairs the tests are judged; those that are decided get no
 * more. Where time is limited, the tests that are open after the first look are measured one by one, most likely slower
 * ones first, so that the time decides some of them rather than none.
 * @param pairs most important first.
 * @returns in the order of the tests.
 */
export async function measurePairs(
  pairs: readonly PairedTest[],
  options: MeasurePairsOptions,
): Promise<readonly MeasuredPair[]> {
  const tallies: Tally[] = pairs.map((pair) => ({
    pair,
    processes: { base: [], head: [] },
    manner: null,
    judgement: null,
    end: null,
  }));
  const progress = countSteps(tallies, options);
  const measureUpTo = async (look: number, among: readonly Tally[]) => {
    const start = Math.min(...among.map(({ processes }) => processes.head.length));
    for (let block = start; block < look; block++) {
      for (const [i, tally] of rotate(among.filter(isOpen), block).entries()) {
        if (options.isTimeOver?.()) tally.end = { kind: 'left_over' };
        else await measureOnce(tally, { block, position: 2 * i, first: firstOf(tally, block, tallies) }, options);
        progress.took(tally, { block, look });
      }
    }
    for (const tally of among.filter(isOpen)) judge(tally, pairs.length, options);
  };
  const [first, ...later] = plannedLooks(options.blocks);
  await measureUpTo(first!, tallies);
  for (const group of groupsOf(tallies.filter(isOpen), options)) {
    for (const look of later) if (group.some(isOpen)) await measureUpTo(look, group.filter(isOpen));
  }
  return tallies.map(({ end, judgement: _, ...rest }) => ({ ...rest, end: end! }));
}

function isOpen({ end }: Tally): boolean {
  return end === null;
}

function firstOf(tally: Tally, block: number, tallies: readonly Tally[]): RevisionSide {
  return (block + tallies.indexOf(tally)) % 2 === 0 ? 'base' : 'head';
}

// What is measured in turns from here on: all together, or one test at a time.
function groupsOf(open: readonly Tally[], { isTimeOver }: MeasurePairsOptions): readonly (readonly Tally[])[] {
  if (isTimeOver === undefined) return open.length === 0 ? [] : [open];
  const pValueOf = ({ judgement }: Tally) => judgement?.validation.pValue ?? 1;
  return open.toSorted((a, b) => pValueOf(a) - pValueOf(b)).map((tally) => [tally]);
}

async function measureOnce(
  tally: Tally,
  place: Pick<Turn, 'block' | 'position' | 'first'>,
  { pools, signal }: MeasurePairsOptions,
): Promise<void> {
  const { pair, processes, manner } = tally;
  const { callsPerSample } = processes.head[0] ?? {};
  const outcome = await takeTurn({ pair, ...place, callsPerSample, manner }, pools, signal);
  if (outcome.kind === 'failed') {
    tally.end = outcome;
    return;
  }
  tally.manner = outcome.manner;
  for (const side of ['base', 'head'] as const) processes[side].push(outcome[side]);
}

function judge(tally: Tally, tests: number, { blocks, confidenceLevel }: MeasurePairsOptions): void {
  const evidence = pairEvidence(tally.processes);
  const { tolerancePercent } = tally.pair.test.plan;
  const judgement = judgePairs({ ...evidence, tests, blocks, tolerancePercent, confidenceLevel });
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
