import type { DoctorReport } from '../../model/doctor.ts';
import { adviceOnConditions } from '../condition-advice.ts';

/** What the advice is made from. */
export type Findings = Pick<DoctorReport, 'environment' | 'calibration' | 'host' | 'noise'>;

type Check = (findings: Findings) => string | null;

/** What a person could do to make measurements steadier, most urgent first; empty where nothing was found. */
export function adviceOnMachine(findings: Findings): string[] {
  const own = CHECKS.flatMap((check) => check(findings) ?? []);
  return [...own, ...adviceOnConditions(findings.environment.runtimeConditions)];
}

const load: Check = ({ noise: { resources } }) => {
  if ((resources.cpuOthersPercent ?? 0) < 25) return null;
  return `Other programs use ${whole(resources.cpuOthersPercent)} % of the processors. Stop them, or measure in a job of its own.`;
};

const waiting: Check = ({ environment: { platformProfile }, noise: { resources } }) => {
  const { loadAverage } = resources;
  if (loadAverage === null || loadAverage <= platformProfile.cpuCores) return null;
  return `The load average is ${loadAverage.toFixed(1)} for ${platformProfile.cpuCores} processors: programs wait for their turn. Wait until it falls, or find what keeps it up.`;
};

const steal: Check = ({ noise: { resources } }) => {
  if ((resources.cpuStealPercent ?? 0) < 2) return null;
  return `The hypervisor gives ${whole(resources.cpuStealPercent)} % of the processor time to other machines. Use a runner with processors of its own.`;
};

const quota: Check = ({ environment: { platformProfile }, noise: { resources } }) => {
  const { cpuQuota } = platformProfile;
  if (cpuQuota === null || (Number.isInteger(cpuQuota) && !resources.cpuThrottledPercent)) return null;
  return `The container may use ${Number(cpuQuota.toFixed(2))} processors' worth of time, and is stopped when that is spent. Grant it whole processors (a cpuset, or a request equal to its limit), or no quota.`;
};

const singleProcessor: Check = ({ environment: { platformProfile } }) => {
  if (platformProfile.cpuCores > 1) return null;
  return 'There is one processor for the code under test and everything else. Two are enough.';
};

const memory: Check = ({ noise: { resources } }) => {
  if (resources.memoryPercent < 90 && (resources.memoryPressurePercent ?? 0) < 5) return null;
  return `${whole(resources.memoryPercent)} % of the memory is in use. Stop other programs, or raise the container's limit: a machine that swaps cannot be measured.`;
};

const clock: Check = ({ calibration: { timerResolution, timerCost }, host: { clockSource } }) => {
  if (timerResolution > 1e-6) {
    return `The clock's smallest step is ${(timerResolution * 1e6).toFixed(1)} µs, so only long samples can be timed well. Check that nothing has replaced performance.now().`;
  }
  if (timerCost < 5e-7) return null;
  const source = clockSource === null ? '' : ` (its source is ${clockSource})`;
  return `Reading the clock costs ${(timerCost * 1e9).toFixed(0)} ns${source}. Boot with a quicker one, such as tsc, where the machine has it.`;
};

const power: Check = ({ host: { powerSource, savesPower } }) => {
  if (savesPower) return 'The operating system saves power, which slows the processors down at times. Switch that off.';
  return powerSource === 'battery' ? 'The machine runs on its battery. Plug it in.' : null;
};

const governor: Check = ({ host }) => {
  if (host.governor === null || host.governor === 'performance') return null;
  return `The governor '${host.governor}' changes the processors' frequency with their load. For steadier times: sudo cpupower frequency-set -g performance`;
};

const turbo: Check = ({ host, environment: { platformProfile } }) => {
  // Inside a virtual machine nothing can be done about it.
  if (host.turbo !== true || platformProfile.virtualized) return null;
  return 'Turbo is on: the processors are quicker while they are cool, and slower once they are warm. For steadier times, at the price of slower ones, switch it off in the firmware, or in intel_pstate/no_turbo or cpufreq/boost below /sys/devices/system/cpu.';
};

const unrest: Check = ({ noise }) => {
  if (noise.medianPercent < 5 && noise.percentile95Percent < 25) return null;
  return `The same work took ${whole(noise.medianPercent)} % longer than its quickest pass in half of the passes, and ${whole(noise.percentile95Percent)} % in one of twenty. Small slow-downs need more processes here: raise \`processes\`, or measure on a calmer machine.`;
};

const CHECKS: readonly Check[] = [
  load,
  waiting,
  steal,
  quota,
  singleProcessor,
  memory,
  clock,
  power,
  governor,
  turbo,
  unrest,
];

function whole(percent: number | null): string {
  return Math.round(percent ?? 0).toString();
}
