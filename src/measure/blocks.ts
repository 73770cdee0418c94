import { median } from '../statistics/core/median.ts';
import { now } from './clock.ts';
import { feelsControlKernel, runControlKernel } from './control-kernel.ts';
import type { PreparedSubject } from './subject.ts';
import type { Batch } from './warm-up.ts';

/** Baseline, candidate, and the baseline once more. */
export type Trio<Item> = readonly [baseline: Item, candidate: Item, again: Item];
type Side = 0 | 1 | 2;

// Every function meets both others equally often, and is the first of a pair as often as the second: what a sample leaves
// behind in caches and heap meets all three alike. All three in a row would not do, because the baseline would follow
// itself every other time and the candidate never.
const PAIRS: readonly (readonly [Side, Side])[] = [
  [0, 1],
  [1, 2],
  [2, 0],
  [1, 0],
  [2, 1],
  [0, 2],
];
const BLOCKS = 30;
// Of which each function is in two of three.
const BLOCKS_EACH = (2 / 3) * BLOCKS;
// With fewer a ratio says nothing, however slow the functions: five of the two functions, two of the baseline alone.
const LEAST_BLOCKS = 7;

/** One function, ready to be sampled. */
export interface Contestant {
  readonly subject: PreparedSubject;
  readonly batch: Batch;
}

/** How much to sample. */
export interface BlockLimits {
  /** Samples of each function. */
  readonly iterations: number;
  /** Seconds for each function; at least seven blocks are taken whatever it says. */
  readonly maxDuration: number;
}

/** Logarithms of ratios, one for each block that had both functions, looked at in two ways. */
export interface BlockRatios {
  /** Of the quickest samples: the steadiest, because noise only adds time. */
  readonly fast: readonly number[];
  /** Of the medians, which show it where half of the calls got slower. */
  readonly typical: readonly number[];
}

/** Samples of a baseline, a candidate and the baseline again, taken side by side. */
export interface Blocks {
  /** Seconds per call. */
  readonly samples: Trio<readonly number[]>;
  /** Seconds per pass of the control kernel, one per block. */
  readonly control: readonly number[];
  /** ln(candidate ÷ baseline). */
  readonly logRatios: BlockRatios;
  /** ln(baseline again ÷ baseline). */
  readonly selfLogRatios: BlockRatios;
  readonly stoppedEarly: string | null;
}

/** Samples three functions in blocks of two, each function beside each other one, in changing order. */
export async function takeBlocks(contestants: Trio<Contestant>, limits: BlockLimits): Promise<Blocks> {
  const samples: Trio<number[]> = [[], [], []];
  const control: number[] = [];
  const logRatios = { fast: [] as number[], typical: [] as number[] };
  const selfLogRatios = { fast: [] as number[], typical: [] as number[] };
  const samplesPerBlock = Math.ceil(limits.iterations / BLOCKS_EACH);
  const allowed = contestants.length * limits.maxDuration;
  const start = now();
  while (control.length < BLOCKS) {
    if (control.length >= LEAST_BLOCKS && now() - start > allowed) break;
    const pair = PAIRS[control.length % PAIRS.length]!;
    control.push(runControlKernel());
    const times = await takeBlock(contestants, pair, samplesPerBlock);
    for (const side of pair) samples[side].push(...times[side]);
    const [over, under] = fractionOf(pair);
    const ratios = over === 1 ? logRatios : selfLogRatios;
    ratios.fast.push(Math.log(Math.min(...times[over]) / Math.min(...times[under])));
    ratios.typical.push(Math.log(median(times[over]) / median(times[under])));
  }
  const taken = control.length;
  const stoppedEarly = taken === BLOCKS ? null : `${taken} of ${BLOCKS} blocks fitted into ${allowed} s`;
  return { samples, control, logRatios, selfLogRatios, stoppedEarly };
}

/** Whose time is divided by whose: the candidate's by a baseline's, the second baseline's by the first one's. */
function fractionOf(pair: readonly [Side, Side]): readonly [Side, Side] {
  const over = pair.includes(1) ? 1 : 2;
  return [over, pair[0] === over ? pair[1] : pair[0]];
}

async function takeBlock(contestants: Trio<Contestant>, order: readonly [Side, Side], samplesPerBlock: number) {
  const times: Trio<number[]> = [[], [], []];
  if (order.some((side) => feelsControlKernel(contestants[side].batch.secondsPerSample))) {
    for (const side of order) await sample(contestants[side]);
  }
  for (let i = 0; i < samplesPerBlock; i++) {
    for (const side of order) times[side].push(await sample(contestants[side]));
  }
  return times;
}

async function sample({ subject, batch: { callsPerSample } }: Contestant): Promise<number> {
  return (await subject.run(callsPerSample)) / callsPerSample;
}
