import type { CpuInfo } from 'node:os';
import { type Host, type ReadFile, thisHost } from '../../src/environment/host.ts';

/** Reads from a table of paths and contents, cut as a real file would be. */
export function filesOf(files: Readonly<Record<string, string>>): ReadFile {
  return (path, maxBytes) => files[path]?.slice(0, maxBytes) ?? null;
}

/** A Linux machine with four processors and 16 GiB, of which only these files exist. */
export function hostWith(files: Readonly<Record<string, string>>, changes: Partial<Host> = {}): Host {
  return {
    ...thisHost({}, filesOf(files)),
    platform: 'linux',
    architecture: 'x64',
    nodeVersion: '20.20.2',
    v8Version: '11.3.244.8-node.33',
    availableParallelism: () => 4,
    cpus: () => [],
    totalMemory: () => 16 * 2 ** 30,
    freeMemory: () => 4 * 2 ** 30,
    loadAverage: () => 0.5,
    ...changes,
  };
}

/** One processor as node:os describes it, with times in milliseconds. */
export function cpu(model: string, speed: number, times: Partial<CpuInfo['times']> = {}): CpuInfo {
  return { model, speed, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0, ...times } };
}

/** /proc/cpuinfo of a machine with these fields, in the kernel's layout, twice. */
export function cpuInfo(fields: Readonly<Record<string, string>>): string {
  const entry = Object.entries(fields).map(([name, value]) => `${name}\t: ${value}`);
  return `${entry.join('\n')}\n\n${entry.join('\n')}\n\n`;
}

/** What a virtual machine with an Intel processor says of it. */
export const CLOUD_CPU_INFO = cpuInfo({
  processor: '0',
  vendor_id: 'GenuineIntel',
  'cpu family': '6',
  model: '207',
  'model name': 'Intel(R) Xeon(R) Processor',
  stepping: '2',
  'cpu MHz': '2300.000',
  flags: 'fpu vme de pse tsc msr pae hypervisor lahf_lm',
});
