import { MeasurementError, UsageError } from '../errors.ts';
import type { Observation } from '../model/measurement.ts';
import { problemWithFunction } from '../suite/problem-with-function.ts';
import { canShuffle, type GivenData, keepGiven } from './given-data.ts';
import { type KeptState, NO_STATE } from './kept-state.ts';
import { CLOCK, compileLoop, type Gauge, inputsOf, KEPT_RESULTS } from './loop.ts';
import { countStarted, isThenable } from './unfinished.ts';
import { hintsOfResult, problemWithResult } from './unstarted.ts';

/** A function to measure, and where its input comes from. */
export interface Subject {
  readonly fn: (input: unknown) => unknown;
  /** What the function is given where there is no `input`, and what both hooks are given. */
  readonly context: unknown;
  /** Makes what one call is given; may be called for many calls in advance. */
  readonly input: ((context: unknown) => unknown) | null;
  /** Changes some state right before each call. */
  readonly beforeEach: ((context: unknown) => unknown) | null;
  /** Runs untimed after every call; see `after-each.ts`. */
  readonly afterEach?: ((context: unknown) => unknown) | null | undefined;
}

/** A subject that has been called once, so that it is known how it must be called. */
export interface PreparedSubject {
  readonly isAsync: boolean;
  /** Whether several calls may be timed together as one sample. */
  readonly canBatch: boolean;
  /** What the first call showed that its user should know. */
  readonly hints: readonly Observation[];
  /** What the first call was given. */
  readonly given: GivenData;
  /** What the first call changed outside of the function. */
  readonly state: Pick<KeptState, 'changed'>;
  /** What the first call returned, where that is an array that could be shuffled. It is not kept alive for it. */
  readonly returned: WeakRef<unknown[]> | null;
  /** What all calls are given; null where each has an input of its own, or `beforeEach` changes something in between. */
  sharedInput(): Promise<{ readonly value: unknown } | null>;
  /** Does what comes before a call, and answers what that is given; null where something has to follow the call as well. */
  readonly nextInput: (() => Promise<unknown>) | null;
  /** How much was started and had not ended before the first call. */
  readonly startedBefore: number;
  /** Calls the function once, untimed, with whatever input. */
  call(input: unknown): unknown;
  /** Calls the function `calls` times and returns the seconds that took, or what else the gauge reads; what hooks do is not counted. */
  run(calls: number): Promise<number>;
  /** The same loop without a call: what reading the gauge costs by itself. */
  idle(): Promise<number>;
  /**
   * Calls the function `calls` times, untimed, and looks at every result; `run` looks at the last few only.
   * @throws {MeasurementError} where one is a promise and others are not.
   */
  check(calls: number): Promise<void>;
}

const MIXED =
  'The function sometimes returns a promise and sometimes does not, so its calls cannot be timed in one way. ' +
  'Make it always async, or measure the two cases as two tests.';
const NO_INPUT =
  '`input` returned nothing. It makes what a call is given, for many calls in advance; what changes some state right before each call belongs into `beforeEach`.';
const UNUSED_INPUT =
  '`input` makes what a call is given, for many calls in advance, and the function takes no parameter, so no call sees it. What changes some state right before each call belongs into `beforeEach`; else let the function take what `input` makes, `(input) => …`, or `(_input) => …` where it is not needed.';
const UNUSED_VALUE =
  '`beforeEach` returned a value, which would not be used, and the function takes a parameter, which it could be meant for. To make what a call is given, call the hook `input`; to change some state right before each call, let `beforeEach` return nothing: put its body in braces.';

/** A function alone: all its calls are alike. @param context what it is given. Default: nothing. */
export function subjectOf(fn: Subject['fn'], context?: unknown): Subject {
  return { fn, context, input: null, beforeEach: null };
}

/**
 * Calls the subject once and makes the loop that fits it.
 * @param keepState keeps what the function closes over, to see what becomes of it. Default: it is not kept.
 * @param gauge what `run` reads. Default: the clock.
 * @throws whatever the subject throws; {@link UsageError} where calling the function does not do its work, or a hook is
 *   mistaken for the other; {@link MeasurementError} from `run` where it is synchronous at one time and asynchronous at
 *   another.
 */
