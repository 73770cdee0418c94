import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { StoreError } from '../../errors.ts';
import type { RunRecord } from '../../model/baseline.ts';
import { requireRealFiles } from '../../real-files.ts';
import type { RunRecorder } from './run-recorder.ts';

/**
 * A store that is opened when it is first used, and made only to write to it. An opening that failed is tried again the
 * next time.
 */
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

  /** The store, which is made where there is none. @throws {StoreError} where it cannot be opened, or was closed. */
  async get(): Promise<BaselineStore> {
    this.#assertOpen();
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /**
   * What is stored, for reading: where there is no store, none is made, and what is read is empty.
   * @throws {StoreError} as {@link LazyStore.get} does.
   */
  async reader(): Promise<BaselineStore> {
    this.#assertOpen();
    if (this.#opening !== null) return this.#opening;
    const { emptyStore, isStored } = await import('./open-store.ts');
    return (await isStored(this.#config, this.#cachePath)) ? this.get() : emptyStore();
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
    return [...((await this.#opening)?.warnings() ?? []), ...(this.#recorder?.warnings ?? [])];
  }

  /** Lets go of the store, for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await (await this.#opening)?.close();
  }

  #assertOpen(): void {
    if (this.#isClosed) {
      throw new StoreError('The baselines were closed with `close()`; make a new object to use them.');
    }
    requireRealFiles('The stored baselines cannot be used');
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
