import type { Look, ProcessEvidence } from '../../src/judge/evidence.ts';
import type { HistoryCase, PastRun } from '../../src/judge/history/case.ts';

/** Past runs with these estimates, oldest first. */
export function past(estimates: readonly number[], decayFactor = 0.9): readonly PastRun[] {
  return estimates.map((estimate) => ({ estimate, decayFactor }));
}

/** Twelve runs that lie 1 % apart, around 1. */
export const STEADY = past([1, 1.01, 0.99, 1, 1.01, 0.99, 1, 1.01, 0.99, 1, 1.01, 0.99]);

/** A process of which only its low end is known, unless said otherwise. */
export function at(location: number, more: Partial<ProcessEvidence> = {}): ProcessEvidence {
  return { location, cpuTime: null, control: null, controlCpuTime: null, ...more };
}

/** A look whose processes agree to within 0.2 %, and whose lower quartile is the given time. */
export function look(location: number, more: Partial<ProcessEvidence> = {}): Look {
  return [0.9995, 1, 1.0005, 1.001, 1.0015].map((factor) => at(factor * location, more));
}

/** A case with the defaults of a run. */
export function caseOf(parts: Partial<HistoryCase>): HistoryCase {
  return {
    history: STEADY,
    incomparable: [],
    looks: [look(1)],
    method: 'fresh_processes',
    statisticalMethod: 'robust',
    thresholdFactor: 1.2,
    tolerancePercent: 2,
    confidenceLevel: 0.95,
    ...parts,
  };
}
