import type { LostRun, RunRecord, RunStatus, SeriesKey, SeriesOverview } from '../../model/baseline.ts';
import { bySeries, oldestFirst, overviewsOf } from '../order.ts';
import { assertStorable } from '../record-check.ts';
import { expiredRuns } from '../retention.ts';
import type { BaselineStore, PruneOptions, SeriesFilter } from '../store.ts';
import { lossesInWords } from './losses.ts';
import type { OpenSettings } from './open-database.ts';
import type { Queries } from './queries.ts';
import type { Losses } from './salvage.ts';
import { Session } from './session.ts';
import { type StoredRow, toHead, toLostRun, toRecord } from './stored-row.ts';

/** Baselines in an SQLite file. */
export class SqliteBaselines implements BaselineStore {
  readonly #session: Session;
  /** Rows that were left out, by id: each is counted once, however often it is met. */
  readonly #damagedRows = new Map<number, LostRun>();
  #opening = 0;

  private constructor(session: Session) {
    this.#session = session;
  }

  /** @throws StoreError, CacheCorruptionError */
  static async open(settings: OpenSettings): Promise<SqliteBaselines> {
    return new SqliteBaselines(await Session.open(settings));
  }

  async append(records: readonly RunRecord[]): Promise<void> {
    assertStorable(records);
    await this.#session.write((queries) => insertAll(queries, records));
  }

  async replaceAll(records: readonly RunRecord[]): Promise<void> {
    assertStorable(records);
    await this.#session.write((queries) => {
      queries.deleteSeries({});
      insertAll(queries, records);
      queries.sweep();
    });
  }

  async history(key: SeriesKey): Promise<readonly RunRecord[]> {
    return this.#session.read((queries) => oldestFirst(this.#intact(queries.rows(key), toRecord)));
  }

  async series(filter: SeriesFilter = {}): Promise<readonly SeriesOverview[]> {
    return this.#session.read((queries) => overviewsOf(this.#intact(queries.rows(filter), toHead)));
  }

  async setStatus(key: SeriesKey, runId: string, status: RunStatus): Promise<boolean> {
    return this.#session.write((queries) => {
      const rows = queries.rows(key).filter((row) => row.run.runId === runId && toHead(row) !== null);
      for (const row of rows) queries.setStatus(row, status);
      return rows.length > 0;
    });
  }

  async remove(filter: SeriesFilter): Promise<number> {
    return this.#session.write((queries) => {
      const removed = queries.deleteSeries(filter);
      queries.sweep();
      return removed;
    });
  }

  async prune(options: PruneOptions): Promise<number> {
    return this.#session.write((queries) => {
      const rows = queries.rows({});
      const runs = this.#intact(rows, toHead);
      const expired = bySeries(runs).flatMap((series) => expiredRuns(oldestFirst(series), options));
      for (const { id } of expired) queries.deleteRow(id);
      // Nobody can use a damaged run, and it has been warned of; but the next opening may repair a damaged file.
      const damaged = rows.filter((row) => toHead(row) === null);
      if (damaged.length > 0 && queries.isConsistent())
        for (const row of damaged) queries.deleteRow(row.measurement.id);
      queries.sweep();
      return expired.length;
    });
  }

  warnings(): readonly string[] {
    return [...this.#session.warnings, ...this.#damageWarning()];
  }

  /** What was lost, as far as it was met. */
  get losses(): Losses {
    const { lost, isComplete } = this.#session.losses;
    return { lost: [...lost, ...this.#damagedRows.values()], isComplete };
  }

  async close(): Promise<void> {
    this.#session.close();
  }

  #intact<T>(rows: readonly StoredRow[], read: (row: StoredRow) => T | null): T[] {
    // What was met in a file that was repaired meanwhile is in the report of the repair, and its ids are others' now.
    if (this.#opening !== this.#session.openings) this.#damagedRows.clear();
    this.#opening = this.#session.openings;
    const intact: T[] = [];
    for (const row of rows) {
      const value = read(row);
      if (value === null)
        this.#damagedRows.set(row.measurement.id, toLostRun(row.series, row.run, row.measurement.method));
      else intact.push(value);
    }
    return intact;
  }

  #damageWarning(): readonly string[] {
    const count = this.#damagedRows.size;
    if (count === 0) return [];
    const [runs, they] = count === 1 ? ['run', 'it was'] : ['runs', 'they were'];
    return [
      `${count} stored ${runs} in ${this.#session.path} did not match the checksum ${they} stored with, and ${they} ` +
        `left out: ${lossesInWords([...this.#damagedRows.values()])}. Pruning removes what is damaged; restore a backup ` +
        'if the runs matter.',
    ];
  }
}

function insertAll(queries: Queries, records: readonly RunRecord[]): void {
  for (const record of records) queries.insert(record);
}
