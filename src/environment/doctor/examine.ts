import type { DoctorReport } from '../../model/doctor.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import { Detection } from '../detection.ts';
import type { EnvironmentDetectorOptions } from '../detector-options.ts';
import { type Host, thisHost } from '../host.ts';
import { type RunCommand, runCommand } from './commands.ts';
import { askHostConditions } from './host-conditions.ts';
import { adviceOnMachine } from './machine-advice.ts';
import { listenForNoise } from './noise.ts';
import { askVirtualMachine } from './virtual-machine.ts';

/** What is found out about a machine. */
export type Examination = Omit<DoctorReport, 'kind' | 'schemaVersion' | 'evenkeelVersion'>;

/** What `examineMachine` may be told. */
export interface ExaminationOptions extends EnvironmentDetectorOptions {
  /** Seconds of self-test; 1 unless said. */
  readonly seconds?: number;
  readonly host?: Host;
  readonly run?: RunCommand;
}

/**
 * Examines the machine: environment, a calibration made anew (and kept, as any), how it is set up, how noisy it is right
 * now, and what could be done about that. Takes a second or two, and starts programs of the system on macOS and Windows.
 *
 * @throws EnvironmentDetectionError where the clock is too coarse to calibrate.
 */
export async function examineMachine(options: ExaminationOptions = {}): Promise<Examination> {
  const { seconds = 1, host = thisHost(), run = runCommand } = options;
  const detection = new Detection(options);
  const calibration = await detection.measureBaselinePerformance({ anew: true });
  const conditions = await askHostConditions(host, run);
  const evidence = await askVirtualMachine(host, run);
  const noise = listenForNoise(seconds, undefined, host);
  const environment = withEvidence(await detection.getEnvironmentContext(), evidence);
  const findings = { environment, calibration, host: conditions, noise };
  return { ...findings, advice: adviceOnMachine(findings) };
}

function withEvidence(context: EnvironmentContext, evidence: readonly string[]): EnvironmentContext {
  const { platformProfile } = context;
  const virtualizationEvidence = [...platformProfile.virtualizationEvidence, ...evidence];
  const virtualized = virtualizationEvidence.length > 0;
  return { ...context, platformProfile: { ...platformProfile, virtualized, virtualizationEvidence } };
}
