import type { RunRecord } from '../../model/baseline.ts';
import type { SqliteDatabase } from './driver.ts';
import { MEASUREMENT_COLUMNS, RUN_COLUMNS, SERIES_COLUMNS } from './queries.ts';
import { attempt, type Scan, scan } from './scan.ts';
import {
  type MeasurementRow,
  type Named,
  type RunRow,
  type SeriesRow,
  toRecord,
  withRunDigest,
  withSeriesDigest,
} from './stored-row.ts';

/** What could be read of a damaged database. */
export interface Salvage {
  /** Runs whose checksum holds, in the order they were added. */
  readonly records: readonly RunRecord[];
  /** How many runs could not be read; null where that cannot be known. */
  readonly lost: number | null;
}

/** Reads every row that SQLite can still reach, and keeps those whose checksum holds. */
export function salvage(db: SqliteDatabase): Salvage {
  // Lets SQLite read a file that is shorter than it says it is, which it refuses otherwise; nothing is written.
  attempt(() => db.exec('PRAGMA writable_schema = ON'));
  const measurements = scan<MeasurementRow>(db, 'measurement', MEASUREMENT_COLUMNS);
  const records = measurements.rows.length === 0 ? [] : recordsOf(db, measurements.rows);
  return { records, lost: countLost(db, measurements, records.length) };
}

function recordsOf(db: SqliteDatabase, measurements: readonly MeasurementRow[]): readonly RunRecord[] {
  const series = readings<SeriesRow, Named<SeriesRow>>(db, 'series', SERIES_COLUMNS, withSeriesDigest);
  const runs = readings<RunRow, Named<RunRow>>(db, 'run', RUN_COLUMNS, withRunDigest);
  return measurements
    .map((row) => firstIntact(row, series.get(row.series) ?? [], runs.get(row.run) ?? []))
    .filter((record) => record !== null);
}

/** The checksum decides which of several readings of a name is the right one. */
function firstIntact(
  measurement: MeasurementRow,
  seriesReadings: readonly Named<SeriesRow>[],
  runReadings: readonly Named<RunRow>[],
): RunRecord | null {
  for (const series of seriesReadings) {
    for (const run of runReadings) {
      const record = toRecord({ measurement, series, run });
      if (record !== null) return record;
    }
  }
  return null;
}

/** Rows by id, read from the table and once more from its index, which holds all the columns as well. */
function readings<R extends { readonly id: number }, N>(
  db: SqliteDatabase,
  table: string,
  columns: string,
  named: (row: R) => N,
): ReadonlyMap<number, readonly N[]> {
  const fromTable = scan<R>(db, table, columns).rows;
  const fromIndex = attempt(() => db.prepare(`SELECT ${columns} FROM ${table} INDEXED BY ${table}_identity`).all());
  const found = new Map<number, N[]>();
  for (const row of [...fromTable, ...((fromIndex ?? []) as R[])]) {
    found.set(row.id, [...(found.get(row.id) ?? []), named(row)]);
  }
  return found;
}

/** The index knows of rows that the table has lost. */
function countLost(db: SqliteDatabase, measurements: Scan<unknown>, saved: number): number | null {
  const indexed = attempt(() => {
    const count = db.prepare('SELECT count(*) AS rows FROM measurement INDEXED BY measurement_identity').get();
    return (count as { rows: number }).rows;
  });
  if (indexed === null && !measurements.isComplete) return null;
  return Math.max(indexed ?? 0, measurements.rows.length) - saved;
}
