import { WARM_UP_SECONDS } from '../model/test-options.ts';
import { clockProfile, now } from './clock.ts';
import type { PreparedSubject } from './subject.ts';

// Taken before the code under test is loaded, which may replace them.
const { max, min } = Math;
// Reading the clock twice may cost 1 % of a sample at most, and a step of the clock 0.1 %.
const CLOCK_COSTS_PER_SAMPLE = 200;
const CLOCK_STEPS_PER_SAMPLE = 1000;
// Shorter samples than this are taken apart by single interrupts; longer ones only cost time.
const SHORTEST_SAMPLE = 300e-6;
// All samples of a process together last this long at least: of samples that last 0.03 s together, the 5th percentile
// moved 1.5 times as much between processes as of ones that last 0.1 s (twelve functions of bench:accuracy).
const SHORTEST_SAMPLING = 0.1;
const LARGEST_BATCH = 2 ** 24;
// Inputs of a batch are held in memory all at once.
const LARGEST_BATCH_OF_INPUTS = 1024;
const TRIAL_RUNS = 5;
// A run that took longer, in seconds, did not only seem long enough because another program had the processor.
const LONGEST_INTERRUPTION = 0.05;

type Runnable = Pick<PreparedSubject, 'canBatch' | 'run'>;

/** What bounds a warm-up. */
export interface WarmUpLimits {
  /** Samples to take at least. */
  readonly warmupIterations: number;
  /** Samples that will be taken afterwards. */
  readonly iterations: number;
  /** Seconds that those may take. */
  readonly maxDuration: number;
  readonly hasInputs: boolean;
  /** Whether another process that is held against this one warms up as long. Default: no. */
  readonly isPaired?: boolean;
}

/** How a warm subject is to be sampled. */
export interface Batch {
  readonly callsPerSample: number;
  /** About what a sample takes. */
  readonly secondsPerSample: number;
}

// Up to here a function is called more often a sample than its own time asks for, to match another; and also beyond,
// where the sample still takes less than this, in seconds: what was interrupted while it chose may have chosen one call.
const LARGEST_EXTENSION = 16;
const SHORT_ENOUGH = 0.02;

/**
 * The batch with as many calls as another one has, because what samples of different numbers of calls say differs: the
 * longer ones of a function that allocates all contain a collection, the shorter ones some (180 µs a call by four calls
 * a sample, 330 µs by sixteen). The batch as it is where the other would make samples too short to time well, or take
 * forever.
 */
export function alike(batch: Batch, callsPerSample: number): Batch {
  const factor = callsPerSample / batch.callsPerSample;
  const secondsPerSample = batch.secondsPerSample * factor;
  const isTooShort = factor < 0.5 && secondsPerSample < shortestSample();
  const isTooLong = factor > LARGEST_EXTENSION && secondsPerSample > SHORT_ENOUGH;
  if (isTooShort || isTooLong) return batch;
  return { callsPerSample, secondsPerSample };
}

/** The shortest sample that the clock can time well, in seconds. */
export function shortestSample(): number {
  const { cost, resolution } = clockProfile();
  return max(SHORTEST_SAMPLE, cost * CLOCK_COSTS_PER_SAMPLE, resolution * CLOCK_STEPS_PER_SAMPLE);
}

/**
 * Runs the subject until it is warm and returns how many calls make one sample: one where a call is long enough,
 * otherwise the power of two that makes it so, and that makes all samples together last a tenth of a second. Powers of
 * two, because processes that choose alike measure alike.
 */
export async function warmUp(subject: Runnable, limits: WarmUpLimits): Promise<Batch> {
  const shortest = shortestSample();
  const ofSeveralCalls = max(shortest, SHORTEST_SAMPLING / limits.iterations);
  const mostCalls = !subject.canBatch ? 1 : limits.hasInputs ? LARGEST_BATCH_OF_INPUTS : LARGEST_BATCH;
  // A sample, with the preparation of its inputs, may not use more than its share of the time.
  const share = limits.maxDuration / limits.iterations;
  const isTooShort = ({ seconds, whole }: Trial, calls: number) =>
    seconds < (calls === 1 ? shortest : ofSeveralCalls) && calls < mostCalls && whole * 2 <= share;

  const start = now();
  let calls = 1;
  let last: Trial | null = null;
  for (let taken = 0; !isWarm(taken, now() - start, limits); taken++) {
    last = await tryRun(subject, calls);
    if (isTooShort(last, calls)) {
      calls *= 2;
      last = null;
    }
  }
  // Code gets faster while it warms up, so the last word on the batch is spoken warm; and not by a single run, which may
  // have been interrupted.
  const longest = min(LONGEST_INTERRUPTION, limits.maxDuration);
  if (last === null || last.seconds < longest) last = await quickestRun(subject, calls, limits.maxDuration);
  while (isTooShort(last, calls)) {
    calls *= 2;
    last = await quickestRun(subject, calls, limits.maxDuration);
  }
  return { callsPerSample: calls, secondsPerSample: last.seconds };
}

/** One run, in seconds: of the calls alone, and with the preparation of their inputs. */
interface Trial {
  readonly seconds: number;
  readonly whole: number;
}

async function tryRun(subject: Runnable, calls: number): Promise<Trial> {
  const before = now();
  const seconds = await subject.run(calls);
  return { seconds, whole: now() - before };
}

// Of a few runs, because noise only ever adds time; a slow function needs no second one.
async function quickestRun(subject: Runnable, calls: number, maxDuration: number): Promise<Trial> {
  const start = now();
  let quickest = await tryRun(subject, calls);
  for (let i = 1; i < TRIAL_RUNS && now() - start < maxDuration / 10; i++) {
    const trial = await tryRun(subject, calls);
    if (trial.seconds < quickest.seconds) quickest = trial;
  }
  return quickest;
}

function isWarm(taken: number, elapsed: number, limits: WarmUpLimits): boolean {
  const { warmupIterations, maxDuration, isPaired = false } = limits;
  const shortest = isPaired ? WARM_UP_SECONDS.ofPairs : WARM_UP_SECONDS.alone;
  // A function that takes seconds is not called five times for nothing; it has no use for a warm-up either.
  if (taken >= 1 && elapsed > maxDuration / 3) return true;
  return taken >= warmupIterations && (elapsed >= shortest || warmupIterations === 0);
}
