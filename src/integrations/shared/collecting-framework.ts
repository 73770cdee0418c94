import { PerformanceConfig } from '../../config/performance-config.ts';
import { PerformanceTestFramework } from '../../framework/api/framework.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { PerformanceComparisonResult, PerformanceTestResult } from '../../model/result.ts';
import type { ComparisonOptions, TestOptions } from '../../model/suite.ts';
import type { Declaration } from './declaration.ts';
import { NO_OUTCOME } from './outcome.ts';
import type { RunnerSettings } from './settings.ts';
import type { TestMeasurements } from './test-measurements.ts';

/**
 * The framework inside a test of a runner: measures in this process, and keeps what is to be stored and reported with
 * the test's measurements instead of storing it. What an earlier attempt of the same test measured is answered again.
 */
export class CollectingFramework extends PerformanceTestFramework {
  readonly #measurements: TestMeasurements;
  readonly #records: RunRecord[];
  readonly #overrides: Pick<TestOptions, 'iterations'>;

  constructor(settings: RunnerSettings, measurements: TestMeasurements) {
    const records: RunRecord[] = [];
    super({
      config: new PerformanceConfig(settings.config),
      recording: settings.recording,
      recorder: (more) => void records.push(...more),
    });
    this.#records = records;
    this.#measurements = measurements;
    const { iterations } = settings.overrides;
    this.#overrides = iterations === undefined ? {} : { iterations };
  }

  /** Measures what `performanceTest` declared. */
  runDeclared({ name, options, fn, row }: Declaration): Promise<PerformanceTestResult> {
    return this.runGiven(name, fn, { options, given: row });
  }

  /** @internal */
  protected override async runGiven(
    testName: string,
    testFunction: (given: never) => unknown,
    { options, given }: { readonly options: TestOptions; readonly given: unknown },
  ): Promise<PerformanceTestResult> {
    const outcome = await this.#measurements.take(`test ${testName}`, async () => {
      const settled = { options: { ...options, ...this.#overrides }, given };
      const result = await super.runGiven(testName, testFunction, settled);
      // Measurements take turns, so what is to be stored by now is of this one.
      return { ...NO_OUTCOME, results: [result], records: this.#records.splice(0) };
    });
    return outcome.results[0]!;
  }

  override async comparePerformance(
    baselineName: string,
    candidateName: string,
    baselineFunction: () => unknown,
    candidateFunction: () => unknown,
    options: ComparisonOptions = {},
  ): Promise<PerformanceComparisonResult> {
    const outcome = await this.#measurements.take(`comparison ${baselineName} ${candidateName}`, async () => {
      const functions = [baselineFunction, candidateFunction] as const;
      const all = { ...options, ...this.#overrides };
      const comparison = await super.comparePerformance(baselineName, candidateName, ...functions, all);
      return { ...NO_OUTCOME, comparisons: [comparison] };
    });
    return outcome.comparisons[0]!;
  }
}
