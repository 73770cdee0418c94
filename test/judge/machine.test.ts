import { describe, expect, it } from 'vitest';
import { machineChange } from '../../src/judge/machine.ts';

describe('machineChange', () => {
  it.each<[string, readonly number[], readonly number[], number, number]>([
    ['nothing of the past', [], [1, 2], 0, 0],
    ['nothing of this run', [1, 2], [], 0, 0],
    ['the same machine', [1, 1.01, 0.99], [1], 0, 0],
    ['a machine within its usual unsteadiness', [1], [1.015], Math.log(1.015), 0],
    ['a slower machine', [2, 2, 9], [3], Math.log(1.5), 2.2 * (Math.log(1.5) - 0.02)],
    ['a faster machine', [2], [1], -Math.log(2), 0],
  ])('%s', (_what, past, current, controlShift, explains) => {
    const change = machineChange(past, current);
    expect(change.controlShift).toBeCloseTo(controlShift, 12);
    expect(change.explains).toBeCloseTo(explains, 12);
  });
});
