import { inspect } from 'node:util';
import { UsageError } from '../../errors.ts';
import type { TestOptions } from '../../model/suite.ts';
import { checkOptions, refuseHooks, refuseMetrics } from '../../suite/options.ts';
import { problemWithFunction } from '../../suite/problem-with-function.ts';

/** A function to measure, as `performanceTest` was given it. */
export interface Declaration {
  /** The baseline is stored under it unless `baselineKey` says otherwise. */
  readonly name: string;
  readonly options: TestOptions;
  readonly fn: (row: unknown) => unknown;
  /** What the function is given: a row of a table. Default: nothing. */
  readonly row?: unknown;
}

/**
 * Reads the arguments of `performanceTest(name, options?, fn)`.
 * @throws {UsageError} for a name that is not a string or is empty, a missing or generator function, or an option that does not exist
 *   or has an impossible value.
 */
export function readDeclaration(named: unknown, second: unknown, third: unknown): Declaration {
  const name = readName(named);
  const where = `performanceTest(${JSON.stringify(name)})`;
  const [options, fn] = third === undefined && typeof second === 'function' ? [{}, second] : [second, third];
  if (typeof fn !== 'function') {
    throw new UsageError(
      `${where}: the last argument must be the function to measure, as in performanceTest('name', { iterations: 50 }, () => work()).`,
    );
  }
  const problem = problemWithFunction(fn);
  if (problem) throw new UsageError(`${where}: ${problem}`);
  const { maxOverheadPercent, ...checked } = checkOptions((options ?? {}) as object, where);
  if (maxOverheadPercent !== undefined)
    throw new UsageError(`${where}: \`maxOverheadPercent\` belongs to perf.compare.`);
  refuseHooks((options ?? {}) as object, where, 'use the hooks of the runner, or a performance file');
  refuseMetrics(checked, where);
  return { name, options: checked, fn: fn as Declaration['fn'] };
}

/** Reads the name of a test. @throws {UsageError} where it is none. */
export function readName(name: unknown): string {
  if (typeof name === 'string' && name.trim() !== '') return name;
  throw new UsageError(`performanceTest: the name must be a string that is not empty, not ${inspect(name)}.`);
}
