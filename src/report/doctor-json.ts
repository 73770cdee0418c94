import type { DoctorReport } from '../model/doctor.ts';
import { stableJson } from './stable-json.ts';

// The order of reading: what it is, what to do, then the details.
const TOP_LEVEL: readonly string[] = [
  'kind',
  'schemaVersion',
  'evenkeelVersion',
  'advice',
  'environment',
  'host',
  'calibration',
  'noise',
] satisfies readonly (keyof DoctorReport)[];

/** The report of `evenkeel doctor` for programs, see {@link stableJson}. */
export function renderDoctorJson(report: DoctorReport): string {
  return stableJson(report, TOP_LEVEL);
}
