import type { BaselinePerformance, EnvironmentContext, ResourceMetrics } from './environment.ts';

/** How the machine is set up, as far as it changes the speed of code from one moment to the next. */
export interface HostConditions {
  /** How Linux chooses the processors' frequency: `'performance'`, `'powersave'`, `'schedutil'`, … */
  readonly governor: string | null;
  /** Whether processors may run above their nominal frequency for as long as they stay cool. */
  readonly turbo: boolean | null;
  /** Whether two hardware threads share a core. */
  readonly simultaneousThreads: boolean | null;
  /** What Linux tells the time by: `'tsc'`, `'kvm-clock'`, `'hpet'`, … */
  readonly clockSource: string | null;
  /** What the machine runs on; null where nothing says so, as on most servers. */
  readonly powerSource: 'mains' | 'battery' | null;
  /** Whether the operating system was told to save power. */
  readonly savesPower: boolean | null;
}

/** Whether the processor's counters can be read, which hardly scatter. */
export interface HardwareCounters {
  /** Whether `perf stat` can count the instructions that a process executes. */
  readonly instructions: boolean;
  /** Why not, and what to do, as the end of a sentence; null where they can be counted. */
  readonly reason: string | null;
}

/** What a short self-test found: the same work, over and over, in one process. */
export interface NoiseFindings {
  /** How often the work was done. */
  readonly passes: number;
  /** Seconds of the quickest pass. */
  readonly quickest: number;
  /** How much longer than the quickest pass the median one took. */
  readonly medianPercent: number;
  /** The same of the pass that 95 % were quicker than. */
  readonly percentile95Percent: number;
  /** Seconds by which the slowest pass was slower than the quickest. */
  readonly longestInterruption: number;
  /** What the machine was doing meanwhile. */
  readonly resources: ResourceMetrics;
}

/**
 * What `evenkeel doctor --json` writes; `schemaVersion` rises when a reader would have to change.
 *
 * @example
 * import type { DoctorReport } from 'evenkeel';
 *
 * function isQuiet({ noise, advice }: DoctorReport): boolean {
 *   return noise.medianPercent < 5 && advice.length === 0;
 * }
 */
export interface DoctorReport {
  /** Which report this is: always `doctor`. */
  readonly kind: 'doctor';
  /** Version of this form: it rises when a reader would have to change. */
  readonly schemaVersion: 1;
  /** Version of evenkeel that wrote it. */
  readonly evenkeelVersion: string;
  /** The machine, its load, and the CI system. */
  readonly environment: EnvironmentContext;
  /** How quick the machine is, beside the reference machine. */
  readonly calibration: BaselinePerformance;
  /** How the machine is set up. */
  readonly host: HostConditions;
  /** Whether instructions can be counted. */
  readonly counters: HardwareCounters;
  /** How steady it was, in a self-test. */
  readonly noise: NoiseFindings;
  /** What a person could do to make measurements steadier, most urgent first; none where nothing was found. */
  readonly advice: readonly string[];
}
