import type { RunRecord, RunStatus, SeriesKey, SeriesOverview } from '../../model/baseline.ts';
import { bySeries, oldestFirst, overviewsOf } from '../order.ts';
import { assertStorable } from '../record-check.ts';
import { expiredRuns } from '../retention.ts';
import type { BaselineStore, PruneOptions, SeriesFilter } from '../store.ts';
import type { OpenSettings } from './open-database.ts';
import type { Queries } from './queries.ts';
import { Session } from './session.ts';
import { type StoredRow, toHead, toRecord } from './stored-row.ts';

/** Baselines in an SQLite file. */
export class SqliteBaselines implements BaselineStore {
  readonly #session: Session;
  /** Rows that were left out, by id: each is counted once, however often it is met. */
  readonly #damagedRows = new Set<number>();

  constructor(settings: OpenSettings) {
    this.#session = new Session(settings);
  }

  async append(records: readonly RunRecord[]): Promise<void> {
    assertStorable(records);
    this.#session.write((queries) => insertAll(queries, records));
  }

  async replaceAll(records: readonly RunRecord[]): Promise<void> {
    assertStorable(records);
    this.#session.write((queries) => {
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
      const runs = this.#intact(queries.rows({}), toHead);
      const expired = bySeries(runs).flatMap((series) => expiredRuns(oldestFirst(series), options));
      for (const { id } of expired) queries.deleteRow(id);
      // Nobody can use a damaged run, and it has been warned of.
      for (const id of this.#damagedRows) queries.deleteRow(id);
      queries.sweep();
      return expired.length;
    });
  }

  warnings(): readonly string[] {
    return [...this.#session.warnings, ...this.#damageWarning()];
  }

  async close(): Promise<void> {
    this.#session.close();
  }

  #intact<T>(rows: readonly StoredRow[], read: (row: StoredRow) => T | null): T[] {
    const intact: T[] = [];
    for (const row of rows) {
      const value = read(row);
      if (value === null) this.#damagedRows.add(row.measurement.id);
      else intact.push(value);
    }
    return intact;
  }

  #damageWarning(): readonly string[] {
    const count = this.#damagedRows.size;
    if (count === 0) return [];
    return [
      `${count} stored ${count === 1 ? 'run' : 'runs'} in ${this.#session.path} did not match the checksum it was ` +
        'stored with and was left out. Pruning removes what is damaged; restore a backup if the runs matter.',
    ];
  }
}

function insertAll(queries: Queries, records: readonly RunRecord[]): void {
  for (const record of records) queries.insert(record);
}
