import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_PAIRS, MOST_PAIRS, SHARE_OF_ASPECT, SUITE_ALPHA } from '../../../src/judge/constants.ts';
import { alarmingLooks, plannedLooks } from '../../../src/judge/revisions/looks.ts';
import { judgePairs } from '../../../src/judge/revisions/pairs.ts';
import { studentTQuantile } from '../../../src/statistics/core/student-t.ts';
import { judged, SUITE, sequentially, spread } from './paired.ts';

/** The same pairs for both aspects. */
const both = (change: number, deviation: number) => {
  const ratios = spread(MOST_PAIRS, change, deviation);
  return { lowEnd: ratios, cpuTime: ratios };
};
const lowEnd = (change: number, deviation: number) => ({ lowEnd: spread(MOST_PAIRS, change, deviation), cpuTime: [] });
const log = (percent: number) => Math.log1p(percent / 100);

describe('judgePairs', () => {
  it('passes unchanged code at the first look', () => {
    const { validation, isOpen, taken } = sequentially(both(0, 0.01));
    expect(validation).toMatchObject({ verdict: 'pass', isValid: true, doubts: [], warnings: [] });
    expect([isOpen, taken]).toEqual([false, 4]);
    expect(validation.message).toMatch(/^No slower; a slow-down of \d\.\d % would have been seen\.$/);
  });

  it('fails a large slow-down with eight pairs, and never with fewer', () => {
    const { validation, change, taken } = sequentially(both(0.3, 0.01));
    expect(validation).toMatchObject({ verdict: 'regression', isValid: false, doubts: [] });
    expect(validation.message).toMatch(/^Slower by (29|30|31)(\.\d)? %\.$/);
    expect(taken).toBe(8);
    expect(change.interval[0]).toBeLessThan(30);
    expect(change.interval[1]).toBeGreaterThan(30);
    for (const few of [4, 6, 7]) {
      expect(judged(spread(few, 3, 0.001))).toMatchObject({ isOpen: true, validation: { verdict: 'inconclusive' } });
    }
  });

  it('catches five percent in noise of one and a half with eight to sixteen pairs', () => {
    const { validation, taken } = sequentially(both(0.05, 0.015));
    expect(validation.verdict).toBe('regression');
    expect(taken).toBeGreaterThanOrEqual(8);
    expect(taken).toBeLessThanOrEqual(16);
  });

  it('reports an improvement, which does not fail', () => {
    const { validation, taken } = sequentially(both(-0.1, 0.01));
    expect(validation).toMatchObject({ verdict: 'improvement', isValid: true });
    expect(validation.message).toMatch(/^Faster by (9|10)\.\d %\.$/);
    // The first look that may tell it.
    expect(taken).toBe(8);
  });

  it('names what the figures are', () => {
    const { validation, change } = judged(spread(8, 0.05, 0.01));
    expect(validation.validationMethod).toBe('trimmed_t_and_sign_test_of_process_pairs');
    expect(validation.confidenceLevel).toBeCloseTo(1 - 0.001 / 12, 15);
    const ratios = spread(8, 0.05, 0.01);
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / 8;
    const error = Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / 7 / 8);
    expect(log(change.percent)).toBeCloseTo(mean, 12);
    expect(log(change.interval[0])).toBeCloseTo(mean - studentTQuantile(0.975, 7) * error, 10);
    expect(log(change.interval[1])).toBeCloseTo(mean + studentTQuantile(0.975, 7) * error, 10);
  });
});

