import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BLOCKS, LEAST_BLOCKS } from '../../../src/judge/constants.ts';
import { judgePairs, type PairedCase, plannedLooks } from '../../../src/judge/revisions/pairs.ts';
import type { Aspect } from '../../../src/model/measurement.ts';
import { spendAlpha } from '../../../src/statistics/multiple-testing.ts';
import { normalQuantile } from '../../../src/statistics/normal.ts';
import { createGenerator } from '../../../src/statistics/random.ts';
import { studentTQuantile, studentTSurvival } from '../../../src/statistics/student-t.ts';

const suite = { tests: 12, blocks: DEFAULT_BLOCKS, confidenceLevel: 0.95 };

/** Log-ratios of blocks that scatter by `deviation` around a change, the same for every aspect. */
function blocks(count: number, change: number, deviation: number, seed = 1): PairedCase['logRatios'] {
  const random = createGenerator(seed);
  const ratios = Array.from({ length: count }, () => Math.log1p(change) + deviation * normalQuantile(random()));
  return { lowEnd: ratios, cpuTime: ratios };
}

/** Judges growing data at every planned look until it is decided. */
function sequentially(all: PairedCase['logRatios'], options = suite) {
  let last = null as ReturnType<typeof judgePairs> | null;
  let taken = 0;
  for (const look of plannedLooks(options.blocks)) {
    const upTo = (aspect: Aspect) => all[aspect].slice(0, look);
    last = judgePairs({ ...options, logRatios: { lowEnd: upTo('lowEnd'), cpuTime: upTo('cpuTime') } });
    taken = look;
    if (!last.isOpen) break;
  }
  return { ...last!, taken };
}

describe('plannedLooks', () => {
  it('ascend to the most blocks, and none of them has too few', () => {
    expect(plannedLooks(48)).toEqual([6, 12, 24, 36, 48]);
    expect(plannedLooks(24)).toEqual([4, 6, 12, 18, 24]);
    fc.assert(
      fc.property(fc.integer({ min: LEAST_BLOCKS, max: 500 }), (most) => {
        const looks = plannedLooks(most);
        expect(looks.at(-1)).toBe(most);
        expect(looks).toEqual([...new Set(looks)].toSorted((a, b) => a - b));
        expect(looks[0]).toBeGreaterThanOrEqual(LEAST_BLOCKS);
      }),
    );
  });
});

