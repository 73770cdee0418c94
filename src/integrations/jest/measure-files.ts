import { PerformanceConfig } from '../../config/performance-config.ts';
import { runSuite, type SuiteRunOptions } from '../../framework/suite/run-suite.ts';
import type { CandidatesResult } from '../../model/candidates.ts';
import type { PerformanceComparisonResult, RunReport } from '../../model/result.ts';
import { NO_OUTCOME, type TestOutcome } from '../shared/outcome.ts';
import type { RunnerSettings } from '../shared/settings.ts';
import { nameOf } from '../shared/test-host.ts';

/** What to measure, and how. */
export interface PerformanceFiles {
  /** Absolute. */
  readonly paths: readonly string[];
  /** Only tests that it is true of; by their full names, `'group > test'`. */
  readonly isSelected: (name: string) => boolean;
  readonly signal: AbortSignal;
  /** Default: processes that run this package's own worker. */
  readonly pool?: SuiteRunOptions['pool'] | undefined;
}

/** One measured test of a performance file; a file that cannot be loaded has one without a name. */
export interface TestOfFile {
  readonly name: string | null;
  readonly outcome: TestOutcome;
}

/**
 * Measures performance files as `evenkeel run` does, and records as it does: all at once.
 * @returns the tests of each file, by its path.
 * @throws {StoreError} where baselines cannot be stored.
 */
export async function measurePerformanceFiles(
  settings: RunnerSettings,
  { paths, isSelected, signal, pool }: PerformanceFiles,
): Promise<ReadonlyMap<string, readonly TestOfFile[]>> {
  const files = paths.map((path) => ({ path, name: nameOf(path, settings.directory) }));
  const report = await runSuite({
    files,
    config: new PerformanceConfig(settings.config),
    cachePath: null,
    overrides: settings.overrides,
    filter: null,
    only: isSelected,
    recording: settings.recording,
    reportFiles: settings.reportFiles,
    failOnInconclusive: settings.failOnInconclusive,
    signal,
    ...(pool && { pool }),
  });
  return new Map(files.map(({ path, name }) => [path, testsOf(name, report)]));
}

function testsOf(
  file: string,
  { results, comparisons, candidates = [], failures, skipped, warnings }: RunReport,
): readonly TestOfFile[] {
  const inFile = (each: { readonly file: string | null }) => each.file === file;
  const outcome = { ...NO_OUTCOME, warnings };
  const compared = [...new Set(comparisons.filter(inFile).map(({ testName }) => testName))];
  return [
    ...results.filter(inFile).map((result) => ({ name: result.testName, outcome: { ...outcome, results: [result] } })),
    ...compared.map((name) => {
      const isIt = (each: PerformanceComparisonResult | CandidatesResult) => inFile(each) && each.testName === name;
      const own = { comparisons: comparisons.filter(isIt), candidates: candidates.filter(isIt) };
      return { name, outcome: { ...outcome, ...own } };
    }),
    ...failures.filter(inFile).map((failure) => {
      return { name: failure.testName, outcome: { ...outcome, failures: [failure] } };
    }),
    ...skipped.filter(inFile).map((test) => ({ name: test.testName, outcome: { ...outcome, skipped: [test] } })),
  ];
}
