import { PerformanceConfig } from '../../config/performance-config.ts';
import { UsageError } from '../../errors.ts';
import type { PerformanceBaseline } from '../../model/baseline.ts';
import type { PerformanceLog } from '../../model/log.ts';
import type { ThresholdBounds } from '../../model/verdict.ts';
import { problemWithOptions } from '../../nearest-names.ts';
import { requireRealFiles } from '../../real-files.ts';
import { LazyStore } from '../store/lazy-store.ts';

/** Options for `new ThresholdManager`. */
export interface ThresholdManagerOptions {
  /** Directory of the stored baselines; default: the configuration's `cacheDirectory`. */
  readonly cachePath?: string;
  /** Default: every field's default; no file and no variable is read. */
  readonly config?: PerformanceConfig;
  /** Logs how the bounds of a test moved, for example a `PerformanceLogger`. Default: nothing is logged. */
  readonly logger?: PerformanceLog;
}

/**
 * Manages adaptive thresholds and the baselines that they come from (specification 4.1). Reading makes nothing: the cache
 * directory is made when the first run is stored in it.
 *
 * @example
 * import { ThresholdManager } from 'evenkeel';
 *
 * const thresholds = new ThresholdManager();
 * await thresholds.updateBaseline('parse', 'linux-x64', [0.0102, 0.0101, 0.0104]);
 * const { upperBound } = await thresholds.calculateThreshold('parse', 'linux-x64', [0.0103]);
 * console.log(upperBound > 0.0102); // true
 * await thresholds.close();
 */
export class ThresholdManager {
  readonly #config: PerformanceConfig;
  readonly #store: LazyStore;
  readonly #logger: PerformanceLog | null;

  /** @throws {UsageError} for an unknown option, and for a wrong configuration. */
  constructor(options: ThresholdManagerOptions = {}) {
    const problem = problemWithOptions(options, ['cachePath', 'config', 'logger']);
    if (problem !== null) throw new UsageError(`ThresholdManager: ${problem}`);
    const { cachePath, config = new PerformanceConfig(), logger } = options;
    this.#config = config.checked();
    this.#store = new LazyStore(config, cachePath ?? null);
    this.#logger = logger ?? null;
  }

