import { StoreError } from '../../errors.ts';
import type { ProjectSeries, RunRecord, RunStatus, SeriesKey, SeriesOverview } from '../../model/baseline.ts';
import type { StoredGate, SuiteKey } from '../../model/gate.ts';
import { readMilliseconds } from '../../real-time.ts';
import { isAway } from '../away.ts';
import type { BaselineStore, DistantStore, HistoryOptions, PruneOptions, SeriesFilter, SeriesPage } from '../store.ts';
import type { Spool } from './spool.ts';

/** That a store was away. */
interface Absence {
  readonly error: StoreError;
  /** Until when it is not asked again. */
  readonly restsUntil: number;
  readonly rest: number;
}

/** Of the stores of this process: runners open one for each test. */
const absences = new Map<string, Absence>();

/** Milliseconds for which a store that is away is not asked again: first, and at most; each time twice as long. */
const [FIRST_REST, LONGEST_REST] = [60_000, 600_000];

/** What becomes of work with a store that is away. */
export interface PatientStoreOptions {
  /** Where what cannot be written to it waits. */
  readonly spool: Spool;
  /** Whether nothing may go on without the store (`store_required`). */
  readonly isRequired: boolean;
  /** Milliseconds. Default: the system's clock that cannot be set. */
  readonly now?: () => number;
  /** Which stores were away. Default: those of this process. */
  readonly absences?: Map<string, Absence>;
}

/**
 * A store on a server, which is left alone for a while once it was away, so that a run waits for it once and not at every test; and
 * the spool in which what it cannot be given waits for it.
 */
export class PatientStore implements DistantStore {
  /** Where what cannot be written to it waits. */
  readonly spool: Spool;
  /** Whether nothing may go on without the store. */
  readonly isRequired: boolean;
  readonly #store: DistantStore;
  readonly #now: () => number;
  readonly #absences: Map<string, Absence>;
  #unread: StoreError | null = null;

  constructor(store: DistantStore, options: PatientStoreOptions) {
    this.#store = store;
    this.spool = options.spool;
    this.isRequired = options.isRequired;
    this.#now = options.now ?? readMilliseconds;
    this.#absences = options.absences ?? absences;
  }

  append(records: readonly RunRecord[], gate?: StoredGate): Promise<void> {
    return this.#ask(() => (gate === undefined ? this.#store.append(records) : this.#store.append(records, gate)));
  }

  replaceAll(records: readonly RunRecord[]): Promise<void> {
    return this.#ask(() => this.#store.replaceAll(records));
  }

  history(key: SeriesKey, options?: HistoryOptions): Promise<readonly RunRecord[]> {
    return this.#read(() => this.#store.history(key, options));
  }

  newestTime(keys: readonly SeriesKey[]): Promise<number | null> {
    return this.#read(() => this.#store.newestTime(keys));
  }

  series(filter: SeriesFilter = {}): Promise<readonly SeriesOverview[]> {
    return this.#read(() => this.#store.series(filter));
  }

  seriesOfProjects(page: SeriesPage): Promise<readonly ProjectSeries[]> {
    return this.#read(() => this.#store.seriesOfProjects(page));
  }

  historyOfProject(series: ProjectSeries): Promise<readonly RunRecord[]> {
    return this.#read(() => this.#store.historyOfProject(series));
  }

  gate(key: SuiteKey): Promise<StoredGate | null> {
    return this.#read(() => this.#store.gate(key));
  }

  gates(): Promise<readonly StoredGate[]> {
    return this.#read(() => this.#store.gates());
  }

  setStatus(key: SeriesKey, runId: string, status: RunStatus): Promise<boolean> {
    return this.#ask(() => this.#store.setStatus(key, runId, status));
  }

  remove(filter: SeriesFilter): Promise<number> {
    return this.#ask(() => this.#store.remove(filter));
  }

  prune(options: PruneOptions): Promise<number> {
    return this.#ask(() => this.#store.prune(options));
  }

  warnings(): readonly string[] {
    return this.#store.warnings();
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  get place(): string {
    return this.#store.place;
  }

  get identity(): string {
    return this.#store.identity;
  }

  get project(): string {
    return this.#store.project;
  }

  /** Asks it again, however short a while ago it was away. */
  askAnew(): void {
    this.#absences.delete(this.identity);
  }

  /** Why something could not be read from it; null where all was. */
  get unread(): StoreError | null {
    return this.#unread;
  }

  async #read<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await this.#ask(ask);
    } catch (error) {
      if (isAway(error)) this.#unread = error;
      throw error;
    }
  }

  async #ask<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const absence = this.#absence;
    if (absence !== null && this.#now() < absence.restsUntil) throw this.#told(absence.error);
    try {
      const answer = await ask();
      this.#absences.delete(this.identity);
      return answer;
    } catch (error) {
      if (!isAway(error)) throw error;
      this.#leaveAlone(error);
      throw this.#told(error);
    }
  }

  #leaveAlone(error: StoreError): void {
    const before = this.#absence;
    // Of several that asked at once, the first counts.
    if (before !== null && this.#now() < before.restsUntil) return;
    const rest = before === null ? FIRST_REST : Math.min(2 * before.rest, LONGEST_REST);
    this.#absences.set(this.identity, { error, rest, restsUntil: this.#now() + rest });
  }

  get #absence(): Absence | null {
    return this.#absences.get(this.identity) ?? null;
  }

  #told(error: StoreError): StoreError {
    return this.isRequired ? required(error) : error;
  }
}

/** The store as one that may be away; null where it is none, as a file is. */
export function patientStoreIn(store: BaselineStore): PatientStore | null {
  // By what it has: a bundle may have a class of its own.
  return 'spool' in store ? (store as PatientStore) : null;
}

function required({ message, data, cause }: StoreError): StoreError {
  return new StoreError(`${message} Nothing goes on without it, because \`store_required\` is set.`, {
    data: { ...data, isRequired: true },
    cause,
  });
}
