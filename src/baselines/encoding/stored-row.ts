import { CacheCorruptionError } from '../../errors.ts';
import type { LostRun, RunRecord, RunStatus } from '../../model/baseline.ts';
import type { MeasurementMethod } from '../../model/measurement.ts';
import { metricIn, ofMetric, textOfMetric } from '../metric-text.ts';
import { problemsOf, problemsOfHead } from '../record-check.ts';
import { checksum } from './checksum.ts';
import { madeWithIn, textOfMadeWith } from './made-with-text.ts';
import { decodeMeasurement, encodeMeasurement } from './measurement-codec.ts';

/** Stored by their place in these lists, so entries are only ever added, at the end. */
const METHODS: readonly MeasurementMethod[] = ['fresh_processes', 'in_process', 'samples'];
const STATUSES: readonly RunStatus[] = ['recorded', 'regression', 'accepted', 'undecided', 'partial'];

/** The numbers by which methods are stored. */
export const METHOD_CODES: readonly number[] = [...METHODS.keys()];

/** The number by which a status is stored. */
export function statusCode(status: RunStatus): number {
  return STATUSES.indexOf(status);
}

/** A series as it is stored. */
export interface SeriesRow {
  readonly id: number;
  readonly testName: string;
  readonly environmentKey: string;
  /** As `textOfMetric` writes it. */
  readonly metric: string;
}

/** What the tests of one run share, as it is stored. */
export interface RunRow {
  readonly id: number;
  readonly runId: string;
  readonly recordedAt: string;
  readonly commitHash: string | null;
  readonly branch: string | null;
  /** 1 for yes, 0 for no; null where it is not known. */
  readonly isDirty: number | null;
  /** As `textOfMadeWith` writes it; null where it is not known. */
  readonly madeWith: string | null;
}

/** One test in one run, as it is stored. */
export interface MeasurementRow {
  /** Ascends in the order of insertion. */
  readonly id: number;
  /** Id of its `SeriesRow`. */
  readonly series: number;
  /** Id of its `RunRow`. */
  readonly run: number;
  readonly method: number;
  readonly status: number;
  readonly checksum: number;
  readonly payload: Uint8Array;
}

/** A row with the checksum of its texts, which is worked out once for all the rows that refer to it. */
export type Named<R> = R & { readonly digest: number };

/** One test in one run, with the names that it refers to. */
export interface StoredRow {
  readonly measurement: MeasurementRow;
  readonly series: Named<SeriesRow>;
  readonly run: Named<RunRow>;
}

export function withSeriesDigest(row: SeriesRow): Named<SeriesRow> {
  return { ...row, digest: seriesDigest(row) };
}

export function withRunDigest(row: RunRow): Named<RunRow> {
  return { ...row, digest: runDigest(row) };
}

// Nothing is added for time, so that rows of stores that knew nothing else keep their checksums.
function seriesDigest({ testName, environmentKey, metric }: Omit<SeriesRow, 'id'>): number {
  return checksum(JSON.stringify([testName, environmentKey, ...(metric === '' ? [] : [metric])]));
}

// What is not known is left out, so that rows of stores that could not say it keep their checksums.
function runDigest({ runId, recordedAt, commitHash, branch, isDirty }: Omit<RunRow, 'id' | 'madeWith'>): number {
  const state = isDirty === null ? [] : [isDirty];
  return checksum(JSON.stringify([runId, recordedAt, commitHash, branch, ...state]));
}

/**
 * Covers a record as it comes back, across its three tables, so that neither a changed text nor a row that was joined
 * to the wrong one goes unnoticed.
 */
function rowChecksum(
  series: { readonly digest: number },
  run: { readonly digest: number },
  { method, status, payload }: Pick<MeasurementRow, 'method' | 'status' | 'payload'>,
): number {
  return checksum(payload, checksum(`${series.digest} ${run.digest} ${method} ${status}`));
}

/** The columns of a record in the three tables, without the ids that they are yet to get. */
export function toRows(record: RunRecord) {
  const { testName, environmentKey } = record;
  const series = { testName, environmentKey, metric: textOfMetric(record.metric) };
  const run = {
    runId: record.runId,
    recordedAt: record.recordedAt,
    commitHash: record.commit,
    branch: record.branch,
    isDirty: record.isDirty === null ? null : Number(record.isDirty),
    madeWith: record.madeWith === undefined ? null : textOfMadeWith(record.madeWith),
  };
  const measurement = {
    method: METHODS.indexOf(record.method),
    status: statusCode(record.status),
    payload: encodeMeasurement(record),
  };
  const digests = [{ digest: seriesDigest(series) }, { digest: runDigest(run) }] as const;
  return { series, run, measurement: { ...measurement, checksum: rowChecksum(...digests, measurement) } };
}

