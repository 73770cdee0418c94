import { baselineFrom } from '../../baselines/baseline.ts';
import { exportBaselines } from '../../baselines/portable.ts';
import { newestRuns } from '../../baselines/retention.ts';
import type { SeriesFilter } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { UsageError } from '../../errors.ts';
import type { PerformanceBaseline, RunRecord, SeriesKey, SeriesOverview } from '../../model/baseline.ts';
import { LazyStore } from './lazy-store.ts';
import { exportToFile, importFromFile } from './portable-file.ts';
import { applyRetention, JUDGED_RUNS, type Retention } from './run-recorder.ts';

/** One stored series. */
export interface StoredSeries {
  /** Made from the records when it is asked for; null where no run of it counts. */
  readonly baseline: PerformanceBaseline | null;
  /** Oldest first. */
  readonly records: readonly RunRecord[];
}

/** Which tests a command is about: these names, or all of them. */
export interface SeriesSelection {
  readonly tests: readonly string[];
  readonly all: boolean;
  /** Only this environment; null for every one. */
  readonly environmentKey: string | null;
}

/** What `accept` did. */
export interface Acceptance {
  /** The series with a new baseline. */
  readonly accepted: readonly SeriesKey[];
  /** Those of which the newest run was not a regression. */
  readonly unchanged: readonly SeriesKey[];
}

/** The stored baselines, for those who look after them. */
export class BaselineBook {
  readonly #store: LazyStore;
  readonly #isKept: boolean;

  private constructor(store: LazyStore, isKept: boolean) {
    this.#store = store;
    this.#isKept = isKept;
  }

  /**
   * Opens what is stored. Where nothing is, nothing is made until something is imported.
   * @throws {StoreError} where the store cannot be opened.
   */
  static async open(config: PerformanceConfig, cachePath: string | null): Promise<BaselineBook> {
    const store = new LazyStore(config, cachePath);
    await store.reader();
    return new BaselineBook(store, config.enableCaching);
  }

