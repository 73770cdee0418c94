import type { ProcessMeasurement } from '../model/measurement.ts';
import { median } from '../statistics/median.ts';
import { clockProfile } from './clock.ts';
import { runControlKernel } from './control-kernel.ts';
import { measureEmptyCall } from './empty-call.ts';
import { collectGarbage } from './garbage.ts';
import { locationOf } from './location.ts';
import type { MeasureOptions } from './measure-function.ts';
import { type PreparedSubject, prepareSubject, type Subject } from './subject.ts';
import { warmUp } from './warm-up.ts';

const BLOCKS = 20;

/** Two functions measured side by side in one process. */
export interface InterleavedMeasurement {
  readonly baseline: ProcessMeasurement;
  readonly candidate: ProcessMeasurement;
  /** ln(candidate ÷ baseline) of each block. */
  readonly logRatios: readonly number[];
}

/**
 * Measures two functions in one process, block by block, the order changing from block to block, so that what slows the
 * machine slows both. Both are timed with the same number of calls a sample: separate calibrations bias a ratio.
 * @throws whatever one of the functions throws.
 */
export async function measureInterleaved(
  baseline: Subject,
  candidate: Subject,
  options: MeasureOptions,
): Promise<InterleavedMeasurement> {
  const startedAt = new Date().toISOString();
  const subjects = [await prepareSubject(baseline), await prepareSubject(candidate)] as const;
  const callsPerSample = await sharedBatch(subjects, options);
  const collectedGarbage = collectGarbage();
  const taken = await takeBlocks(subjects, callsPerSample, Math.ceil(options.iterations / BLOCKS));
  const describe = async (subject: PreparedSubject, samples: readonly number[], position: number) => {
    const location = locationOf(samples);
    return {
      round: 0,
      position,
      startedAt,
      callsPerSample,
      samples,
      control: taken.control,
      location,
      emptyCall: await measureEmptyCall(subject.isAsync),
      timingShare: (2 * clockProfile().cost) / (location * callsPerSample),
      collectedGarbage,
      stoppedEarly: null,
    };
  };
  return {
    baseline: await describe(subjects[0], taken.samples[0], 0),
    candidate: await describe(subjects[1], taken.samples[1], 1),
    logRatios: taken.logRatios,
  };
}

type Pair<Item> = readonly [Item, Item];

async function sharedBatch(
  subjects: Pair<PreparedSubject>,
  { warmupIterations, iterations, maxDuration }: MeasureOptions,
) {
  const limits = { iterations: warmupIterations, samples: iterations, maxDuration, hasInputs: false };
  return Math.max(await warmUp(subjects[0], limits), await warmUp(subjects[1], limits));
}

async function takeBlocks(subjects: Pair<PreparedSubject>, calls: number, samplesPerBlock: number) {
  const samples: Pair<number[]> = [[], []];
  const control: number[] = [];
  const logRatios: number[] = [];
  for (let block = 0; block < BLOCKS; block++) {
    control.push(runControlKernel());
    const times: Pair<number[]> = [[], []];
    const order = block % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (const side of order) await subjects[side].run(calls);
    for (let i = 0; i < samplesPerBlock; i++) {
      for (const side of order) times[side].push((await subjects[side].run(calls)) / calls);
    }
    for (const side of order) samples[side].push(...times[side]);
    logRatios.push(Math.log(median(times[1]) / median(times[0])));
  }
  return { samples, control, logRatios };
}
