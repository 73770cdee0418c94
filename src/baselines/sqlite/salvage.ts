import type { RunRecord } from '../../model/baseline.ts';
import type { SqliteDatabase } from './driver.ts';
import { type MeasurementRow, type RunRow, type SeriesRow, toRecord } from './stored-row.ts';

/** What could be read of a damaged database. */
export interface Salvage {
  /** Runs whose checksum holds, in the order they were added. */
  readonly records: readonly RunRecord[];
  /** How many runs could not be read; null where that cannot be known. */
  readonly lost: number | null;
}

/** More rows than are ever added. */
const BEYOND_ANY_ID = 2 ** 32;
/** Around a damaged page every single row is tried; this bounds it to a second or so where nearly all is lost. */
const MOST_FAILURES = 20_000;

const SERIES_COLUMNS = 'test_name AS testName, environment_key AS environmentKey';
const RUN_COLUMNS = 'run_id AS runId, recorded_at AS recordedAt, commit_hash AS commitHash, branch';
const NO_ROWS: ReadonlyMap<number, never[]> = new Map();

interface MeasurementColumns extends MeasurementRow {
  readonly series: number;
  readonly run: number;
  readonly checksum: number;
}

interface Scan<R> {
  readonly rows: readonly R[];
  readonly complete: boolean;
}

/** Reads every row that SQLite can still reach, and keeps those whose checksum holds. */
export function salvage(db: SqliteDatabase): Salvage {
  // Lets SQLite read a file that is shorter than it says it is, which it refuses otherwise; nothing is written.
  attempt(() => db.exec('PRAGMA writable_schema = ON'));
  const measurements = scan<MeasurementColumns>(db, 'measurement', 'series, run, method, status, checksum, payload');
  const isNameable = measurements.rows.length > 0;
  const series = isNameable ? candidates<SeriesRow>(db, 'series', SERIES_COLUMNS) : NO_ROWS;
  const runs = isNameable ? candidates<RunRow>(db, 'run', RUN_COLUMNS) : NO_ROWS;
  const records = measurements.rows
    .map((row) => firstIntact(row, series.get(row.series) ?? [], runs.get(row.run) ?? []))
    .filter((record) => record !== null);
  return { records, lost: countLost(db, measurements, records.length) };
}

/** The checksum decides which of several readings of a name is the right one. */
function firstIntact(
  row: MeasurementColumns & { id: number },
  series: readonly SeriesRow[],
  runs: readonly RunRow[],
): RunRecord | null {
  for (const seriesRow of series) {
    for (const runRow of runs) {
      const record = toRecord({ ...seriesRow, ...runRow, ...row });
      if (record !== null) return record;
    }
  }
  return null;
}

/** Rows by id, read from the table and once more from the index, which holds all their columns as well. */
function candidates<R>(db: SqliteDatabase, table: string, columns: string): ReadonlyMap<number, readonly R[]> {
  const indexed = attempt(() => db.prepare(`SELECT id, ${columns} FROM ${table} INDEXED BY ${table}_identity`).all()) as
    | (R & { id: number })[]
    | null;
  const found = new Map<number, R[]>();
  for (const row of [...scan<R>(db, table, columns).rows, ...(indexed ?? [])]) {
    found.set(row.id, [...(found.get(row.id) ?? []), row]);
  }
  return found;
}

/** The index knows of rows that the table has lost. */
function countLost(db: SqliteDatabase, measurements: Scan<unknown>, saved: number): number | null {
  const indexed = attempt(() => {
    const count = db.prepare('SELECT count(*) AS rows FROM measurement INDEXED BY measurement_identity').get();
    return (count as { rows: number }).rows;
  });
  if (indexed === null && !measurements.complete) return null;
  return Math.max(indexed ?? 0, measurements.rows.length) - saved;
}

/**
 * Reads a table by ranges of ids: a range that fails is halved until what is left of it is single rows, so that one
 * damaged page costs the rows on it and no others.
 */
function scan<R>(db: SqliteDatabase, table: string, columns: string): Scan<R & { id: number }> {
  const rows: (R & { id: number })[] = [];
  const select = attempt(() =>
    db.prepare(`SELECT id, ${columns} FROM ${table} NOT INDEXED WHERE id BETWEEN ? AND ? ORDER BY id`),
  );
  if (select === null) return { rows, complete: false };
  const ranges: [low: number, high: number][] = [[1, largestId(db, table)]];
  let failures = 0;
  for (let range = ranges.pop(); range !== undefined && failures < MOST_FAILURES; range = ranges.pop()) {
    const [low, high] = range;
    const found = attempt(() => select.all(low, high));
    if (found !== null) {
      rows.push(...(found as (R & { id: number })[]));
      continue;
    }
    failures++;
    const middle = Math.floor((low + high) / 2);
    // The lower half is next: beyond the end of a file that was cut off, everything fails.
    if (low < high) ranges.push([middle + 1, high], [low, middle]);
  }
  return { rows, complete: failures === 0 };
}

/** Asks the table first, which looks at its last row alone, and then the index, which looks at all of its own. */
function largestId(db: SqliteDatabase, table: string): number {
  for (const source of [table, `${table} INDEXED BY ${table}_identity WHERE id > 0`]) {
    const row = attempt(() => db.prepare(`SELECT max(id) AS id FROM ${source}`).get()) as { id: number | null } | null;
    if (row !== null) return row.id ?? 0;
  }
  return BEYOND_ANY_ID;
}

/** Damage may show as any error, at any row; whatever cannot be read is not there. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
