/**
 * How the figures of a metric scatter:
 * - `sampled`: each measuring gives another one, as times and rates do;
 * - `counted`: nearly the same each time: allocated bytes, instructions;
 * - `single`: the same each time: the size of a file.
 */
export type Scatter = 'sampled' | 'counted' | 'single';

/** Which change of a metric is a good one. */
export type Better = 'lower' | 'higher';

/** What is measured of a test. */
export interface Metric {
  /** `time`, `allocatedBytes`, or whatever its source calls it; a test has one metric of a name. */
  readonly name: string;
  /** `seconds`, `bytes`, `per second`, or a word of its source; '' for a bare number. */
  readonly unit: string;
  /** Which change is a good one. */
  readonly better: Better;
  /** How its figures scatter, which sets the margin of its verdicts. */
  readonly scatter: Scatter;
}

/** Seconds per call: what a test is about where nothing else is said. */
export const TIME: Metric = { name: 'time', unit: 'seconds', better: 'lower', scatter: 'sampled' };

/** Seconds of the processor per call, by all threads and child processes. */
export const CPU_TIME: Metric = { name: 'cpuTime', unit: 'seconds', better: 'lower', scatter: 'sampled' };

/** Seconds of the processor in the program's own code, by all threads and child processes. */
export const USER_TIME: Metric = { name: 'userTime', unit: 'seconds', better: 'lower', scatter: 'sampled' };

/** Seconds of the processor in the system's kernel on the program's behalf. */
export const SYSTEM_TIME: Metric = { name: 'systemTime', unit: 'seconds', better: 'lower', scatter: 'sampled' };

/** Calls, operations, requests a second. */
export const THROUGHPUT: Metric = { name: 'throughput', unit: 'per second', better: 'higher', scatter: 'sampled' };

/** Bytes that a call allocates. */
export const ALLOCATED_BYTES: Metric = { name: 'allocatedBytes', unit: 'bytes', better: 'lower', scatter: 'counted' };

/** How often a call allocates. */
export const ALLOCATIONS: Metric = { name: 'allocations', unit: '', better: 'lower', scatter: 'counted' };

/** The most memory that was in use at once. */
export const PEAK_MEMORY: Metric = { name: 'peakMemory', unit: 'bytes', better: 'lower', scatter: 'sampled' };

/** Machine instructions per call. */
export const INSTRUCTIONS: Metric = { name: 'instructions', unit: '', better: 'lower', scatter: 'counted' };

/** How many collections of garbage fall on a call, of whatever kind. */
export const GC_COUNT: Metric = { name: 'gcCount', unit: '', better: 'lower', scatter: 'sampled' };

/** Seconds that collections of garbage stop the program, per call. */
export const GC_PAUSE: Metric = { name: 'gcPause', unit: 'seconds', better: 'lower', scatter: 'sampled' };

/** Bytes per call that are still in use after a collection of garbage. */
export const RETAINED_BYTES: Metric = { name: 'retainedBytes', unit: 'bytes', better: 'lower', scatter: 'counted' };
