import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { availableParallelism, type CpuInfo, cpus, freemem, hostname, loadavg, totalmem } from 'node:os';
import type { Environment } from './ci/vendor.ts';

/**
 * Reads a small text file; null where there is none or it may not be read, which on a machine's own files means that
 * the machine does not say. With `maxBytes`, no more than the file's beginning.
 */
export type ReadFile = (path: string, maxBytes?: number) => string | null;

/** What the platform is asked for. The functions cost system calls and are called where their answer is needed. */
export interface Host {
  readonly platform: NodeJS.Platform;
  /** As Node names it: `'x64'`, `'arm64'`, … */
  readonly architecture: string;
  readonly nodeVersion: string;
  readonly v8Version: string;
  readonly env: Environment;
  readonly readFile: ReadFile;
  /** Processors that the scheduler may put this process on. */
  readonly availableParallelism: () => number;
  readonly cpus: () => readonly CpuInfo[];
  /** Bytes. */
  readonly totalMemory: () => number;
  readonly freeMemory: () => number;
  readonly hostName: () => string;
  /** One-minute load average. */
  readonly loadAverage: () => number;
  /** Seconds of processor time that this process has used. */
  readonly ownProcessorTime: () => number;
}

/** The machine that this runs on, with its files read through `readFile`. */
export function thisHost(env: Environment = process.env, readFile: ReadFile = readSystemFile): Host {
  return {
    platform: process.platform,
    architecture: process.arch,
    nodeVersion: process.versions.node,
    v8Version: process.versions.v8,
    env,
    readFile,
    availableParallelism,
    cpus,
    totalMemory: totalmem,
    freeMemory: freemem,
    hostName: hostname,
    loadAverage: () => loadavg()[0] ?? 0,
    ownProcessorTime: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
  };
}

/** A `ReadFile` for real files. */
export function readSystemFile(path: string, maxBytes?: number): string | null {
  // Most of the files that are looked for are not there, and an exception costs ten times what the question does.
  if (!existsSync(path)) return null;
  try {
    return maxBytes === undefined ? readFileSync(path, 'utf8') : readBeginning(path, maxBytes);
  } catch {
    return null;
  }
}

// The kernel writes /proc/cpuinfo and its like while they are read: one short read of a big machine's costs what one
// processor's entry does, where the whole file takes milliseconds.
function readBeginning(path: string, maxBytes: number): string {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(maxBytes);
    return buffer.toString('utf8', 0, readSync(file, buffer));
  } finally {
    closeSync(file);
  }
}
