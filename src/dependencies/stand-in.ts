import { DependencyResolutionError } from '../errors.ts';
import type { Generator } from '../statistics/core/random.ts';
import type { AnyFunction } from './exported-function.ts';
import type { LedgerEntry } from './fallback-ledger.ts';

/** What a stand-in that takes time is made from. */
export interface TimedStandIn {
  /** Seconds, to be drawn from. */
  readonly times: Float64Array;
  readonly isAsync: boolean;
  readonly random: Generator;
  /** The clock, in milliseconds. */
  readonly readMilliseconds: () => number;
}

// A turn of busy work shorter than this (milliseconds) would be lost in reading the clock, so less is saved up.
const SHORTEST_TURN = 2e-3;
const ROUNDS = 5;
const READINGS = 200;

/**
 * A function that keeps the processor busy for as long as one that it stands in for, drawn anew for each call, and
 * returns its first argument; asynchronous where that one was. Times of less than 2 µs are saved up and spent every few
 * calls, so that they add up to what they should.
 * @throws {DependencyResolutionError} where the clock stands still.
 */
export function timedStandIn(entry: LedgerEntry, { isAsync, ...how }: TimedStandIn): AnyFunction {
  return standIn(entry, isAsync, timeSpender(how));
}

/** A function that does nothing and returns its first argument. */
export function genericStandIn(entry: LedgerEntry, isAsync: boolean): AnyFunction {
  return standIn(entry, isAsync, () => undefined);
}

function standIn(entry: LedgerEntry, isAsync: boolean, spend: () => void): AnyFunction {
  const run = (first?: unknown) => {
    entry.calls++;
    spend();
    return first;
  };
  return isAsync ? async (first?: unknown) => run(first) : run;
}

/** The same function in every way, its calls counted; it may also be a class. */
export function counted(entry: LedgerEntry, fn: AnyFunction): AnyFunction {
  return new Proxy(fn, {
    apply(target, receiver, args) {
      entry.calls++;
      return Reflect.apply(target, receiver, args) as unknown;
    },
    construct(target, args, newTarget) {
      entry.calls++;
      return Reflect.construct(target, args, newTarget) as object;
    },
  });
}

function timeSpender({ times, random, readMilliseconds }: Omit<TimedStandIn, 'isAsync'>): () => void {
  const readingCost = costOfReading(readMilliseconds);
  const milliseconds = times.map((seconds) => 1000 * seconds);
  let owed = 0;
  return () => {
    owed += milliseconds[Math.floor(random() * milliseconds.length)]!;
    if (owed < SHORTEST_TURN) return;
    let now = readMilliseconds();
    // Of the first reading and the last, what lies outside the two times is one reading together.
    const end = now + owed - readingCost;
    while (now < end) now = readMilliseconds();
    // The clock's step is made good by the next calls. An interruption is not: the real function had those as well.
    owed = Math.max(end - now, -SHORTEST_TURN);
  };
}

/**
 * Milliseconds that reading the clock takes: the cheapest of several rounds, because any may be interrupted.
 * @throws {DependencyResolutionError} where the clock stands still: a test runner's fake one would keep the stand-in busy
 *   forever.
 */
function costOfReading(readMilliseconds: () => number): number {
  const costs = Array.from({ length: ROUNDS }, () => {
    const start = readMilliseconds();
    for (let i = 1; i < READINGS; i++) readMilliseconds();
    return (readMilliseconds() - start) / READINGS;
  });
  const cost = Math.min(...costs);
  if (cost > 0) return cost;
  throw new DependencyResolutionError(
    'A stand-in cannot spend time, because the clock stands still. Import evenkeel before a test runner replaces `performance` with a fake one.',
  );
}
