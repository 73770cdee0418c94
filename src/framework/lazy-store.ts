import type { BaselineStore } from '../baselines/store.ts';
import type { PerformanceConfig } from '../config/performance-config.ts';
import { StoreError } from '../errors.ts';
import type { RunRecord } from '../model/baseline.ts';
import type { RunRecorder } from './run-recorder.ts';

/** A store that is opened when it is first asked for; an opening that failed is tried again the next time. */
export class LazyStore {
  readonly #config: PerformanceConfig;
  readonly #cachePath: string | null;
  #opening: Promise<BaselineStore> | null = null;
  #isClosed = false;
  #isPruned = false;
  #recorder: RunRecorder | null = null;

  /** @param cachePath overrides the configuration's `cacheDirectory`. */
  constructor(config: PerformanceConfig, cachePath: string | null) {
    this.#config = config;
    this.#cachePath = cachePath;
  }

  /** @throws {StoreError} where the store cannot be opened, or was closed. */
  async get(): Promise<BaselineStore> {
    if (this.#isClosed)
      throw new StoreError('The baselines were closed with `close()`; make a new object to use them.');
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /**
   * Adds runs as the newest. The first time, it lets old runs go as well.
   * @throws {StoreError} as {@link LazyStore.get} does, and where the runs cannot be stored.
   */
  async append(records: readonly RunRecord[]): Promise<void> {
    const store = await this.get();
    const { RunRecorder } = await import('./run-recorder.ts');
    this.#recorder ??= new RunRecorder(store);
    await this.#recorder.record(records);
    if (this.#isPruned) return;
    this.#isPruned = true;
    await this.#recorder.tryToRetain(this.#config);
  }

  /** What a person must know of the store, each thing said once. */
  async warnings(): Promise<readonly string[]> {
    return [...(await this.get()).warnings(), ...(this.#recorder?.warnings ?? [])];
  }

  /** Lets go of the store, for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await (await this.#opening)?.close();
  }

  async #open(): Promise<BaselineStore> {
    try {
      const { openStore } = await import('./open-store.ts');
      return await openStore(this.#config, this.#cachePath);
    } catch (error) {
      this.#opening = null;
      throw error;
    }
  }
}
