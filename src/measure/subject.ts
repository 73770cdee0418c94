import { MeasurementError } from '../errors.ts';
import { compileLoop, KEPT_RESULTS } from './loop.ts';
import { isThenable } from './thenable.ts';

/** A function to measure, and where its input comes from. */
export interface Subject {
  readonly fn: (input: unknown) => unknown;
  /** What the function is given where there is no `beforeEach`, and what `beforeEach` is given. */
  readonly context: unknown;
  readonly beforeEach: ((context: unknown) => unknown) | null;
}

/** A subject that has been called once, so that it is known how it must be called. */
export interface PreparedSubject {
  readonly isAsync: boolean;
  /** Whether several calls may be timed together as one sample. */
  readonly canBatch: boolean;
  /** Calls the function `calls` times and answers the seconds that took; preparing the inputs is not counted. */
  run(calls: number): Promise<number>;
}

const MIXED =
  'The function sometimes returns a promise and sometimes does not, so its calls cannot be timed in one way. ' +
  'Make it always async, or measure the two cases as two tests.';

/**
 * Calls the subject once and makes the loop that fits it.
 * @throws whatever the subject throws; {@link MeasurementError} from `run` where it is synchronous at one time and
 *   asynchronous at another.
 */
export async function prepareSubject(subject: Subject): Promise<PreparedSubject> {
  const input = subject.beforeEach ? await subject.beforeEach(subject.context) : subject.context;
  const result = subject.fn(input);
  const isAsync = isThenable(result);
  await result;
  const inputPerCall = subject.beforeEach !== null;
  const kept: unknown[] = new Array(KEPT_RESULTS).fill(isAsync ? null : result);
  const loop = compileLoop({ fn: subject.fn, isAsync, inputPerCall }, kept);
  return {
    isAsync,
    // A `beforeEach` without a value works by changing state, so it must run right before its call.
    canBatch: !inputPerCall || input !== undefined,
    async run(calls) {
      const given = inputPerCall ? await prepareInputs(subject, calls) : subject.context;
      const milliseconds = await loop(calls, given);
      checkKind(kept, Math.min(calls, KEPT_RESULTS), isAsync);
      return milliseconds / 1000;
    },
  };
}

async function prepareInputs(subject: Subject, calls: number): Promise<readonly unknown[]> {
  const inputs: unknown[] = [];
  for (let i = 0; i < calls; i++) {
    const input = subject.beforeEach?.(subject.context);
    inputs.push(isThenable(input) ? await input : input);
  }
  return inputs;
}

function checkKind(kept: readonly unknown[], count: number, isAsync: boolean): void {
  for (let i = 0; i < count; i++) {
    const result = kept[i];
    if (isThenable(result) === isAsync) continue;
    if (!isAsync) Promise.resolve(result).catch(() => undefined);
    throw new MeasurementError(MIXED);
  }
}
