import { isAway } from '../../baselines/away.ts';
import { type PatientStore, patientStoreIn } from '../../baselines/spool/patient-store.ts';
import { type Sent, sendWaiting } from '../../baselines/spool/send-waiting.ts';
import { resultsIn } from '../../baselines/spool/spool-contents.ts';
import type { Waiting, WaitingStatus } from '../../baselines/spool/waiting-text.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { StoreError } from '../../errors.ts';
import type { RunRecord, RunStatus, SeriesKey } from '../../model/baseline.ts';
import { RUN_BOUNDS } from '../../model/bounds.ts';
import type { StoredGate } from '../../model/gate.ts';
import type { NotInStore } from '../../model/recording.ts';
import { dateOf, isoTime, parseTime, timeOfDay } from '../../real-time.ts';
import { isStoreFailure } from './recording.ts';
import { notSent, sentInWords, waitingInWords } from './waiting-words.ts';

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
  /** Results that this session could not write, and what is said of all of them. */
  readonly #waiting = new Set<string>();
  #waitingStatuses = 0;
  #waitingWords: string | null = null;

  /** @param now the time of day, in milliseconds. Default: the system's. */
  constructor(store: BaselineStore, now: () => number = timeOfDay) {
    this.#store = store;
    this.#now = now;
  }

  /** What a person must know of the clock, and of what waits for the store, each thing once. */
  get warnings(): readonly string[] {
    return [...this.#warnings, ...(this.#waitingWords === null ? [] : [this.#waitingWords])];
  }

  /**
   * Before anything is measured: gives the store what waits for it, and makes sure that what will be recorded can be kept for it
   * where it is away.
   * @throws {StoreError} where the store refuses what it is asked; where it is away and required, or nothing can wait for it.
   */
  async begin(): Promise<void> {
    const store = patientStoreIn(this.#store);
    if (store === null) return;
    const sent = await this.sendWaiting();
    const trouble = sent?.trouble ?? (await absenceOf(store));
    if (trouble === null) return;
    if (!isAway(trouble) || store.isRequired) throw trouble;
    requireSpool(store, trouble);
  }

  /** Gives the store what waits for it. @returns null where nothing can wait for a store of its kind. */
  async sendWaiting(): Promise<Sent | null> {
    const store = patientStoreIn(this.#store);
    if (store === null) return null;
    const sent = await sendWaiting(store, store.spool);
    for (const words of [...sentInWords(sent, store), ...notSent(sent, store)]) this.#warnings.add(words);
    return sent;
  }

  /**
   * Adds runs in one transaction.
   * @returns that they wait, where the store is away; else nothing.
   * @throws {StoreError} {CacheCorruptionError} where they can neither be stored nor kept; none is then.
   */
  async record(records: readonly RunRecord[], gate?: StoredGate): Promise<NotInStore | null> {
    if (records.length === 0 && gate === undefined) return null;
    let ordered = records.map((record) => this.#inOrder(record, null));
    return this.#unlessAway({ runs: () => ordered, gate: gate ?? null }, async () => {
      const newest = await this.#store.newestTime(records);
      this.#newestBefore ??= newest;
      ordered = records.map((record) => this.#inOrder(record, newest));
      await (gate === undefined ? this.#store.append(ordered) : this.#store.append(ordered, gate));
    });
  }

  /** The same for runs of long ago, which keep their own times. @throws as {@link RunRecorder.record} does. */
  recordAsDated(records: readonly RunRecord[]): Promise<NotInStore | null> {
    return this.#unlessAway({ runs: () => records, gate: null }, () => this.#store.append(records));
  }

  /**
   * Gives a run another status.
   * @returns that this waits, where the store is away; else nothing.
   * @throws as {@link RunRecorder.record} does.
   */
  setStatus(key: SeriesKey, runId: string, status: RunStatus): Promise<NotInStore | null> {
    const { testName, environmentKey, metric } = key;
    const series = { testName, environmentKey, ...(metric !== undefined && { metric }) };
    return this.#unlessAway({ runs: () => [], gate: null, statuses: [{ ...series, runId, status }] }, async () => {
      await this.#store.setStatus(key, runId, status);
    });
  }

  /**
   * Lets old runs go. Their age is counted from the run before this session at the latest: a clock that is ahead for
   * once must not make everything else old.
   */
  async retain(config: Retention): Promise<void> {
    const now = dateOf(Math.min(this.#now(), this.#newestBefore ?? 0));
    await applyRetention(this.#store, config, now);
  }

  /** The same; where it fails, a warning says so, because nothing is lost by it. */
  async tryToRetain(config: Retention): Promise<void> {
    try {
      await this.retain(config);
    } catch (error) {
      // Of one that is away it is said what waits; the next run lets go of old ones.
      if (isAway(error)) return;
      if (!isStoreFailure(error)) throw error;
      this.#warnings.add(`Old runs could not be removed from the baselines: ${error.message}`);
    }
  }

  async #unlessAway({ runs, gate, statuses = [] }: Unwritten, write: () => Promise<void>): Promise<NotInStore | null> {
    try {
      await write();
      return null;
    } catch (error) {
      const store = patientStoreIn(this.#store);
      if (store === null || !isAway(error)) throw error;
      const { identity, project, spool } = store;
      try {
        spool.keep({ runs: runs(), gate, statuses }, { store: identity, project });
      } catch (cause) {
        throw unkept(error, cause);
      }
      const words = this.#addWaiting({ runs: runs(), statuses }, store, error);
      if (store.isRequired) throw new StoreError(words, { data: error.data, cause: error });
      return { state: 'waiting', reason: error.message };
    }
  }

  #addWaiting(
    { runs, statuses }: Pick<Waiting, 'runs' | 'statuses'>,
    store: PatientStore,
    absence: StoreError,
  ): string {
    for (const result of resultsIn({ runs })) this.#waiting.add(result);
    this.#waitingStatuses += statuses.length;
    this.#waitingWords = waitingInWords(
      { results: this.#waiting.size, statuses: this.#waitingStatuses },
      store,
      absence,
    );
    return this.#waitingWords;
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

/** What could not be written. */
interface Unwritten {
  /** As they were to be written. */
  readonly runs: () => readonly RunRecord[];
  readonly gate: StoredGate | null;
  readonly statuses?: readonly WaitingStatus[];
}

/** Asks a store for next to nothing, to know whether it is there. */
async function absenceOf(store: PatientStore): Promise<StoreError | null> {
  try {
    await store.series({ testName: '', environmentKey: '' });
    return null;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return error;
  }
}

function requireSpool({ spool }: PatientStore, trouble: StoreError): void {
  try {
    spool.requireUsable();
  } catch (cause) {
    throw unkept(trouble, cause);
  }
}

/** That nothing can be written to a store, nor kept for it. */
function unkept(trouble: StoreError, cause: unknown): unknown {
  if (!(cause instanceof StoreError)) return cause;
  return new StoreError(`${trouble.message} ${cause.message}`, { data: cause.data, cause });
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

/** How many runs of a test a verdict reads, at most; how many are kept is said by the configuration. */
export const JUDGED_RUNS = 30;

/** How long runs are kept, and how many of a test. */
export type Retention = Pick<PerformanceConfig, 'baselineRetentionDays' | 'baselineRetentionRuns'>;

/**
 * Lets old runs go.
 * @param now what ages are counted from; default: the present.
 * @returns how many went.
 */
export function applyRetention(
  store: BaselineStore,
  { baselineRetentionDays, baselineRetentionRuns }: Retention,
  now = dateOf(),
): Promise<number> {
  return store.prune({ olderThanDays: baselineRetentionDays, keepRuns: baselineRetentionRuns, now });
}
