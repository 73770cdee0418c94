import { createHash } from 'node:crypto';
import type { RunRecord, SeriesKey } from '../../model/baseline.ts';
import { parseTime } from '../../real-time.ts';
import { type StoredRow, toRows, withRunDigest, withSeriesDigest } from '../encoding/stored-row.ts';
import { textOfMetric } from '../metric-text.ts';
import { SCHEMA } from './schema.ts';
import type { Ask } from './server.ts';

/** Rows that go in one statement: a server's messages have a limit, and its memory too. */
const ROWS_AT_ONCE = 1000;

/** By what names of any length are known: the first half of a SHA-256, as a UUID. */
export function idOf(...names: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(names)).digest('hex');
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The id of a series of a project. */
export function seriesIdOf(project: string, { testName, environmentKey, metric }: SeriesKey): string {
  return idOf(project, testName, environmentKey, textOfMetric(metric));
}

/** A row of `measurement` joined with its series, as a query for {@link COLUMNS} has it. */
export interface JoinedRow {
  readonly series: string;
  readonly run: string;
  readonly test_name: string;
  readonly environment_key: string;
  readonly metric: string;
  readonly method: number;
  readonly status: number;
  readonly run_id: string;
  readonly recorded_at: string;
  readonly commit_hash: string | null;
  readonly branch: string | null;
  readonly is_dirty: number | null;
  /** Of its row in `made_with`; null where nothing is known. */
  readonly made_with: string | null;
  readonly checksum: number;
  readonly payload: Uint8Array;
}

/** What a row is made of; `m` is the measurement, and `s` its series. */
export const COLUMNS =
  's.test_name, s.environment_key, s.metric, m.series, m.run, m.method, m.status, m.run_id, m.recorded_at, m.commit_hash, ' +
  'm.branch, m.is_dirty, m.made_with, m.checksum, m.payload';

/**
 * The row as all drivers have it.
 * @param id tells it from others of the same answer.
 * @param madeWith what it was made with, as it is stored. Default: not known, where nobody asks.
 */
export function storedRow(row: JoinedRow, id: number, madeWith: string | null = null): StoredRow {
  const { test_name: testName, environment_key: environmentKey, metric, method, status, checksum, payload } = row;
  const { run_id: runId, recorded_at: recordedAt, commit_hash: commitHash, branch, is_dirty: isDirty } = row;
  return {
    measurement: { id, series: 0, run: 0, method, status, checksum, payload },
    series: withSeriesDigest({ id: 0, testName, environmentKey, metric }),
    run: withRunDigest({ id: 0, runId, recordedAt, commitHash, branch, isDirty, madeWith }),
  };
}

/** Adds runs of a project, in their order; one of the same identity is replaced. */
export async function insert(ask: Ask, project: string, records: readonly RunRecord[]): Promise<void> {
  // A statement cannot replace a row twice; deleted first, so that the last one counts as the newest added.
  const rows = new Map<string, ReturnType<typeof rowOf>>();
  for (const record of records) {
    const row = rowOf(project, record);
    const identity = `${row.series} ${row.run} ${row.method}`;
    rows.delete(identity);
    rows.set(identity, row);
  }
  const all = [...rows.values()];
  await insertMadeWith(ask, all);
  for (let start = 0; start < all.length; start += ROWS_AT_ONCE) {
    const some = all.slice(start, start + ROWS_AT_ONCE);
    await insertSeries(ask, project, some);
    await insertMeasurements(ask, some);
  }
}

function rowOf(project: string, record: RunRecord) {
  const { series, run, measurement } = toRows(record);
  return {
    ...series,
    ...run,
    ...measurement,
    series: seriesIdOf(project, record),
    run: idOf(record.runId),
    instant: parseTime(record.recordedAt),
    madeWithId: run.madeWith === null ? null : idOf(run.madeWith),
  };
}

type Row = ReturnType<typeof rowOf>;

async function insertSeries(ask: Ask, project: string, rows: readonly Row[]): Promise<void> {
  // Everybody takes them in the same order, so that nobody waits for each other.
  const each = [...new Map(rows.map((row) => [row.series, row])).values()].sort((a, b) =>
    a.series < b.series ? -1 : 1,
  );
  const of = <Field extends keyof Row>(field: Field) => each.map((row) => row[field]);
  await ask(
    `INSERT INTO ${SCHEMA}.series (series, project, test_name, environment_key, metric)
     SELECT series, $1, test_name, environment_key, metric
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) AS new (series, test_name, environment_key, metric)
     ON CONFLICT (series) DO NOTHING`,
    [project, of('series'), of('testName'), of('environmentKey'), of('metric')],
  );
}

async function insertMadeWith(ask: Ask, rows: readonly Row[]): Promise<void> {
  const contents = new Map(rows.flatMap(({ madeWithId, madeWith }) => (madeWithId ? [[madeWithId, madeWith]] : [])));
  if (contents.size === 0) return;
  const ids = [...contents.keys()].sort();
  await ask(
    `INSERT INTO ${SCHEMA}.made_with (made_with, content) SELECT * FROM unnest($1::uuid[], $2::text[])
     ON CONFLICT (made_with) DO NOTHING`,
    [ids, ids.map((id) => contents.get(id))],
  );
}

async function insertMeasurements(ask: Ask, rows: readonly Row[]): Promise<void> {
  const of = <Field extends keyof Row>(field: Field) => rows.map((row) => row[field]);
  await ask(
    `INSERT INTO ${SCHEMA}.measurement (added, series, run, method, status, instant, run_id, recorded_at, commit_hash, branch,
       is_dirty, made_with, checksum, payload)
     SELECT nextval('${SCHEMA}.added'), new.*
     FROM (
       SELECT series, run, method, status, instant, run_id, recorded_at, commit_hash, branch, is_dirty, made_with, checksum,
         payload
       FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::smallint[], $5::float8[], $6::text[], $7::text[], $8::text[],
         $9::text[], $10::smallint[], $11::uuid[], $12::integer[], $13::bytea[]) WITH ORDINALITY AS rows (series, run, method,
         status, instant, run_id, recorded_at, commit_hash, branch, is_dirty, made_with, checksum, payload, place)
       ORDER BY place
     ) AS new
     ON CONFLICT (series, run, method) DO UPDATE SET (added, status, instant, recorded_at, commit_hash, branch, is_dirty,
       made_with, checksum, payload) = (EXCLUDED.added, EXCLUDED.status, EXCLUDED.instant, EXCLUDED.recorded_at, EXCLUDED.commit_hash,
       EXCLUDED.branch, EXCLUDED.is_dirty, EXCLUDED.made_with, EXCLUDED.checksum, EXCLUDED.payload)`,
    [
      ...[of('series'), of('run'), of('method'), of('status'), of('instant'), of('runId'), of('recordedAt')],
      ...[
        of('commitHash'),
        of('branch'),
        of('isDirty'),
        of('madeWithId'),
        of('checksum'),
        of('payload').map((bytes) => Buffer.from(bytes)),
      ],
    ],
  );
}
