import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeComparison } from '../../../src/judge/functions/comparison.ts';
import { normalQuantile } from '../../../src/statistics/core/normal.ts';
import { studentTQuantile, studentTSurvival } from '../../../src/statistics/core/student-t.ts';
import { normalGenerator, share } from '../simulate.ts';

const judge = (logRatios: readonly number[], maxOverheadPercent = 20, allowance = 0) =>
  judgeComparison(
    { logRatios, maxOverheadPercent, confidenceLevel: 0.95 },
    { allowance, allowedFor: 'both ran in one process' },
  );
const STEPS = [-0.01, 0.005, 0, 0.01, -0.005, 0.002, -0.002, 0.007];
/** Eight pairs around an overhead. */
const around = (overheadPercent: number, spread = 1) =>
  STEPS.map((step) => Math.log1p(overheadPercent / 100) + spread * step);

describe('judgeComparison', () => {
  it.each([
    ['much slower than it may be', around(60), 'regression', /^The candidate is \d+\.\d % slower, more than the 20 % /],
    ['slower, within the limit', around(10), 'pass', /^The overhead of 10\.\d % is within the limit of 20 %\.$/],
    ['equal', around(0), 'pass', /^The overhead of 0\.\d % is within the limit/],
    ['faster', around(-30), 'improvement', /^The candidate is faster by 29\.\d %\.$/],
    [
      'at the limit',
      around(20),
      'inconclusive',
      /^Too noisy to tell an overhead of 20\.\d % from the limit of 20 %\. /,
    ],
    [
      'probably beyond the limit',
      around(60, 35),
      'inconclusive',
      /^The overhead of \d\d\.\d % is probably above the limit of 20 %, /,
    ],
    ['far beyond the limit, and all over the place', around(60, 80), 'inconclusive', /^Too noisy .* More pairs of mea/],
    ['hardly faster', around(-0.5, 2), 'pass', /^The overhead of −0\.\d % is within the limit of 20 %\.$/],
  ] as const)('where the candidate is %s', (_when, logRatios, verdict, message) => {
    const { validation, isWithinThreshold } = judge(logRatios);
    expect(validation.verdict).toBe(verdict);
    expect(validation.message).toMatch(message);
    expect(validation.isValid).toBe(verdict !== 'regression');
    expect(isWithinThreshold).toBe(verdict !== 'regression');
  });

  it('gives estimate, interval and what it could have seen', () => {
    const { overheadPercent, overheadInterval, validation } = judge(around(10));
    expect(overheadPercent).toBeCloseTo(10, 0);
    expect(overheadInterval[0]).toBeLessThan(overheadPercent);
    expect(overheadInterval[1]).toBeGreaterThan(overheadPercent);
    expect(validation.minimumDetectableChangePercent).toBeGreaterThan(20);
    expect(validation.confidenceLevel).toBe(0.999);
    expect(validation.pValue).toBeGreaterThan(0.5);
  });

  it('is a t-test against the limit, and an interval around the estimate', () => {
    const { overheadPercent, overheadInterval, validation } = judge(around(10));
    const mean = Math.log(1.1) + 0.007 / 8;
    const deviations = STEPS.map((step) => (step - 0.007 / 8) ** 2);
    const error = Math.sqrt(deviations.reduce((sum, each) => sum + each, 0) / 7 / 8);
    const log = (percent: number) => Math.log1p(percent / 100);
    expect(log(overheadPercent)).toBeCloseTo(mean, 12);
    expect(validation.testStatistic).toBeCloseTo((mean - Math.log(1.2)) / error, 8);
    expect(validation.pValue).toBeCloseTo(studentTSurvival(validation.testStatistic!, 7), 12);
    expect(log(overheadInterval[0])).toBeCloseTo(mean - studentTQuantile(0.975, 7) * error, 10);
    expect(log(overheadInterval[1])).toBeCloseTo(mean + studentTQuantile(0.975, 7) * error, 10);
    // What it says to see is c standard errors above the limit, with (c − t)² = z² (1 + (t² + c²) ÷ (2 df)).
    const c = (log(validation.minimumDetectableChangePercent!) - Math.log(1.2)) / error;
    const t = studentTQuantile(0.999, 7);
    expect(c).toBeGreaterThan(t);
    expect((c - t) ** 2).toBeCloseTo(normalQuantile(0.9) ** 2 * (1 + (t ** 2 + c ** 2) / 14), 6);
    expect(validation).toMatchObject({ validationMethod: 'trimmed_t_of_log_ratios', warnings: [] });
  });

  it('makes do with four pairs', () => {
    expect(judge([0, 0.001, -0.001, 0]).validation.verdict).toBe('pass');
  });

  it('holds what does not vary at all against the limit', () => {
    expect(judge(new Array(8).fill(Math.log(1.1))).validation.verdict).toBe('pass');
    expect(judge(new Array(8).fill(Math.log(1.5))).validation.verdict).toBe('regression');
    expect(judge(new Array(8).fill(0), 0).validation.verdict).toBe('pass');
  });

  it.each([
    [[0.5], 0.5, '1 pair of measurements cannot'],
    [[0.5, 0.6, 0.7], 0.6, '3 pairs of measurements cannot'],
  ])('says that too few pairs say nothing: %j', (logRatios, estimate, words) => {
    const { validation, overheadPercent, overheadInterval, isWithinThreshold } = judge(logRatios);
    expect(validation).toMatchObject({ verdict: 'inconclusive', isValid: true, pValue: null, testStatistic: null });
    expect(validation.message).toBe(
      `${words} be held against a limit of 20 %; it takes 4 pairs at least. Raise \`processes\`.`,
    );
    expect(isWithinThreshold).toBe(true);
    expect(overheadInterval[0]).toBeCloseTo(100 * Math.expm1(0.5), 10);
    expect(overheadInterval[1]).toBeCloseTo(100 * Math.expm1(logRatios.at(-1)!), 10);
    expect(overheadPercent).toBeCloseTo(100 * Math.expm1(estimate), 10);
    expect(validation).toMatchObject({ confidenceLevel: 0.999, minimumDetectableChangePercent: null, warnings: [] });
    expect(validation.validationMethod).toBe('trimmed_t_of_log_ratios');
  });

  it('is never milder with a slower candidate', () => {
    const severity = { improvement: 0, pass: 1, inconclusive: 2, regression: 3 } as Record<string, number>;
    const ratio = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(ratio, { minLength: 4, maxLength: 20 }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.constantFrom(0, 0.05, 0.5),
        (a, by, allowance) => {
          const slower = judge(
            a.map((each) => each + by),
            20,
            allowance,
          ).validation.verdict;
          expect(severity[slower]).toBeGreaterThanOrEqual(severity[judge(a, 20, allowance).validation.verdict]!);
        },
      ),
    );
  });

  const allowed = Math.log1p(0.1);
  it.each([
    [
      'far above limit and allowance',
      around(50),
      'regression',
      /^The candidate is 50\.\d % slower, more than the 20 %/,
    ],
    [
      'above the limit by less than the allowance',
      around(28),
      'inconclusive',
      /not surely, because both ran in one proc/,
    ],
    [
      'hardly above the limit',
      around(20.3),
      'pass',
      /^The overhead of 20\.\d % cannot be told from the limit of 20 %\.$/,
    ],
    ['equal', around(0), 'pass', /^The overhead of 0\.\d % is within the limit of 20 %\.$/],
    ['faster by less than the allowance', around(-6), 'pass', /^The overhead of −5\.\d % is within the limit of 20 %/],
    ['faster by more', around(-20), 'improvement', /^The candidate is faster by /],
    ['all over the place', around(20, 60), 'inconclusive', /^Too noisy to tell .* More pairs/],
  ] as const)('where something is allowed for and the candidate is %s', (_when, logRatios, verdict, message) => {
    const { validation } = judge(logRatios, 20, allowed);
    expect(validation).toMatchObject({ verdict, isValid: verdict !== 'regression' });
    expect(validation.message).toMatch(message);
  });

  it('sees as much less as is allowed for', () => {
    const without = judge(around(0)).validation.minimumDetectableChangePercent!;
    const withAllowance = judge(around(0), 20, allowed).validation.minimumDetectableChangePercent!;
    expect((1 + withAllowance / 100) / (1 + without / 100)).toBeCloseTo(1.1, 10);
  });

  it('says at what level it was judged, and what was', () => {
    const given = { logRatios: around(60), maxOverheadPercent: 20, confidenceLevel: 0.95 };
    const { validation } = judgeComparison(given, { falseAlarmRate: 1e-4, subject: 'The slowest call' });
    expect(validation.confidenceLevel).toBe(0.9999);
    expect(validation.message).toMatch(/^The slowest call is \d+\.\d % slower/);
  });

  it('does not depend on the order of the pairs', () => {
    const ratios = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 20 });
    fc.assert(
      fc.property(ratios, (logRatios) => {
        expect(judge(logRatios.toReversed())).toEqual(judge(logRatios));
      }),
    );
  });
});

describe('with lognormal ratios', () => {
  const pairs = (normal: () => number, center: number, spread: number, count = 8) =>
    Array.from({ length: count }, () => center + spread * normal());

  it.each([0.01, 0.05])(
    'a candidate at the limit is called a regression once in a thousand times (spread %d)',
    (spread) => {
      const normal = normalGenerator(1);
      const trials = 20_000;
      const alarms = share(trials, () => !judge(pairs(normal, Math.log(1.2), spread)).isWithinThreshold);
      const monteCarloError = Math.sqrt(0.001 / trials);
      expect(alarms).toBeLessThan(0.001 + 3 * monteCarloError);
      expect(alarms).toBeGreaterThan(0.0001);
    },
  );

  it.each([4, 8, 16])('the overhead that it says to see is caught nine times in ten (%i pairs)', (count) => {
    const normal = normalGenerator(2);
    const caught = share(3000, () => {
      const said = judge(pairs(normal, 0, 0.03, count)).validation.minimumDetectableChangePercent!;
      return !judge(pairs(normal, Math.log1p(said / 100), 0.03, count)).isWithinThreshold;
    });
    expect(caught).toBeGreaterThan(0.86);
    expect(caught).toBeLessThan(0.94);
  });
});
