import { watchFallbacks } from '../dependencies/fallback-ledger.ts';
import type { ProcessMeasurement } from '../model/measurement.ts';
import { isoTime } from '../real-time.ts';
import { type BlockRatios, type Contestant, type Trio, takeBlocks } from './blocks.ts';
import { clockProfile, now } from './clock.ts';
import { measureEmptyCall } from './empty-call.ts';
import { collectGarbage } from './garbage.ts';
import { keepState } from './kept-state.ts';
import { locationOf } from './location.ts';
import { checkBatch, type MeasureOptions } from './measure-function.ts';
import { observe } from './observe.ts';
import { type PreparedSubject, prepareSubject, type Subject } from './subject.ts';
import { alike, warmUp } from './warm-up.ts';

/** Two functions measured side by side in one process. */
export interface InterleavedMeasurement {
  readonly baseline: ProcessMeasurement;
  readonly candidate: ProcessMeasurement;
  /** ln(candidate ÷ baseline). */
  readonly logRatios: BlockRatios;
  /** ln(baseline ÷ baseline), of one function through two loops. */
  readonly selfLogRatios: BlockRatios;
}

/**
 * Measures two functions in one process, block by block, the order changing from block to block, so that what slows the
 * machine slows both. All are timed with the same number of calls per sample, because separate calibrations bias a ratio;
 * unless they are so far apart that a bias does not matter and the slower would take forever.
 *
 * The baseline is measured twice, each time through a loop of its own: how much it differs from itself is what this
 * process makes of no difference at all, as far as that comes from loops, memory and moments. Half of the candidate's
 * blocks are beside the one loop, half beside the other.
 * @throws whatever one of the functions throws.
 */
export async function measureInterleaved(
  baseline: Subject,
  candidate: Subject,
  options: MeasureOptions,
): Promise<InterleavedMeasurement> {
  const startedAt = isoTime();
  const calledFallbacks = watchFallbacks();
  const contestants = await prepare(
    [
      await prepareSubject(baseline, keepState),
      await prepareSubject(candidate, keepState),
      await prepareSubject(baseline),
    ],
    options,
  );
  const collectedGarbage = collectGarbage();
  const { samples, control, logRatios, selfLogRatios, stoppedEarly } = await takeBlocks(contestants, options);
  const locations = [locationOf(samples[0]), locationOf(samples[1])] as const;
  const observed = [
    await observe(contestants[0].subject, locations[0]),
    await observe(contestants[1].subject, locations[1]),
  ] as const;
  const describe = async (position: 0 | 1): Promise<ProcessMeasurement> => {
    const { subject, batch } = contestants[position];
    const { callsPerSample } = batch;
    const location = locations[position];
    return {
      round: 0,
      position,
      startedAt,
      callsPerSample,
      samples: samples[position],
      control,
      location,
      // Processor time is the whole process's, and others share this one.
      cpuTime: null,
      controlCpuTime: null,
      interruptions: null,
      emptyCall: await measureEmptyCall(subject.isAsync),
      timingShare: (2 * clockProfile().cost) / (location * callsPerSample),
      collectedGarbage,
      stoppedEarly,
      ...observed[position],
      // Whichever of the two it was that called them.
      ...calledFallbacks(),
    };
  };
  return { baseline: await describe(0), candidate: await describe(1), logRatios, selfLogRatios };
}

// What is compiled first can come out better: matching a regular expression took a fifth less time in the function that
// was warm before the other one was called, whichever of two copies it was. First calls in turns leave no difference.
const TURNS = 250;
const CALLS_A_TURN = 4;
const LONGEST_TURNS = 0.02;

async function takeTurns(subjects: Trio<PreparedSubject>): Promise<void> {
  const start = now();
  for (let turn = 0; turn < TURNS && now() - start < LONGEST_TURNS; turn++) {
    for (const subject of subjects) await subject.run(turn === 0 ? 1 : CALLS_A_TURN);
  }
}

async function prepare(
  subjects: Trio<PreparedSubject>,
  { warmupIterations, iterations, maxDuration }: MeasureOptions,
): Promise<Trio<Contestant>> {
  const limits = { warmupIterations, iterations, maxDuration, hasInputs: false };
  const [baseline, candidate, again] = subjects;
  await takeTurns(subjects);
  const own = [await warmUp(baseline, limits), await warmUp(candidate, limits), await warmUp(again, limits)] as const;
  const calls = Math.max(...own.map(({ callsPerSample }) => callsPerSample));
  await checkBatch(baseline, own[0]);
  await checkBatch(candidate, own[1]);
  return [
    { subject: baseline, batch: alike(own[0], calls) },
    { subject: candidate, batch: alike(own[1], calls) },
    { subject: again, batch: alike(own[2], calls) },
  ];
}
