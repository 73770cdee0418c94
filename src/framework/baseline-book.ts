import { readFile } from 'node:fs/promises';
import { baselineFrom } from '../baselines/baseline.ts';
import type { BaselineStore, SeriesFilter } from '../baselines/store.ts';
import type { PerformanceConfig } from '../config/performance-config.ts';
import { UsageError } from '../errors.ts';
import type { PerformanceBaseline, RunRecord, SeriesKey, SeriesOverview } from '../model/baseline.ts';
import { openStore } from './open-store.ts';

/** One stored series, whole. */
export interface StoredSeries {
  /** Null where no run of it counts. */
  readonly baseline: PerformanceBaseline | null;
  /** Oldest first. */
  readonly records: readonly RunRecord[];
}

/** Which tests a command is about: these names, or all of them. */
export interface TestSelection {
  readonly tests: readonly string[];
  readonly all: boolean;
  /** Only this environment; null for every one. */
  readonly environmentKey: string | null;
}

/** The stored baselines, for those who look after them. */
export class BaselineBook {
  readonly #store: BaselineStore;

  private constructor(store: BaselineStore) {
    this.#store = store;
  }

  /** @throws {StoreError} where the store cannot be opened. */
  static async open(config: PerformanceConfig, cachePath: string | null): Promise<BaselineBook> {
    return new BaselineBook(await openStore(config, cachePath));
  }

  /** Every series at a glance. */
  list(): Promise<readonly SeriesOverview[]> {
    return this.#store.series();
  }

  /** A test's series, an environment each. @throws {UsageError} where nothing is stored of it. */
  async show(selection: TestSelection): Promise<readonly StoredSeries[]> {
    const found = await this.#select(selection);
    return Promise.all(found.map((key) => this.#load(key)));
  }

  /**
   * Makes the newest run of each selected series its new baseline, where that run was a regression.
   * @returns the series that were changed.
   */
  async accept(selection: TestSelection): Promise<readonly SeriesKey[]> {
    const accepted: SeriesKey[] = [];
    for (const key of await this.#select(selection)) {
      const newest = (await this.#store.history(key)).at(-1);
      if (newest?.status !== 'regression') continue;
      if (await this.#store.setStatus(key, newest.runId, 'accepted')) accepted.push(key);
    }
    return accepted;
  }

  /** Removes the selected series. @returns how many runs went. */
  async remove(selection: TestSelection): Promise<number> {
    let removed = 0;
    for (const { testName, environmentKey } of await this.#select(selection)) {
      removed += await this.#store.remove({ testName, environmentKey });
    }
    return removed;
  }

  /** Drops old runs. @returns how many went. */
  prune(olderThanDays: number, keepRuns: number): Promise<number> {
    return this.#store.prune({ olderThanDays, keepRuns, now: new Date() });
  }

  /** Everything that is stored, as JSON. */
  async exportText(): Promise<string> {
    const { exportBaselines } = await import('../baselines/portable.ts');
    return exportBaselines(this.#store);
  }

  /**
   * Reads a file that `exportText` made.
   * @returns how many runs it held.
   * @throws {UsageError} for a file that is none; nothing is changed then.
   */
  async importFile(path: string, merge: boolean): Promise<number> {
    const { importBaselines } = await import('../baselines/portable.ts');
    const text = await readFile(path, 'utf8').catch((cause: Error) => {
      throw new UsageError(`The baselines cannot be read: ${cause.message}.`, { cause });
    });
    return importBaselines(this.#store, text, { merge });
  }

  /** What a person must know of the store, each thing said once. */
  warnings(): readonly string[] {
    return this.#store.warnings();
  }

  /** Lets go of the store. */
  close(): Promise<void> {
    return this.#store.close();
  }

  async #load(key: SeriesKey): Promise<StoredSeries> {
    const records = await this.#store.history(key);
    return { baseline: baselineFrom(records), records };
  }

  async #select({ tests, all, environmentKey }: TestSelection): Promise<readonly SeriesOverview[]> {
    if (all === tests.length > 0) throw new UsageError('Name the tests that are meant, or say --all.');
    const filter: SeriesFilter = environmentKey === null ? {} : { environmentKey };
    const stored = await this.#store.series(filter);
    if (all) return stored;
    const missing = tests.find((name) => !stored.some(({ testName }) => testName === name));
    if (missing === undefined) return stored.filter(({ testName }) => tests.includes(testName));
    throw new UsageError(notStored(missing, stored));
  }
}

function notStored(name: string, stored: readonly SeriesOverview[]): string {
  const lower = name.toLowerCase();
  const near = stored.map(({ testName }) => testName).filter((each) => each.toLowerCase().includes(lower));
  const hint =
    near.length > 0 ? ` Did you mean ${JSON.stringify(near[0])}?` : ' `evenkeel baseline list` names what is stored.';
  return `No baseline is stored under ${JSON.stringify(name)}.${hint}`;
}
