import { describe, expect, it } from 'vitest';
import { DETECTABLE_POWER, LEAST_PAIRS, MOST_PAIRS, PAIR_FLOOR, SUITE_ALPHA } from '../../../src/judge/constants.ts';
import { enoughPairs, type SoughtSlowDown } from '../../../src/judge/revisions/enough-pairs.ts';
import { shareOfBudget } from '../../../src/judge/revisions/looks.ts';
import { visibleSlowDown } from '../../../src/judge/revisions/pair-view.ts';
import { normal, shareOf } from '../../statistics/random-samples.ts';
import { judged, SUITE, spread } from './paired.ts';

const sought: SoughtSlowDown = {
  ...{ tests: 12, aspect: 'lowEnd', suiteAlpha: SUITE_ALPHA },
  ...{ size: Math.log(1.04), deviation: 0.05, floor: PAIR_FLOOR, moreThan: MOST_PAIRS },
};

describe('enoughPairs', () => {
  it('is the first number of pairs that show it', () => {
    const pairs = enoughPairs(sought)!;
    const visible = (most: number) => {
      const lastLevel = shareOfBudget({ tests: 12, most, aspect: 'lowEnd', suiteAlpha: SUITE_ALPHA });
      return visibleSlowDown(sought.deviation, { floor: PAIR_FLOOR, lastLevel, most });
    };
    expect(pairs).toBeGreaterThan(MOST_PAIRS);
    expect(visible(pairs)).toBeLessThanOrEqual(sought.size);
    expect(visible(pairs - 1)).toBeGreaterThan(sought.size);
  });

  it('grows with the square of the noise', () => {
    const pairs = [0.05, 0.1].map((deviation) => enoughPairs({ ...sought, deviation })!);
    expect(pairs[1]! / pairs[0]!).toBeGreaterThan(3.5);
    expect(pairs[1]! / pairs[0]!).toBeLessThan(4.1);
  });

  it('is nothing where no number of pairs shows it, or those that were measured should have', () => {
    expect(enoughPairs({ ...sought, size: PAIR_FLOOR })).toBeNull();
    expect(enoughPairs({ ...sought, deviation: 1 })).toBeNull();
    expect(enoughPairs({ ...sought, deviation: 0.01 })).toBeNull();
    expect(enoughPairs({ ...sought, deviation: 0.01, size: 1, moreThan: 2 })).toBe(LEAST_PAIRS);
  });

  it('pairs shows a slow-down of that size about as often as it says', () => {
    const blocks = enoughPairs(sought)!;
    const caught = shareOf(300, (random) => {
      const pairs = Array.from({ length: blocks }, () => sought.size + sought.deviation * normal(random));
      return judged(pairs, { blocks }).validation.verdict === 'regression';
    });
    // 300 trials have a standard error of 1.7 points; a sign test has to agree as well.
    expect(caught).toBeGreaterThan(DETECTABLE_POWER - 0.08);
  });
});

describe('an inconclusive verdict', () => {
  it('of what is probable says how many pairs would be sure of it', () => {
    const { validation, change } = judged(spread(MOST_PAIRS, 0.035, 0.05));
    const [, pairs, percent] = /About (\d+) pairs \(--blocks \1\) would show a slow-down of (\S+) %/.exec(
      validation.message,
    )!;
    expect(Number(pairs)).toBeGreaterThan(SUITE.blocks);
    expect(Number(percent)).toBeCloseTo(change.percent, 1);
  });

  it('of noise that hides a quarter says how many pairs would show that', () => {
    const { validation } = judged(spread(MOST_PAIRS, 0, 0.4));
    expect(validation.verdict).toBe('inconclusive');
    expect(validation.message).toMatch(/About \d+ pairs \(.*\) would show a slow-down of 25\.0 %/);
  });
});