  /**
   * Bounds within which the next run of a test counts as unchanged, from the spread of its earlier runs. Without a
   * baseline they lie around the current samples; with one, these have no say, so that a regression cannot widen them.
   *
   * @param currentSamples seconds per call.
   * @param options.confidenceLevel chance that an unchanged run stays below the upper bound.
   * @param options.adaptationRate how fast old runs lose their say in where the baseline lies: 0.1 leaves each run
   *   90 % of the weight of the one after it.
   * @throws {ThresholdCalculationError} for samples or options that cannot be.
   *
   * @example
   * import { ThresholdManager } from 'evenkeel';
   *
   * const thresholds = new ThresholdManager();
   * const bounds = await thresholds.calculateThreshold('parse', 'linux-x64', [0.0102, 0.0101], { confidenceLevel: 0.99 });
   * console.log(bounds.baselineMedian); // null
   * await thresholds.close();
   */
  async calculateThreshold(
    testName: string,
    environmentKey: string,
    currentSamples: readonly number[],
    options: { readonly confidenceLevel?: number; readonly adaptationRate?: number } = {},
  ): Promise<ThresholdBounds> {
    const { confidenceLevel = this.#config.confidenceLevel, adaptationRate = this.#config.adaptationRate } = options;
    const { statisticalMethod } = this.#config;
    requireRealFiles('calculateThreshold');
    const thresholds = await import('./thresholds.ts');
    const how = { confidenceLevel, adaptationRate, statisticalMethod };
    return thresholds.calculateThreshold(await this.#store.reader(), { testName, environmentKey }, currentSamples, how);
  }

  /**
   * Adds samples to a baseline, as one run.
   * @param newSamples seconds per call.
   * @param options.decayFactor the weight that this run leaves to those before it; default 0.9.
   * @throws {ThresholdCalculationError} for samples or a factor that cannot be.
   *
   * @example
   * import { ThresholdManager } from 'evenkeel';
   *
   * const thresholds = new ThresholdManager();
   * await thresholds.updateBaseline('parse', 'linux-x64', [0.0102, 0.0101], { decayFactor: 0.5 });
   * await thresholds.close();
   */
  async updateBaseline(
    testName: string,
    environmentKey: string,
    newSamples: readonly number[],
    options: { readonly decayFactor?: number } = {},
  ): Promise<void> {
    requireRealFiles('updateBaseline');
    const { addRun } = await import('./thresholds.ts');
    const bounds = () => this.calculateThreshold(testName, environmentKey, newSamples);
    const before = this.#logger && (await bounds());
    await addRun(this.#store, { testName, environmentKey }, newSamples, options.decayFactor);
    if (before) this.#logger?.logThresholdUpdate(testName, before, await bounds());
  }

  /**
   * The baseline of a test in an environment; null where there is none.
   *
   * @example
   * import { ThresholdManager } from 'evenkeel';
   *
   * const thresholds = new ThresholdManager();
   * console.log(await thresholds.getBaseline('parse', 'linux-x64')); // null
   * await thresholds.close();
   */
  async getBaseline(testName: string, environmentKey: string): Promise<PerformanceBaseline | null> {
    requireRealFiles('getBaseline');
    const { baselineFrom } = await import('../../baselines/baseline.ts');
    const { JUDGED_RUNS } = await import('../store/run-recorder.ts');
    const store = await this.#store.reader();
    return baselineFrom(await store.history({ testName, environmentKey }, { newest: JUDGED_RUNS }));
  }

  /**
   * Writes every stored run to a JSON file.
   * @throws {UsageError} where the file cannot be written.
   *
   * @example
   * import { ThresholdManager } from 'evenkeel';
   *
   * const thresholds = new ThresholdManager();
   * await thresholds.updateBaseline('parse', 'linux-x64', [0.0102, 0.0101]);
   * await thresholds.exportBaselines('baselines.json');
   * await thresholds.close();
   */
  async exportBaselines(exportPath: string): Promise<void> {
    requireRealFiles('exportBaselines');
    const { exportToFile } = await import('../store/portable-file.ts');
    await exportToFile(await this.#store.reader(), exportPath);
  }

  /**
   * Reads a file that `exportBaselines` wrote.
   * @param options.merge true (the default) adds to what is stored; false replaces all of it.
   * @throws {UsageError} for a file that cannot be read or is not an export of baselines; nothing is changed then.
   *
   * @example
   * import { ThresholdManager } from 'evenkeel';
   *
   * const [from, to] = [new ThresholdManager(), new ThresholdManager({ cachePath: 'elsewhere' })];
   * await from.updateBaseline('parse', 'linux-x64', [0.01]);
   * await from.exportBaselines('baselines.json');
   * await to.importBaselines('baselines.json', { merge: false });
   * console.log((await to.getBaseline('parse', 'linux-x64'))?.medianTime); // 0.01
   * await Promise.all([from.close(), to.close()]);
   */
  async importBaselines(importPath: string, options: { readonly merge?: boolean } = {}): Promise<void> {
    requireRealFiles('importBaselines');
    const { importFromFile } = await import('../store/portable-file.ts');
    await importFromFile(() => this.#store.get(), importPath, options.merge ?? true);
  }

  /**
   * What a person must know of the store, each thing said once.
   *
   * @example
   * import { ThresholdManager } from 'evenkeel';
   *
   * const thresholds = new ThresholdManager();
   * for (const warning of await thresholds.warnings()) console.error(warning);
   * await thresholds.close();
   */
  async warnings(): Promise<readonly string[]> {
    return this.#store.warnings();
  }

  /**
   * Lets go of the store. A closed manager cannot be used again.
   *
   * @example
   * import { ThresholdManager } from 'evenkeel';
   *
   * const thresholds = new ThresholdManager();
   * await thresholds.close();
   */
  close(): Promise<void> {
    return this.#store.close();
  }
}
