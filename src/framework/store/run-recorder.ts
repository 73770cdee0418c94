import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import type { RunRecord } from '../../model/baseline.ts';
import { RUN_BOUNDS } from '../../model/bounds.ts';
import type { StoredGate } from '../../model/gate.ts';
import { dateOf, isoTime, parseTime, timeOfDay } from '../../real-time.ts';
import { isStoreFailure } from './recording.ts';

/** Clocks of machines that share a store differ by less than this (milliseconds); more is said. */
const UNREMARKABLE = 60_000;

/**
 * Adds the runs of one session to a store, whatever its machine's clock says. Which run is the newest decides what a
 * baseline is made from, so a run that is recorded later is stored with a later time, even where the clock was set back.
 */
export class RunRecorder {
  readonly #store: BaselineStore;
  readonly #now: () => number;
  readonly #warnings = new Set<string>();
  /** The newest run of these series before this session. */
  #newestBefore: number | null = null;

  /** @param now the time of day, in milliseconds. Default: the system's. */
  constructor(store: BaselineStore, now: () => number = timeOfDay) {
    this.#store = store;
    this.#now = now;
  }

  /** What a person must know of the clock, each thing once. */
  get warnings(): readonly string[] {
    return [...this.#warnings];
  }

  /** Adds runs in one transaction. @throws {StoreError} {CacheCorruptionError} where they cannot be stored; none is then. */
  async record(records: readonly RunRecord[], gate?: StoredGate): Promise<void> {
    if (records.length === 0 && gate === undefined) return;
    const newest = await this.#store.newestTime(records);
    this.#newestBefore ??= newest;
    const ordered = records.map((record) => this.#inOrder(record, newest));
    await (gate === undefined ? this.#store.append(ordered) : this.#store.append(ordered, gate));
  }

  /**
   * Lets old runs go. Their age is counted from the run before this session at the latest: a clock that is ahead for
   * once must not make everything else old.
   */
  async retain(config: Pick<PerformanceConfig, 'baselineRetentionDays'>): Promise<void> {
    const now = dateOf(Math.min(this.#now(), this.#newestBefore ?? 0));
    await applyRetention(this.#store, config, { now });
  }

  /** The same; where it fails, a warning says so, because nothing is lost by it. */
  async tryToRetain(config: Pick<PerformanceConfig, 'baselineRetentionDays'>): Promise<void> {
    try {
      await this.retain(config);
    } catch (error) {
      if (!isStoreFailure(error)) throw error;
      this.#warnings.add(`Old runs could not be removed from the baselines: ${error.message}`);
    }
  }

  #inOrder(record: RunRecord, newest: number | null): RunRecord {
    const time = parseTime(record.recordedAt);
    const isBefore = newest !== null && time <= newest;
    if (isBefore && newest - time > UNREMARKABLE) this.#warnings.add(clockWarning(record.recordedAt, newest));
    // At the end of what can be stored, runs of one time stay in the order in which they are added.
    const stored = Math.min(isBefore ? newest + 1 : time, RUN_BOUNDS.recordedAt.most);
    if (!isBefore && stored < time) this.#warnings.add(tooLate(record.recordedAt));
    return stored === time ? record : { ...record, recordedAt: isoTime(stored) };
  }
}

function tooLate(now: string): string {
  return `The clock of this machine says ${now.slice(0, 16)}, which is later than any run can be. Correct it.`;
}

function clockWarning(now: string, newest: number): string {
  return (
    `The clock of this machine says ${now.slice(0, 16)}, but the newest stored run is of ` +
    `${isoTime(newest).slice(0, 16)} (UTC): it was set back, or was ahead at that time. Correct it. Runs are ` +
    'stored in the order in which they were measured, with times that say so.'
  );
}

/** How many runs of a test are kept; by age they are bounded by the configuration. */
export const KEPT_RUNS = 30;

/** What else to say of the runs that may go. */
export interface RetentionOptions {
  /** Of each test, runs beyond the newest so many go. */
  readonly keepRuns?: number;
  /** What ages are counted from; default: the present. */
  readonly now?: Date;
}

/** Lets old runs go. @returns how many went. */
export function applyRetention(
  store: BaselineStore,
  { baselineRetentionDays }: Pick<PerformanceConfig, 'baselineRetentionDays'>,
  { keepRuns = KEPT_RUNS, now = dateOf() }: RetentionOptions = {},
): Promise<number> {
  return store.prune({ olderThanDays: baselineRetentionDays, keepRuns, now });
}
