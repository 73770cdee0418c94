import { UsageError } from '../errors.ts';
import type { Metric } from '../model/metric.ts';
import { problemWithAims } from './aims.ts';
import { comparedFunctions } from './compared-functions.ts';
import { checkName, fullNameIn, register } from './declaring.ts';
import { optionsOfRow, refuseSpread } from './each/bind-row.ts';
import { eachOf } from './each/each.ts';
import { markWithin } from './marks.ts';
import { checkOptions } from './options.ts';
import { perfCommand } from './perf-command.ts';
import { metricVariants } from './perf-metric.ts';
import type { DeclareGroup, NamedFunctions, Perf } from './perf-types.ts';
import type { Preparation } from './preparation.ts';
import { problemWithFunction } from './problem-with-function.ts';
import { currentRegistry, type Hook, newScope, type SuiteCase, type TestFunction } from './registry.ts';
import { sizeVariants } from './size/perf-size.ts';
import { withVariants } from './variants.ts';

/**
 * Declares a performance test in a performance file (`*.perf.ts`), to be run by `evenkeel run`. One call of `fn` is one
 * iteration; a function that returns a promise is awaited. Every test is measured in fresh processes of its own.
 *
 * @throws {UsageError} for a name that is not a string, is empty or was given before, a missing function or a generator
 *   function, or an option that does not exist or has an impossible value.
 *
 * @example
 * import { perf } from 'evenkeel';
 *
 * perf('parses words', (text: string) => JSON.parse(text), {
 *   setup: () => JSON.stringify({ words: Array.from({ length: 1000 }, String) }), // untimed, once per process
 *   iterations: 50,
 * });
 */
export const perf = withVariants(
  {
    where: 'perf',
    declare: testsMarked,
    each: (declareTest, where) =>
      eachOf(where, (row, name, fn, options, index) => {
        refuseSpread(where, row, [fn]);
        declareTest(name, fn as TestFunction, optionsOfRow(options, row, index));
      }),
    todo: declareTodo('test', 'perf.todo'),
  },
  {
    compare: withVariants(
      {
        where: 'perf.compare',
        declare: comparisonsMarked,
        each: (declareComparison, where) =>
          eachOf(where, (row, name, functions, options, index) => {
            refuseSpread(where, row, Object.values(functions ?? {}));
            declareComparison(name, functions as NamedFunctions<never>, optionsOfRow(options, row, index));
          }),
        todo: declareTodo('comparison', 'perf.compare.todo'),
      },
      {},
    ),
    group: withVariants(
      {
        where: 'perf.group',
        declare: groupsMarked,
        each: (declareGroup, where) =>
          eachOf(where, (row, name, declareAll) => {
            refuseSpread(where, row, [declareAll]);
            // What is no function is told so by the group.
            declareGroup(name, typeof declareAll === 'function' ? () => declareAll(row) : (declareAll as () => void));
          }),
        todo: declareTodo('test', 'perf.group.todo'),
      },
      {},
    ),
    metric: metricVariants({ declare: declareMetric, todo: declareTodo('metric', 'perf.metric.todo'), checkName }),
    size: sizeVariants({
      declare: declareMetric,
      todo: declareTodo('metric', 'perf.size.todo'),
      checkName,
      file: () => currentRegistry('perf.size').file ?? null,
    }),
    command: perfCommand,
    beforeAll,
    afterAll,
  },
) as unknown as Perf;

type Mark = SuiteCase['mark'];

function testsMarked(mark: Mark, where: string) {
  return (name: string, fn: TestFunction, options: object = {}): void => {
    checkName(name, where);
    if (typeof fn !== 'function') {
      throw new UsageError(
        `${where}(${JSON.stringify(name)}): the second argument must be the function to measure. A test that is still to be written: perf.todo(${JSON.stringify(name)}).`,
      );
    }
    declare('test', name, { candidate: fn }, options, mark);
  };
}

function comparisonsMarked(mark: Mark, where: string) {
  return (name: string, functions: NamedFunctions<never>, options: object = {}): void => {
    checkName(name, where);
    declare('comparison', name, comparedFunctions(functions, `${where}(${JSON.stringify(name)})`), options, mark);
  };
}

function declareTodo(kind: SuiteCase['kind'], where: string) {
  return (name: string, ...rest: readonly unknown[]): void => {
    checkName(name, where);
    if (rest.length > 0) {
      throw new UsageError(
        `${where}(${JSON.stringify(name)}) takes a name alone. What is written and shall not be measured is for ${where.replace('todo', 'skip')}.`,
      );
    }
    const registry = currentRegistry(`${where}(${JSON.stringify(name)})`);
    register(registry, { kind, name: fullNameIn(registry, name), options: {}, mark: 'todo' });
  };
}

function declare(
  what: 'test' | 'comparison' | { readonly metric: Metric },
  name: string,
  sides: SuiteCase['sides'],
  options: object,
  ownMark: Mark,
): void {
  const kind = typeof what === 'string' ? what : 'metric';
  const registry = currentRegistry(`perf(${JSON.stringify(name)})`);
  const fullName = fullNameIn(registry, name);
  const plain = checkOptions(options, `perf(${JSON.stringify(fullName)})`);
  const aimless = problemWithAims(kind, plain, 'input' in options && options.input !== undefined);
  if (aimless !== null) throw new UsageError(`perf(${JSON.stringify(fullName)}): ${aimless}`);
  for (const fn of Object.values(sides)) {
    const problem = problemWithFunction(fn);
    if (problem) throw new UsageError(`perf(${JSON.stringify(fullName)}): ${problem}`);
  }
  const { setup, input, beforeEach, afterEach, teardown } = options as Preparation<unknown, unknown>;
  const mark = markWithin(registry.scopes, ownMark);
  register(registry, {
    kind,
    name: fullName,
    options: plain,
    ...(typeof what !== 'string' && what),
    sides,
    setup: setup ?? null,
    input: input ?? null,
    beforeEach: beforeEach ?? null,
    afterEach: afterEach ?? null,
    teardown: teardown ?? null,
    ...(mark && { mark }),
    scopes: [...registry.scopes],
  });
}

function declareMetric(metric: Metric, name: string, sides: SuiteCase['sides'], options: object, mark: Mark): void {
  declare({ metric }, name, sides, options, mark);
}

function groupsMarked(mark: Mark, where: string): DeclareGroup {
  return (name, declareAll) => {
    checkName(name, where);
    if (typeof declareAll !== 'function') {
      throw new UsageError(`${where}(${JSON.stringify(name)}): the second argument must be a function.`);
    }
    const { scopes } = currentRegistry(`${where}(${JSON.stringify(name)})`);
    scopes.push(newScope(name, mark));
    try {
      const returned: unknown = declareAll();
      if (returned instanceof Promise) {
        returned.catch(() => undefined);
        throw new UsageError(`${where}(${JSON.stringify(name)}): the function must not be asynchronous.`);
      }
    } finally {
      scopes.pop();
    }
  };
}

function beforeAll(hook: Hook): void {
  innermostScope('perf.beforeAll', hook).beforeAll.push(hook);
}

function afterAll(hook: Hook): void {
  innermostScope('perf.afterAll', hook).afterAll.push(hook);
}

function innermostScope(what: string, hook: unknown) {
  if (typeof hook !== 'function') throw new UsageError(`${what}: the argument must be a function.`);
  const { scopes } = currentRegistry(what);
  return scopes[scopes.length - 1]!;
}
