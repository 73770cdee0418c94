import type { ProjectSeries, RunRecord, RunStatus, SeriesKey, SeriesOverview } from '../model/baseline.ts';
import type { StoredGate, SuiteKey } from '../model/gate.ts';

/** Which series are meant, of every metric: those of this test, of this environment, of both, or (with neither) all of them. */
export interface SeriesFilter {
  readonly testName?: string;
  readonly environmentKey?: string;
}

/** How much of a series is wanted. */
export interface HistoryOptions {
  /**
   * Of each method the newest so many runs, and those that pruning never lets go, as {@link newestRuns} chooses them: a verdict
   * needs no more, and takes as long where a series has thousands. Default: all of them.
   */
  readonly newest?: number;
}

/** Which part of a long list of series is meant. */
export interface SeriesPage {
  /** The last series of the page before; null for the first page. It need not be there any more. */
  readonly after: ProjectSeries | null;
  /** How many at most. */
  readonly limit: number;
}

/** What `prune` lets go. */
export interface PruneOptions {
  /** Runs older than this many days go. */
  readonly olderThanDays: number;
  /** Of each series and method, runs beyond the newest so many go. */
  readonly keepRuns: number;
  /** The time that ages are counted from. */
  readonly now: Date;
}

/**
 * Where runs are kept. Every driver keeps this contract, and one suite of tests holds them all to it.
 *
 * A record's identity is its test name, environment key, metric, run id and method. Every operation that writes is one
 * transaction: it happens whole or not at all, and once its promise is fulfilled it survives the death of the process.
 * Several processes may use one store at the same time.
 *
 * Every operation but `warnings` and `close` throws `StoreError` on a closed store, and where the storage itself fails
 * (permissions, a full disk, a lock that is not given up). Damaged data is not an error: what can be read is used, and
 * `warnings` says what could not.
 */
export interface BaselineStore {
  /**
   * Adds runs; a run of the same identity is replaced, and takes its place as the newest added.
   *
   * @param gate - the gate that the run found, kept in place of the one before it of the same suite and environment
   *
   * @throws UsageError where a record cannot be stored as it is (a number that is not finite, an invalid time, …);
   * nothing is stored then.
   */
  append(records: readonly RunRecord[], gate?: StoredGate): Promise<void>;

  /** Makes these runs the only ones in the store, which then has no gate of any suite. Throws as `append` does. */
  replaceAll(records: readonly RunRecord[]): Promise<void>;

  /** The runs of a series, of any status and method: by `recordedAt`, then in the order they were added. */
  history(key: SeriesKey, options?: HistoryOptions): Promise<readonly RunRecord[]>;

  /** When the newest run of any of these series was recorded, in milliseconds since 1970; null where none is stored. */
  newestTime(keys: readonly SeriesKey[]): Promise<number | null>;

  /** The series at a glance, sorted by test name, then by environment key and metric (by code unit), time first. */
  series(filter?: SeriesFilter): Promise<readonly SeriesOverview[]>;

  /**
   * Series of every project that the store holds, page by page: by test name, then metric (time first), project and environment key,
   * as their UTF-8 is ordered, so that what several projects call by one name stands together. Each has a run that is stored, which
   * may turn out damaged.
   */
  seriesOfProjects(page: SeriesPage): Promise<readonly ProjectSeries[]>;

  /** The same as `history`, of a series of any project; a project that is null is the store's own. */
  historyOfProject(series: ProjectSeries): Promise<readonly RunRecord[]>;

  /** The gate that the newest whole run of a suite found; null where none is known. */
  gate(key: SuiteKey): Promise<StoredGate | null>;

  /** Those of all suites, sorted by suite, then by environment key (by code unit). */
  gates(): Promise<readonly StoredGate[]>;

  /** Gives a run of a series (under every method) another status; returns whether there was such a run. */
  setStatus(key: SeriesKey, runId: string, status: RunStatus): Promise<boolean>;

  /** Removes whole series; returns how many runs went. An empty filter empties the store, gates included. */
  remove(filter: SeriesFilter): Promise<number>;

  /**
   * Lets old runs go, by age and by number; returns how many went. What `expiredRuns` protects stays.
   *
   * @throws UsageError where an option is not a number, or is negative.
   */
  prune(options: PruneOptions): Promise<number>;

  /** What a person must know about the state of the store, each thing said once; empty where all is well. */
  warnings(): readonly string[];

  /** Lets go of files and connections. Closing a closed store does nothing. */
  close(): Promise<void>;
}

/** A store on a server that many share, and that may be away for a while. */
export interface DistantStore extends BaselineStore {
  /** Its address for people, without what is secret. */
  readonly place: string;

  /** Where it is, the same for everybody who uses it and whoever that is: what waits for it is known by this. */
  readonly identity: string;

  /** Whose baselines these are. */
  readonly project: string;
}
