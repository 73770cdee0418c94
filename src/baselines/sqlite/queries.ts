import type { RunRecord, RunStatus } from '../../model/baseline.ts';
import type { StoredGate, SuiteKey } from '../../model/gate.ts';
import { type GateRow, gateColumns } from '../encoding/gate-row.ts';
import {
  type MeasurementRow,
  type Named,
  type RunRow,
  type SeriesRow,
  type StoredRow,
  statusColumns,
  toRows,
  withRunDigest,
  withSeriesDigest,
} from '../encoding/stored-row.ts';
import type { SeriesFilter } from '../store.ts';
import type { SqliteDatabase, SqliteStatement, SqliteValue } from './driver.ts';

/** Of stores that know nothing of metrics. */
export const SERIES_COLUMNS_OF_TIME = 'id, test_name AS testName, environment_key AS environmentKey';
export const SERIES_COLUMNS = `${SERIES_COLUMNS_OF_TIME}, metric`;
export const RUN_COLUMNS_OF_INDEX = 'id, run_id AS runId, recorded_at AS recordedAt, commit_hash AS commitHash, branch';
/** Of stores that know nothing of what runs were made with. */
export const RUN_COLUMNS_OF_CODE = `${RUN_COLUMNS_OF_INDEX}, is_dirty AS isDirty`;
export const RUN_COLUMNS = `${RUN_COLUMNS_OF_CODE}, made_with AS madeWith`;
export const MEASUREMENT_COLUMNS = 'id, series, run, method, status, checksum, payload';

/**
 * Stands in for a name that is not there, which a sound file has none of: no checksum holds with it, so that the row
 * that refers to it counts as damaged.
 */
const MISSING_RUN = withRunDigest({
  id: 0,
  runId: '',
  recordedAt: '',
  commitHash: null,
  branch: null,
  isDirty: null,
  madeWith: null,
});
const MISSING_SERIES = withSeriesDigest({ id: 0, testName: '', environmentKey: '', metric: '' });

/** The store's SQL on one connection; statements are prepared once. Each method is to be called in a transaction. */
export class Queries {
  readonly #db: SqliteDatabase;
  readonly #prepared = new Map<string, SqliteStatement>();
  #runs: { readonly version: number; readonly byId: ReadonlyMap<number, Named<RunRow>> } | null = null;

  constructor(db: SqliteDatabase) {
    this.#db = db;
  }

