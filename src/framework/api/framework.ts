import { PerformanceConfig } from '../../config/performance-config.ts';
import { planTest } from '../../config/plan.ts';
import type { RecordedFunction, RecordedTime } from '../../dependencies/recorded-time.ts';
import { EnvironmentDetector } from '../../environment/environment-detector.ts';
import { UsageError } from '../../errors.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { PerformanceLog } from '../../model/log.ts';
import type { PerformanceComparisonResult, PerformanceTestResult } from '../../model/result.ts';
import type { ComparisonOptions, TestOptions, TestPlan } from '../../model/suite.ts';
import type { RegressionAnalysisResult } from '../../model/verdict.ts';
import { problemWithOptions } from '../../nearest-names.ts';
import { requireRealFiles } from '../../real-files.ts';
import { checkOptions, refuseHooks, refuseMetrics } from '../../suite/options.ts';
import type { FrameworkSession } from '../in-process/framework-session.ts';
import { LazyStore } from '../store/lazy-store.ts';
import type { Recorder, RecordingWish } from '../store/recording.ts';

/** Options for `new PerformanceTestFramework`. */
export interface FrameworkOptions {
  /** Directory of the stored baselines; default: the configuration's `cacheDirectory`. */
  readonly cachePath?: string;
  /** Default: every field's default; no file and no variable is read. */
  readonly config?: PerformanceConfig;
  /** Logs each test, for example a `PerformanceLogger`. Default: nothing is logged. */
  readonly logger?: PerformanceLog;
  /**
   * What becomes of the runs: with `automatic` all are recorded outside CI, and in CI those of code that is known to be the
   * main branch's. `accept` makes each run the new baseline of its test, and is an error elsewhere in CI, where `accept_always`
   * does it all the same. Default: the configuration's `recording`.
   */
  readonly recording?: RecordingWish;
  /** Is given the runs that are to be stored, in place of the store: to store them later, or from another process. */
  readonly recorder?: Recorder;
}

const OPTIONS: readonly (keyof FrameworkOptions)[] = ['cachePath', 'config', 'logger', 'recording', 'recorder'];

/**
 * Measures functions in this process and judges them against the runs before (specification 1.1). For use inside any
 * test runner; `evenkeel run` measures performance files in fresh processes instead, which is steadier.
 *
 * Its operations are loaded when they are first called, so that a suite that only imports evenkeel starts at once.
 *
 * @example
 * import { PerformanceTestFramework } from 'evenkeel';
 *
 * const framework = new PerformanceTestFramework();
 * const { validation } = await framework.runPerformanceTest('parse', () => JSON.parse('[1]'), { iterations: 10 });
 * console.log(validation.verdict); // no_baseline
 * await framework.close();
 */
export class PerformanceTestFramework {
  readonly #config: PerformanceConfig;
  readonly #session: FrameworkSession;
  #environment: Promise<EnvironmentContext> | null = null;

