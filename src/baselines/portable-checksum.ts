import type { ProcessSummary, RunRecord } from '../model/baseline.ts';
import type { Metric } from '../model/metric.ts';
import type { QuantileSketch } from '../model/statistics.ts';
import { checksum } from './encoding/checksum.ts';
import { MADE_WITH_FIELDS } from './encoding/made-with-text.ts';
import { PORTABLE_FORMAT } from './portable-format.ts';

type Field = Exclude<keyof RunRecord, 'madeWith'> | keyof Metric | keyof ProcessSummary | keyof QuantileSketch;

/** Everything that is exported of a run, in the order in which it is written and summed. */
const FIELDS_OF_RUNS = Object.keys({
  testName: true,
  environmentKey: true,
  metric: true,
  name: true,
  unit: true,
  better: true,
  scatter: true,
  runId: true,
  recordedAt: true,
  method: true,
  status: true,
  estimate: true,
  decayFactor: true,
  commit: true,
  branch: true,
  isDirty: true,
  processes: true,
  location: true,
  control: true,
  cpuTime: true,
  controlCpuTime: true,
  callsPerSample: true,
  position: true,
  sketch: true,
  accuracy: true,
  zeroCount: true,
  buckets: true,
} satisfies Record<Field, true>);

// At the end, so that the text of a run of which nothing of this is known is what it was before.
const FIELDS = [...FIELDS_OF_RUNS, 'madeWith', ...MADE_WITH_FIELDS];

/** A run as exports have it, without its checksum: the same text for equal runs, whatever order their fields are in. */
export function runText(run: RunRecord): string {
  return JSON.stringify(run, FIELDS);
}

/** What every run of an export carries: CRC-32 of its {@link runText}, as eight hexadecimal digits. */
export function checksumOfText(text: string): string {
  return (checksum(text) >>> 0).toString(16).padStart(8, '0');
}

/** What the whole carries, so that no run can go missing, be doubled or change places, and no date can change. */
export function checksumOfWhole(version: number, exportedAt: string, checksums: readonly string[]): string {
  return checksumOfText(JSON.stringify([PORTABLE_FORMAT, version, exportedAt, ...checksums]));
}