describe('the tolerance', () => {
  it('is what a slow-down must have been measured to exceed, however sure it is', () => {
    const verdict = (tolerancePercent: number) =>
      sequentially(lowEnd(0.05, 0.001), { tolerancePercent }).validation.verdict;
    expect(verdict(4.9)).toBe('regression');
    expect(verdict(5.1)).not.toBe('regression');
    expect(verdict(20)).toBe('pass');
  });

  it('sets the floor: one percent, or half of it where that is more', () => {
    // The statistic says what the estimate was held against.
    const floorOf = (tolerancePercent: number) => {
      const { validation, change } = judged(spread(8, 0.2, 0.02), { tolerancePercent });
      const error = (log(change.interval[1]) - log(change.percent)) / studentTQuantile(0.975, 7);
      return log(change.percent) - validation.testStatistic! * error;
    };
    expect(floorOf(0)).toBeCloseTo(log(1), 10);
    expect(floorOf(2)).toBeCloseTo(log(1), 10);
    expect(floorOf(10)).toBeCloseTo(log(10) / 2, 10);
  });

  it('of more than a quarter is no noise: unchanged code passes at the first look', () => {
    const { validation, taken } = sequentially(lowEnd(0, 0.05), { tolerancePercent: 300 });
    expect([validation.verdict, taken]).toEqual(['pass', 4]);
    expect(validation.minimumDetectableChangePercent).toBeCloseTo(300, 8);
    expect(sequentially(lowEnd(4, 0.05), { tolerancePercent: 300 }).validation.verdict).toBe('regression');
  });

  it('leaves a change below the floor unchanged', () => {
    expect(sequentially(lowEnd(0.008, 0.0001), { tolerancePercent: 0 }).validation.verdict).toBe('pass');
    expect(sequentially(lowEnd(0.08, 0.0001), { tolerancePercent: 20 }).validation.verdict).toBe('pass');
  });
});

describe('the mean of processor time', () => {
  it('alone may decide, and the message says where the time went', () => {
    const { validation, aspect } = sequentially({
      lowEnd: spread(MOST_PAIRS, 0, 0.005),
      cpuTime: spread(MOST_PAIRS, 0.27, 0.02),
    });
    expect(validation).toMatchObject({ verdict: 'regression', isValid: false });
    expect(aspect).toBe('cpuTime');
    expect(validation.message).toMatch(/ on average, through a part of the calls\.$/);
  });

  it('decides before an improvement of the low end does', () => {
    const slower = { cpuTime: spread(8, 0.4, 0.01) };
    expect(judged(spread(8, -0.4, 0.01), slower).validation.verdict).toBe('regression');
  });

  it('is told of only where the low end is no slower, however clear it is', () => {
    const steady = spread(8, 0.1, 0.005);
    const rough = spread(8, 0.1, 0.015);
    expect(judged(rough, { cpuTime: steady }).aspect).toBe('lowEnd');
    expect(judged(spread(8, 0, 0.005), { cpuTime: steady }).aspect).toBe('cpuTime');
  });

  it('does not have to be dismissed: it only has to look no slower', () => {
    const calm = spread(4, 0, 0.005);
    // So rough that no interval of it ends below 2.5 %.
    const mixed = [0.2, -0.2, 0.15, -0.25];
    expect(judged(calm, { cpuTime: mixed }).isOpen).toBe(false);
    expect(judged(calm, { cpuTime: mixed.map((ratio) => ratio + 0.6) }).isOpen).toBe(true);
  });

  it('counts for nothing where some process does not know it', () => {
    const { validation, aspect } = sequentially(lowEnd(0.3, 0.01));
    expect([validation.verdict, aspect]).toEqual(['regression', 'lowEnd']);
    expect(judged(spread(8, 0, 0.005), { cpuTime: spread(7, 1, 0.005) }).validation.verdict).toBe('pass');
  });
});

