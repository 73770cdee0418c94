import { MeasurementError } from '../errors.ts';
import { nowMilliseconds } from './clock.ts';

/** How many of the latest results a loop keeps. A power of two, so that the index is a mask. */
export const KEPT_RESULTS = 4;

/** What a loop is made for. */
export interface LoopShape {
  readonly fn: (input: unknown) => unknown;
  /** Whether `fn` returns thenables, to be awaited one after the other. */
  readonly isAsync: boolean;
  /** Whether every call is given an input of its own, or all calls the same. */
  readonly inputPerCall: boolean;
}

/** What a loop reads right before its first call and right after its last one. */
export interface Gauge {
  /** It is read in turn before and after a loop. */
  readonly read: () => number;
  /** How many of what it reads make one of the unit that is asked for. */
  readonly perUnit: number;
}

/** Seconds by the clock on the wall. */
export const CLOCK: Gauge = { read: nowMilliseconds, perUnit: 1000 };

/**
 * Calls the function `calls` times and returns by how much the gauge went on: milliseconds, by the clock. `inputs` holds one for each call, or for a
 * shape without, two of the same; see {@link inputsOf}.
 */
export type TimedLoop = (calls: number, inputs: readonly unknown[]) => number | Promise<number>;

// Taken before the code under test is loaded, which may replace them.
const { pop, push } = Array.prototype;

let loops = 0;

/**
 * Makes a timed loop around a function. Each loop is compiled from its own source, so that its call site sees this one
 * function only: a call site shared between tests would make the second of them several times slower than the first.
 * Its own to the letter, because V8 caches what it learns of equal sources.
 *
 * What an optimising compiler could do to a loop that a single call cannot have done to it is kept from happening:
 * - results are written to `kept`, so that the calls cannot be left out. It should be filled with a result of the
 *   function, because V8 then picks a kind of array that can hold the results unboxed and the loop allocates nothing;
 * - the input of each call is read anew from `inputs`, so that work that depends on nothing else is not moved out of the
 *   loop: with one input for all calls `Math.sin(input)` and `input.indexOf('z')` took a tenth of their time;
 * - a turn makes one call, because work that is common to the calls of one turn would be done once for all of them.
 *
 * @throws {MeasurementError} where the process forbids code generation.
 */
export function compileLoop(
  { fn, isAsync, inputPerCall }: LoopShape,
  kept: unknown[],
  { read }: Pick<Gauge, 'read'> = CLOCK,
): TimedLoop {
  const call = `kept[i & ${KEPT_RESULTS - 1}] = fn(inputs[${inputPerCall ? 'i' : 'i & 1'}])`;
  const source = `return ${isAsync ? 'async ' : ''}function timedLoop(calls, inputs) { // ${loops++}
    const start = now();
    for (let i = 0; i < calls; i++) { ${isAsync ? `await (${call})` : call}; }
    return now() - start;
  };`;
  try {
    return new Function('fn', 'kept', 'now', source)(fn, kept, read) as TimedLoop;
  } catch (cause) {
    throw new MeasurementError(
      'The measuring loop could not be compiled. Run Node without --disallow-code-generation-from-strings.',
      { cause },
    );
  }
}

/**
 * An array for inputs of a loop. It begins as one that holds something else than numbers, because from an array of
 * nothing but numbers V8 would box each anew for a call that it does not inline: garbage that the function did not make.
 */
export function inputsOf(values: Iterable<unknown>): readonly unknown[] {
  const inputs: unknown[] = [null];
  pop.call(inputs);
  for (const value of values) push.call(inputs, value);
  return inputs;
}
