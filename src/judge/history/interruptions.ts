import type { Look, ProcessEvidence } from './case.ts';

// With ten busy programs on two processors a function of 1.2 ms was interrupted 0.35 times a sample and its low end did
// not move; one of 8 ms was 5 times, and its low end was 128 ms.
const OFTEN = 0.5;
// Code that is slower works more. Code that waits more of its own accord shows on a machine that is less busy.
const SHARE_OF_PROCESSOR_TIME = 0.5;

/**
 * Whether a slow-down by the clock is work: processor time shows half of it or more.
 * @param shift by the clock, on the logarithmic scale, above 0.
 * @param cpuTimeShift of processor time; 0 where that is not known.
 */
export function isWork(shift: number, cpuTimeShift: number): boolean {
  return cpuTimeShift >= SHARE_OF_PROCESSOR_TIME * shift;
}

/**
 * Whether a slow-down by the clock could be time that other programs had the processor for: most processes were
 * interrupted in their quickest samples as well, and it is not {@link isWork}.
 */
export function mayBeOthers(looks: readonly Look[], shift: number, cpuTimeShift: number): boolean {
  return !isWork(shift, cpuTimeShift) && wereInterrupted(looks.flat());
}

function wereInterrupted(processes: Look): boolean {
  return 2 * processes.filter(wasInterrupted).length > processes.length;
}

// Often enough for it to be every sample, and as far as that is known even the quickest took longer than the processor
// worked on an average one.
function wasInterrupted({ location, cpuTime, interruptions }: ProcessEvidence): boolean {
  return (interruptions ?? 0) >= OFTEN && (cpuTime === null || location > cpuTime);
}
