import { describe, expect, it } from 'vitest';
import { MOST_PAIRS, SUITE_ALPHA } from '../../../src/judge/constants.ts';
import { alarmingLooks, shareOfBudget } from '../../../src/judge/revisions/looks.ts';

describe('the error budget of a suite', () => {
  it.each([MOST_PAIRS, 12, 8, 4])(
    'is spent by all its tests, looks and aspects together, of %i pairs at most',
    (most) => {
      const tests = 12;
      const ofLook = (['lowEnd', 'cpuTime'] as const).map((aspect) => shareOfBudget({ tests, most, aspect }));
      const looks = Math.max(1, alarmingLooks(most).length);
      expect(tests * looks * (ofLook[0]! + ofLook[1]!)).toBeCloseTo(SUITE_ALPHA, 15);
    },
  );

  it('leaves more for each of fewer tests', () => {
    const shareOf = (tests: number) => shareOfBudget({ tests, most: MOST_PAIRS, aspect: 'lowEnd' });
    expect(shareOf(1)).toBeCloseTo(12 * shareOf(12), 15);
    expect(shareOfBudget({ tests: 1, most: MOST_PAIRS, aspect: 'lowEnd', suiteAlpha: 0.5 })).toBeCloseTo(
      (0.5 / 6) * 0.9,
      15,
    );
  });
});
