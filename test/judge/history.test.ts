import { describe, expect, it } from 'vitest';
import { thresholdFor } from '../../src/judge/bounds.ts';
import type { HistoryCase } from '../../src/judge/case.ts';
import { judgeAgainstHistory } from '../../src/judge/history.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { caseOf, look, past, STEADY } from './cases.ts';

const slowMachine = { controlShift: 0.3, explains: 0.6 };

describe('verdicts', () => {
  it.each<[string, Partial<HistoryCase>, Verdict, RegExp]>([
    ['nothing is stored', { history: [] }, 'no_baseline', /^First run: .* full strength after 12\.$/],
    [
      'what is stored is of another environment',
      { history: [], incomparable: ['3 runs in the environment darwin-arm64'] },
      'incomparable',
      /none that this run can be compared with: 3 runs in the environment darwin-arm64\. /,
    ],
    ['it is unchanged', {}, 'pass', /^No slower than the baseline \(change \+0\.0 %\)\.$/],
    [
      'it is unchanged, and the history is short',
      { history: STEADY.slice(0, 10) },
      'pass',
      /\. The gate has its full strength after 1 more run\.$/,
    ],
    ['it is slower by less than the margin', { looks: [look(1.03)] }, 'pass', /change \+3\.0 %/],
    ['it is twice as fast', { looks: [look(0.5)] }, 'improvement', /^Faster than the baseline \(change −50\.0 %\)\.$/],
    [
      'two looks are slower',
      { looks: [look(1.5), look(1.5)] },
      'regression',
      /^50\.0 % slower than the baseline, beyond the margin of \d+\.\d % .*; confirmed by a second measurement in fresh processes\.$/,
    ],
    [
      'a first look is slower and a second one not',
      { looks: [look(1.5), look(0.98)] },
      'inconclusive',
      /^It looked slower, but a second measurement in fresh processes did not agree \(change \+\d+\.\d %\)\. More processes/,
    ],
    [
      'both looks together are unchanged',
      { looks: [look(1.1), look(0.98)] },
      'pass',
      /it looked slower at first, and a second measurement in fresh processes did not confirm it/,
    ],
    [
      'one look is slower and another one much faster',
      { looks: [look(1.5), look(0.1)] },
      'inconclusive',
      /did not agree/,
    ],
    [
      'its processes disagree',
      {
        looks: [
          [0.9, 1.02, 1.2, 1.5, 1.8],
          [0.85, 1, 1.25, 1.6, 2],
        ],
      },
      'inconclusive',
      /^It looks slower .*, but its own processes disagree too much to be sure\. /,
    ],
    [
      'the machine is slower as well',
      { looks: [look(1.3), look(1.3)], machine: slowMachine },
      'inconclusive',
      /^It looks slower \(change \+30\.0 %\), but so was the machine: its control kernel took 35\.0 % longer\. /,
    ],
    [
      'the machine is slower, but not by that much',
      { looks: [look(3), look(3)], machine: slowMachine },
      'regression',
      /^200\.0 % slower/,
    ],
    [
      'the runs are all over the place',
      { history: past([1, 2, 0.5, 1.5, 0.7, 1.9, 0.6]) },
      'inconclusive',
      /^Too noisy to tell: a slow-down below \d+\.\d % would not be seen\. More processes, more runs/,
    ],
  ])('where %s', (_when, parts, verdict, message) => {
    const { validation } = judgeAgainstHistory(caseOf(parts));
    expect(validation.verdict).toBe(verdict);
    expect(validation.message).toMatch(message);
    expect(validation.isValid).toBe(verdict !== 'regression');
  });

  it('speak of fresh processes only where there are any', () => {
    const method = 'in_process';
    const confirmed = judgeAgainstHistory(caseOf({ method, looks: [look(3), look(3)] }));
    expect(confirmed.validation.message).toMatch(/confirmed by a second measurement\.$/);
    const disputed = judgeAgainstHistory(caseOf({ method, looks: [look(3), look(0.98)] }));
    expect(disputed.validation.message).toMatch(/`evenkeel run`, which measures in fresh processes\.$/);
  });

  it('do not call a run of an in-process test noisy because its history is short', () => {
    const { validation } = judgeAgainstHistory(caseOf({ method: 'in_process', history: past([1]) }));
    expect(validation.verdict).toBe('pass');
  });

  it('do not call a run noisy because the user asked for a wide margin', () => {
    expect(judgeAgainstHistory(caseOf({ tolerancePercent: 200 })).validation.verdict).toBe('pass');
    expect(judgeAgainstHistory(caseOf({ thresholdFactor: 10 })).validation.verdict).toBe('pass');
  });
});