describe('noise', () => {
  it('that makes one pair in ten huge does not hide a slow-down, nor make one', () => {
    const bad = (ratios: readonly number[]) => ratios.map((ratio, i) => (i % 10 === 3 ? ratio + 0.8 : ratio));
    const noisy = (change: number) => ({ lowEnd: bad(spread(MOST_PAIRS, change, 0.01)), cpuTime: [] });
    expect(sequentially(noisy(0.05)).validation.verdict).toBe('regression');
    expect(sequentially(noisy(0)).validation.verdict).toBe('pass');
  });

  it('with a heavy tail on one side does not pass the sign test, however sure the means are', () => {
    // Most pairs lie far above, as where processes are slow for good by chance; the others say nothing.
    const { validation } = judged([...spread(25, 0.3, 0.01), ...spread(11, 0, 0.001)]);
    expect(validation.pValue).toBeLessThan(1e-6);
    expect(validation.verdict).not.toBe('regression');
  });

  it('is taken to be half a percent at least: eight pairs that agree on two percent are not sure of it', () => {
    expect(judged(new Array(8).fill(log(2.1))).validation.verdict).not.toBe('regression');
    expect(judged(new Array(8).fill(log(5))).validation.verdict).toBe('regression');
  });

  it('that would hide a quarter is measured on to half of the pairs, and is inconclusive then', () => {
    const { validation, taken, isOpen } = sequentially(lowEnd(-0.05, 0.4));
    expect([taken, isOpen]).toEqual([24, false]);
    expect(validation).toMatchObject({ verdict: 'inconclusive', isValid: true });
    expect(validation.doubts!.map(({ name }) => name)).toEqual(['pairs_too_noisy']);
    expect(validation.message).toMatch(/^Too noisy: a slow-down below \d+(\.\d)? % would not have been seen\./);
    expect(validation.minimumDetectableChangePercent).toBeGreaterThan(25);
  });

  it('in which a slow-down is likely and not sure leaves that as a doubt, after all pairs', () => {
    const { validation, taken } = sequentially(lowEnd(0.035, 0.04));
    expect(taken).toBe(MOST_PAIRS);
    expect(validation).toMatchObject({ verdict: 'inconclusive', isValid: true });
    expect(validation.doubts!.map(({ name }) => name)).toEqual(['probably_slower']);
    expect(validation.message).toMatch(/^Probably slower by \d(\.\d)? %, but not surely\./);
  });

  it('makes a judgement the surer the more pairs there may be', () => {
    const detectable = (most: number) =>
      judged(spread(8, 0, 0.02), { blocks: most }).validation.minimumDetectableChangePercent!;
    expect(detectable(36)).toBeLessThan(detectable(24));
    expect(detectable(24)).toBeLessThan(detectable(12));
  });
});

describe('a side that differs from itself', () => {
  const steady = (about: number) => spread(MOST_PAIRS, Math.expm1(about), 0.002);

  it('is told of as a change, whatever it is', () => {
    const { control } = judged(spread(8, 0, 0.01), { controlLogRatios: steady(0.004).slice(0, 8) });
    expect(control!.percent).toBeCloseTo(0.4, 0);
    expect(control!.interval[0]).toBeLessThan(control!.percent);
    expect(judged(spread(8, 0, 0.01)).control).toBeNull();
    expect(judged(spread(8, 0, 0.01), { controlLogRatios: [0.1] }).control).toBeNull();
  });

  it('widens the floor by as much, in either direction', () => {
    const verdict = (about: number) =>
      sequentially(lowEnd(0.05, 0.005), { controlLogRatios: steady(about) }).validation.verdict;
    expect(verdict(0)).toBe('regression');
    expect(verdict(0.04)).not.toBe('regression');
    expect(verdict(-0.04)).not.toBe('regression');
    // By no more than that.
    expect(sequentially(lowEnd(0.12, 0.005), { controlLogRatios: steady(0.04) }).validation.verdict).toBe('regression');
  });

  it('is what it is by less than half a percent, or by chance', () => {
    const sure = sequentially(lowEnd(0.05, 0.005), { controlLogRatios: spread(MOST_PAIRS, 0.004, 0.0001) });
    expect(sure.validation.verdict).toBe('regression');
    const unsure = sequentially(lowEnd(0.05, 0.005), { controlLogRatios: spread(MOST_PAIRS, 0.04, 0.2) });
    expect(unsure.validation.verdict).toBe('regression');
  });

  it('makes a slow-down that would be sure without it no pass, but a doubt', () => {
    const { validation } = sequentially(lowEnd(0.035, 0.005), { controlLogRatios: steady(0.04) });
    expect(validation).toMatchObject({ verdict: 'inconclusive', isValid: true });
    expect(validation.doubts!.map(({ name }) => name)).toEqual(['side_differs_from_itself', 'probably_slower']);
  });

  it('leaves that as the first doubt where nothing was decided', () => {
    const { validation } = sequentially(lowEnd(0.065, 0.02), { controlLogRatios: steady(0.04) });
    expect(validation.verdict).toBe('inconclusive');
    expect(validation.doubts!.map(({ name }) => name)).toEqual(['side_differs_from_itself', 'probably_slower']);
    expect(validation.message).toContain('One side differs from itself from turn to turn');
  });
});

