import { patientStoreIn } from '../../baselines/spool/patient-store.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { StoreError } from '../../errors.ts';
import type { RunRecord, RunStatus, SeriesKey } from '../../model/baseline.ts';
import type { NotInStore } from '../../model/recording.ts';
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
  #beginning: Promise<void> | null = null;

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
   * The store for who is going to record, who hears before anything is measured where that could not be done. The first time, what
   * waits for the store is sent.
   * @throws {StoreError} as {@link LazyStore.get} does, and where a run could neither be stored nor wait.
   */
  async writer(): Promise<BaselineStore> {
    const [store, recorder] = [await this.get(), await this.#recording()];
    this.#beginning ??= recorder.begin();
    try {
      await this.#beginning;
    } catch (error) {
      this.#beginning = null;
      throw error;
    }
    return store;
  }

  /**
   * What is stored, for who changes it: what waits for the store is sent before.
   * @throws {StoreError} as {@link LazyStore.get} does.
   */
  async changed(): Promise<BaselineStore> {
    const store = await this.reader();
    if (patientStoreIn(store) !== null) await (await this.#recording()).sendWaiting();
    return store;
  }

  /**
   * Adds runs as the newest. The first time, it lets old runs go as well.
   * @returns that they wait, where the store is away; else nothing.
   * @throws {StoreError} as {@link LazyStore.writer} does, and where the runs cannot be stored.
   */
  async append(records: readonly RunRecord[]): Promise<NotInStore | null> {
    await this.writer();
    const recorder = await this.#recording();
    const waiting = await recorder.record(records);
    if (this.#isPruned || waiting !== null) return waiting;
    this.#isPruned = true;
    await recorder.tryToRetain(this.#config);
    return null;
  }

  /** Gives a run another status. @returns that this waits, where the store is away; else nothing. */
  async setStatus(key: SeriesKey, runId: string, status: RunStatus): Promise<NotInStore | null> {
    return (await this.#recording()).setStatus(key, runId, status);
  }

  /** What a person must know of the store, each thing said once. */
  async warnings(): Promise<readonly string[]> {
    return [...((await this.#opening)?.warnings() ?? []), ...(this.#recorder?.warnings ?? [])];
  }

  async #recording(): Promise<RunRecorder> {
    const [store, { RunRecorder }] = [await this.get(), await import('./run-recorder.ts')];
    this.#recorder ??= new RunRecorder(store);
    return this.#recorder;
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
