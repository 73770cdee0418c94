import { UsageError } from '../errors.ts';
import type { ComparisonOptions, TestOptions } from '../model/suite.ts';
import { checkOptions } from './options.ts';
import { problemWithFunction } from './problem-with-function.ts';
import { currentRegistry, type Hook, newScope, type SuiteCase, type TestFunction } from './registry.ts';

/** Between the names of groups and the test's own. */
const GROUP_SEPARATOR = ' > ';

/** Untimed preparation of a test. */
export interface Preparation<Context, Input> {
  /** Runs once in every process, before the warm-up. Its value is the context. */
  readonly setup?: () => Context | Promise<Context>;
  /**
   * Makes what one call of the function is given, untimed. The inputs of up to 1,024 calls are made in advance and the
   * calls timed together, so it must not do anything that its call relies on: that is what `beforeEach` is for.
   */
  readonly input?: (context: Context) => Input | Promise<Input>;
  /**
   * Changes some state right before every call, untimed; each call is timed alone, right after it. What it returns is not
   * used: the function is given what `input` made or else the context. A value is refused where the function takes a
   * parameter, which it could be meant for.
   */
  readonly beforeEach?: (context: Context) => unknown;
  /** Runs once in every process, after the last sample. */
  readonly teardown?: (context: Context) => unknown;
}

/** What a function that is given something else than the context needs. */
type InputSource<Context, Input> = [Context] extends [Input]
  ? unknown
  : { readonly input: (context: Context) => Input | Promise<Input> };

/** What `perf` takes after the function. */
export type PerfOptions<Context = undefined, Input = Context> = TestOptions & Preparation<Context, Input>;

/** What `perf.compare` takes after the functions. */
export type PerfCompareOptions<Context = undefined, Input = Context> = ComparisonOptions & Preparation<Context, Input>;

/** The two functions of a comparison. */
export interface ComparedFunctions<Input> {
  readonly baseline: (input: Input) => unknown;
  readonly candidate: (input: Input) => unknown;
}

/** Declares performance tests; see {@link perf}. */
export interface Perf {
  <Context = undefined, Input = Context>(
    name: string,
    fn: (input: Input) => unknown,
    options?: PerfOptions<Context, Input> & InputSource<Context, Input>,
  ): void;
  /** Declares a comparison of two functions, each measured in fresh processes, pair by pair. */
  compare<Context = undefined, Input = Context>(
    name: string,
    functions: ComparedFunctions<Input>,
    options?: PerfCompareOptions<Context, Input> & InputSource<Context, Input>,
  ): void;
  /** Puts the tests that `declare` declares under a common name: `'group > test'`. */
  group(name: string, declare: () => void): void;
  /** Runs untimed before the tests of the file, or of the group it stands in; once in every process. */
  beforeAll(hook: Hook): void;
  /** Runs untimed after the tests of the file, or of the group it stands in; once in every process. */
  afterAll(hook: Hook): void;
}

/**
 * Declares a performance test in a performance file (`*.perf.ts`), to be run by `evenkeel run`. One call of `fn` is one
 * iteration; a function that returns a promise is awaited. Every test is measured in fresh processes of its own.
 *
 * @throws {UsageError} for a name that is not a string, is empty or was given before, a missing function or a generator
 *   function, or an option that does not exist or has an impossible value.
 */
export const perf: Perf = Object.assign(declareTest, { compare, group, beforeAll, afterAll });

function declareTest(name: string, fn: TestFunction, options: object = {}): void {
  checkName(name, 'perf');
  if (typeof fn !== 'function') {
    throw new UsageError(`perf(${JSON.stringify(name)}): the second argument must be the function to measure.`);
  }
  declare('test', name, { candidate: fn }, options);
}

function compare(name: string, functions: ComparedFunctions<never>, options: object = {}): void {
  checkName(name, 'perf.compare');
  const { baseline, candidate } = functions ?? {};
  if (typeof baseline !== 'function' || typeof candidate !== 'function') {
    throw new UsageError(
      `perf.compare(${JSON.stringify(name)}): the second argument must be { baseline, candidate }, two functions.`,
    );
  }
  declare('comparison', name, { baseline, candidate }, options);
}

function declare(kind: SuiteCase['kind'], name: string, sides: SuiteCase['sides'], options: object): void {
  const registry = currentRegistry(`perf(${JSON.stringify(name)})`);
  const fullName = [...registry.scopes.flatMap((scope) => scope.name ?? []), name].join(GROUP_SEPARATOR);
  if (registry.cases.some((known) => known.name === fullName)) {
    throw new UsageError(`Two performance tests are called ${JSON.stringify(fullName)}. Give each its own name.`);
  }
  const plain = checkOptions(options, `perf(${JSON.stringify(fullName)})`);
  if (kind === 'test' && plain.maxOverheadPercent !== undefined) {
    throw new UsageError(`perf(${JSON.stringify(fullName)}): \`maxOverheadPercent\` belongs to perf.compare.`);
  }
  for (const fn of Object.values(sides)) {
    const problem = problemWithFunction(fn);
    if (problem) throw new UsageError(`perf(${JSON.stringify(fullName)}): ${problem}`);
  }
  const { setup, input, beforeEach, teardown } = options as Preparation<unknown, unknown>;
  const declared: SuiteCase = {
    kind,
    name: fullName,
    options: plain,
    sides,
    setup: setup ?? null,
    input: input ?? null,
    beforeEach: beforeEach ?? null,
    teardown: teardown ?? null,
    scopes: [...registry.scopes],
  };
  registry.cases.push(declared);
  registry.onDeclare?.(declared);
}

function group(name: string, declareAll: () => void): void {
  checkName(name, 'perf.group');
  if (typeof declareAll !== 'function') {
    throw new UsageError(`perf.group(${JSON.stringify(name)}): the second argument must be a function.`);
  }
  const { scopes } = currentRegistry(`perf.group(${JSON.stringify(name)})`);
  scopes.push(newScope(name));
  try {
    const returned: unknown = declareAll();
    if (returned instanceof Promise) {
      returned.catch(() => undefined);
      throw new UsageError(`perf.group(${JSON.stringify(name)}): the function must not be asynchronous.`);
    }
  } finally {
    scopes.pop();
  }
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

function checkName(name: unknown, what: string): asserts name is string {
  if (typeof name !== 'string') {
    throw new UsageError(`${what}: the name must be a string, not ${name === null ? 'null' : typeof name}.`);
  }
  if (name.trim() === '') throw new UsageError(`${what}: the name must not be empty.`);
}
