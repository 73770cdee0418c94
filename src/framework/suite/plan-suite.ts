import type { PerformanceConfig } from '../../config/performance-config.ts';
import { type PlanOverrides, planTest } from '../../config/plan.ts';
import { UsageError } from '../../errors.ts';
import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { FailedTest, SkippedTest } from '../../model/result.ts';
import type { TestDeclaration } from '../../model/suite.ts';
import { BaselineOwners, baselineTaken, problemWithName } from '../store/baseline-keys.ts';

/** The tests of a run, and what stands in the way of others. */
export interface SuitePlan {
  readonly tests: readonly PlannedTest[];
  readonly failures: readonly FailedTest[];
  /** Those of them that their files leave out. */
  readonly skipped: readonly SkippedTest[];
  /** How many tests the filter left out. */
  readonly filteredOut: number;
}

/** What is measured here of a suite that several machines share. */
export interface TakenPart {
  readonly plan: SuitePlan;
  /** How many verdicts of the whole suite pairs may make, wherever: they share one error budget. */
  readonly sharers: number;
}

/** Exact names, or a question that is asked of each name. */
export type TestSelection = readonly string[] | ((name: string) => boolean);

/** What `planSuite` goes by. */
export interface PlanSuiteOptions {
  readonly config: PerformanceConfig;
  readonly isCI: boolean;
  readonly overrides: PlanOverrides;
  /** Only tests whose name contains this, whatever the case; null for all. */
  readonly filter: string | null;
  /** Only the tests of exactly these names, or those of which it is true; null for all. */
  readonly only?: TestSelection | null;
}

/**
 * Resolves what the files declare into tests to measure. Two tests may not share a name, nor a baseline, because what
 * one records would be held against the other.
 */
export function planSuite(files: readonly CollectedFile[], options: PlanSuiteOptions): SuitePlan {
  const failures: FailedTest[] = [];
  const all: PlannedTest[] = [];
  const leftOut: SkippedTest[] = [];
  for (const collected of files) {
    if ('failure' in collected) {
      failures.push(collected.failure);
      continue;
    }
    leftOut.push(...leftOutOf(collected));
    // What is still to be written has no baseline that others could take.
    for (const declaration of collected.tests.filter(({ mark }) => mark !== 'todo')) {
      const plan = planTest(declaration, options.config, options);
      all.push({ declaration, file: collected.file.name, load: collected.load, plan });
    }
  }
  const unique = withoutClashes(withStorableNames(all, failures), failures);
  const { filter, only = null } = options;
  const isSelected = typeof only === 'function' ? only : (name: string) => only?.includes(name) ?? true;
  const isWanted = (name: string) => matches(name, filter) && isSelected(name);
  const wanted = unique.filter(({ declaration: { name } }) => isWanted(name));
  const tests = wanted.filter((test) => !leftOut.some((each) => isTheSame(each, test)));
  const skipped = leftOut.filter(({ testName }) => isWanted(testName));
  return { tests, failures, skipped, filteredOut: unique.length - wanted.length };
}

function isTheSame({ testName, file }: SkippedTest, test: PlannedTest): boolean {
  return testName === test.declaration.name && file === test.file;
}

/** The plan itself. @throws {UsageError} where what was asked for leaves nothing to run. */
export function requireTests(
  plan: SuitePlan,
  { filter, only }: { readonly filter: string | null; readonly only?: TestSelection | undefined },
): SuitePlan {
  // A question that is asked of each name may well select none.
  const isEmpty = plan.tests.length + plan.failures.length + plan.skipped.length === 0;
  if (!isEmpty || typeof only === 'function') return plan;
  if (only) throw new UsageError(`No test is called ${only.map((name) => JSON.stringify(name)).join(' or ')}.`);
  const others = plan.filteredOut === 1 ? 'is 1 other' : `are ${plan.filteredOut} others`;
  throw new UsageError(`No test has ${JSON.stringify(filter)} in its name; there ${others}.`);
}

// Said of the one test before anything is measured, and not by the store of all of them afterwards.
function withStorableNames(tests: readonly PlannedTest[], failures: FailedTest[]): readonly PlannedTest[] {
  return tests.filter((test) => {
    const problem = problemWithName(baselineKeyOf(test));
    if (problem !== null) failures.push(invalid(test, problem));
    return problem === null;
  });
}

function invalid({ declaration, file }: PlannedTest, message: string): FailedTest {
  return { testName: declaration.name, file, reason: 'invalid_file', message, stack: null };
}

function withoutClashes(tests: readonly PlannedTest[], failures: FailedTest[]): readonly PlannedTest[] {
  const owners = new BaselineOwners();
  return tests.filter((test, i) => {
    const key = baselineKeyOf(test);
    const owner = owners.claim(key, { id: String(i), testName: test.declaration.name, file: test.file });
    if (owner === null) return true;
    const { testName, file } = owner;
    const who = testName === key ? `a test in ${file}` : `${JSON.stringify(testName)} in ${file}`;
    failures.push(invalid(test, baselineTaken(key, who)));
    return false;
  });
}

/** The name that a test's baseline is stored under. */
export function baselineKeyOf({ declaration }: PlannedTest): string {
  return declaration.options.baselineKey ?? declaration.name;
}

/** Whether a name passes the filter. */
export function matches(name: string, filter: string | null): boolean {
  return filter === null || name.toLowerCase().includes(filter.toLowerCase());
}

type LoadedFile = Extract<CollectedFile, { readonly tests: unknown }>;

const MESSAGES: Readonly<Record<SkippedTest['reason'], string>> = {
  skip: 'Skipped by its file (perf.skip). Its baseline is kept.',
  only: 'Skipped, because another test of its file is marked with perf.only. Its baseline is kept.',
  todo: 'Still to be written (perf.todo).',
};

/** The tests of a file that it leaves out itself, by `perf.skip`, `perf.only` and `perf.todo`. */
export function leftOutOf({ file, tests }: LoadedFile): readonly SkippedTest[] {
  const hasOnly = tests.some(({ mark }) => mark === 'only');
  return tests.flatMap(({ name, mark }) => {
    const reason = reasonFor(mark, hasOnly);
    return reason === null ? [] : [{ testName: name, file: file.name, reason, message: MESSAGES[reason] }];
  });
}

function reasonFor(mark: TestDeclaration['mark'], hasOnly: boolean): SkippedTest['reason'] | null {
  if (mark === 'skip' || mark === 'todo') return mark;
  return hasOnly && mark !== 'only' ? 'only' : null;
}

/**
 * Refuses `perf.only` in CI, where it is one that somebody forgot: the other tests of its file would not be held against
 * anything, and nobody would notice.
 * @throws {UsageError} that names every such test and its file.
 */
export function refuseOnlyInCi(files: readonly CollectedFile[]): void {
  const marked = files.flatMap((collected) =>
    'failure' in collected
      ? []
      : collected.tests
          .filter(({ mark }) => mark === 'only')
          .map(({ name }) => `${JSON.stringify(name)} in ${collected.file.name}`),
  );
  if (marked.length === 0) return;
  throw new UsageError(
    `perf.only is refused in CI, because the other tests of the file would not be measured: ${marked.join(', ')}. Take \`.only\` away.`,
    { data: { problems: marked } },
  );
}
