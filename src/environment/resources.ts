import { now } from '../measure/clock.ts';
import type { ResourceMetrics } from '../model/environment.ts';
import { type Host, thisHost } from './host.ts';
import { readMemoryLimit, readThrottledTime } from './linux/cgroup.ts';
import { type PressedResource, readDiskBytes, readOwnTime, readPressure } from './linux/usage.ts';

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
  readonly counters: Counters;
}

// /proc/stat counts in these, and it alone is set against seconds.
const TICKS_A_SECOND = 100;

/** What only grows; null where the platform does not count it. */
interface Counters {
  /** Bytes. */
  readonly disk: number | null;
  /** Seconds of processor time of this process and its children. */
  readonly family: number | null;
  readonly throttled: number | null;
  readonly pressure: Readonly<Record<PressedResource, number | null>>;
}

const NO_COUNTERS: Counters = {
  disk: null,
  family: null,
  throttled: null,
  pressure: { cpu: null, memory: null, io: null },
};

/**
 * Opens a window over which the machine's load is measured: what was going on while something else ran. Reading both
 * ends takes a few small files, and nothing runs in between. Processor and disk load are the whole machine's, as a
 * container sees it too; memory is the container's where it has a limit.
 *
 * Of a window that is shorter than the kernel's steps of 10 ms only this process's own share of the processors is known,
 * so the files are not read a second time for it.
 *
 * @param clock returns seconds.
 */
export function startResourceWatch(host: Host = thisHost(), clock: () => number = now): ResourceWatch {
  const start = read(host, clock());
  return {
    stop() {
      const at = clock();
      const duration = at - start.at;
      const present = {
        memoryPercent: memoryPercent(host),
        loadAverage: host.platform === 'win32' ? null : host.loadAverage(),
        measurementDuration: duration,
      };
      if (duration < 1 / TICKS_A_SECOND) return { ...NOT_KNOWN, cpuPercent: ownShare(start, at, host), ...present };
      return { ...overWindow(start, read(host, at), host), ...present };
    },
  };
}

const NOT_KNOWN = {
  cpuStealPercent: null,
  cpuOthersPercent: null,
  cpuThrottledPercent: null,
  cpuPressurePercent: null,
  memoryPressurePercent: null,
  ioPressurePercent: null,
  diskIoRate: 0,
};

function overWindow(start: Reading, end: Reading, host: Host) {
  const duration = end.at - start.at;
  const [before, after] = [start.counters, end.counters];
  const ofWindow = (from: number | null, to: number | null) =>
    from === null || to === null ? null : percent(to - from, duration);
  return {
    ...processorLoad(start, end, host),
    cpuThrottledPercent: ofWindow(before.throttled, after.throttled),
    cpuPressurePercent: ofWindow(before.pressure.cpu, after.pressure.cpu),
    memoryPressurePercent: ofWindow(before.pressure.memory, after.pressure.memory),
    ioPressurePercent: ofWindow(before.pressure.io, after.pressure.io),
    diskIoRate: rate((after.disk ?? 0) - (before.disk ?? 0), duration),
  };
}

function read(host: Host, at: number): Reading {
  return {
    at,
    processors: readProcessorTimes(host),
    own: host.ownProcessorTime(),
    counters: host.platform === 'linux' ? readCounters(host) : NO_COUNTERS,
  };
}

function readCounters({ readFile }: Host): Counters {
  return {
    disk: readDiskBytes(readFile),
    family: readOwnTime(readFile),
    throttled: readThrottledTime(readFile),
    pressure: {
      cpu: readPressure('cpu', readFile),
      memory: readPressure('memory', readFile),
      io: readPressure('io', readFile),
    },
  };
}

function processorLoad(
  start: Reading,
  end: Reading,
  host: Host,
): Pick<ResourceMetrics, 'cpuPercent' | 'cpuStealPercent' | 'cpuOthersPercent'> {
  const total = end.processors.total - start.processors.total;
  const idle = end.processors.idle - start.processors.idle;
  const stolen = end.processors.stolen === null ? null : end.processors.stolen - (start.processors.stolen ?? 0);
  if (total > 0) {
    const family = share(start.counters.family, end.counters.family, total / TICKS_A_SECOND);
    return {
      cpuPercent: percent(total - idle, total),
      cpuStealPercent: stolen === null ? null : percent(stolen, total),
      // Only /proc/stat knows stolen time, and only its unit is known.
      cpuOthersPercent:
        family === null || stolen === null ? null : percent((1 - family) * total - idle - stolen, total),
    };
  }
  // An idle step may be late to be counted.
  return { cpuPercent: ownShare(start, end.at, host), cpuStealPercent: null, cpuOthersPercent: null };
}

