import { median } from '../statistics/median.ts';

// A quiet machine's control kernel moves by this much from run to run, on the logarithmic scale.
const UNSTEADINESS = 0.02;
// Code feels a slow machine by at most about this many times what the control kernel feels (fitted slopes of example
// tests on a shared machine: 0.1 for native hashing, 1.2 to 2.2 for most JavaScript).
const LARGEST_SENSITIVITY = 2.2;

/** The machine of this run against the machine of the past ones, by the control kernel; logarithmic, 0.1 is 10 %. */
export interface MachineChange {
  /** How much slower the control kernel was; negative where it was faster. */
  readonly controlShift: number;
  /** How much of a slow-down of the code that may explain; never negative. */
  readonly explains: number;
}

/**
 * How much slower the machine itself was, from the control kernel's times (seconds a pass, a process each).
 * Without control times on both sides nothing is known, and nothing explained.
 */
export function machineChange(past: readonly number[], current: readonly number[]): MachineChange {
  if (past.length === 0 || current.length === 0) return { controlShift: 0, explains: 0 };
  const controlShift = Math.log(median(current) / median(past));
  return { controlShift, explains: LARGEST_SENSITIVITY * Math.max(0, controlShift - UNSTEADINESS) };
}