describe('the error budget', () => {
  // Of 48 the sign test wants 34 above the floor: where a fifth lies far below the rest, the t-test is the one that decides.
  const pattern = (look: number) =>
    look < MOST_PAIRS ? spread(look, 0, 0.01) : [...spread(10, -0.04, 0.001), ...spread(38, 0.01, 0.001)];

  /** The p-value above which so many pairs do not accuse, found by shifting them; 0 where they never do. */
  function levelOf(look: number, aspect: 'lowEnd' | 'cpuTime'): number {
    const none = { tolerancePercent: 0 };
    const judge = (shift: number) => {
      const shifted = pattern(look).map((ratio) => ratio + shift);
      const faster = pattern(look).map((ratio) => ratio - 0.5);
      const given = aspect === 'lowEnd' ? judged(shifted, none) : judged(faster, { ...none, cpuTime: shifted });
      return given.validation;
    };
    let [low, high] = [0, 5];
    if (judge(high).verdict !== 'regression') return 0;
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (judge(middle).verdict === 'regression') high = middle;
      else low = middle;
    }
    return judge(high).pValue!;
  }

  it('of a suite is split over tests, looks and aspects, and nothing more is spent', () => {
    const levels = plannedLooks(MOST_PAIRS).map((look) => [levelOf(look, 'lowEnd'), levelOf(look, 'cpuTime')]);
    const share = SUITE_ALPHA / SUITE.tests / alarmingLooks(MOST_PAIRS).length;
    for (const [i, look] of plannedLooks(MOST_PAIRS).entries()) {
      const expected = look < LEAST_PAIRS ? 0 : share;
      expect(levels[i]![0]! / share).toBeCloseTo((expected / share) * SHARE_OF_ASPECT.lowEnd, 8);
      expect(levels[i]![1]! / share).toBeCloseTo((expected / share) * SHARE_OF_ASPECT.cpuTime, 8);
    }
    const spent = levels.flat().reduce((sum, level) => sum + level, 0);
    expect(spent / (SUITE_ALPHA / SUITE.tests)).toBeCloseTo(1, 8);
  });

  it('is not spent on looks that were not planned', () => {
    for (const count of [9, 10, 13, 20, 35]) expect(levelOf(count, 'lowEnd')).toBe(0);
  });

  it('is what the caller says, where it does', () => {
    const barely = spread(8, 0.04, 0.015);
    const { pValue } = judged(barely).validation;
    const level = (alpha: number) => (0.9 * alpha) / 12 / alarmingLooks(MOST_PAIRS).length;
    const alpha = pValue! / level(1);
    expect(judged(barely, {}, 1.01 * alpha).validation.verdict).toBe('regression');
    expect(judged(barely, {}, 0.99 * alpha).validation.verdict).not.toBe('regression');
    expect(judged(barely, {}, 0.12).validation.confidenceLevel).toBeCloseTo(0.99, 12);
  });
});

