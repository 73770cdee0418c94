import { UsageError } from '../errors.ts';
import type { CommandTest } from '../model/command-test.ts';
import type { Metric } from '../model/metric.ts';
import type { ComparisonOptions, Side, TestKind, TestMark } from '../model/suite.ts';

/** The function under test; what it is given comes from `input`, or where there is none, from `setup`. */
export type TestFunction = (input: never) => unknown;

/** A function that runs untimed, around the tests of a file or a group. */
export type Hook = () => unknown;

/** A declared test, ready to be measured. */
export interface SuiteCase {
  readonly kind: Exclude<TestKind, 'command'>;
  /** Full name, groups included. */
  readonly name: string;
  readonly options: ComparisonOptions;
  /** What the function returns; absent where it is timed. */
  readonly metric?: Metric;
  /** `candidate`; for a comparison its functions by their names, first what the others are held against. */
  readonly sides: Readonly<Record<Side, TestFunction>>;
  readonly setup: ((this: void) => unknown) | null;
  readonly input: ((this: void, context: unknown) => unknown) | null;
  readonly beforeEach: ((this: void, context: unknown) => unknown) | null;
  readonly afterEach?: ((this: void, context: unknown) => unknown) | null;
  readonly teardown: ((this: void, context: unknown) => unknown) | null;
  /** Absent where the test is to be measured like any other. */
  readonly mark?: Exclude<TestMark, 'todo'>;
  /** The file's and the groups' hooks around it, outermost first. */
  readonly scopes: readonly Scope[];
}

/** A test that is still to be written: it has a name, and nothing that could be measured. */
export interface TodoCase extends Pick<SuiteCase, 'name' | 'options'> {
  readonly kind: TestKind;
  readonly mark: 'todo';
}

/** A command that is to be run: evenkeel itself does that, and no process that has loaded the file. */
export interface CommandCase extends Pick<SuiteCase, 'name' | 'options' | 'mark'> {
  readonly kind: 'command';
  readonly command: CommandTest;
}

/** What a performance file declares. */
export type DeclaredCase = SuiteCase | CommandCase | TodoCase;

/** The file, or a group in it. */
export interface Scope {
  readonly name: string | null;
  /** That of every test in it. */
  readonly mark?: Exclude<TestMark, 'todo'> | undefined;
  readonly beforeAll: Hook[];
  readonly afterAll: Hook[];
}

/** What a performance file declares while it loads. */
export interface Registry {
  readonly cases: DeclaredCase[];
  /** The scopes that are open right now, the file's first. */
  readonly scopes: Scope[];
  /** Told of each test as it is declared; a test runner makes one of its own tests of it. */
  readonly onDeclare: ((declared: DeclaredCase) => void) | null;
  /** The file that declares them, absolute. Absent where it is not known: a test runner loads it, or another version of this package. */
  readonly file?: string;
}

// On globalThis, because the file under test may resolve `evenkeel` to another copy of the package than the command's.
const slot = Symbol.for('evenkeel.registry');
const holder = globalThis as { [slot]?: Registry | null };

/** Opens a registry that `perf` writes to until `closeRegistry`. */
export function openRegistry(onDeclare: Registry['onDeclare'] = null, file?: string): Registry {
  const registry: Registry = { cases: [], scopes: [newScope(null)], onDeclare, ...(file !== undefined && { file }) };
  holder[slot] = registry;
  return registry;
}

/** Ends the declaring: a later `perf` is an error. */
export function closeRegistry(): void {
  holder[slot] = null;
}

/** A scope without hooks. */
export function newScope(name: string | null, mark?: Scope['mark']): Scope {
  return { name, mark, beforeAll: [], afterAll: [] };
}

/**
 * The registry that is open now.
 * @throws {UsageError} where none is: the file was started by something other than evenkeel, or declares too late.
 */
export function currentRegistry(what: string): Registry {
  const registry = holder[slot];
  if (registry) return registry;
  throw new UsageError(
    registry === null
      ? `${what} was called after the performance file had loaded. Declare tests at the top level of the file or in perf.group, not inside a test or a timer.`
      : `${what} was called outside \`evenkeel run\`. Run the file with: npx evenkeel run <file>; or let a test runner run it: Jest with \`runner: 'evenkeel/jest/runner'\`, node:test with \`--import evenkeel/node-test/register\`, Vitest with evenkeel's plug-in.`,
  );
}
