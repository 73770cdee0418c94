import { median } from '../statistics/median.ts';
import { now } from './clock.ts';
import { feelsControlKernel, runControlKernel } from './control-kernel.ts';
import type { PreparedSubject } from './subject.ts';
import type { Batch } from './warm-up.ts';

const BLOCKS = 20;
// With fewer a ratio says nothing, however slow the functions.
const LEAST_BLOCKS = 5;

/** Baseline and candidate. */
export type Pair<Item> = readonly [Item, Item];

/** One function of a pair, ready to be sampled. */
export interface Contestant {
  readonly subject: PreparedSubject;
  readonly batch: Batch;
}

/** How much to sample. */
export interface BlockLimits {
  /** Samples of each function. */
  readonly iterations: number;
  /** Seconds for each function; at least five blocks are taken whatever it says. */
  readonly maxDuration: number;
}

/** Samples of two functions, taken side by side. */
export interface Blocks {
  /** Seconds a call. */
  readonly samples: Pair<readonly number[]>;
  /** Seconds a pass of the control kernel, one a block. */
  readonly control: readonly number[];
  /** ln(candidate ÷ baseline) of each block. */
  readonly logRatios: readonly number[];
  readonly stoppedEarly: string | null;
}

/** Samples two functions block by block, the order within changing from block to block. */
export async function takeBlocks(contestants: Pair<Contestant>, limits: BlockLimits): Promise<Blocks> {
  const samples: Pair<number[]> = [[], []];
  const control: number[] = [];
  const logRatios: number[] = [];
  const samplesPerBlock = Math.ceil(limits.iterations / BLOCKS);
  const allowed = 2 * limits.maxDuration;
  const start = now();
  while (logRatios.length < BLOCKS) {
    if (logRatios.length >= LEAST_BLOCKS && now() - start > allowed) break;
    control.push(runControlKernel());
    const times = await takeBlock(contestants, logRatios.length % 2 === 0 ? [0, 1] : [1, 0], samplesPerBlock);
    samples[0].push(...times[0]);
    samples[1].push(...times[1]);
    logRatios.push(Math.log(median(times[1]) / median(times[0])));
  }
  const taken = logRatios.length;
  const stoppedEarly = taken === BLOCKS ? null : `${taken} of ${BLOCKS} blocks fitted into ${allowed} s`;
  return { samples, control, logRatios, stoppedEarly };
}

async function takeBlock(contestants: Pair<Contestant>, order: Pair<0 | 1>, samplesPerBlock: number) {
  const times: Pair<number[]> = [[], []];
  if (contestants.some(({ batch }) => feelsControlKernel(batch.secondsPerSample))) {
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
