import type { AcrossReport, AcrossRow, AcrossTest } from '../../model/across.ts';
import { csvCell } from '../documents/csv.ts';

type Value = string | number | null;

const COLUMNS: readonly (readonly [heading: string, value: (row: AcrossRow, test: AcrossTest) => Value])[] = [
  ['test', (_, { testName }) => testName],
  ['metric', (_, { metric }) => metric.name],
  ['unit', (_, { metric }) => metric.unit],
  ['normalising', (_, { normalising }) => normalising],
  ['rank', ({ rank }) => rank],
  ['project', ({ project }) => project],
  ['environment', ({ environmentKey }) => environmentKey],
  ['runs', ({ runs }) => runs],
  ['last_recorded_at', ({ lastRecordedAt }) => lastRecordedAt],
  ['estimate', ({ estimate }) => estimate],
  ['estimate_low', ({ interval }) => interval?.[0] ?? null],
  ['estimate_high', ({ interval }) => interval?.[1] ?? null],
  ['factor', ({ factor }) => factor],
  ['normalised', ({ normalised }) => normalised],
  ['normalised_low', ({ normalisedInterval }) => normalisedInterval?.[0] ?? null],
  ['normalised_high', ({ normalisedInterval }) => normalisedInterval?.[1] ?? null],
  ['reference', ({ isReference }) => (isReference ? 'yes' : 'no')],
  ['change_percent', ({ change }) => change?.percent ?? null],
  ['change_low_percent', ({ change }) => change?.interval[0] ?? null],
  ['change_high_percent', ({ change }) => change?.interval[1] ?? null],
  ['differs', ({ differs }) => (differs === null ? null : differs ? 'yes' : 'open')],
  ['note', ({ note }) => note],
];

/** Projects side by side as CSV (RFC 4180), a row for each series, piece by piece; safe to open as a spreadsheet. */
export function* acrossCsv({ tests }: Pick<AcrossReport, 'tests'>): Generator<string, void> {
  yield `${COLUMNS.map(([heading]) => heading).join(',')}\r\n`;
  for (const test of tests) {
    for (const row of test.rows) yield `${COLUMNS.map(([, value]) => csvCell(value(row, test))).join(',')}\r\n`;
  }
}
