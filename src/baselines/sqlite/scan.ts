import type { SqliteDatabase } from './driver.ts';

/**
 * Around a damaged page every single row is tried, so the failures have a bound: enough for a few thousand lost rows, or
 * for a hundred where it is not even known which row is the last, because the end of the file is missing.
 */
const LAST_ROW_KNOWN = { mostFailures: 20_000 };
const LAST_ROW_UNKNOWN = { largestId: 2 ** 32, mostFailures: 300 };

/** What could be read of a table. */
export interface Scan<R> {
  /** In the order of their ids. */
  readonly rows: readonly R[];
  /** Whether nothing failed; rows may be missing all the same, where the damage does not show. */
  readonly isComplete: boolean;
}

/** What to read. */
export interface ScanOptions {
  /** SQL, `id` among them. */
  readonly columns: string;
  /** How many rows there can be in a file of this size. */
  readonly mostRows: number;
}

/** Rows that are read at once: pages that lead to each other in a circle may have rows without end. */
const MOST_AT_ONCE = 5000;

/**
 * Reads a table of a damaged database by ranges of ids: a range that fails is halved until what is left of it is single
 * rows, so that one damaged page costs the rows on it and no others.
 */
export function scan<R extends { readonly id: number }>(
  db: SqliteDatabase,
  table: string,
  { columns, mostRows }: ScanOptions,
): Scan<R> {
  const rows: R[] = [];
  const select = attempt(() =>
    db.prepare(
      `SELECT ${columns} FROM ${table} NOT INDEXED WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ${MOST_AT_ONCE}`,
    ),
  );
  if (select === null) return { rows, isComplete: false };
  const { largestId, mostFailures } = extent(db, table);
  const ranges: Range[] = [[1, largestId]];
  let failures = 0;
  let left = mostRows + MOST_AT_ONCE;
  for (let range = ranges.pop(); range !== undefined && failures < mostFailures && left > 0; range = ranges.pop()) {
    const [low, high] = range;
    const found = attempt(() => select.all(low, high)) as R[] | null;
    if (found !== null) {
      const last = addAscending(rows, found, range);
      left -= found.length;
      if (found.length === MOST_AT_ONCE && last < high) ranges.push([last + 1, high]);
      continue;
    }
    failures++;
    const middle = Math.floor((low + high) / 2);
    // The lower half is next: beyond the end of a file that was cut off, everything fails.
    if (low < high) ranges.push([middle + 1, high], [low, middle]);
  }
  return { rows, isComplete: failures === 0 && left > 0 };
}

type Range = readonly [low: number, high: number];

/** Adds what is in order, which a damaged file may not be. @returns the last id that was looked at; not below the range. */
function addAscending<R extends { readonly id: number }>(rows: R[], found: readonly R[], [low, high]: Range): number {
  let last = low - 1;
  for (const row of found) {
    if (row.id > last && row.id <= high) rows.push(row);
    last = Math.max(last, row.id);
  }
  return Math.max(last, low);
}

/** Asks the table first, which looks at its last row alone, and then the index, which looks at all of its own. */
function extent(db: SqliteDatabase, table: string): { readonly largestId: number; readonly mostFailures: number } {
  for (const source of [table, `${table} INDEXED BY ${table}_identity WHERE id > 0`]) {
    const row = attempt(() => db.prepare(`SELECT max(id) AS id FROM ${source}`).get()) as { id: number | null } | null;
    if (row !== null) return { ...LAST_ROW_KNOWN, largestId: row.id ?? 0 };
  }
  return LAST_ROW_UNKNOWN;
}

/** Damage may show as any error, at any row; what cannot be read is null. */
export function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