  /** Adds a run as the newest; one of the same identity goes. */
  insert(record: RunRecord): void {
    const { series, run, measurement } = toRows(record);
    const { method, status, checksum, payload } = measurement;
    const seriesId = this.#seriesId(series) ?? this.#insertSeries(series);
    this.#sql(
      'DELETE FROM measurement WHERE series = ? AND method = ? AND run IN (SELECT id FROM run WHERE run_id = ?)',
    ).run(seriesId, method, run.runId);
    const runId = this.#runId(run) ?? this.#insertRun(run);
    this.#sql('INSERT INTO measurement (series, run, method, status, checksum, payload) VALUES (?, ?, ?, ?, ?, ?)').run(
      seriesId,
      runId,
      method,
      status,
      checksum,
      payload,
    );
  }

  /**
   * Rows by series, and within one in the order of insertion; damaged ones among them.
   * @param metric of the series, as it is stored. Default: all metrics.
   */
  rows(filter: SeriesFilter, metric?: string): readonly StoredRow[] {
    const { where, values } = condition(filter, metric);
    const series = this.#sql(`SELECT ${SERIES_COLUMNS} FROM series ${where}`).all(...values) as SeriesRow[];
    const byId = new Map(series.map((row) => [row.id, withSeriesDigest(row)]));
    const runs = this.#runsById();
    return this.#measurements(where === '' ? null : series).map((measurement) => ({
      measurement,
      series: byId.get(measurement.series) ?? MISSING_SERIES,
      run: runs.get(measurement.run) ?? MISSING_RUN,
    }));
  }

  /** Series that have a row, and come after one: by test name, metric and environment, as bytes. Null: from the first one on. */
  namesAfter(after: Omit<SeriesRow, 'id'> | null, limit: number): readonly SeriesRow[] {
    const order = 'test_name, metric, environment_key';
    const where = 'EXISTS (SELECT 1 FROM measurement WHERE measurement.series = series.id)';
    const select = (more: string) =>
      `SELECT ${SERIES_COLUMNS} FROM series WHERE ${where}${more} ORDER BY ${order} LIMIT ?`;
    if (after === null) return this.#sql(select('')).all(limit) as SeriesRow[];
    const rest = this.#sql(select(` AND (${order}) > (?, ?, ?)`));
    return rest.all(after.testName, after.metric, after.environmentKey, limit) as SeriesRow[];
  }

  setStatus(row: StoredRow, status: RunStatus): void {
    const columns = statusColumns(row, status);
    const update = this.#sql('UPDATE measurement SET status = ?, checksum = ? WHERE id = ?');
    update.run(columns.status, columns.checksum, row.measurement.id);
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

  putGate(gate: StoredGate): void {
    const { suite, environmentKey, checksum, content } = gateColumns(gate);
    this.#sql('DELETE FROM gate WHERE suite = ? AND environment_key = ?').run(suite, environmentKey);
    this.#sql('INSERT INTO gate (suite, environment_key, checksum, content) VALUES (?, ?, ?, ?)').run(
      suite,
      environmentKey,
      checksum,
      content,
    );
  }

  gate({ suite, environmentKey }: SuiteKey): GateRow | null {
    const select = this.#sql('SELECT checksum, content FROM gate WHERE suite = ? AND environment_key = ?');
    const row = select.get(suite, environmentKey) as Pick<GateRow, 'checksum' | 'content'> | undefined;
    return row === undefined ? null : { suite, environmentKey, ...row };
  }

  gates(): readonly GateRow[] {
    const select = this.#sql('SELECT suite, environment_key AS environmentKey, checksum, content FROM gate');
    return select.all() as GateRow[];
  }

  deleteGates(): void {
    this.#sql('DELETE FROM gate').run();
  }

  /** Whether tables and indices agree with each other; takes time in proportion to the size of the file. */
  isConsistent(): boolean {
    return findingOf(this.#db) === 'ok';
  }

  /** To be called after a transaction that may have written, whether it came through or not. */
  forget(): void {
    this.#runs = null;
  }

  #measurements(series: readonly SeriesRow[] | null): readonly MeasurementRow[] {
    const select = `SELECT ${MEASUREMENT_COLUMNS} FROM measurement`;
    if (series === null) return this.#sql(`${select} ORDER BY id`).all() as MeasurementRow[];
    const ofSeries = this.#sql(`${select} WHERE series = ? ORDER BY id`);
    return series.flatMap(({ id }) => ofSeries.all(id) as MeasurementRow[]);
  }

  /** Runs are few and shared by all series, so they are kept until the file changes. */
  #runsById(): ReadonlyMap<number, Named<RunRow>> {
    const { data_version: version } = this.#sql('PRAGMA data_version').get() as { data_version: number };
    if (this.#runs?.version !== version) {
      const rows = this.#sql(`SELECT ${RUN_COLUMNS} FROM run`).all() as RunRow[];
      this.#runs = { version, byId: new Map(rows.map((row) => [row.id, withRunDigest(row)])) };
    }
    return this.#runs.byId;
  }

  #seriesId(row: Omit<SeriesRow, 'id'>): number | null {
    const select = this.#sql('SELECT id FROM series WHERE test_name = ? AND environment_key = ? AND metric = ?');
    return idOf(select.get(row.testName, row.environmentKey, row.metric));
  }

  #insertSeries(row: Omit<SeriesRow, 'id'>): number {
    const insert = this.#sql('INSERT INTO series (test_name, environment_key, metric) VALUES (?, ?, ?)');
    return Number(insert.run(row.testName, row.environmentKey, row.metric).lastInsertRowid);
  }

  #runId(row: Omit<RunRow, 'id'>): number | null {
    const select = this.#sql(
      'SELECT id FROM run WHERE run_id = ? AND recorded_at = ? AND commit_hash IS ? AND branch IS ? AND is_dirty IS ? ' +
        'AND made_with IS ?',
    );
    return idOf(select.get(row.runId, row.recordedAt, row.commitHash, row.branch, row.isDirty, row.madeWith));
  }

  #insertRun(row: Omit<RunRow, 'id'>): number {
    const insert = this.#sql(
      'INSERT INTO run (run_id, recorded_at, commit_hash, branch, is_dirty, made_with) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const { runId, recordedAt, commitHash, branch, isDirty, madeWith } = row;
    return Number(insert.run(runId, recordedAt, commitHash, branch, isDirty, madeWith).lastInsertRowid);
  }

  #sql(text: string): SqliteStatement {
    const prepared = this.#prepared.get(text) ?? this.#db.prepare(text);
    this.#prepared.set(text, prepared);
    return prepared;
  }
}

/** What SQLite's integrity check finds first, or `ok`; it compares indices with tables as well, as `quick_check` does not. */
export function findingOf(db: SqliteDatabase): string {
  const rows = db.prepare('PRAGMA integrity_check(1)').all() as { integrity_check: string }[];
  return rows[0]?.integrity_check ?? 'the integrity check gave no answer';
}

function idOf(row: unknown): number | null {
  return (row as { id: number } | undefined)?.id ?? null;
}

function condition(filter: SeriesFilter, metric?: string): { where: string; values: SqliteValue[] } {
  const terms = [
    { column: 'test_name', value: filter.testName },
    { column: 'environment_key', value: filter.environmentKey },
    { column: 'metric', value: metric },
  ].filter((term) => term.value !== undefined);
  const where = terms.length === 0 ? '' : `WHERE ${terms.map(({ column }) => `${column} = ?`).join(' AND ')}`;
  return { where, values: terms.map(({ value }) => value as string) };
}