describe('for any pairs', () => {
  const ratio = fc.double({ min: -0.5, max: 0.5, noNaN: true });
  const pairs = fc.integer({ min: 2, max: MOST_PAIRS }).chain((count) =>
    fc.record({
      lowEnd: fc.array(ratio, { minLength: count, maxLength: count }),
      cpuTime: fc.array(ratio, { minLength: count, maxLength: count }),
      shift: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
    }),
  );
  // Verdicts are rare in noise, so most of what is drawn scatters little beside its shift.
  const shifted = pairs.map(({ lowEnd: low, cpuTime, shift }) => ({
    lowEnd: low.map((each) => shift + each / 50),
    cpuTime: cpuTime.map((each) => shift + each / 50),
  }));
  const ALPHA = 0.3;

  it('reversed sides turn a regression into an improvement, and the other way round', () => {
    const opposite = { regression: 'improvement', improvement: 'regression' } as const;
    fc.assert(
      fc.property(shifted, ({ lowEnd: ratios }) => {
        const options = { tolerancePercent: 0 };
        const { verdict } = judged(ratios, options, ALPHA).validation;
        const reversed = judged(
          ratios.map((each) => -each),
          options,
          ALPHA,
        ).validation.verdict;
        if (verdict === 'regression' || verdict === 'improvement') expect(reversed).toBe(opposite[verdict]);
        else expect(['pass', 'inconclusive']).toContain(reversed);
      }),
    );
  });

  it('their order does not matter', () => {
    const reordered = shifted.chain((ratios) =>
      fc
        .shuffledSubarray(
          ratios.lowEnd.map((_, i) => i),
          { minLength: ratios.lowEnd.length },
        )
        .map((order) => ({
          ratios,
          other: { lowEnd: order.map((i) => ratios.lowEnd[i]!), cpuTime: order.map((i) => ratios.cpuTime[i]!) },
        })),
    );
    fc.assert(
      fc.property(reordered, ({ ratios, other }) => {
        expect(judgePairs({ ...SUITE, logRatios: other }, ALPHA)).toEqual(
          judgePairs({ ...SUITE, logRatios: ratios }, ALPHA),
        );
      }),
    );
  });

  it('a head that is slower by more stays a regression, and one that is faster by more an improvement', () => {
    fc.assert(
      fc.property(shifted, fc.double({ min: 0.001, max: 1, noNaN: true }), (ratios, more) => {
        const judge = (by: number) =>
          judged(
            ratios.lowEnd.map((each) => each + by),
            { cpuTime: ratios.cpuTime.map((each) => each + by) },
            ALPHA,
          ).validation.verdict;
        const verdict = judge(0);
        if (verdict === 'regression') expect(judge(more)).toBe('regression');
        if (verdict === 'improvement') expect(judge(-more)).toBe('improvement');
      }),
    );
  });

  it('the estimate lies in its interval, and what is valid is no regression', () => {
    fc.assert(
      fc.property(shifted, ({ lowEnd: ratios, cpuTime }) => {
        const { change, validation, isOpen } = judged(ratios, { cpuTime }, ALPHA);
        expect(change.interval[0]).toBeLessThanOrEqual(change.percent);
        expect(change.interval[1]).toBeGreaterThanOrEqual(change.percent);
        expect(validation.isValid).toBe(validation.verdict !== 'regression');
        expect(validation.doubts!.length > 0).toBe(validation.verdict === 'inconclusive');
        if (ratios.length === MOST_PAIRS) expect(isOpen).toBe(false);
      }),
    );
  });
});

describe('pairs that noise pulls far apart', () => {
  const few = (change: number) => ({ lowEnd: spread(8, change, 0.25), cpuTime: [] });

  it('are given up at half of the most pairs where nothing shows', () => {
    expect(sequentially(few(0), { blocks: 8 })).toMatchObject({ taken: 4, validation: { verdict: 'inconclusive' } });
  });

  it('are not given up where something shows: sixty times slower is a regression, however noisy', () => {
    expect(sequentially(few(59), { blocks: 8 })).toMatchObject({ taken: 8, validation: { verdict: 'regression' } });
  });
});