  /** Every series at a glance. */
  async list(): Promise<readonly SeriesOverview[]> {
    return (await this.#store.reader()).series();
  }

  /** A test's series, one per environment. @throws {UsageError} where nothing is stored of it. */
  async show(selection: SeriesSelection): Promise<readonly StoredSeries[]> {
    const found: StoredSeries[] = [];
    for await (const series of this.each(selection)) found.push(series);
    return found;
  }

  /** The same one by one, so that they need not all fit into memory. @throws {UsageError} as `show` does. */
  async *each(selection: SeriesSelection): AsyncGenerator<StoredSeries, void> {
    const store = await this.#store.reader();
    for (const key of await this.#select(selection)) yield storedSeries(await store.history(key));
  }

  /**
   * Of each series the newest runs, which its next verdict will go by; series by series, so that they need not all fit into
   * memory.
   * @throws {UsageError} as `show` does.
   */
  async *eachNewest(selection: SeriesSelection): AsyncGenerator<StoredSeries, void> {
    const store = await this.#store.reader();
    const keys = await this.#select(selection);
    for await (const records of inAdvance(keys, (key) => store.history(key, { newest: JUDGED_RUNS })))
      yield storedSeries(records);
  }

  /** What is stored of one series: no records where nothing is. */
  async find(key: SeriesKey): Promise<StoredSeries> {
    const records = await (await this.#store.reader()).history(key);
    return storedSeries(records);
  }

  /**
   * Makes the newest run of each selected series its new baseline, where that run was a regression. Runs of different
   * methods make baselines of their own, so each method has a newest run.
   */
  async accept(selection: SeriesSelection): Promise<Acceptance> {
    const accepted: SeriesKey[] = [];
    const unchanged: SeriesKey[] = [];
    const store = await this.#store.changed();
    for (const key of await this.#select(selection)) {
      const regressions = newestOfEachMethod(await store.history(key, { newest: 1 })).filter(isRegression);
      for (const { runId } of regressions) await this.#store.setStatus(key, runId, 'accepted');
      (regressions.length > 0 ? accepted : unchanged).push(key);
    }
    return { accepted, unchanged };
  }

  /** Removes the selected series. @returns how many runs went. */
  async remove(selection: SeriesSelection): Promise<number> {
    let removed = 0;
    const store = await this.#store.changed();
    for (const { testName, environmentKey } of await this.#select(selection)) {
      removed += await store.remove({ testName, environmentKey });
    }
    return removed;
  }

  /** Drops runs by age and by number; the newest ones and accepted ones stay. @returns how many went. */
  async prune(retention: Retention): Promise<number> {
    const store = await this.#store.changed();
    // What no run can hold is noticed when it is read, and goes with the rest.
    for (const key of await store.series()) await store.history(key);
    return applyRetention(store, retention);
  }

  /** Everything that is stored, as JSON. */
  async exportText(): Promise<string> {
    return exportBaselines(await this.#store.reader());
  }

  /** Writes everything that is stored to a JSON file. @throws {UsageError} where it cannot be written. */
  async exportFile(path: string): Promise<void> {
    return exportToFile(await this.#store.reader(), path);
  }

  /**
   * Reads a file that an export made.
   * @returns how many runs it held.
   * @throws {UsageError} for a file that cannot be read or is not an export of baselines; nothing is changed then.
   */
  importFile(path: string, merge: boolean): Promise<number> {
    return importFromFile(() => this.#store.get(), path, merge);
  }

  /** What a person must know of the store, each thing said once. */
  async warnings(): Promise<readonly string[]> {
    const warnings = await this.#store.warnings();
    if (this.#isKept) return warnings;
    return ['Caching is switched off (enable_caching), so nothing is kept between runs.', ...warnings];
  }

  /** Lets go of the store. */
  close(): Promise<void> {
    return this.#store.close();
  }

  async #select({ tests, all, environmentKey }: SeriesSelection): Promise<readonly SeriesOverview[]> {
    if (all === tests.length > 0) throw new UsageError('Name the tests, or give --all.');
    const filter: SeriesFilter = environmentKey === null ? {} : { environmentKey };
    const stored = await (await this.#store.reader()).series(filter);
    if (environmentKey !== null && stored.length === 0)
      throw new UsageError(await this.#noSuchEnvironment(environmentKey));
    if (all) return stored;
    const missing = tests.find((name) => !stored.some(({ testName }) => testName === name));
    if (missing === undefined) return stored.filter(({ testName }) => tests.includes(testName));
    throw new UsageError(notStored(missing, stored));
  }

  async #noSuchEnvironment(environmentKey: string): Promise<string> {
    const known = new Set((await this.list()).map((series) => series.environmentKey));
    const hint = known.size > 0 ? `There is: ${[...known].join(', ')}.` : 'Nothing is stored yet.';
    return `No baseline is stored of the environment ${JSON.stringify(environmentKey)}. ${hint}`;
  }
}

function storedSeries(records: readonly RunRecord[]): StoredSeries {
  return {
    records,
    get baseline() {
      // More may be kept than a verdict goes by.
      return baselineFrom(newestRuns(records, JUDGED_RUNS));
    },
  };
}

/** Questions that wait for their answers while one is used. */
const IN_ADVANCE = 3;

/** The answers in the order of the questions, of which some are asked in advance: a server answers one while another is used. */
async function* inAdvance<Question, Answer>(
  questions: readonly Question[],
  ask: (question: Question) => Promise<Answer>,
): AsyncGenerator<Answer, void> {
  const waiting: Promise<Answer>[] = [];
  for (const question of questions) {
    const answer = ask(question);
    // It is told when its turn comes, or not at all where one before it failed.
    answer.catch(() => undefined);
    waiting.push(answer);
    if (waiting.length > IN_ADVANCE) yield await waiting.shift()!;
  }
  for (const answer of waiting) yield await answer;
}

function newestOfEachMethod(records: readonly RunRecord[]): readonly RunRecord[] {
  return [...new Map(records.map((record) => [record.method, record])).values()];
}

function isRegression({ status }: RunRecord): boolean {
  return status === 'regression';
}

function notStored(name: string, stored: readonly SeriesOverview[]): string {
  const wanted = name.toLowerCase();
  const near = stored.find(({ testName }) => testName.toLowerCase().includes(wanted));
  const hint = near
    ? `Did you mean ${JSON.stringify(near.testName)}?`
    : '`evenkeel baseline list` names what is stored.';
  return `No baseline is stored under ${JSON.stringify(name)}. ${hint}`;
}
