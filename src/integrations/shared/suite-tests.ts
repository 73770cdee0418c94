import { PerformanceConfig } from '../../config/performance-config.ts';
import type { RunEvent } from '../../framework/suite/measure-and-judge.ts';
import { runSuite, type SuiteRunOptions } from '../../framework/suite/run-suite.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { FailedTest } from '../../model/result.ts';
import type { TestOutcome } from './outcome.ts';
import type { RunnerSettings } from './settings.ts';

/** Tests of one performance file. */
export interface SuiteTests {
  /** Absolute. */
  readonly path: string;
  /** Relative to the project, for people. */
  readonly name: string;
  /** Full names, as `evenkeel run` has them: `'group > test'`. */
  readonly tests: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
  /** For tests of integrations. Default: processes that run this package's own worker. */
  readonly pool?: SuiteRunOptions['pool'] | undefined;
}

/**
 * Measures tests of a performance file in fresh processes, interleaved, and judges them, exactly as `evenkeel run` does
 * with that file; nothing is stored.
 * @returns an outcome for every test that was asked for, by its name.
 * @throws {UsageError} where the file has none of the tests; {StoreError} where baselines cannot be read.
 */
export async function measureSuiteTests(
  settings: RunnerSettings,
  { path, name, tests, signal, onEvent, pool }: SuiteTests,
): Promise<ReadonlyMap<string, TestOutcome>> {
  const records: RunRecord[] = [];
  const report = await runSuite({
    files: [{ path, name }],
    config: new PerformanceConfig(settings.config),
    cachePath: null,
    overrides: settings.overrides,
    filter: null,
    only: tests,
    recording: settings.recording,
    recorder: (more) => void records.push(...more),
    reportFiles: settings.reportFiles,
    failOnInconclusive: settings.failOnInconclusive,
    ...(signal && { signal }),
    ...(onEvent && { onEvent }),
    ...(pool && { pool }),
  });
  const outcomeOf = (test: string): TestOutcome => {
    const results = report.results.filter(({ testName }) => testName === test);
    const keys = results.map(({ baselineKey }) => baselineKey);
    const comparisons = report.comparisons.filter(({ testName }) => testName === test);
    const failures = report.failures.filter(({ testName }) => testName === test || testName === null);
    const skipped = report.skipped.filter(({ testName }) => testName === test);
    const isMissing = results.length + comparisons.length + failures.length + skipped.length === 0;
    return {
      results,
      comparisons,
      candidates: (report.candidates ?? []).filter(({ testName }) => testName === test),
      failures: isMissing ? [notDeclared(test, name)] : failures,
      skipped,
      records: records.filter(({ testName }) => keys.includes(testName)),
      warnings: report.warnings,
    };
  };
  return new Map(tests.map((test) => [test, outcomeOf(test)]));
}

function notDeclared(testName: string, file: string): FailedTest {
  return {
    testName,
    file,
    reason: 'invalid_file',
    message: `${JSON.stringify(testName)} is not declared where ${file} is loaded by a process of its own. A performance file must declare the same tests every time it loads.`,
    stack: null,
  };
}
