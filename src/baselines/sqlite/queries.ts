import type { RunRecord, RunStatus } from '../../model/baseline.ts';
import type { SeriesFilter } from '../store.ts';
import type { SqliteDatabase, SqliteStatement, SqliteValue } from './driver.ts';
import { type RunRow, rowChecksum, type SeriesRow, type StoredRow, statusCode, toRow } from './stored-row.ts';

const ROWS = `
  SELECT measurement.id, method, status, checksum, payload,
         test_name AS testName, environment_key AS environmentKey,
         run_id AS runId, recorded_at AS recordedAt, commit_hash AS commitHash, branch
  FROM measurement JOIN series ON series.id = measurement.series JOIN run ON run.id = measurement.run`;

/** The store's SQL on one connection; statements are prepared once. None of it opens a transaction. */
export class Queries {
  readonly #db: SqliteDatabase;
  readonly #prepared = new Map<string, SqliteStatement>();

  constructor(db: SqliteDatabase) {
    this.#db = db;
  }

  /** Adds a run as the newest; one of the same identity goes. */
  insert(record: RunRecord): void {
    const row = toRow(record);
    const series = this.#seriesId(row) ?? this.#insertSeries(row);
    this.#sql(
      'DELETE FROM measurement WHERE series = ? AND method = ? AND run IN (SELECT id FROM run WHERE run_id = ?)',
    ).run(series, row.method, row.runId);
    this.#sql('INSERT INTO measurement (series, run, method, status, checksum, payload) VALUES (?, ?, ?, ?, ?, ?)').run(
      series,
      this.#runId(row) ?? this.#insertRun(row),
      row.method,
      row.status,
      row.checksum,
      row.payload,
    );
  }

  /** Rows in the order of insertion, damaged ones among them. */
  rows(filter: SeriesFilter): readonly StoredRow[] {
    const { where, values } = condition(filter);
    return this.#sql(`${ROWS} ${where} ORDER BY measurement.id`).all(...values) as StoredRow[];
  }

  setStatus(row: StoredRow, status: RunStatus): void {
    const code = statusCode(status);
    const checksum = rowChecksum({ ...row, status: code });
    this.#sql('UPDATE measurement SET status = ?, checksum = ? WHERE id = ?').run(code, checksum, row.id);
  }

  deleteRow(id: number): void {
    this.#sql('DELETE FROM measurement WHERE id = ?').run(id);
  }

  /** @returns how many rows went */
  deleteSeries(filter: SeriesFilter): number {
    const { where, values } = condition(filter);
    const deletion = `DELETE FROM measurement WHERE series IN (SELECT id FROM series ${where})`;
    return Number(this.#sql(deletion).run(...values).changes);
  }

  /** Removes the names of series and runs that nothing is left of. */
  sweep(): void {
    this.#sql('DELETE FROM series WHERE id NOT IN (SELECT series FROM measurement)').run();
    this.#sql('DELETE FROM run WHERE id NOT IN (SELECT run FROM measurement)').run();
  }

  #seriesId(row: SeriesRow): number | null {
    const select = this.#sql('SELECT id FROM series WHERE test_name = ? AND environment_key = ?');
    return idOf(select.get(row.testName, row.environmentKey));
  }

  #insertSeries(row: SeriesRow): number {
    const insert = this.#sql('INSERT INTO series (test_name, environment_key) VALUES (?, ?)');
    return Number(insert.run(row.testName, row.environmentKey).lastInsertRowid);
  }

  #runId(row: RunRow): number | null {
    const select = this.#sql(
      'SELECT id FROM run WHERE run_id = ? AND recorded_at = ? AND commit_hash IS ? AND branch IS ?',
    );
    return idOf(select.get(row.runId, row.recordedAt, row.commitHash, row.branch));
  }

  #insertRun(row: RunRow): number {
    const insert = this.#sql('INSERT INTO run (run_id, recorded_at, commit_hash, branch) VALUES (?, ?, ?, ?)');
    return Number(insert.run(row.runId, row.recordedAt, row.commitHash, row.branch).lastInsertRowid);
  }

  #sql(text: string): SqliteStatement {
    const prepared = this.#prepared.get(text) ?? this.#db.prepare(text);
    this.#prepared.set(text, prepared);
    return prepared;
  }
}

function idOf(row: unknown): number | null {
  return (row as { id: number } | undefined)?.id ?? null;
}

function condition(filter: SeriesFilter): { where: string; values: SqliteValue[] } {
  const terms = [
    { column: 'test_name', value: filter.testName },
    { column: 'environment_key', value: filter.environmentKey },
  ].filter((term) => term.value !== undefined);
  const where = terms.length === 0 ? '' : `WHERE ${terms.map(({ column }) => `${column} = ?`).join(' AND ')}`;
  return { where, values: terms.map(({ value }) => value as string) };
}
