import { MeasurementError } from '../errors.ts';
import { nowMilliseconds } from './clock.ts';

/** How many of the latest results a loop keeps. A power of two, so that the index is a mask. */
export const KEPT_RESULTS = 8;

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

/**
 * Makes a timed loop around a function. Each loop is compiled from its own source, so that its call site sees this one
 * function only: a call site shared between tests would make the second of them slower than the first.
 *
 * Results are written to `kept`, so that the calls cannot be optimised away; the write is all that a loop adds to a
 * call. It should be filled with a result of the function, because V8 then picks a kind of array that can hold the
 * results unboxed and the loop allocates nothing.
 *
 * @throws {MeasurementError} where the process forbids code generation.
 */
export function compileLoop({ fn, isAsync, inputPerCall }: LoopShape, kept: unknown[]): TimedLoop {
  const argument = inputPerCall ? 'input[i]' : 'input';
  const slot = `kept[i & ${KEPT_RESULTS - 1}]`;
  const body = isAsync
    ? `const result = fn(${argument}); ${slot} = result; await result;`
    : `${slot} = fn(${argument});`;
  const source = `return ${isAsync ? 'async ' : ''}function timedLoop(calls, input) {
    const start = now();
    for (let i = 0; i < calls; i++) { ${body} }
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
