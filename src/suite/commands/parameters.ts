import { UsageError } from '../../errors.ts';

/** A parameter and its values, in their order. */
export interface Parameter {
  readonly name: string;
  readonly values: readonly string[];
}

/** A value for each parameter. */
export type Assignment = Readonly<Record<string, string>>;

const MOST_VALUES = 1000;

/** How a range was written, for messages. */
export interface RangeWords {
  /** The whole of it. */
  readonly given: string;
  /** What its step is called. */
  readonly stepName: string;
}

/**
 * The values from `least` to `most`, both included, written with as many decimals as the numbers have that were given.
 * @throws UsageError where they are no numbers, the wrong way round, or too many.
 */
export function scannedParameter(
  name: string,
  least: string,
  most: string,
  step: string,
  { given, stepName }: RangeWords = { given: `-P ${name} ${least} ${most}, in steps of ${step}`, stepName: '-D' },
): Parameter {
  const decimals = Math.max(...[least, most, step].map(decimalsOf));
  const [from, to, by] = [least, most, step].map((text) => Math.round(Number(text) * 10 ** decimals)) as [
    number,
    number,
    number,
  ];
  if (!(by > 0)) throw new UsageError(`${given}: the step (${stepName}) must be more than 0.`);
  if (from > to)
    throw new UsageError(`${given}: the first value is more than the last one; give the smaller one first.`);
  const count = Math.floor((to - from) / by) + 1;
  if (count > MOST_VALUES)
    throw new UsageError(
      `${given}: that is ${count} values, and ${MOST_VALUES} are the most. Give a larger step (${stepName}).`,
    );
  return {
    name,
    values: Array.from({ length: count }, (_, i) => ((from + i * by) / 10 ** decimals).toFixed(decimals)),
  };
}

function decimalsOf(text: string): number {
  if (!/^-?\d+(?:\.\d{1,9})?$/.test(text)) {
    throw new UsageError(
      `${JSON.stringify(text)} is not a number that a parameter can be scanned by: write it as 3, -1 or 0.25.`,
    );
  }
  return text.split('.')[1]?.length ?? 0;
}

/** The values of a list with commas; \\, is a comma in a value. @throws UsageError where there is none. */
export function listedParameter(name: string, list: string): Parameter {
  const values = list.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ','));
  if (list === '')
    throw new UsageError(`-L ${name} has no values: give some with commas between them, as in -L ${name} a,b.`);
  return { name, values };
}

/** All combinations of values; the first parameter changes fastest. One that is empty where there is no parameter. */
export function combinations(parameters: readonly Parameter[]): readonly Assignment[] {
  const names = parameters.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new UsageError(`The parameter ${JSON.stringify(twice)} is given twice: give it one list.`);
  return parameters.reduceRight<readonly Assignment[]>(
    (all, { name, values }) => all.flatMap((others) => values.map((value) => ({ [name]: value, ...others }))),
    [{}],
  );
}

/** A text with the values of parameters in place of their names in braces. */
export function fillIn(text: string, values: Assignment): string {
  return text.replace(/\{([^{}]+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? values[name]! : whole));
}

/** Those of some parameters whose place is in none of the texts. */
export function withoutPlace(parameters: readonly Parameter[], texts: readonly string[]): readonly string[] {
  return parameters.map(({ name }) => name).filter((name) => !texts.some((text) => text.includes(`{${name}}`)));
}

/** A name with the values of parameters that are not to be seen in what it was written from. */
export function nameWith(written: string, filled: string, values: Assignment): string {
  const unseen = Object.entries(values).filter(([name]) => !written.includes(`{${name}}`));
  return unseen.length === 0 ? filled : `${filled} (${unseen.map((pair) => pair.join(' = ')).join(', ')})`;
}
