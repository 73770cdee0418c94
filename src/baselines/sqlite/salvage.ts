import type { LostRun, RunRecord } from '../../model/baseline.ts';
import {
  type MeasurementRow,
  type Named,
  type RunRow,
  readRecord,
  type SeriesRow,
  toLostRun,
  withRunDigest,
  withSeriesDigest,
} from '../encoding/stored-row.ts';
import type { SqliteDatabase } from './driver.ts';
import {
  MEASUREMENT_COLUMNS,
  RUN_COLUMNS,
  RUN_COLUMNS_OF_CODE,
  RUN_COLUMNS_OF_INDEX,
  SERIES_COLUMNS,
  SERIES_COLUMNS_OF_TIME,
} from './queries.ts';
import { attempt, type ScanOptions, scan } from './scan.ts';
import { isPlain, readSchema } from './schema.ts';
import { soundTrees } from './trees.ts';

/** What could be read of a damaged database. */
export interface Salvage extends Losses {
  /** Runs whose checksum holds, in the order they were added. */
  readonly records: readonly RunRecord[];
}

/** What could not. */
export interface Losses {
  readonly lost: readonly LostRun[];
  /** Whether these are all, as far as anybody can know. */
  readonly isComplete: boolean;
}

/** Of a name: one of its table, and three of its index. */
const MOST_READINGS = 4;

/** What a measurement's row and its index have in common. */
type Reference = Pick<MeasurementRow, 'id' | 'series' | 'run' | 'method'>;

interface Names {
  readonly series: ReadonlyMap<number, readonly Named<SeriesRow>[]>;
  readonly runs: ReadonlyMap<number, readonly Named<RunRow>[]>;
}

/**
 * Reads every row that SQLite can still reach, and keeps those whose checksum holds.
 * @param mostRows how many a table can have.
 * @returns null where reading its tables would run what others have put into it: nothing is read then.
 */
export function salvage(db: SqliteDatabase, mostRows: number): Salvage | null {
  // Lets SQLite read a file that is shorter than it says it is, which it refuses otherwise; nothing is written.
  attempt(() => db.exec('PRAGMA writable_schema = ON'));
  if (!isPlain(attempt(() => readSchema(db)) ?? [])) return null;
  const measurements = scan<MeasurementRow>(db, 'measurement', { columns: MEASUREMENT_COLUMNS, mostRows });
  const indexed = indexedReferences(db, mostRows);
  const names = namesIn(db, mostRows);
  const { records, sound, damaged } = sorted(measurements.rows, names);
  const isSound = soundTrees(db, 'measurement');
  // A lost page may read as rows of zeros.
  const isRow = ({ series, run }: Reference) => names.series.has(series) && names.runs.has(run);
  const seen = new Seen();
  for (const row of sound) seen.add(row);
  // The index knows of rows that the table has lost, and names those right that are damaged there.
  // Where every row of the table is sound, and there are as many as the index knows of, the damage is in the index.
  const isWhole = measurements.isComplete && damaged.length === 0 && sound.length >= (indexed?.length ?? 0);
  const missing = isWhole ? [] : [...(indexed ?? []), ...damaged.filter(isRow)].filter((row) => seen.add(row));
  const known = sound.length + missing.length;
  const tableTellsAll = measurements.isComplete && damaged.every(isRow) && known >= measurements.rows.length;
  const isComplete =
    (tableTellsAll && isSound('measurement')) ||
    (indexed !== null && tellsAll(indexed, sound, known) && isSound('measurement_identity'));
  return { records, lost: missing.map((row) => describeLoss(row, names)), isComplete };
}

function namesIn(db: SqliteDatabase, mostRows: number): Names {
  const ofSeries = seriesColumns(db);
  const series = readings<ReadSeries>(db, 'series', { columns: ofSeries, mostRows }, ofSeries);
  const runs = readings<ReadRun>(db, 'run', { columns: runColumns(db), mostRows }, RUN_COLUMNS_OF_INDEX);
  return { series: byId(series.map(withMetric).map(withSeriesDigest)), runs: byId(runs.flatMap(possibleRuns)) };
}

function sorted(rows: readonly MeasurementRow[], names: Names) {
  const records: RunRecord[] = [];
  const sound: Reference[] = [];
  const damaged: Reference[] = [];
  for (const row of rows) {
    const record = firstIntact(row, names);
    if (record !== null) records.push(record);
    (record === null ? damaged : sound).push(row);
  }
  return { records, sound, damaged };
}

/** Rows, each of which is told by its id as well as by what it refers to: damage may have changed one of them. */
class Seen {
  readonly #ids = new Set<number>();
  readonly #identities = new Set<string>();