describe('judgePairs', () => {
  it('passes unchanged code at the first look', () => {
    const { validation, isOpen, taken } = sequentially(blocks(48, 0, 0.01));
    expect(validation).toMatchObject({ verdict: 'pass', isValid: true });
    expect([isOpen, taken]).toEqual([false, 6]);
    expect(validation.minimumDetectableChangePercent).toBeGreaterThan(1);
  });

  it('fails a large slow-down at the first look', () => {
    const { validation, change, taken } = sequentially(blocks(48, 0.3, 0.01));
    expect(validation).toMatchObject({ verdict: 'regression', isValid: false });
    expect(validation.message).toMatch(/^Slower by (29|30|31)\.\d %\.$/);
    expect(change.interval[0]).toBeLessThan(30);
    expect(change.interval[1]).toBeGreaterThan(30);
    expect(taken).toBe(6);
  });

  it('measures on where a small slow-down is not sure yet, and then fails it', () => {
    const { validation, taken } = sequentially(blocks(48, 0.05, 0.02));
    expect(validation.verdict).toBe('regression');
    expect(taken).toBeGreaterThan(6);
  });

  it('calls a change below the floor unchanged, however sure it is', () => {
    expect(sequentially(blocks(48, 0.008, 0.0001)).validation.verdict).toBe('pass');
  });

  it('reports an improvement, which does not fail', () => {
    expect(sequentially(blocks(48, -0.1, 0.01)).validation).toMatchObject({ verdict: 'improvement', isValid: true });
  });

  it('is inconclusive where the noise would hide a quarter', () => {
    const { validation } = sequentially(blocks(48, 0, 0.4));
    expect(validation).toMatchObject({ verdict: 'inconclusive', isValid: true });
    expect(validation.message).toMatch(/Too noisy: a slow-down below \d+\.\d % would not have been seen/);
  });

  it('takes half of the blocks to see through noise, and all of them where something may be slower', () => {
    const noisy = (share: number) => sequentially(blocks(48, share, 0.4, 5));
    expect(noisy(-0.1)).toMatchObject({ taken: 24, validation: { verdict: 'inconclusive' } });
    expect(noisy(0.2)).toMatchObject({ taken: 48, validation: { verdict: 'inconclusive' } });
  });

  it('is inconclusive where a slow-down is likely and not sure', () => {
    const { validation, isOpen } = sequentially(blocks(48, 0.03, 0.045, 7));
    expect(validation.verdict).toBe('inconclusive');
    expect(validation.message).toMatch(/^Probably slower by \d\.\d %, but not surely/);
    expect(isOpen).toBe(false);
  });

  it('sees what only the mean shows, and says where', () => {
    const lowEnd = blocks(48, 0, 0.005).lowEnd;
    const { validation, aspect } = sequentially({ lowEnd, cpuTime: blocks(48, 0.27, 0.02, 2).lowEnd });
    expect(validation.verdict).toBe('regression');
    expect(aspect).toBe('cpuTime');
    expect(validation.message).toContain('on average, through a part of the calls');
  });

  it('goes by the low end alone where the mean is not known', () => {
    expect(sequentially({ lowEnd: blocks(48, 0.3, 0.01).lowEnd, cpuTime: [] }).validation.verdict).toBe('regression');
  });

  const STEPS = [0.01, -0.02, 0, 0.03, -0.01, 0.02];
  const first = (lowEnd: readonly number[], cpuTime: readonly number[] = []) =>
    judgePairs({ ...suite, logRatios: { lowEnd, cpuTime } });

  it('is a t-test against a floor of 1 %, at a level that tests, looks and aspects share', () => {
    const { validation, change, aspect } = first(STEPS);
    const error = Math.sqrt(STEPS.reduce((sum, step) => sum + (step - 0.005) ** 2, 0) / 5 / 6);
    const log = (percent: number) => Math.log1p(percent / 100);
    expect(validation.testStatistic).toBeCloseTo((0.005 - Math.log(1.01)) / error, 10);
    expect(validation.pValue).toBeCloseTo(studentTSurvival(validation.testStatistic!, 5), 12);
    expect(validation.confidenceLevel).toBeCloseTo(1 - 0.001 / 12, 15);
    const level = 0.9 * spendAlpha(0.001 / 12, [0.125, 0.25, 0.5, 0.75, 1], 'pocock')[0]!;
    const reach = studentTQuantile(1 - level, 5) + normalQuantile(0.9);
    expect(log(validation.minimumDetectableChangePercent!)).toBeCloseTo(Math.log(1.01) + reach * error, 10);
    expect(log(change.percent)).toBeCloseTo(0.005, 12);
    expect(log(change.interval[0])).toBeCloseTo(0.005 - studentTQuantile(0.975, 5) * error, 10);
    expect(log(change.interval[1])).toBeCloseTo(0.005 + studentTQuantile(0.975, 5) * error, 10);
    expect(validation).toMatchObject({ validationMethod: 'trimmed_t_of_process_pairs', warnings: [] });
    expect(aspect).toBe('lowEnd');
  });

  it('spends nothing on a look that was not planned', () => {
    const huge = [1, 1.01, 0.99, 1, 1.005];
    expect(first(huge).validation.verdict).toBe('inconclusive');
    expect(first([...huge, 1]).validation.verdict).toBe('regression');
  });

  it('measures on where it cannot see enough, or something may be slower, and not beyond the last look', () => {
    const noisy = STEPS.map((step) => 10 * step);
    expect(first(noisy)).toMatchObject({ isOpen: true, validation: { verdict: 'inconclusive' } });
    const suspicious = STEPS.map((step) => 0.01 + step);
    expect(first(suspicious).isOpen).toBe(true);
    expect(first(STEPS.map((step) => step - 0.01)).isOpen).toBe(false);
    expect(judgePairs({ ...suite, blocks: 6, logRatios: { lowEnd: noisy, cpuTime: [] } }).isOpen).toBe(false);
    expect(judgePairs({ ...suite, blocks: 6, logRatios: { lowEnd: suspicious, cpuTime: [] } }).isOpen).toBe(false);
  });

  it('suspects and doubts at nine tenths of 6 and of 1 percent', () => {
    const error = Math.sqrt(STEPS.reduce((sum, step) => sum + (step - 0.005) ** 2, 0) / 5 / 6);
    const at = (pValue: number, floor: number) =>
      first(STEPS.map((step) => step - 0.005 + floor + studentTQuantile(1 - pValue, 5) * error));
    expect([at(0.053, 0).isOpen, at(0.055, 0).isOpen]).toEqual([true, false]);
    const verdicts = [0.0089, 0.0091].map((pValue) => at(pValue, Math.log(1.01)).validation.verdict);
    expect(verdicts).toEqual(['inconclusive', 'pass']);
  });

  it('measures no more where it is decided', () => {
    expect(first(STEPS.map((step) => 0.5 + step)).isOpen).toBe(false);
    expect(first(STEPS.map((step) => step - 0.5))).toMatchObject({
      isOpen: false,
      validation: { verdict: 'improvement' },
    });
  });

  it('goes by the mean as well, whose part of the budget is smaller', () => {
    const faster = STEPS.map((step) => step - 0.5);
    const slower = STEPS.map((step) => step + 0.5);
    expect(first(faster, slower)).toMatchObject({ aspect: 'cpuTime', validation: { verdict: 'regression' } });
    expect(first(slower, slower).aspect).toBe('lowEnd');
    const hardlyMore = STEPS.map((step) => step + 0.52);
    expect(first(slower, hardlyMore).aspect).toBe('lowEnd');
    const farMore = STEPS.map((step) => 0.01 * step + 0.5);
    expect(first(slower, farMore).aspect).toBe('cpuTime');
    expect(first(farMore, slower).aspect).toBe('lowEnd');
    expect(
      first(
        STEPS,
        STEPS.map((step) => step + 0.05),
      ),
    ).toMatchObject({
      aspect: 'cpuTime',
      isOpen: true,
      validation: { verdict: 'inconclusive' },
    });
  });

  it('is the surer the more blocks there are', () => {
    const detectable = (count: number) =>
      judgePairs({ ...suite, logRatios: blocks(count, 0, 0.02) }).validation.minimumDetectableChangePercent!;
    expect(detectable(24)).toBeLessThan(detectable(12));
    expect(detectable(12)).toBeLessThan(detectable(6));
  });
});

describe('the error rates of pairs', () => {
  const TRIALS = 4000;
  // Heavy-tailed, as machines are: one block in ten scatters five times as much.
  const noisy = (seed: number, change: number) => {
    const random = createGenerator(seed);
    const draw = () => Math.log1p(change) + (random() < 0.1 ? 0.1 : 0.02) * normalQuantile(Math.max(1e-12, random()));
    const lowEnd = Array.from({ length: DEFAULT_BLOCKS }, draw);
    return { lowEnd, cpuTime: Array.from({ length: DEFAULT_BLOCKS }, draw) };
  };
  const share = (change: number, trials: number) => {
    let count = 0;
    for (let seed = 1; seed <= trials; seed++)
      if (sequentially(noisy(seed, change)).validation.verdict === 'regression') count++;
    return count / trials;
  };

  it('keeps false alarms of heavy-tailed noise below one in a thousand', () => {
    expect(share(0, TRIALS)).toBeLessThan(0.001);
  });

  it('catches ten percent nearly always in the same noise', () => {
    expect(share(0.1, 300)).toBeGreaterThan(0.98);
  });
});
