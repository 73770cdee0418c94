import type { Aspect } from '../model/measurement.ts';

/** All ways of looking at a process's samples. */
export const ASPECTS: readonly Aspect[] = ['lowEnd', 'cpuTime'];
