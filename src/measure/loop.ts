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

/** Calls the function `calls` times and answers the milliseconds that took. */
export type TimedLoop = (calls: number, input: unknown) => number | Promise<number>;

let loops = 0;

/**
 * Makes a timed loop around a function. Each loop is compiled from its own source, so that its call site sees this one
 * function only: a call site shared between tests would make the second of them several times slower than the first.
 * Its own to the letter: V8 caches what it learns of equal sources.
 *
 * Results are written to `kept`, so that the calls cannot be optimised away. It should be filled with a result of the
 * function, because V8 then picks a kind of array that can hold the results unboxed and the loop allocates nothing.
 *
 * Calls are made four at a time, each with a fixed place for its result: counting and indexing took 0.6 ns a call more,
 * a quarter of what a function of 2 ns takes, and made such a function's time depend on who shares the processor core.
 *
 * @throws {MeasurementError} where the process forbids code generation.
 */
export function compileLoop({ fn, isAsync, inputPerCall }: LoopShape, kept: unknown[]): TimedLoop {
  const call = (slot: string, index: string) => {
    const calling = `kept[${slot}] = fn(${inputPerCall ? `input[${index}]` : 'input'})`;
    return isAsync ? `await (${calling});` : `${calling};`;
  };
  const calls = Array.from({ length: KEPT_RESULTS }, (_, place) => call(`${place}`, `i + ${place}`));
  const source = `return ${isAsync ? 'async ' : ''}function timedLoop(calls, input) {
    let i = 0;
    const start = now();
    for (; i <= calls - ${KEPT_RESULTS}; i += ${KEPT_RESULTS}) { ${calls.join(' ')} }
    for (; i < calls; i++) { ${call(`i & ${KEPT_RESULTS - 1}`, 'i')} }
    return now() - start;
  };`;
  try {
    return new Function('fn', 'kept', 'now', source)(fn, kept, nowMilliseconds) as TimedLoop;
  } catch (cause) {
    throw new MeasurementError(
      'The measuring loop could not be compiled. Run Node without --disallow-code-generation-from-strings.',
      { cause },
    );
  }
}
