import { MeasurementError } from '../errors.ts';
import { problemWithClock, readMilliseconds } from '../real-time.ts';

const PROBES = 1000;
const ROUNDS = 20;

/** Seconds on a monotonic clock with an arbitrary origin. */
export function now(): number {
  return readMilliseconds() / 1000;
}

/** The clock's own reading in milliseconds, for loops that cannot afford the division. */
export const nowMilliseconds: () => number = readMilliseconds;

/** What reading the clock means for what is measured with it. */
export interface ClockProfile {
  /** Smallest step seen between two readings, in seconds. */
  readonly resolution: number;
  /** Cost of one reading, in seconds. */
  readonly cost: number;
}

let profile: ClockProfile | null = null;

/**
 * Resolution and cost of the clock, measured once a process (about 2 ms). To be asked before anything waits for the clock.
 * @throws {MeasurementError} where it is a fake.
 */
export function clockProfile(): ClockProfile {
  profile ??= measureClock();
  return profile;
}

// The cheapest of several rounds: the first ones run unoptimised, and any may be interrupted.
function measureClock(): ClockProfile {
  const problem = problemWithClock();
  if (problem !== null) throw new MeasurementError(problem);
  let smallestStep = Number.POSITIVE_INFINITY;
  let cheapest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = readMilliseconds();
    let previous = start;
    for (let i = 0; i < PROBES; i++) {
      const reading = readMilliseconds();
      const step = reading - previous;
      if (step > 0 && step < smallestStep) smallestStep = step;
      previous = reading;
    }
    if (previous > start) cheapest = Math.min(cheapest, (previous - start) / PROBES);
  }
  return { resolution: smallestStep / 1000, cost: cheapest / 1000 };
}

// A clock that tells nanoseconds says no more of what takes up to a second, and a report of shorter numbers is a quarter
// shorter and takes an eighth less time.
const DIGITS = 9;

/** Measured numbers with the digits that mean something. Not for a timed region: making text of each takes its time. */
export function significant(values: readonly number[]): readonly number[] {
  return values.map((value) => Number(value.toPrecision(DIGITS)));
}
