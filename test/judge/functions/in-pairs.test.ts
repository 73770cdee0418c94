import { describe, expect, it } from 'vitest';
import { judgeInPairs } from '../../../src/judge/functions/in-pairs.ts';

// Eight pairs whose candidate is 12 % slower, a little apart.
const logRatios = Array.from({ length: 8 }, (_, i) => 0.12 + 0.002 * (i % 4));
const given = { logRatios, maxOverheadPercent: 5, confidenceLevel: 0.95 };
const around = (middle: number) => Array.from({ length: 8 }, (_, i) => middle + 0.001 * (i % 4));

describe('judgeInPairs', () => {
  it('tells what a side makes of no difference, which changes nothing where it is none', () => {
    const { control, validation } = judgeInPairs({ ...given, controlLogRatios: around(-0.0015) });
    expect(control!.percent).toBeCloseTo(0, 1);
    expect(control!.interval[0]).toBeLessThan(control!.percent);
    expect(validation.verdict).toBe('regression');
  });

  it('calls nothing a regression that a side that differs from itself explains', () => {
    const { validation, isWithinThreshold } = judgeInPairs({ ...given, controlLogRatios: around(0.1) });
    expect(validation.verdict).toBe('inconclusive');
    expect(isWithinThreshold).toBe(true);
    expect(validation.message).toMatch(/probably above the limit of 5 %, .* because a side differs from itself/);
  });

  it('still calls one what is slower by more than that', () => {
    const { validation } = judgeInPairs({ ...given, controlLogRatios: around(0.04) });
    expect(validation.verdict).toBe('regression');
  });

  it('has no control where sides did not take turns', () => {
    const { control, validation } = judgeInPairs({ ...given, controlLogRatios: [] });
    expect(control).toBeNull();
    expect(validation.verdict).toBe('regression');
  });
});