describe('the looks that a verdict takes', () => {
  const needed = (...looks: readonly (readonly number[])[]) => judgeAgainstHistory(caseOf({ looks })).needsConfirmation;

  it('one where nothing looks slower', () => {
    expect(needed(look(1))).toBe(false);
    expect(needed(look(0.2))).toBe(false);
    expect(judgeAgainstHistory(caseOf({ history: [], looks: [look(9)] })).needsConfirmation).toBe(false);
  });

  it('a second one where the first is slower', () => {
    expect(needed(look(1.5))).toBe(true);
    expect(needed(look(1.5), look(1.5))).toBe(false);
  });

  it('a third one where two do not settle it, and no fourth', () => {
    expect(needed(look(1.5), look(0.98))).toBe(true);
    expect(needed(look(1.5), look(0.98), look(1.5))).toBe(false);
    expect(needed(look(1.5), look(0.98), look(0.98))).toBe(false);
  });

  it('tells a dispute about a slow-down from other doubts', () => {
    const judge = (parts: Partial<HistoryCase>) => judgeAgainstHistory(caseOf(parts)).isDisputed;
    expect(judge({ looks: [look(1.5), look(0.98)] })).toBe(true);
    expect(judge({ looks: [look(1.5), look(1.5)] })).toBe(false);
    expect(judge({ history: past([1, 2, 0.5, 1.5, 0.7, 1.9, 0.6]) })).toBe(false);
  });
});

describe('what else a judgement says', () => {
  it('the change, its interval, a p-value and what could have been seen', () => {
    const { estimate, change, thresholds, validation } = judgeAgainstHistory(caseOf({ looks: [look(1.02)] }));
    expect(estimate).toBeCloseTo(1.02, 10);
    expect(change!.percent).toBeCloseTo(2, 6);
    expect(change!.interval[0]).toBeLessThan(2);
    expect(change!.interval[1]).toBeGreaterThan(2);
    expect(validation.pValue).toBeGreaterThan(0.05);
    expect(validation.pValue).toBeLessThan(0.5);
    expect(validation.testStatistic).toBeGreaterThan(0);
    expect(validation).toMatchObject({ confidenceLevel: 0.99, validationMethod: 'run_history_robust', warnings: [] });
    const marginPercent = 100 * (thresholds.adaptiveFactor - 1);
    expect(validation.minimumDetectableChangePercent).toBeGreaterThan(marginPercent);
    expect(thresholds).toMatchObject({ baselineMedian: 1, calculationMethod: 'spread_between_runs' });
  });

  it('a first run lays bounds around itself', () => {
    const { thresholds, change, validation } = judgeAgainstHistory(caseOf({ history: [], looks: [look(3)] }));
    expect(change).toBeNull();
    expect(validation).toMatchObject({ pValue: null, testStatistic: null, minimumDetectableChangePercent: null });
    expect(thresholds).toMatchObject({ baselineMedian: null, calculationMethod: 'prior_around_current_run' });
    expect(thresholds.lowerBound * thresholds.upperBound).toBeCloseTo(9, 10);
  });

  it('the confidence that it was asked for', () => {
    const judged = judgeAgainstHistory(caseOf({ falseAlarmRate: 0.2, statisticalMethod: 'parametric' }));
    expect(judged.validation.confidenceLevel).toBeCloseTo(0.8, 12);
    expect(judged.validation.validationMethod).toBe('run_history_parametric');
    const wide = judgeAgainstHistory(caseOf({ confidenceLevel: 0.999 })).change!.interval;
    const narrow = judgeAgainstHistory(caseOf({ confidenceLevel: 0.5 })).change!.interval;
    expect(wide[1] - wide[0]).toBeGreaterThan(2 * (narrow[1] - narrow[0]));
  });
});

describe('thresholdFor', () => {
  it('has the bounds that the judge holds a run against', () => {
    const { history, method, statisticalMethod, thresholdFactor, tolerancePercent } = caseOf({});
    const shared = { method, statisticalMethod, thresholdFactor, tolerancePercent, falseAlarmRate: 0.01 };
    expect(thresholdFor({ ...shared, history, current: 7 }).bounds).toEqual(judgeAgainstHistory(caseOf({})).thresholds);
    expect(thresholdFor({ ...shared, history: [], current: 7 }).bounds).toEqual(
      judgeAgainstHistory(caseOf({ history: [], looks: [[7]] })).thresholds,
    );
  });
});
