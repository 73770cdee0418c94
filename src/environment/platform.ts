import type { PlatformProfile } from '../model/environment.ts';
import type { Host } from './host.ts';
import { readCgroupLimits } from './linux/cgroup.ts';
import { readProcessor } from './linux/processor.ts';
import { virtualizationEvidence } from './linux/virtualization.ts';

/** What can be told of a machine without measuring it. */
export type MachineProfile = Omit<PlatformProfile, 'baselineFactor'>;

const GIBIBYTE = 2 ** 30;

const FAMILIES: Readonly<Record<string, string>> = { win32: 'windows' };
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'x86_64', ia32: 'x86' };

interface Told {
  readonly cpuModel: string | null;
  readonly cpuFrequencyMhz: number | null;
  readonly cpuQuota: number | null;
  /** Bytes; null where nothing limits it. */
  readonly memoryLimit: number | null;
  readonly virtualizationEvidence: readonly string[];
}

/**
 * What the machine is, from small files on Linux and from node:os elsewhere: no process is started, and nothing is
 * measured. What the platform does not say is null, or empty; outside Linux that is most of what concerns containers
 * and virtual machines.
 */
export function describeMachine(host: Host): MachineProfile {
  const parallelism = Math.max(1, host.availableParallelism());
  const told = host.platform === 'linux' ? askLinux(host, parallelism) : askNode(host);
  const evidence = told.virtualizationEvidence;
  return {
    // A quota of 1.5 keeps a second processor busy half of the time: it may be used, so it counts.
    cpuCores: Math.min(parallelism, Math.ceil(told.cpuQuota ?? parallelism)),
    cpuQuota: told.cpuQuota,
    cpuModel: told.cpuModel ?? 'unknown',
    cpuFrequencyMhz: told.cpuFrequencyMhz,
    memoryGb: Math.min(host.totalMemory(), told.memoryLimit ?? Number.POSITIVE_INFINITY) / GIBIBYTE,
    platformFamily: FAMILIES[host.platform] ?? host.platform,
    virtualized: evidence.length > 0,
    virtualizationEvidence: evidence,
    architecture: ARCHITECTURES[host.architecture] ?? host.architecture,
    nodeVersion: host.nodeVersion,
    v8Version: host.v8Version,
  };
}

function askLinux(host: Host, parallelism: number): Told {
  const processor = readProcessor(host.readFile, parallelism);
  const limits = readCgroupLimits(host.readFile);
  return {
    cpuModel: processor.model,
    cpuFrequencyMhz: processor.frequencyMhz,
    cpuQuota: limits.cpuQuota,
    memoryLimit: limits.memory?.limit ?? null,
    virtualizationEvidence: virtualizationEvidence(host, processor.hypervisor),
  };
}

function askNode(host: Host): Told {
  const [first] = host.cpus();
  const model = first?.model.trim() ?? '';
  // On Apple silicon Node says 24 MHz or 2400 MHz, whichever the machine: neither is a measurement.
  const speed = host.platform === 'darwin' && host.architecture === 'arm64' ? 0 : (first?.speed ?? 0);
  return {
    cpuModel: model === '' || model === 'unknown' ? null : model,
    cpuFrequencyMhz: speed > 0 ? speed : null,
    cpuQuota: null,
    memoryLimit: null,
    virtualizationEvidence: /virtual/i.test(model) ? [`the processor calls itself ${model}`] : [],
  };
}
