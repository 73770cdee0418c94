import { watchFallbacks } from '../dependencies/fallback-ledger.ts';
import type { ProcessMeasurement } from '../model/measurement.ts';
import { type Contestant, type Pair, takeBlocks } from './blocks.ts';
import { clockProfile } from './clock.ts';
import { measureEmptyCall } from './empty-call.ts';
import { collectGarbage } from './garbage.ts';
import { locationOf } from './location.ts';
import { checkBatch, type MeasureOptions } from './measure-function.ts';
import { type PreparedSubject, prepareSubject, type Subject } from './subject.ts';
import { alike, warmUp } from './warm-up.ts';

/** Two functions measured side by side in one process. */
export interface InterleavedMeasurement {
  readonly baseline: ProcessMeasurement;
  readonly candidate: ProcessMeasurement;
  /** ln(candidate ÷ baseline) of each block. */
  readonly logRatios: readonly number[];
}

/**
 * Measures two functions in one process, block by block, the order changing from block to block, so that what slows the
 * machine slows both. Both are timed with the same number of calls a sample, because separate calibrations bias a
 * ratio; unless they are so far apart that a bias does not matter and the slower would take for ever.
 * @throws whatever one of the functions throws.
 */
export async function measureInterleaved(
  baseline: Subject,
  candidate: Subject,
  options: MeasureOptions,
): Promise<InterleavedMeasurement> {
  const startedAt = new Date().toISOString();
  const calledFallbacks = watchFallbacks();
  const contestants = await prepare([await prepareSubject(baseline), await prepareSubject(candidate)], options);
  const collectedGarbage = collectGarbage();
  const { samples, control, logRatios, stoppedEarly } = await takeBlocks(contestants, options);
  const describe = async (position: 0 | 1): Promise<ProcessMeasurement> => {
    const { subject, batch } = contestants[position];
    const { callsPerSample } = batch;
    const location = locationOf(samples[position]);
    return {
      round: 0,
      position,
      startedAt,
      callsPerSample,
      samples: samples[position],
      control,
      location,
      emptyCall: await measureEmptyCall(subject.isAsync),
      timingShare: (2 * clockProfile().cost) / (location * callsPerSample),
      collectedGarbage,
      stoppedEarly,
      // Whichever of the two it was that called them.
      ...calledFallbacks(),
    };
  };
  return { baseline: await describe(0), candidate: await describe(1), logRatios };
}

async function prepare(
  [baseline, candidate]: Pair<PreparedSubject>,
  { warmupIterations, iterations, maxDuration }: MeasureOptions,
): Promise<Pair<Contestant>> {
  const limits = { iterations: warmupIterations, samples: iterations, maxDuration, hasInputs: false };
  const own = [await warmUp(baseline, limits), await warmUp(candidate, limits)] as const;
  const calls = Math.max(own[0].callsPerSample, own[1].callsPerSample);
  await checkBatch(baseline, own[0]);
  await checkBatch(candidate, own[1]);
  return [
    { subject: baseline, batch: alike(own[0], calls) },
    { subject: candidate, batch: alike(own[1], calls) },
  ];
}
