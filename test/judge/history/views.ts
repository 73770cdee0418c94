import { NO_EFFECT } from '../../../src/judge/history/machine.ts';
import type { View } from '../../../src/judge/history/views.ts';

/** A view that both looks see far beyond its margin of 0.1, and that no doubt applies to, unless said otherwise. */
export function viewOf(parts: Partial<View>): View {
  return {
    name: 'lowEnd',
    baseline: 1,
    expected: 1,
    shift: 0.2,
    margin: { width: 0.1, deviation: 0.05, spread: 0.05, degreesOfFreedom: 10 },
    tolerance: 0.02,
    hiddenPercent: 10,
    slowLooks: 2,
    quickLooks: 0,
    looks: 2,
    error: 0.001,
    outstanding: { holds: true, chance: null, level: 0.001 },
    machine: NO_EFFECT,
    interrupted: 0,
    workShift: null,
    oneProcess: null,
    isFromElsewhere: false,
    runs: 12,
    past: new Array(12).fill(0),
    pastErrors: new Array(12).fill(0),
    ...parts,
  };
}
