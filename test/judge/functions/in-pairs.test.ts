import { describe, expect, it } from 'vitest';
import { judgeInPairs } from '../../../src/judge/functions/in-pairs.ts';
import { standardDeviation } from '../../../src/statistics/core/standard-deviation.ts';
import { normal, shareOf } from '../../statistics/random-samples.ts';

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

  it('says how many pairs would tell an overhead from the limit, and they do, nine times in ten', () => {
    const rough = Array.from({ length: 8 }, (_, i) => 0.12 + (i % 2 === 0 ? 0.09 : -0.09));
    const inconclusive = judgeInPairs({ ...given, logRatios: rough, controlLogRatios: [] });
    expect(inconclusive.validation.verdict).toBe('inconclusive');
    const [, said] = /About (\d+) pairs \(`processes: \1`\) would tell/.exec(inconclusive.validation.message)!;
    const count = Number(said);
    expect(count).toBeGreaterThan(8);
    const deviation = standardDeviation(rough);
    const caught = shareOf(2000, (random) => {
      const pairs = Array.from({ length: count }, () => 0.12 + deviation * normal(random));
      return judgeInPairs({ ...given, logRatios: pairs, controlLogRatios: [] }).validation.verdict === 'regression';
    });
    expect(caught).toBeGreaterThan(0.86);
    expect(caught).toBeLessThan(0.96);
  });

  it('says nothing of the kind where the overhead is below the limit, or the same number should have told', () => {
    const below = Array.from({ length: 8 }, (_, i) => 0.02 + (i % 2 === 0 ? 0.2 : -0.2));
    const { validation } = judgeInPairs({ ...given, logRatios: below, controlLogRatios: [] });
    expect(validation.message).toMatch(/^Too noisy .* More pairs of measurements or a quieter machine would help\.$/);
  });
});