function ownShare(start: Reading, at: number, host: Host): number {
  return percent(host.ownProcessorTime() - start.own, (at - start.at) * host.availableParallelism());
}

function share(from: number | null, to: number | null, whole: number): number | null {
  return from === null || to === null ? null : (to - from) / whole;
}

function memoryPercent(host: Host): number {
  const limited = host.platform === 'linux' ? readMemoryLimit(host.readFile) : null;
  if (limited !== null && limited.limit < host.totalMemory()) return percent(limited.used, limited.limit);
  return percent(host.totalMemory() - host.freeMemory(), host.totalMemory());
}

function rate(amount: number, seconds: number): number {
  return seconds > 0 ? Math.max(0, amount) / seconds : 0;
}

function percent(part: number, whole: number): number {
  return whole > 0 ? Math.min(100, Math.max(0, (100 * part) / whole)) : 0;
}

/**
 * The resources of several windows as those of one: rates and shares weighted by duration, the memory of the fullest, the
 * load of the last. What one window does not know, the whole does not know.
 * @param windows in the order of time, at least one.
 */
export function combineResources(windows: readonly ResourceMetrics[]): ResourceMetrics {
  const duration = windows.reduce((sum, { measurementDuration }) => sum + measurementDuration, 0);
  const known = (of: (window: ResourceMetrics) => number | null): number | null => {
    const values = windows.map(of);
    if (values.some((value) => value === null)) return null;
    // Windows of no length weigh alike.
    const weights = windows.map(({ measurementDuration }) =>
      duration > 0 ? measurementDuration / duration : 1 / windows.length,
    );
    return values.reduce<number>((sum, value, i) => sum + (value ?? 0) * weights[i]!, 0);
  };
  return {
    cpuPercent: known(({ cpuPercent }) => cpuPercent) ?? 0,
    cpuStealPercent: known(({ cpuStealPercent }) => cpuStealPercent),
    cpuOthersPercent: known(({ cpuOthersPercent }) => cpuOthersPercent),
    cpuThrottledPercent: known(({ cpuThrottledPercent }) => cpuThrottledPercent),
    cpuPressurePercent: known(({ cpuPressurePercent }) => cpuPressurePercent),
    memoryPressurePercent: known(({ memoryPressurePercent }) => memoryPressurePercent),
    ioPressurePercent: known(({ ioPressurePercent }) => ioPressurePercent),
    memoryPercent: Math.max(...windows.map(({ memoryPercent }) => memoryPercent)),
    diskIoRate: known(({ diskIoRate }) => diskIoRate) ?? 0,
    loadAverage: windows.at(-1)?.loadAverage ?? null,
    measurementDuration: duration,
  };
}

/** How the processors have spent their time since the machine started, in a unit of the platform's own. */
export interface ProcessorTimes {
  readonly total: number;
  readonly idle: number;
  /** Given by the hypervisor to other machines; null where the platform does not say. */
  readonly stolen: number | null;
}

/** The times of all processors together, from /proc/stat on Linux and from node:os elsewhere. */
export function readProcessorTimes(host: Host): ProcessorTimes {
  return (host.platform === 'linux' ? fromProcStat(host) : null) ?? fromNode(host);
}

/** Source: proc_stat(5). The guests' time that ends the line is part of the users' time that begins it. */
function fromProcStat(host: Host): ProcessorTimes | null {
  const text = host.readFile('/proc/stat');
  if (!text?.startsWith('cpu ')) return null;
  const [user = 0, nice = 0, system = 0, idle = 0, ioWait = 0, irq = 0, softIrq = 0, stolen = 0] = text
    .slice('cpu '.length, text.indexOf('\n'))
    .trim()
    .split(' ')
    .map(Number);
  const total = user + nice + system + idle + ioWait + irq + softIrq + stolen;
  return { total, idle: idle + ioWait, stolen };
}

function fromNode(host: Host): ProcessorTimes {
  const times = host.cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, { idle }) => sum + idle, 0);
  const busy = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return { total: idle + busy, idle, stolen: null };
}
