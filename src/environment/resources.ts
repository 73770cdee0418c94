import { now } from '../measure/clock.ts';
import type { ResourceMetrics } from '../model/environment.ts';
import { type Host, thisHost } from './host.ts';
import { readCgroupLimits } from './linux/cgroup.ts';
import { readDiskBytes } from './linux/disk.ts';
import { type ProcessorTimes, readProcessorTimes } from './processor-times.ts';

/** A window that is open until it is asked for; it may be asked again, for a longer window. */
export interface ResourceWatch {
  /** Metrics over the time from `startResourceWatch` until now. */
  stop(): ResourceMetrics;
}

interface Reading {
  /** Seconds. */
  readonly at: number;
  readonly processors: ProcessorTimes;
  /** Seconds of processor time of this process. */
  readonly own: number;
  /** Bytes; null where the platform does not say. */
  readonly disk: number | null;
}

/**
 * Opens a window over which the machine's load is measured: what was going on while something else ran. Reading both
 * ends takes a few small files, and nothing runs in between. Processor and disk load are the whole machine's, as a
 * container sees it too; memory is the container's where it has a limit.
 */
export function startResourceWatch(host: Host = thisHost()): ResourceWatch {
  const start = read(host);
  return {
    stop() {
      const end = read(host);
      const duration = end.at - start.at;
      return {
        ...processorLoad(start, end, host),
        memoryPercent: memoryPercent(host),
        diskIoRate: rate((end.disk ?? 0) - (start.disk ?? 0), duration),
        loadAverage: host.platform === 'win32' ? null : host.loadAverage(),
        measurementDuration: duration,
      };
    },
  };
}

function read(host: Host): Reading {
  return {
    at: now(),
    processors: readProcessorTimes(host),
    own: host.ownProcessorTime(),
    disk: host.platform === 'linux' ? readDiskBytes(host.readFile) : null,
  };
}

function processorLoad(
  start: Reading,
  end: Reading,
  host: Host,
): Pick<ResourceMetrics, 'cpuPercent' | 'cpuStealPercent'> {
  const total = end.processors.total - start.processors.total;
  const idle = end.processors.idle - start.processors.idle;
  const stolen = end.processors.stolen === null ? null : end.processors.stolen - (start.processors.stolen ?? 0);
  if (total > 0) {
    return {
      cpuPercent: percent(total - idle, total),
      cpuStealPercent: stolen === null ? null : percent(stolen, total),
    };
  }
  // The kernel counts in steps of 10 ms; of a shorter window only this process's own share is known.
  const available = (end.at - start.at) * host.availableParallelism();
  return { cpuPercent: percent(end.own - start.own, available), cpuStealPercent: null };
}

function memoryPercent(host: Host): number {
  const limited = host.platform === 'linux' ? readCgroupLimits(host.readFile).memory : null;
  if (limited !== null && limited.limit < host.totalMemory()) return percent(limited.used, limited.limit);
  return percent(host.totalMemory() - host.freeMemory(), host.totalMemory());
}

function rate(amount: number, seconds: number): number {
  return seconds > 0 ? Math.max(0, amount) / seconds : 0;
}

function percent(part: number, whole: number): number {
  return whole > 0 ? Math.min(100, Math.max(0, (100 * part) / whole)) : 0;
}
