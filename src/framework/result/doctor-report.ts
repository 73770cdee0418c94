import { type ExaminationOptions, examineMachine } from '../../environment/doctor/examine.ts';
import type { DoctorReport } from '../../model/doctor.ts';
import { packageVersion } from './version.ts';

/**
 * What `evenkeel doctor` reports: tests are measured in fresh processes, so that is what it looks at.
 * @throws EnvironmentDetectionError where the clock is too coarse to calibrate.
 */
export async function examine(options: ExaminationOptions = {}): Promise<DoctorReport> {
  const examination = await examineMachine({ measuresIn: 'fresh_processes', ...options });
  return { kind: 'doctor', schemaVersion: 1, evenkeelVersion: packageVersion(), ...examination };
}
