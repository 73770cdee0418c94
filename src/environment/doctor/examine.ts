import { runControlKernel } from '../../measure/control-kernel.ts';
import type { DoctorReport, NoiseFindings } from '../../model/doctor.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import { quantile } from '../../statistics/core/quantile.ts';
import { Detection } from '../detection.ts';
import type { EnvironmentDetectorOptions } from '../detector-options.ts';
import { type Host, thisHost } from '../host.ts';
import { firmwareIsVirtual } from '../linux/virtualization.ts';
import { startResourceWatch } from '../resources.ts';
import { type RunCommand, runCommand } from './commands.ts';
import { askHardwareCounters } from './hardware-counters.ts';
import { askHostConditions } from './host-conditions.ts';
import { adviceOnMachine } from './machine-advice.ts';

/** What is found out about a machine. */
export type Examination = Omit<DoctorReport, 'kind' | 'schemaVersion' | 'evenkeelVersion'>;

/** Options for `examineMachine`. */
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
  const counters = await askHardwareCounters(host, run);
  const evidence = await askVirtualMachine(host, run);
  const noise = listenForNoise(seconds, undefined, host);
  const environment = withEvidence(await detection.getEnvironmentContext(), evidence);
  const findings = { environment, calibration, host: conditions, noise };
  return { ...findings, counters, advice: adviceOnMachine(findings) };
}

function withEvidence(context: EnvironmentContext, evidence: readonly string[]): EnvironmentContext {
  const { platformProfile } = context;
  const virtualizationEvidence = [...platformProfile.virtualizationEvidence, ...evidence];
  const virtualized = virtualizationEvidence.length > 0;
  return { ...context, platformProfile: { ...platformProfile, virtualized, virtualizationEvidence } };
}

const WARM_UPS = 20;

/**
 * Runs the control kernel over and over, and says how unlike its passes were: the work never changes, so that whatever
 * differs is the machine.
 *
 * @param seconds of kernel time; at least one pass is made.
 * @param runKernel makes a pass and returns its seconds.
 */
export function listenForNoise(
  seconds: number,
  runKernel: () => number = runControlKernel,
  host: Host = thisHost(),
): NoiseFindings {
  for (let i = 0; i < WARM_UPS; i++) runKernel();
  const watch = startResourceWatch(host);
  const passes: number[] = [];
  let spent = 0;
  do {
    const pass = runKernel();
    passes.push(pass);
    spent += pass;
  } while (spent < seconds);
  const quickest = quantile(passes, 0);
  const above = (level: number) => 100 * (quantile(passes, level) / quickest - 1);
  return {
    passes: passes.length,
    quickest,
    medianPercent: above(0.5),
    percentile95Percent: above(0.95),
    longestInterruption: quantile(passes, 1) - quickest,
    resources: watch.stop(),
  };
}

/**
 * What gives a virtual machine away on macOS and Windows, where only programs know; they take too long to be asked in every
 * session. Empty elsewhere, and where nothing does.
 *
 * Source: Apple's sysctl `kern.hv_vmm_present`; Windows' copy of the firmware's tables in its registry.
 */
export async function askVirtualMachine({ platform }: Host, run: RunCommand): Promise<string[]> {
  if (platform === 'darwin') {
    const present = await run('sysctl', ['-n', 'kern.hv_vmm_present']);
    return present?.trim() === '1' ? ['kern.hv_vmm_present is 1'] : [];
  }
  if (platform !== 'win32') return [];
  const bios = await run('reg', ['query', String.raw`HKLM\HARDWARE\DESCRIPTION\System\BIOS`]);
  const product = ['SystemManufacturer', 'SystemProductName']
    .map((name) => new RegExp(`^\\s+${name}\\s+REG_SZ\\s+(.*\\S)`, 'm').exec(bios ?? '')?.[1])
    .filter((value) => value !== undefined)
    .join(' ');
  return firmwareIsVirtual(product) ? [`the firmware names ${product}`] : [];
}
