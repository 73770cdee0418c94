import type { BaselineStore } from '../baselines/store.ts';
import type { PerformanceConfig } from '../config/performance-config.ts';
import { StoreError } from '../errors.ts';
import type { RunRecord } from '../model/baseline.ts';

/** A store that is opened when it is first asked for; an opening that failed is tried again the next time. */
export class LazyStore {
  readonly #config: PerformanceConfig;
  readonly #cachePath: string | null;
  #opening: Promise<BaselineStore> | null = null;
  #isClosed = false;
  #isPruned = false;

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

  /** Adds runs. The first time, it lets old runs go as well. @throws {StoreError} as {@link LazyStore.get} does. */
  async append(records: readonly RunRecord[]): Promise<void> {
    const store = await this.get();
    await store.append(records);
    if (this.#isPruned) return;
    this.#isPruned = true;
    const { applyRetention } = await import('./retention.ts');
    await applyRetention(store, this.#config);
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
