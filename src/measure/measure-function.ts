import type { ProcessMeasurement } from '../model/measurement.ts';
import { clockProfile } from './clock.ts';
import { measureEmptyCall } from './empty-call.ts';
import { collectGarbage } from './garbage.ts';
import { locationOf } from './location.ts';
import { takeSamples } from './sampling.ts';
import { prepareSubject, type Subject } from './subject.ts';
import { warmUp } from './warm-up.ts';

/** How much to measure. */
export interface MeasureOptions {
  readonly iterations: number;
  readonly warmupIterations: number;
  /** Seconds of sampling. */
  readonly maxDuration: number;
}

/** Where in a run the measurement stands. */
export interface Place {
  readonly round: number;
  readonly position: number;
}

/**
 * Measures one function in this process: warm up, collect garbage, sample, and see what an empty call costs here.
 * @throws whatever the function throws.
 */
export async function measureFunction(
  subject: Subject,
  { iterations, warmupIterations, maxDuration }: MeasureOptions,
  place: Place = { round: 0, position: 0 },
): Promise<ProcessMeasurement> {
  const startedAt = new Date().toISOString();
  const prepared = await prepareSubject(subject);
  const hasInputs = subject.beforeEach !== null;
  const callsPerSample = await warmUp(prepared, {
    iterations: warmupIterations,
    samples: iterations,
    maxDuration,
    hasInputs,
  });
  const collectedGarbage = collectGarbage();
  const sampled = await takeSamples(prepared, { iterations, callsPerSample, maxDuration });
  const location = locationOf(sampled.samples);
  return {
    ...place,
    startedAt,
    callsPerSample,
    ...sampled,
    location,
    emptyCall: await measureEmptyCall(prepared.isAsync),
    timingShare: (2 * clockProfile().cost) / (location * callsPerSample),
    collectedGarbage,
  };
}