export async function prepareSubject(
  subject: Subject,
  keepState: (fn: Subject['fn']) => Promise<KeptState> = async () => NO_STATE,
  gauge: Gauge = CLOCK,
): Promise<PreparedSubject> {
  const { fn, context, input, beforeEach } = subject;
  const problem = problemWithFunction(fn);
  if (problem !== null) throw new UsageError(`The test cannot be measured: ${problem}`);
  const takesParameters = mayTakeParameters(fn);
  if (input !== null && !takesParameters) throw new UsageError(UNUSED_INPUT);
  const nextInput = input === null ? () => context : () => makeInput(input, context);
  // With `input` it is clear where a parameter comes from.
  const isValueAmbiguous = input === null && takesParameters;
  const reset = async () => {
    const value = await beforeEach?.(context);
    if (isValueAmbiguous && value !== undefined && value !== context) throw new UsageError(UNUSED_VALUE);
  };

  const firstInput = await nextInput();
  await reset();
  const given = keepGiven(firstInput);
  const state = await keepState(fn);
  const startedBefore = countStarted();
  const result = fn(firstInput);
  const isAsync = isThenable(result);
  const firstResult = await result;
  given.called();
  state.called([result, firstResult]);
  const problemOfResult = problemWithResult(firstResult);
  if (problemOfResult !== null) throw new UsageError(problemOfResult);
  const kept: unknown[] = new Array(KEPT_RESULTS).fill(isAsync ? null : result);
  const loop = compileLoop({ fn, isAsync, inputPerCall: input !== null }, kept, gauge);
  const same = inputsOf([context, context]);
  const nextInputs = async (calls: number) => (input === null ? same : inputsOf(await inAdvance(nextInput, calls)));

  const timeBatch = async (calls: number, given: readonly unknown[]): Promise<number> => {
    const readings = await loop(calls, given);
    for (const value of kept.slice(0, calls)) checkKind(value, isAsync);
    return readings / gauge.perUnit;
  };
  return {
    isAsync,
    // State that `beforeEach` changes must be changed right before its call.
    canBatch: beforeEach === null,
    hints: hintsOfResult(firstResult),
    given,
    state,
    startedBefore,
    returned: canShuffle(firstResult) ? new WeakRef(firstResult) : null,
    call: fn,
    async nextInput() {
      const made = await nextInput();
      await reset();
      return made;
    },
    async sharedInput() {
      if (beforeEach !== null) return null;
      // Which is what an `input` that forgot to copy makes.
      return input === null || (await nextInput()) === firstInput ? { value: firstInput } : null;
    },
    idle: () => timeBatch(0, same),
    async run(calls) {
      if (beforeEach === null) return timeBatch(calls, await nextInputs(calls));
      let seconds = 0;
      for (let i = 0; i < calls; i++) {
        const given = await nextInputs(1);
        await reset();
        seconds += await timeBatch(1, given);
      }
      return seconds;
    },
    async check(calls) {
      // A batch of a nanosecond's function is millions of calls, which must not wait for hooks that there are not.
      const hasHooks = input !== null || beforeEach !== null;
      for (let i = 0; i < calls; i++) {
        const given = hasHooks ? await nextInput() : context;
        if (hasHooks) await reset();
        const value = fn(given);
        checkKind(value, isAsync);
        if (isAsync) await value;
      }
    },
  };
}

async function makeInput(input: (context: unknown) => unknown, context: unknown): Promise<unknown> {
  const made = await input(context);
  if (made === undefined) throw new UsageError(NO_INPUT);
  return made;
}

async function inAdvance(nextInput: () => unknown, calls: number): Promise<readonly unknown[]> {
  const inputs: unknown[] = [];
  for (let i = 0; i < calls; i++) inputs[inputs.length] = await nextInput();
  return inputs;
}

function checkKind(result: unknown, isAsync: boolean): void {
  if (isThenable(result) === isAsync) return;
  if (!isAsync) Promise.resolve(result).catch(() => undefined);
  throw new MeasurementError(MIXED);
}

const WITHOUT_PARAMETERS = /^(?:async\b\s*)?(?:function\b\s*)?[\w$]*\s*\(\s*\)/;
const MAY_READ_ALL = /\barguments\b|\[native code\]/;

/**
 * Whether a function may look at what it is given. `length` alone does not tell, because it leaves out parameters with
 * defaults and rest parameters. Where the source is not plain enough to see that there are none, the answer is yes.
 */
function mayTakeParameters(fn: (...args: never[]) => unknown): boolean {
  if (fn.length > 0) return true;
  const source = Function.prototype.toString.call(fn);
  return !WITHOUT_PARAMETERS.test(source) || MAY_READ_ALL.test(source);
}
