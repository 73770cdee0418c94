import type { RunRecord, RunStatus } from '../../model/baseline.ts';
import type { MeasurementMethod } from '../../model/measurement.ts';
import { checksum } from '../encoding/checksum.ts';
import { decodeMeasurement, encodeMeasurement } from '../encoding/measurement-codec.ts';

/** Stored by their place in these lists, so entries are only ever added, at the end. */
const METHODS: readonly MeasurementMethod[] = ['fresh_processes', 'in_process', 'samples'];
const STATUSES: readonly RunStatus[] = ['recorded', 'regression', 'accepted'];

/** What tells a series. */
export interface SeriesRow {
  readonly testName: string;
  readonly environmentKey: string;
}

/** What the tests of one run share. */
export interface RunRow {
  readonly runId: string;
  readonly recordedAt: string;
  readonly commitHash: string | null;
  readonly branch: string | null;
}

/** What is stored of one test in one run. */
export interface MeasurementRow {
  readonly method: number;
  readonly status: number;
  readonly payload: Uint8Array;
}

/** All columns of a run of one test, joined. */
export interface StoredRow extends SeriesRow, RunRow, MeasurementRow {
  /** Ascends in the order of insertion. */
  readonly id: number;
  readonly checksum: number;
}

/** The columns that a record is stored in. */
export function toRow(record: RunRecord): SeriesRow & RunRow & MeasurementRow & { readonly checksum: number } {
  const row = {
    testName: record.testName,
    environmentKey: record.environmentKey,
    runId: record.runId,
    recordedAt: record.recordedAt,
    commitHash: record.commit,
    branch: record.branch,
    method: METHODS.indexOf(record.method),
    status: statusCode(record.status),
    payload: encodeMeasurement(record),
  };
  return { ...row, checksum: rowChecksum(row) };
}

export function statusCode(status: RunStatus): number {
  return STATUSES.indexOf(status);
}

/**
 * Covers a record as it comes back, across its three tables, so that neither a changed text nor a row that was joined
 * to the wrong one goes unnoticed.
 */
export function rowChecksum(row: SeriesRow & RunRow & MeasurementRow): number {
  const names = [row.testName, row.environmentKey, row.runId, row.recordedAt, row.commitHash, row.branch];
  return checksum(row.payload, checksum(JSON.stringify([...names, row.method, row.status])));
}

/** What a run is, without its numbers. */
export type RunHead = Pick<RunRecord, 'testName' | 'environmentKey' | 'runId' | 'recordedAt' | 'method' | 'status'> & {
  /** Of its row. */
  readonly id: number;
};

/** What run a row holds, without unpacking its numbers; null where the row is not what was once stored. */
export function toHead(row: StoredRow): RunHead | null {
  const method = METHODS[row.method];
  const status = STATUSES[row.status];
  if (method === undefined || status === undefined || rowChecksum(row) !== row.checksum) return null;
  const { id, testName, environmentKey, runId, recordedAt } = row;
  return { id, testName, environmentKey, runId, recordedAt, method, status };
}

/** The record in a row; null where the row is not what was once stored. */
export function toRecord(row: StoredRow): RunRecord | null {
  const head = toHead(row);
  if (head === null) return null;
  const { id: _, ...run } = head;
  return { ...run, commit: row.commitHash, branch: row.branch, ...decodeMeasurement(row.payload) };
}
