import { watchFallbacks } from '../dependencies/fallback-ledger.ts';
import type { ProcessMeasurement } from '../model/measurement.ts';
import { isoTime } from '../real-time.ts';
import { prepareWithAfterEach } from './after-each.ts';
import { clockProfile, now } from './clock.ts';
import { measureEmptyCall } from './empty-call.ts';
import { collectGarbage } from './garbage.ts';
import { keepState } from './kept-state.ts';
import { locationOf } from './location.ts';
import { observe } from './observe.ts';
import { takeSamples } from './sampling.ts';
import type { PreparedSubject, Subject } from './subject.ts';
import { type Partner, takeTurns } from './turns.ts';
import { alike, type Batch, warmUp } from './warm-up.ts';

/** How much to measure. */
export interface MeasureOptions {
  readonly iterations: number;
  readonly warmupIterations: number;
  /** Seconds of sampling. */
  readonly maxDuration: number;
  /** Calls a sample in the process that this one is compared with, if that is known already. */
  readonly callsPerSample?: number | undefined;
  /** Whether to look at what calls change outside of the function. Default: yes. */
  readonly looksAtState?: boolean | undefined;
}

/** Where in a run the measurement stands. */
export interface PlaceInRun {
  readonly round: number;
  readonly position: number;
}

/** What else takes part in a measurement. */
export interface Company {
  /** The other side of a pair, to sample by turns with. Default: none. */
  readonly partner?: Partner | null;
  /** Is told what the first call took, in seconds, with the making of its input. */
  readonly onFirstCall?: (seconds: number) => void;
}

// So many samples' worth of calls are looked at one by one.
const CHECKED_SAMPLES = 4;

/**
 * Measures one function in this process: warm up, collect garbage, sample, and see what an empty call costs here.
 * @param company what else takes part in the measurement. Default: nothing.
 * @throws whatever the function throws; {@link MeasurementError} where it is asynchronous at some times only.
 */
export async function measureFunction(
  subject: Subject,
  options: MeasureOptions,
  place: PlaceInRun = { round: 0, position: 0 },
  { partner = null, onFirstCall }: Company = {},
): Promise<ProcessMeasurement> {
  const { iterations, warmupIterations, maxDuration, looksAtState = true } = options;
  const startedAt = isoTime();
  const calledFallbacks = watchFallbacks();
  const start = now();
  const prepared = await prepareWithAfterEach(subject, looksAtState ? keepState : undefined);
  onFirstCall?.(now() - start);
  const hasInputs = subject.input !== null || subject.beforeEach !== null || Boolean(subject.afterEach);
  const isPaired = partner !== null;
  const limits = { warmupIterations, iterations, maxDuration, hasInputs, isPaired };
  const own = await warmUp(prepared, limits);
  const plan = await partner?.agree(own);
  const batch = alike(own, plan?.callsPerSample ?? options.callsPerSample ?? own.callsPerSample);
  const { callsPerSample } = batch;
  await checkBatch(prepared, batch);
  const collectedGarbage = collectGarbage();
  const sampled =
    partner && plan
      ? await takeTurns(prepared, batch, { ...plan, hasInputs }, partner)
      : await takeSamples(prepared, batch, { iterations, maxDuration, hasInputs });
  const location = locationOf(sampled.samples);
  const observed = await observe(prepared, location);
  return {
    ...place,
    startedAt,
    callsPerSample,
    ...sampled,
    location,
    emptyCall: await measureEmptyCall(prepared.isAsync),
    timingShare: (2 * clockProfile().cost) / (location * callsPerSample),
    collectedGarbage,
    ...calledFallbacks(),
    ...observed,
  };
}

/**
 * Makes sure that calls that are timed together are all synchronous, or all asynchronous. Calls that are timed alone
 * are looked at one by one anyway.
 * @throws {MeasurementError} where they are not.
 */
export async function checkBatch(subject: PreparedSubject, { callsPerSample }: Batch): Promise<void> {
  if (callsPerSample > 1) await subject.check(CHECKED_SAMPLES * callsPerSample);
}
