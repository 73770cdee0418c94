import { quantile } from '../statistics/quantile.ts';
import { clockProfile, now } from './clock.ts';
import type { PreparedSubject } from './subject.ts';

// Reading the clock twice may cost 1 % of a sample at most, and a step of the clock 0.1 %.
const CLOCK_COSTS_PER_SAMPLE = 200;
const CLOCK_STEPS_PER_SAMPLE = 1000;
// Shorter samples than this are taken apart by single interrupts; longer ones only cost time.
const SHORTEST_SAMPLE = 300e-6;
// V8 optimises in the background after some ten milliseconds of running; below this the first samples are slower code.
const SHORTEST_WARM_UP = 0.1;
const LARGEST_BATCH = 2 ** 24;
// Inputs of a batch are held in memory all at once.
const LARGEST_BATCH_OF_INPUTS = 1024;
const FINAL_SAMPLES = 5;

/** What bounds a warm-up. */
export interface WarmUpLimits {
  /** Samples to take at least. */
  readonly iterations: number;
  /** Samples that will be taken afterwards. */
  readonly samples: number;
  /** Seconds that those may take. */
  readonly maxDuration: number;
  readonly hasInputs: boolean;
}

/** The shortest sample that the clock can time well, in seconds. */
export function shortestSample(): number {
  const { cost, resolution } = clockProfile();
  return Math.max(SHORTEST_SAMPLE, cost * CLOCK_COSTS_PER_SAMPLE, resolution * CLOCK_STEPS_PER_SAMPLE);
}

/**
 * Runs the subject until it is warm and answers how many calls make one sample: one where a call is long enough,
 * otherwise the power of two that makes it so. Powers of two, because processes that choose alike measure alike.
 */
export async function warmUp(subject: PreparedSubject, limits: WarmUpLimits): Promise<number> {
  const target = shortestSample();
  const mostCalls = !subject.canBatch ? 1 : limits.hasInputs ? LARGEST_BATCH_OF_INPUTS : LARGEST_BATCH;
  // A sample, with the preparation of its inputs, may not use more than its share of the time.
  const share = limits.maxDuration / limits.samples;
  const start = now();
  let calls = 1;
  const isTooShort = (seconds: number, whole: number) => seconds < target && calls < mostCalls && whole * 2 <= share;

  let batched = false;
  for (let taken = 0; !isWarm(taken, now() - start, limits); taken++) {
    const before = now();
    const seconds = await subject.run(calls);
    batched ||= seconds < target;
    if (isTooShort(seconds, now() - before)) calls *= 2;
  }
  // Code gets faster while it warms up, so the last word on the batch is spoken warm.
  while (batched || limits.iterations === 0) {
    const before = now();
    const seconds = await medianRun(subject, calls);
    if (!isTooShort(seconds, (now() - before) / FINAL_SAMPLES)) break;
    calls *= 2;
  }
  return calls;
}

async function medianRun(subject: PreparedSubject, calls: number): Promise<number> {
  const seconds: number[] = [];
  for (let i = 0; i < FINAL_SAMPLES; i++) seconds.push(await subject.run(calls));
  return quantile(seconds, 0.5);
}

function isWarm(taken: number, elapsed: number, { iterations, maxDuration }: WarmUpLimits): boolean {
  // A function that takes seconds is not called five times for nothing; it has no use for a warm-up either.
  if (taken >= 1 && elapsed > maxDuration / 3) return true;
  return taken >= iterations && (elapsed >= SHORTEST_WARM_UP || iterations === 0);
}
