import type { RunRecord } from '../../model/baseline.ts';
import type { SqliteDatabase } from './driver.ts';
import { type MeasurementRow, type RunRow, type SeriesRow, type StoredRow, toRecord } from './stored-row.ts';

/** What could be read of a damaged database. */
export interface Salvage {
  /** Runs whose checksum holds, in the order they were added. */
  readonly records: readonly RunRecord[];
  /** How many runs could not be read; null where that cannot be known. */
  readonly lost: number | null;
}

/** As long as a file of 10 MB has rows, several times over. */
const LARGEST_ID = 2 ** 20;
/** Around a damaged page every single row is tried; this bounds it to seconds where nearly all is lost. */
const MOST_FAILURES = 20_000;

interface Scan<R> {
  readonly rows: readonly R[];
  readonly complete: boolean;
}

/** Reads every row that SQLite can still reach, and keeps those whose checksum holds. */
export function salvage(db: SqliteDatabase): Salvage {
  const series = byId(scan<SeriesRow>(db, 'series', 'test_name AS testName, environment_key AS environmentKey'));
  const runs = byId(
    scan<RunRow>(db, 'run', 'run_id AS runId, recorded_at AS recordedAt, commit_hash AS commitHash, branch'),
  );
  const measurements = scan<MeasurementRow & { series: number; run: number; checksum: number }>(
    db,
    'measurement',
    'series, run, method, status, checksum, payload',
  );
  const records: RunRecord[] = [];
  for (const row of measurements.rows) {
    const seriesRow = series.get(row.series);
    const runRow = runs.get(row.run);
    const record = seriesRow && runRow && toRecord({ ...seriesRow, ...runRow, ...row } as StoredRow);
    if (record) records.push(record);
  }
  return { records, lost: countLost(db, measurements, records.length) };
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

function byId<R>({ rows }: Scan<R & { id: number }>): ReadonlyMap<number, R> {
  return new Map(rows.map((row) => [row.id, row]));
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
  const ranges: [low: number, high: number][] = [[1, LARGEST_ID]];
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
    if (low < high) ranges.push([middle + 1, high], [low, middle]);
  }
  return { rows, complete: failures === 0 };
}

/** Damage may show as any error, at any row; whatever cannot be read is not there. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
