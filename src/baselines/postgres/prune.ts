import { dateOf } from '../../real-time.ts';
import { methodAndStatus } from '../encoding/stored-row.ts';
import { expiredRuns, type RetainedRun } from '../retention.ts';
import type { PruneOptions } from '../store.ts';
import { CROWDED_SERIES } from './newest.ts';
import { SCHEMA } from './schema.ts';
import type { Ask } from './server.ts';

/** Milliseconds of a day. */
const DAY = 24 * 60 * 60 * 1000;

/** Series that are looked at in one statement. */
const SERIES_AT_ONCE = 500;

/** Lets old runs of a project go. @returns how many went. */
export async function letGo(ask: Ask, project: string, options: PruneOptions): Promise<number> {
  const { olderThanDays, keepRuns, now } = options;
  // What it does not like is wrong wherever there is nothing to let go of, too.
  expiredRuns([], options);
  const most = Number.isFinite(keepRuns) ? Math.floor(keepRuns) : Number.MAX_SAFE_INTEGER;
  const crowded = await ask<{ series: string }>(CROWDED_SERIES, [project, most, now.getTime() - olderThanDays * DAY]);
  let gone = 0;
  for (let start = 0; start < crowded.length; start += SERIES_AT_ONCE) {
    const series = crowded.slice(start, start + SERIES_AT_ONCE).map((row) => row.series);
    gone += await letGoOf(ask, series, options);
  }
  return gone;
}

/** A run that cannot be read. */
export interface UselessRow {
  readonly series: string;
  readonly run: string;
  readonly method: number;
  readonly checksum: number;
}

/** Removes rows that cannot be read, as they are: a sound run may have taken the place of one meanwhile. */
export async function letGoOfUseless(ask: Ask, leftOut: readonly { readonly row: UselessRow }[]): Promise<void> {
  if (leftOut.length === 0) return;
  const of = <Field extends keyof UselessRow>(field: Field) => leftOut.map(({ row }) => row[field]);
  await ask(
    `DELETE FROM ${SCHEMA}.measurement m
     USING unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::integer[]) AS gone (series, run, method, checksum)
     WHERE m.series = gone.series AND m.run = gone.run AND m.method = gone.method AND m.checksum = gone.checksum`,
    [of('series'), of('run'), of('method'), of('checksum')],
  );
}

interface HeadRow {
  readonly series: string;
  readonly method: number;
  readonly status: number;
  readonly instant: number;
  /** A whole number that JavaScript may not have. */
  readonly added: string;
}

async function letGoOf(ask: Ask, series: readonly string[], options: PruneOptions): Promise<number> {
  const rows = await ask<HeadRow>(
    `SELECT series, method, status, instant, added FROM ${SCHEMA}.measurement WHERE series = ANY ($1)
     ORDER BY series, method, instant, added`,
    [series],
  );
  const ofSeries = new Map<string, Head[]>(series.map((id) => [id, []]));
  for (const row of rows) ofSeries.get(row.series)!.push(...headOf(row));
  const expired = [...ofSeries.values()].flatMap((runs) => expiredRuns(runs, options)).map(({ row }) => row);
  if (expired.length === 0) return 0;
  const of = <Field extends keyof HeadRow>(field: Field) => expired.map((row) => row[field]);
  // One that was accepted meanwhile stays: it is the new anchor.
  const [counted] = await ask<{ count: number }>(
    `WITH gone AS (
       DELETE FROM ${SCHEMA}.measurement m
       USING unnest($1::uuid[], $2::smallint[], $3::float8[], $4::bigint[], $5::smallint[]) AS old (series, method, instant, added, status)
       WHERE m.series = old.series AND m.method = old.method AND m.instant = old.instant AND m.added = old.added
         AND m.status = old.status
       RETURNING 1
     ) SELECT count(*)::integer FROM gone`,
    [of('series'), of('method'), of('instant'), of('added'), of('status')],
  );
  return counted!.count;
}

interface Head extends RetainedRun {
  readonly row: HeadRow;
}

// What cannot be read is let go where it was met, and is nothing to count by.
function headOf(row: HeadRow): readonly Head[] {
  const known = methodAndStatus(row);
  const time = dateOf(row.instant);
  return known === null || Number.isNaN(time.getTime()) ? [] : [{ ...known, recordedAt: time.toISOString(), row }];
}