/** The columns that change with the status. */
export function statusColumns(row: StoredRow, status: RunStatus): Pick<MeasurementRow, 'status' | 'checksum'> {
  const code = statusCode(status);
  return { status: code, checksum: rowChecksum(row.series, row.run, { ...row.measurement, status: code }) };
}

/** What a run is, without its numbers. */
export type RunHead = Pick<RunRecord, 'testName' | 'environmentKey' | 'metric' | 'recordedAt' | 'method' | 'status'> & {
  /** Of its `MeasurementRow`. */
  readonly id: number;
};

/** The method and the status in a row; null where it is not what was once stored. */
export function methodAndStatus(
  row: Pick<MeasurementRow, 'method' | 'status'>,
): Pick<RunRecord, 'method' | 'status'> | null {
  const method = METHODS[row.method];
  const status = STATUSES[row.status];
  return method === undefined || status === undefined ? null : { method, status };
}

/** What a row turns out to hold. */
export type Reading<Value> =
  | { readonly kind: 'run'; readonly value: Value }
  /** It is not what was once stored. */
  | { readonly kind: 'damaged' }
  /** It is as it was stored, and what was stored cannot have been measured: another program wrote it. */
  | { readonly kind: 'impossible'; readonly problem: string };

/** What run a row holds, without unpacking its numbers. */
export function readRunHead({ measurement, series, run }: StoredRow): Reading<RunHead> {
  const known = methodAndStatus(measurement);
  // What is read of a page that was lost may be anything.
  const isIntact =
    measurement.payload instanceof Uint8Array && rowChecksum(series, run, measurement) === measurement.checksum;
  const metric = metricIn(series.metric);
  if (known === null || metric === null || !isIntact) return { kind: 'damaged' };
  const { testName, environmentKey } = series;
  const { recordedAt, runId, commitHash: commit, branch } = run;
  const [problem] = problemsOfHead({
    testName,
    environmentKey,
    ...ofMetric(metric),
    recordedAt,
    runId,
    commit,
    branch,
  });
  if (problem !== undefined) return { kind: 'impossible', problem };
  const named = { testName, environmentKey, ...ofMetric(metric) };
  return { kind: 'run', value: { ...named, id: measurement.id, recordedAt, ...known } };
}

/** What can be told of a row that cannot be read: names and times as they stand there now. */
export function toLostRun(
  series: Pick<SeriesRow, 'testName' | 'environmentKey'> | undefined,
  run: Pick<RunRow, 'runId' | 'recordedAt'> | undefined,
  method: number,
): LostRun {
  return {
    testName: textIn(series?.testName),
    environmentKey: textIn(series?.environmentKey),
    runId: textIn(run?.runId),
    recordedAt: textIn(run?.recordedAt),
    method: METHODS[method] ?? null,
  };
}

/** The record in a row. */
export function readRecord(row: StoredRow): Reading<RunRecord> {
  const head = readRunHead(row);
  if (head.kind !== 'run') return head;
  try {
    const record = recordIn(row, head.value);
    const [problem] = problemsOf(record);
    return problem === undefined ? { kind: 'run', value: record } : { kind: 'impossible', problem };
  } catch (error) {
    if (!(error instanceof CacheCorruptionError)) throw error;
    return { kind: 'impossible', problem: error.message };
  }
}

function recordIn({ run, measurement }: StoredRow, head: RunHead): RunRecord {
  const { testName, environmentKey, metric, recordedAt, method, status } = head;
  const { runId, commitHash: commit, branch, isDirty } = run;
  const madeWith = typeof run.madeWith === 'string' ? madeWithIn(run.madeWith) : null;
  const { estimate, decayFactor, processes } = decodeMeasurement(measurement.payload);
  return {
    testName,
    environmentKey,
    ...ofMetric(metric),
    runId,
    recordedAt,
    method,
    status,
    estimate,
    decayFactor,
    commit,
    branch,
    isDirty: isDirty === null ? null : isDirty !== 0,
    ...(madeWith === null ? {} : { madeWith }),
    processes,
  };
}

/** Whether what a run was made with is there and is not what was once stored; the run itself may be sound. */
export function isMadeWithDamaged({ run: { madeWith } }: StoredRow): boolean {
  return madeWith !== null && (typeof madeWith !== 'string' || madeWithIn(madeWith) === null);
}

/** What is said of that. */
export const DAMAGED_MADE_WITH =
  'What some stored runs were made with (Node, dependencies, the runner) did not match its checksum and was left out; what was ' +
  'measured is not concerned.';

// A page that stands where another one belongs may have bytes or numbers there.
function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