  /** @throws {UsageError} for an unknown option, and for a wrong configuration. */
  constructor(options: FrameworkOptions = {}) {
    const problem = problemWithOptions(options, OPTIONS);
    if (problem !== null) throw new UsageError(`PerformanceTestFramework: ${problem}`);
    const { cachePath, config = new PerformanceConfig(), logger, recorder } = options;
    this.#config = config.checked();
    this.#session = {
      config,
      environment: () => {
        this.#environment ??= detectEnvironment();
        return this.#environment;
      },
      store: new LazyStore(config, cachePath ?? null),
      logger: logger ?? null,
      recording: options.recording ?? config.recording,
      recorder: recorder ?? null,
    };
  }

  /**
   * Measures a function and judges it against its earlier runs. A run that looks slower is measured once more before
   * that is believed. One call of the function is one iteration; promises are awaited. Calls that overlap take turns,
   * because two at once would measure each other; so a measured function must not call this itself.
   *
   * @param testName unique; the baseline is stored under it unless `baselineKey` says otherwise.
   * @param options `processes` and `timeLimit` have no meaning here.
   * @throws {UsageError} for a name or an option that cannot be; whatever the function throws passes through, and
   *   nothing is recorded then. {StoreError} where the baselines cannot be read, or the run cannot be stored: `data.result`
   *   is its result then.
   *
   * @example
   * import { PerformanceTestFramework } from 'evenkeel';
   *
   * const framework = new PerformanceTestFramework();
   * const text = JSON.stringify(Array.from({ length: 100 }, (_, i) => ({ i })));
   * const result = await framework.runPerformanceTest('parse', () => JSON.parse(text), { iterations: 20 });
   * console.log(result.validation.isValid); // true
   * await framework.close();
   */
  async runPerformanceTest(
    testName: string,
    testFunction: () => unknown,
    options: TestOptions = {},
  ): Promise<PerformanceTestResult> {
    return this.runGiven(testName, testFunction, { options, given: undefined });
  }

  /**
   * The same of a function that is given something, as a row of a table is. Were it a part of the function, the compiler
   * could compute in advance what depends on nothing else.
   * @internal
   */
  protected async runGiven(
    testName: string,
    testFunction: (given: never) => unknown,
    { options, given }: { readonly options: TestOptions; readonly given: unknown },
  ): Promise<PerformanceTestResult> {
    const checked = checkCall('runPerformanceTest', [testName], [testFunction], options);
    const { baselineKey = testName, maxOverheadPercent } = checked;
    if (maxOverheadPercent !== undefined) {
      throw new UsageError('runPerformanceTest: `maxOverheadPercent` belongs to comparePerformance.');
    }
    const plan = await this.#plan('test', testName, checked);
    const { runTestInProcess } = await import('../in-process/run-test.ts');
    return runTestInProcess(this.#session, { testName, baselineKey, fn: testFunction, given, plan });
  }

  /**
   * Compares two functions in this process, in interleaved blocks of changing order. The limit is widened by what one
   * process makes of no difference at all, 5 % or more (`inProcessBias` says how much); `perf.compare` in a performance
   * file measures in fresh processes and can tell smaller differences. Nothing is recorded.
   * @throws {UsageError} for names or options that cannot be; whatever the functions throw passes through.
   *
   * @example
   * import { PerformanceTestFramework } from 'evenkeel';
   *
   * const framework = new PerformanceTestFramework();
   * const words = Array.from({ length: 1000 }, (_, i) => String(i));
   * const { overheadPercent, isWithinThreshold } = await framework.comparePerformance(
   *   'concatenated',
   *   'joined',
   *   () => words.reduce((all, word) => all + word, ''),
   *   () => words.join(''),
   *   { iterations: 10, maxOverheadPercent: 50 },
   * );
   * console.error(isWithinThreshold, overheadPercent);
   * await framework.close();
   */
  async comparePerformance(
    baselineName: string,
    candidateName: string,
    baselineFunction: () => unknown,
    candidateFunction: () => unknown,
    options: ComparisonOptions = {},
  ): Promise<PerformanceComparisonResult> {
    const names = [baselineName, candidateName];
    const checked = checkCall('comparePerformance', names, [baselineFunction, candidateFunction], options);
    const testName = `${candidateName} against ${baselineName}`;
    const plan = await this.#plan('comparison', testName, checked);
    const { compareInProcess } = await import('../in-process/compare-functions.ts');
    return compareInProcess(this.#session, {
      testName,
      baselineName,
      candidateName,
      baseline: baselineFunction,
      candidate: candidateFunction,
      plan,
    });
  }

  /**
   * Judges samples that were taken elsewhere (seconds per call, of one process) as a new run among the past runs of a
   * test. Nothing is recorded.
   *
   * @throws {UsageError} for a name or samples that cannot be, or a level outside (0, 1).
   *
   * @example
   * import { PerformanceTestFramework } from 'evenkeel';
   *
   * const framework = new PerformanceTestFramework();
   * const samples = [0.0102, 0.0101, 0.0104]; // seconds per call, measured elsewhere
   * const { verdict } = await framework.validateRegression('parse', samples);
   * console.log(verdict); // no_baseline
   * await framework.close();
   */
  async validateRegression(
    testName: string,
    currentSamples: readonly number[],
    { significanceLevel = 0.05 }: { readonly significanceLevel?: number } = {},
  ): Promise<RegressionAnalysisResult> {
    checkNames('validateRegression', [testName]);
    requireRealFiles('validateRegression');
    const { analyseRegression } = await import('../in-process/analyse-regression.ts');
    return analyseRegression(this.#session, { testName, samples: currentSamples, significanceLevel });
  }

  /**
   * How long a function was last recorded to take in this environment: the newest run that is stored under a baseline
   * key. For `new DependencyResolver({ recordedTime: framework.recordedTime })`.
   *
   * @example
   * import { DependencyResolver, PerformanceTestFramework } from 'evenkeel';
   *
   * const framework = new PerformanceTestFramework();
   * const resolver = new DependencyResolver({ recordedTime: framework.recordedTime });
   * console.log(await framework.recordedTime({ baselineKey: 'parse' })); // null
   * await framework.close();
   */
  readonly recordedTime = async ({
    baselineKey,
  }: Pick<RecordedFunction, 'baselineKey'>): Promise<RecordedTime | null> => {
    requireRealFiles('recordedTime');
    const { recordedTimeOf } = await import('../in-process/newest-recorded-time.ts');
    return recordedTimeOf(this.#session, baselineKey);
  };

  /**
   * Lets go of the store. A closed framework cannot be used again.
   *
   * @example
   * import { PerformanceTestFramework } from 'evenkeel';
   *
   * const framework = new PerformanceTestFramework();
   * try {
   *   await framework.runPerformanceTest('parse', () => JSON.parse('[1]'), { iterations: 10 });
   * } finally {
   *   await framework.close();
   * }
   */
  close(): Promise<void> {
    return this.#session.store.close();
  }

  async #plan(kind: 'test' | 'comparison', name: string, options: ComparisonOptions): Promise<TestPlan> {
    const { isCI } = (await this.#session.environment()).ciEnvironment;
    return planTest({ kind, name, options }, this.#config, { isCI });
  }
}

async function detectEnvironment(): Promise<EnvironmentContext> {
  return new EnvironmentDetector().getEnvironmentContext();
}

function checkCall(
  method: string,
  names: readonly unknown[],
  functions: readonly unknown[],
  options: object,
): ComparisonOptions {
  checkNames(method, names);
  const where = `${method}(${names.map((name) => JSON.stringify(name)).join(', ')})`;
  if (functions.some((fn) => typeof fn !== 'function')) {
    throw new UsageError(`${where}: what is to be measured must be a function.`);
  }
  const checked = checkOptions(options, where);
  refuseHooks(options, where, 'prepare before this call instead');
  refuseMetrics(checked, where);
  requireRealFiles(where);
  return checked;
}

function checkNames(method: string, names: readonly unknown[]): void {
  for (const name of names) {
    if (typeof name === 'string' && name.trim() !== '') continue;
    throw new UsageError(`${method}: a name must be a string that is not empty, not ${JSON.stringify(name)}.`);
  }
}
