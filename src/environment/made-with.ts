import { release, version } from 'node:os';
import type { BaselinePerformance } from '../model/environment.ts';
import type { Lockfile, MachineSpeed, MadeWith } from '../model/made-with.ts';
import { runnerImage } from './ci/runner-image.ts';
import type { Host } from './host.ts';
import { plainFact } from './plain-fact.ts';
import type { MachineProfile } from './platform.ts';

/** What is known already when the rest is asked for. */
interface Known {
  readonly host: Host;
  readonly profile: MachineProfile;
  readonly speed: BaselinePerformance;
  readonly lockfiles: readonly Lockfile[];
}

/** What runs of this process are made with: from what is known, and two small questions to the system. */
export function madeWithOf({ host, profile, speed, lockfiles }: Known): MadeWith {
  return {
    node: plainFact(profile.nodeVersion.replace(/^v/, '')),
    v8: plainFact(profile.v8Version),
    runtime: null,
    os: plainFact(systemName(host)),
    kernel: plainFact(release()),
    runnerImage: runnerImage(host.env),
    processor: profile.cpuModel === 'unknown' ? null : plainFact(profile.cpuModel),
    machineSpeed: speedOf(speed),
    lockfiles,
  };
}

/** Source: os-release(5), which every distribution of Linux has. */
function systemName({ platform, readFile }: Host): string {
  // On macOS that is a line about the kernel.
  if (platform === 'win32') return version();
  const file = platform === 'linux' ? (readFile('/etc/os-release') ?? readFile('/usr/lib/os-release')) : null;
  return /^PRETTY_NAME=["']?([^"'\n]+)/m.exec(file ?? '')?.[1] ?? platform;
}

function speedOf({ factor, kernels: { compute, memory, allocation } }: BaselinePerformance): MachineSpeed {
  return {
    factor: rounded(factor),
    compute: rounded(compute.factor),
    memory: rounded(memory.factor),
    allocation: rounded(allocation.factor),
  };
}

// More digits than it is measured with say nothing.
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
