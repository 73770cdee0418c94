import type { BaselineStore } from '../baselines/store.ts';
import { PerformanceConfig } from '../config/performance-config.ts';
import type { PerformanceBaseline } from '../model/baseline.ts';
import type { ThresholdBounds } from '../model/verdict.ts';

/** What `new ThresholdManager` takes. */
export interface ThresholdManagerOptions {
  /** Directory of the stored baselines; default: the configuration's `cacheDirectory`. */
  readonly cachePath?: string;
  readonly config?: PerformanceConfig;
}

/** Manages adaptive thresholds and the baselines that they come from (specification 4.1). */
export class ThresholdManager {
  readonly #config: PerformanceConfig;
  readonly #cachePath: string | null;
  #store: Promise<BaselineStore> | null = null;

  /** @throws {UsageError} for a configuration that is wrong. */
  constructor({ cachePath, config = new PerformanceConfig() }: ThresholdManagerOptions = {}) {
    this.#config = config.checked();
    this.#cachePath = cachePath ?? null;
  }

  /**
   * Bounds within which the next run of a test counts as unchanged, from the spread of its earlier runs. Without a
   * baseline they lie around the current samples; with one, these have no say, so that a regression cannot widen them.
   *
   * @param currentSamples seconds a call.
   * @param options.confidenceLevel chance that an unchanged run stays below the upper bound.
   * @param options.adaptationRate how fast old runs lose their say in where the baseline lies: 0.1 leaves each run
   *   90 % of the weight of the one after it.
   * @throws {ThresholdCalculationError} for samples or options that cannot be.
   */
  async calculateThreshold(
    testName: string,
    environmentKey: string,
    currentSamples: readonly number[],
    options: { readonly confidenceLevel?: number; readonly adaptationRate?: number } = {},
  ): Promise<ThresholdBounds> {
    const { confidenceLevel = this.#config.confidenceLevel, adaptationRate = this.#config.adaptationRate } = options;
    const { statisticalMethod } = this.#config;
    const thresholds = await import('./thresholds.ts');
    const how = { confidenceLevel, adaptationRate, statisticalMethod };
    return thresholds.calculateThreshold(await this.#openStore(), { testName, environmentKey }, currentSamples, how);
  }

  /**
   * Adds samples to a baseline, as one run.
   * @param newSamples seconds a call.
   * @param options.decayFactor the weight that this run leaves to those before it; default 0.9.
   * @throws {ThresholdCalculationError} for samples or a factor that cannot be.
   */
  async updateBaseline(
    testName: string,
    environmentKey: string,
    newSamples: readonly number[],
    { decayFactor }: { readonly decayFactor?: number } = {},
  ): Promise<void> {
    const { addRun } = await import('./thresholds.ts');
    await addRun(await this.#openStore(), { testName, environmentKey }, newSamples, decayFactor);
  }

  /** The baseline of a test in an environment; null where there is none. */
  async getBaseline(testName: string, environmentKey: string): Promise<PerformanceBaseline | null> {
    const { baselineFrom } = await import('../baselines/baseline.ts');
    return baselineFrom(await (await this.#openStore()).history({ testName, environmentKey }));
  }

  /** Writes every stored run to a JSON file. */
  async exportBaselines(exportPath: string): Promise<void> {
    const { exportBaselines } = await import('../baselines/portable.ts');
    const { writeFile } = await import('node:fs/promises');
    await writeFile(exportPath, await exportBaselines(await this.#openStore()));
  }

  /**
   * Reads a file that `exportBaselines` wrote.
   * @param options.merge true (the default) adds to what is stored; false replaces all of it.
   * @throws {UsageError} for a file that is none; nothing is changed then.
   */
  async importBaselines(importPath: string, { merge = true }: { readonly merge?: boolean } = {}): Promise<void> {
    const { importBaselines } = await import('../baselines/portable.ts');
    const { readFile } = await import('node:fs/promises');
    await importBaselines(await this.#openStore(), await readFile(importPath, 'utf8'), { merge });
  }

  /** What a person must know of the store, each thing said once. */
  async warnings(): Promise<readonly string[]> {
    return (await this.#openStore()).warnings();
  }

  /** Lets go of the store. */
  async close(): Promise<void> {
    await (await this.#store)?.close();
  }

  #openStore(): Promise<BaselineStore> {
    this.#store ??= import('./open-store.ts').then(({ openStore }) => openStore(this.#config, this.#cachePath));
    return this.#store;
  }
}
