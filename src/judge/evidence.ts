import type { Aspect } from '../model/measurement.ts';

/** What one process says of a test. */
export interface ProcessEvidence {
  /** The low end of its samples, in seconds per call. */
  readonly location: number;
  /** The mean of its processor time, in seconds per call; null where it is not known. */
  readonly cpuTime: number | null;
  /** The control kernel's low end in that process, in seconds per pass; null where it was not run. */
  readonly control: number | null;
  /** The mean of the control kernel's processor time, in seconds per pass; null where it is not known. */
  readonly controlCpuTime: number | null;
  /** How often a sample, on average, other programs were given the processor; absent or null where it is not known. */
  readonly interruptions?: number | null;
  /** ln(median ÷ low end) of the control kernel; absent or null where it was not run. */
  readonly controlJitter?: number | null;
  /** How many samples it took; absent where it is not known. */
  readonly samples?: number;
}

/** A test measured once, in a few processes. */
export type Look = readonly ProcessEvidence[];

/** What a process says, by one aspect. */
export function timeByAspect({ location, cpuTime }: ProcessEvidence, aspect: Aspect): number | null {
  return aspect === 'lowEnd' ? location : cpuTime;
}

/** What its control kernel says, by the same aspect. */
export function controlByAspect({ control, controlCpuTime }: ProcessEvidence, aspect: Aspect): number | null {
  return aspect === 'lowEnd' ? control : controlCpuTime;
}

/** All ways of looking at a process's samples. */
export const ASPECTS: readonly Aspect[] = ['lowEnd', 'cpuTime'];
