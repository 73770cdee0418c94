import { judgePairs, type PairedJudgement, plannedLooks } from '../../judge/revisions/pairs.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import type { PairManner, ProcessMeasurement } from '../../model/measurement.ts';
import type { FailedTest } from '../../model/result.ts';
import type { RevisionSide } from '../../model/revisions.ts';
import { type LogRatios, logRatiosOf } from './log-ratios.ts';
import type { PairedTest } from './pair-tests.ts';
import { type Pools, type Turn, takeTurn } from './turn.ts';

/** The result of measuring one test on both sides. */
export interface MeasuredPair {
  readonly pair: PairedTest;
  /** In the order of the blocks. */
  readonly processes: Readonly<Record<RevisionSide, readonly ProcessMeasurement[]>>;
  /** How they were measured; null where no pair came about. */
  readonly manner: PairManner | null;
  readonly end:
    | { readonly kind: 'judged'; readonly judgement: PairedJudgement; readonly logRatios: LogRatios }
    | { readonly kind: 'failed'; readonly side: RevisionSide; readonly failure: FailedTest };
}

/** What `measurePairs` works with. */
export interface MeasurePairsOptions {
  readonly pools: Pools;
  /** Blocks a test, at most. */
  readonly blocks: number;
  /** Of the intervals that are reported. */
  readonly confidenceLevel: number;
  readonly signal: AbortSignal | undefined;
  readonly onStep: (progress: StepProgress) => void;
}

interface Tally {
  readonly pair: PairedTest;
  readonly processes: Record<RevisionSide, ProcessMeasurement[]>;
  manner: PairManner | null;
  end: MeasuredPair['end'] | null;
}

/**
 * Measures tests in blocks: in each, every open test gets a fresh process on either side, one right after the other. The
 * tests rotate and the sides change places from block to block. After the planned numbers of blocks the tests are
 * judged; those that are decided get no more.
 * @returns in the order of the tests.
 */
export async function measurePairs(
  pairs: readonly PairedTest[],
  options: MeasurePairsOptions,
): Promise<readonly MeasuredPair[]> {
  const tallies: Tally[] = pairs.map((pair) => ({ pair, processes: { base: [], head: [] }, manner: null, end: null }));
  const progress = countSteps(tallies, options);
  let block = 0;
  for (const look of plannedLooks(options.blocks)) {
    for (; block < look; block++) {
      for (const [i, tally] of rotate(tallies.filter(isOpen), block).entries()) {
        const first = (block + tallies.indexOf(tally)) % 2 === 0 ? 'base' : 'head';
        await measureOnce(tally, { block, position: 2 * i, first }, options);
        progress.took(tally, { block, look });
      }
    }
    for (const tally of tallies.filter(isOpen)) judge(tally, pairs.length, options);
  }
  return tallies.map(({ end, ...rest }) => ({ ...rest, end: end! }));
}

function isOpen({ end }: Tally): boolean {
  return end === null;
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
  const logRatios = logRatiosOf(tally.processes);
  const judgement = judgePairs({ logRatios, tests, blocks, confidenceLevel });
  if (!judgement.isOpen) tally.end = { kind: 'judged', judgement, logRatios };
}

function rotate<Item>(items: readonly Item[], by: number): readonly Item[] {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

// Counted up to the next look, where most tests are decided: the total grows for those that are not.
function countSteps(tallies: readonly Tally[], { onStep }: MeasurePairsOptions) {
  const taken = new Map<Tally, number>();
  let done = 0;
  return {
    took(tally: Tally, { block, look }: { block: number; look: number }) {
      taken.set(tally, block + 1);
      done += 2;
      const left = tallies.filter(isOpen).map((each) => look - (taken.get(each) ?? 0));
      const total = done + 2 * left.reduce((sum, count) => sum + count, 0);
      onStep({ testName: tally.pair.test.declaration.name, done, total, round: block + 1, rounds: look });
    },
  };
}
