import { StatisticalValidationError } from '../../errors.ts';

/** Numbers to be summarised or tested; durations are in seconds, though nothing here depends on the unit. */
export type Samples = readonly number[] | Float64Array;

/**
 * Throws unless there are at least `least` samples and all of them are finite.
 * @throws StatisticalValidationError naming the index and the value, or the count.
 */
export function requireSamples(samples: Samples, least = 1, name = 'samples'): void {
  if (samples.length < least) throw tooFew(samples.length, least, name);
  for (let i = 0; i < samples.length; i++) {
    if (!Number.isFinite(samples[i])) throw notFinite(i, samples[i], name);
  }
}

/**
 * A checked copy of the samples with every −0 made 0, in their own order.
 * @throws StatisticalValidationError as `requireSamples` does.
 */
export function checkedCopy(samples: Samples, least = 1, name = 'samples'): Float64Array {
  const length = samples.length;
  if (length < least) throw tooFew(length, least, name);
  const copy = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const value = samples[i]!;
    if (!Number.isFinite(value)) throw notFinite(i, value, name);
    copy[i] = value + 0;
  }
  return copy;
}

/**
 * Throws where `value` is no number; infinite ones pass.
 * @throws StatisticalValidationError naming the argument.
 */
export function requireNumber(value: number, name: string): void {
  if (!(value >= Number.NEGATIVE_INFINITY)) {
    throw new StatisticalValidationError(`${name} is ${String(value)}: give a number`, { data: { name, value } });
  }
}

/**
 * Throws unless `value` lies between 0 and 1, both included.
 * @throws StatisticalValidationError naming the argument and its value.
 */
export function requireProbability(value: number, name: string): void {
  if (!(value >= 0 && value <= 1)) {
    throw new StatisticalValidationError(`${name} is ${value}: give a probability from 0 to 1`, {
      data: { name, value },
    });
  }
}

/**
 * Throws unless `value` lies strictly between 0 and 1.
 * @throws StatisticalValidationError naming the argument and its value.
 */
export function requireOpenUnit(value: number, name: string): void {
  if (!(value > 0 && value < 1)) {
    throw new StatisticalValidationError(`${name} is ${value}: give a number between 0 and 1, both excluded`, {
      data: { name, value },
    });
  }
}

/**
 * Throws unless `value` is a whole number of at least `least`.
 * @throws StatisticalValidationError naming the argument and its value.
 */
export function requireCount(value: number, name: string, least = 1): void {
  if (!(Number.isSafeInteger(value) && value >= least)) {
    throw new StatisticalValidationError(`${name} is ${value}: give a whole number of at least ${least}`, {
      data: { name, value },
    });
  }
}

function tooFew(count: number, least: number, name: string): StatisticalValidationError {
  const message =
    count === 0
      ? `${name} is empty: at least ${least} ${least === 1 ? 'value is' : 'values are'} needed`
      : `${name} has ${count} ${count === 1 ? 'value' : 'values'}: at least ${least} are needed`;
  return new StatisticalValidationError(message, { data: { name, count, least } });
}

function notFinite(index: number, value: unknown, name: string): StatisticalValidationError {
  return new StatisticalValidationError(
    `${name}[${index}] is ${String(value)}: only finite numbers can be analysed; remove the value or find out where it comes from`,
    { data: { name, index, value } },
  );
}
