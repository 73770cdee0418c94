import { OFTEN_INTERRUPTED, SHARE_OF_WORK } from '../constants.ts';
import type { Look, ProcessEvidence } from '../evidence.ts';

/**
 * Whether a slow-down by the clock is work: processor time shows half of it or more. Code that is slower works more. Code
 * that waits more of its own accord shows on a machine that has less to do.
 * @param shift by the clock, on the logarithmic scale, above 0.
 * @param workShift of processor time; null where that is not known.
 */
export function isWork(shift: number, workShift: number | null): boolean {
  return (workShift ?? 0) >= SHARE_OF_WORK * shift;
}

/** The share of the processes that were interrupted in their quickest samples as well, from 0 to 1. */
export function interruptedShare(looks: readonly Look[]): number {
  const processes = looks.flat();
  return processes.filter(wasInterrupted).length / Math.max(1, processes.length);
}

// Often enough for it to be every sample, and as far as that is known even the quickest took longer than the processor
// worked on an average one.
function wasInterrupted({ location, cpuTime, interruptions }: ProcessEvidence): boolean {
  return (interruptions ?? 0) >= OFTEN_INTERRUPTED && (cpuTime === null || location > cpuTime);
}
