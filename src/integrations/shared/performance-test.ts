import { inspect } from 'node:util';
import { UsageError } from '../../errors.ts';
import type { TestOptions } from '../../model/suite.ts';
import { refuseSpread } from '../../suite/each/bind-row.ts';
import { eachOf } from '../../suite/each/each.ts';
import { titleOf } from '../../suite/each/title.ts';
import type { TemplateRow } from '../../suite/perf-variants.ts';
import { strict } from '../../suite/strict.ts';
import { type Declaration, readDeclaration, readName } from './declaration.ts';

/** Declares a test that measures a function. */
export interface PerformanceTestFunction {
  /** With the options of the configuration. */
  (name: string, fn: () => unknown): void;
  /** With options of its own. */
  (name: string, options: TestOptions, fn: () => unknown): void;
}

/** Declares a test for each row of a table. The function is given its row as one argument. */
export interface PerformanceTestOfRows<Row> {
  /** With the options of the configuration. */
  (name: string, fn: (row: Row) => unknown): void;
  /** With options of their own. */
  (name: string, options: TestOptions, fn: (row: Row) => unknown): void;
}

/**
 * Takes a table: an array of rows, or a template literal. In the name, and in `baselineKey`, `%s`, `%d`, `%i`, `%f`, `%j`,
 * `%o`, `%p` stand for the row's values in turn, `%#` and `%$` for its number from 0 or 1 on, `$key` for a property of it; each
 * row needs a name of its own.
 */
export interface PerformanceTestEach {
  /** Rows that are arrays, with a type for each place: a test for each. */
  <Row extends readonly unknown[] | readonly [unknown]>(table: readonly Row[]): PerformanceTestOfRows<Row>;
  /** Rows of any other kind: a test for each. */
  <Row>(table: readonly Row[]): PerformanceTestOfRows<Row>;
  /** A template literal, whose first line names the columns; each line below it is a row. */
  (strings: TemplateStringsArray, ...values: readonly unknown[]): PerformanceTestOfRows<TemplateRow>;
}

/** Declares tests that measure a function, one, or one for each row of a table. */
export interface DeclarePerformanceTests extends PerformanceTestFunction {
  /** Declares one for each row of a table. */
  readonly each: PerformanceTestEach;
}

/** Declares tests that measure a function, with what the test functions of runners have besides. */
export interface PerformanceTest extends DeclarePerformanceTests {
  /** Runs this one and others marked so, alone of the file; in node:test with `--test-only`. */
  readonly only: DeclarePerformanceTests;
  /** Declares it, and does not measure it. */
  readonly skip: DeclarePerformanceTests;
  /** Names a test that is still to be written. */
  todo(name: string): void;
  /** Declares it, and leaves it out where a condition holds. @param condition read as true or false when it is declared. */
  skipIf(condition: unknown): DeclarePerformanceTests;
  /** The same where a condition does not hold. @param condition read as true or false when it is declared. */
  runIf(condition: unknown): DeclarePerformanceTests;
}

/** How a runner is told of tests. */
export interface DeclaringWays {
  readonly run: (declaration: Declaration) => void;
  readonly only: (declaration: Declaration) => void;
  readonly skip: (declaration: Declaration) => void;
  readonly todo: (name: string) => void;
}

const WHERE = 'performanceTest';
const ELSEWHERE: Readonly<Record<string, string>> = {
  concurrent: 'tests are measured one at a time, because those that run at the same time measure each other.',
  sequential: 'tests are measured one at a time anyway.',
  fails: 'a test that throws cannot be measured. Use performanceTest.skip, or catch the error inside the function.',
  failing: 'a test that throws cannot be measured. Use performanceTest.skip, or catch the error inside the function.',
  for: 'performanceTest.each gives each row to the function as one argument, as `for` does elsewhere.',
  compare:
    "a comparison of two functions is perf.compare in a performance file, or the framework's comparePerformance.",
};

/** `performanceTest` of a runner. */
export function performanceTestOf({ run, only, skip, todo }: DeclaringWays): PerformanceTest {
  const [running, alone, skipping] = [
    declaring(run, WHERE),
    declaring(only, `${WHERE}.only`),
    declaring(skip, `${WHERE}.skip`),
  ];
  const more = {
    only: alone,
    skip: skipping,
    todo(name: string, ...rest: readonly unknown[]) {
      if (rest.length > 0) {
        throw new UsageError(
          `${WHERE}.todo(${inspect(name)}) takes a name alone. What is written and shall not be measured is for ${WHERE}.skip.`,
        );
      }
      todo(readName(name));
    },
    skipIf: (condition: unknown) => (condition ? skipping : running),
    runIf: (condition: unknown) => (condition ? running : skipping),
  };
  return strict(WHERE, Object.assign(declaring(run, WHERE), more), ELSEWHERE);
}

function declaring(declare: DeclaringWays['run'], where: string): DeclarePerformanceTests {
  const each = eachOf(`${where}.each`, (row, name, second, third, index) => {
    const { options, ...declaration } = readDeclaration(name, second, third);
    refuseSpread(`${where}.each`, row, [declaration.fn]);
    const { baselineKey } = options;
    const key = baselineKey === undefined ? {} : { baselineKey: titleOf(baselineKey, row, index) };
    declare({ ...declaration, options: { ...options, ...key }, row });
  });
  const one = (name: unknown, second: unknown, third?: unknown) => declare(readDeclaration(name, second, third));
  return Object.assign(one, { each: each as PerformanceTestEach });
}