  /** @returns whether the row was new */
  add({ id, series, run, method }: Reference): boolean {
    const identity = `${series} ${run} ${method}`;
    const isNew = !this.#ids.has(id) && !this.#identities.has(identity);
    this.#ids.add(id);
    this.#identities.add(identity);
    return isNew;
  }
}

/**
 * Whether an index can be trusted to know of all rows: where a sound one is not in it, others may not be either, and where there
 * are more than `known`, one of them was changed into one that there is already.
 */
function tellsAll(indexed: readonly Reference[], sound: readonly Reference[], known: number): boolean {
  const textOf = ({ id, series, run, method }: Reference) => `${id} ${series} ${run} ${method}`;
  const entries = new Set(indexed.map(textOf));
  return known >= indexed.length && sound.every((row) => entries.has(textOf(row)));
}

/** The checksum decides which of several readings of a name is the right one. */
function firstIntact(measurement: MeasurementRow, { series, runs }: Names): RunRecord | null {
  for (const seriesReading of series.get(measurement.series) ?? []) {
    for (const run of runs.get(measurement.run) ?? []) {
      const reading = readRecord({ measurement, series: seriesReading, run });
      if (reading.kind === 'run') return reading.value;
    }
  }
  return null;
}

function describeLoss({ series, run, method }: Reference, names: Names): LostRun {
  return toLostRun(names.series.get(series)?.[0], names.runs.get(run)?.[0], method);
}

/** Rows, read from the table and once more from its index, which holds almost all the columns as well. */
function readings<R extends { readonly id: number }>(
  db: SqliteDatabase,
  table: string,
  what: ScanOptions,
  columnsOfIndex: string,
): readonly R[] {
  const fromTable = scan<R>(db, table, what).rows;
  const select = `SELECT ${columnsOfIndex} FROM ${table} INDEXED BY ${table}_identity LIMIT ${what.mostRows}`;
  const fromIndex = attempt(() => db.prepare(select).all());
  return [...fromTable, ...((fromIndex ?? []) as R[])];
}

/** The columns of series; in a file of an earlier version, which knows nothing of metrics, all of them are of time. */
function seriesColumns(db: SqliteDatabase): string {
  const isNewest = attempt(() => db.prepare(`SELECT ${SERIES_COLUMNS} FROM series LIMIT 0`)) !== null;
  return isNewest ? SERIES_COLUMNS : `${SERIES_COLUMNS_OF_TIME}, '' AS metric`;
}

type ReadSeries = Omit<SeriesRow, 'metric'> & { readonly metric: string | null };

// A file whose schema was lost is read by the newest one, in which an older row has no metric.
function withMetric(row: ReadSeries): SeriesRow {
  return { ...row, metric: row.metric ?? '' };
}

/** The columns of runs; in a file of an earlier version, which has not all of them, what is missing is not known. */
function runColumns(db: SqliteDatabase): string {
  const has = (columns: string) => attempt(() => db.prepare(`SELECT ${columns} FROM run LIMIT 0`)) !== null;
  if (has(RUN_COLUMNS)) return RUN_COLUMNS;
  return `${has(RUN_COLUMNS_OF_CODE) ? RUN_COLUMNS_OF_CODE : `${RUN_COLUMNS_OF_INDEX}, NULL AS isDirty`}, NULL AS madeWith`;
}

type ReadRun = Omit<RunRow, 'isDirty' | 'madeWith'> & Partial<Pick<RunRow, 'isDirty' | 'madeWith'>>;

/**
 * The index does not say whether the tree was as committed: one of the three readings is the right one. What it was made with is
 * not there either, and is lost with the table.
 */
function possibleRuns(row: ReadRun): readonly Named<RunRow>[] {
  const states = row.isDirty === undefined ? [null, 0, 1] : [row.isDirty];
  return states.map((isDirty) => withRunDigest({ ...row, isDirty, madeWith: row.madeWith ?? null }));
}

function byId<N extends { readonly id: number }>(rows: readonly N[]): ReadonlyMap<number, readonly N[]> {
  const found = new Map<number, N[]>();
  for (const row of rows) {
    const readings = found.get(row.id);
    if (readings === undefined) found.set(row.id, [row]);
    else if (readings.length < MOST_READINGS) readings.push(row);
  }
  return found;
}

/** What the index knows of the rows: null where they cannot be read, or its pages lead in circles or to those of something else. */
function indexedReferences(db: SqliteDatabase, mostRows: number): readonly Reference[] | null {
  const select = `SELECT id, series, run, method FROM measurement INDEXED BY measurement_identity LIMIT ${mostRows}`;
  const rows = attempt(() => db.prepare(select).all()) as readonly Reference[] | null;
  const isIndex = rows?.every((row) => Object.values(row).every(Number.isInteger));
  return rows !== null && isIndex && new Set(rows.map(({ id }) => id)).size === rows.length ? rows : null;
}
