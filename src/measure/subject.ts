import { MeasurementError } from '../errors.ts';
import { compileLoop, inputsOf, KEPT_RESULTS } from './loop.ts';
import { isThenable } from './thenable.ts';

/** A function to measure, and where its input comes from. */
export interface Subject {
  readonly fn: (input: unknown) => unknown;
  /** What the function is given where `beforeEach` gives nothing, and what `beforeEach` is given. */
  readonly context: unknown;
  readonly beforeEach: ((context: unknown) => unknown) | null;
  /** Runs untimed after every call; see `after-each.ts`. */
  readonly afterEach?: ((context: unknown) => unknown) | null | undefined;
}

/** A subject that has been called once, so that it is known how it must be called. */
export interface PreparedSubject {
  readonly isAsync: boolean;
  /** Whether several calls may be timed together as one sample. */
  readonly canBatch: boolean;
  /** Calls the function `calls` times and answers the seconds that took; preparing the inputs is not counted. */
  run(calls: number): Promise<number>;
  /**
   * Calls the function `calls` times, untimed, and looks at every result; `run` looks at the last few only.
   * @throws {MeasurementError} where one is a promise and others are not.
   */
  check(calls: number): Promise<void>;
}

const MIXED =
  'The function sometimes returns a promise and sometimes does not, so its calls cannot be timed in one way. ' +
  'Make it always async, or measure the two cases as two tests.';
const MIXED_INPUTS = '`beforeEach` sometimes returns an input and sometimes nothing. Return one every time, or never.';

/**
 * Where the inputs of calls come from:
 * - `same`: all calls are given the context;
 * - `per_call`: each is given what `beforeEach` returned for it;
 * - `reset`: all are given the context, and `beforeEach` changes some state right before each.
 */
type InputKind = 'same' | 'per_call' | 'reset';

/**
 * Calls the subject once and makes the loop that fits it.
 * @throws whatever the subject throws; {@link MeasurementError} from `run` where it is synchronous at one time and
 *   asynchronous at another.
 */
export async function prepareSubject(subject: Subject): Promise<PreparedSubject> {
  const { fn, context, beforeEach } = subject;
  const input = await beforeEach?.(context);
  const inputs: InputKind = beforeEach === null ? 'same' : input === undefined ? 'reset' : 'per_call';
  const result = fn(inputs === 'per_call' ? input : context);
  const isAsync = isThenable(result);
  await result;
  const kept: unknown[] = new Array(KEPT_RESULTS).fill(isAsync ? null : result);
  const loop = compileLoop({ fn, isAsync, inputPerCall: inputs === 'per_call' }, kept);
  const same = inputsOf([context, context]);

  const timeBatch = async (calls: number, given: readonly unknown[]): Promise<number> => {
    const milliseconds = await loop(calls, given);
    for (const value of kept.slice(0, calls)) checkKind(value, isAsync);
    return milliseconds / 1000;
  };
  return {
    isAsync,
    // State that `beforeEach` changes must be changed right before its call.
    canBatch: inputs !== 'reset',
    async run(calls) {
      if (inputs === 'same') return timeBatch(calls, same);
      if (inputs === 'per_call') return timeBatch(calls, await prepareInputs(subject, calls));
      let seconds = 0;
      for (let i = 0; i < calls; i++) {
        await nextInput(subject, inputs);
        seconds += await timeBatch(1, same);
      }
      return seconds;
    },
    async check(calls) {
      for (let i = 0; i < calls; i++) {
        const next = inputs === 'same' ? undefined : await nextInput(subject, inputs);
        const value = fn(inputs === 'per_call' ? next : context);
        checkKind(value, isAsync);
        if (isAsync) await value;
      }
    },
  };
}

async function prepareInputs(subject: Subject, calls: number): Promise<readonly unknown[]> {
  const inputs: unknown[] = [];
  for (let i = 0; i < calls; i++) inputs.push(await nextInput(subject, 'per_call'));
  return inputsOf(inputs);
}

async function nextInput({ beforeEach, context }: Subject, kind: InputKind): Promise<unknown> {
  const input = await beforeEach?.(context);
  if ((input === undefined) !== (kind === 'reset')) throw new MeasurementError(MIXED_INPUTS);
  return input;
}

function checkKind(result: unknown, isAsync: boolean): void {
  if (isThenable(result) === isAsync) return;
  if (!isAsync) Promise.resolve(result).catch(() => undefined);
  throw new MeasurementError(MIXED);
}
