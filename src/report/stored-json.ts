import type { PerformanceBaseline, RunRecord } from '../model/baseline.ts';
import { stableJsonElement } from './stable-json.ts';

/**
 * What is stored, for programs; `schemaVersion` rises when a reader would have to change.
 *
 * @example
 * import type { StoredReport } from 'evenkeel';
 *
 * function withoutBaseline({ series }: StoredReport): readonly string[] {
 *   return series.filter(({ baseline }) => baseline === null).map(({ newest }) => newest.testName);
 * }
 */
export interface StoredReport {
  readonly kind: 'stored';
  readonly schemaVersion: 1;
  readonly series: readonly StoredSeriesReport[];
}

/** A test in an environment. */
export interface StoredSeriesReport {
  /** Null where no run of it counts. */
  readonly baseline: PerformanceBaseline | null;
  readonly newest: RunRecord;
}

/** What is stored in JSON, piece by piece, so that the store need not fit into memory. */
export async function* storedJson(series: AsyncIterable<StoredSeriesReport>): AsyncGenerator<string, void> {
  yield '{\n  "kind": "stored",\n  "schemaVersion": 1,\n  "series": [';
  let before = '\n';
  for await (const each of series) {
    yield before + stableJsonElement(each);
    before = ',\n';
  }
  yield before === '\n' ? ']\n}\n' : '\n  ]\n}\n';
}
