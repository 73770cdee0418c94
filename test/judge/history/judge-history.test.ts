import { describe, expect, it } from 'vitest';
import type { Look } from '../../../src/judge/evidence.ts';
import type { HistoryCase } from '../../../src/judge/history/case.ts';
import { DOUBTS } from '../../../src/judge/history/doubts.ts';
import { judgeAgainstHistory } from '../../../src/judge/history/judge-history.ts';
import { thresholdFor } from '../../../src/judge/history/threshold-bounds.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { studentTQuantile, studentTSurvival } from '../../../src/statistics/core/student-t.ts';
import { at, caseOf, look, past, STEADY } from '../cases.ts';

// A look that is as quick as the baseline in its quickest processes, and slow in the others.
const MIXED: Look = [0.99, 1, 1.5, 1.5, 1.5].map((location) => at(location));

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
    [
      'it is twice as fast',
      { looks: [look(0.5), look(0.5)] },
      'improvement',
      /^Faster than the baseline \(change −50\.0 %\)\.$/,
    ],
    [
      'two looks are slower',
      { looks: [look(1.5), look(1.5)] },
      'regression',
      /^50\.0 % slower than the baseline, beyond the margin of \d+\.\d % .*; confirmed by a second measurement in fresh processes\.$/,
    ],
    [
      'a first look is slower and a second one not',
      { looks: [look(1.5), MIXED] },
      'inconclusive',
      /^It looked slower \(change \+\d+\.\d %\), but a second measurement did not agree\. More processes/,
    ],
    [
      'both looks together are unchanged',
      { looks: [look(1.1), look(0.98)] },
      'pass',
      /it looked slower at first, and a second measurement in fresh processes did not confirm it/,
    ],
    [
      'one look is slower and another one much faster',
      { looks: [look(1.5), [at(0.1), at(0.1), ...look(1.5)]] },
      'inconclusive',
      /did not agree/,
    ],
    [
      'its processes disagree',
      {
        looks: [
          [1.03, 1.2, 1.5, 1.9, 2.4],
          [1.02, 1.25, 1.6, 2, 2.6],
        ].map((locations) => locations.map((location) => at(location))),
      },
      'inconclusive',
      /^It looks slower .*, but its own processes disagree too much to be sure\. /,
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

  describe('on a machine slower than in any past run', () => {
    const history = STEADY.map((run) => ({ ...run, processes: look(run.estimate, { control: 3e-4 }) }));
    const judge = (slowDown: number, machine: number) => {
      const slower = look(slowDown, { control: 3e-4 * machine });
      return judgeAgainstHistory(caseOf({ history, looks: [slower, slower, slower] }));
    };

    it('believe no slow-down that could be the machine’s', () => {
      const { validation, isDisputed } = judge(1.7, 1.18);
      expect(validation.verdict).toBe('inconclusive');
      expect(validation.message).toMatch(
        /^It looks slower .*, but so was the machine, more than in any past run \(the control kernel took 18\.0 % longer\)\. /,
      );
      expect(isDisputed).toBe(true);
    });

    it('believe one that no machine makes', () => {
      expect(judge(3, 1.18).validation.verdict).toBe('regression');
      expect(judge(1.7, 1).validation.verdict).toBe('regression');
    });
  });

  describe('where other programs had the processor in the middle of samples', () => {
    const history = STEADY.map((run) => ({ ...run, processes: look(run.estimate, { cpuTime: 1 }) }));
    const judge = (slowDown: number, cpuTime: number) => {
      const slower = look(slowDown, { cpuTime, interruptions: 2 });
      return judgeAgainstHistory(caseOf({ history, looks: [slower, slower, slower] })).validation;
    };

    it('believe no slow-down that processor time does not show', () => {
      const { verdict, message } = judge(8, 1.01);
      expect(verdict).toBe('inconclusive');
      expect(message).toMatch(
        /^It looks slower .*, but other programs were given the processor in the middle of most /,
      );
    });

    it('believe one that processor time shows', () => expect(judge(8, 4).verdict).toBe('regression'));
  });

  it('speak of fresh processes only where there are any', () => {
    const method = 'in_process';
    const confirmed = judgeAgainstHistory(caseOf({ method, looks: [look(3), look(3)] }));
    expect(confirmed.validation.message).toMatch(/confirmed by a second measurement\.$/);
    const disputed = judgeAgainstHistory(
      caseOf({ method, looks: [look(3), [0.99, 1, 3, 3, 3].map((location) => at(location))] }),
    );
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
  const needed = (...looks: readonly Look[]) => judgeAgainstHistory(caseOf({ looks })).needsConfirmation;

  it('one where nothing looks slower', () => {
    expect(needed(look(1))).toBe(false);
    expect(judgeAgainstHistory(caseOf({ history: [], looks: [look(9)] })).needsConfirmation).toBe(false);
  });

  it('a second one where the first is faster, which is confirmed before it is believed', () => {
    expect(needed(look(0.2))).toBe(true);
    expect(needed(look(0.2), look(0.2))).toBe(false);
  });

  it('a second one where the first is slower', () => {
    expect(needed(look(1.5))).toBe(true);
    expect(needed(look(1.5), look(1.5))).toBe(false);
  });

  it('a third one where two do not settle it, and no fourth', () => {
    expect(needed(look(1.5), MIXED)).toBe(true);
    expect(needed(look(1.5), MIXED, look(1.5))).toBe(false);
    expect(needed(look(1.5), MIXED, look(0.98))).toBe(false);
    expect(needed(look(1.5), look(0.98))).toBe(false);
  });

  it('tells a dispute about a slow-down from other doubts', () => {
    const judge = (parts: Partial<HistoryCase>) => judgeAgainstHistory(caseOf(parts)).isDisputed;
    expect(judge({ looks: [look(1.5), MIXED] })).toBe(true);
    expect(judge({ looks: [look(1.5), look(1.5)] })).toBe(false);
    expect(judge({ history: past([1, 2, 0.5, 1.5, 0.7, 1.9, 0.6]) })).toBe(false);
  });
});

describe('what else a judgement says', () => {
  it('the change, its interval, a p-value and what could have been seen', () => {
    const { estimate, change, thresholds, validation, views } = judgeAgainstHistory(caseOf({ looks: [look(1.02)] }));
    expect(estimate).toBeCloseTo(1.02, 10);
    expect(change!.percent).toBeCloseTo(2, 6);
    expect(change!.interval[0]).toBeLessThan(2);
    expect(change!.interval[1]).toBeGreaterThan(2);
    expect(validation.pValue).toBeGreaterThan(0.05);
    expect(validation.pValue).toBeLessThan(0.5);
    expect(validation.testStatistic).toBeGreaterThan(0);
    expect(validation).toMatchObject({ confidenceLevel: 0.97, validationMethod: 'run_history_robust', warnings: [] });
    const marginPercent = 100 * (thresholds.adaptiveFactor - 1);
    // Twelve runs and a prior that is worth four more: fifteen degrees of freedom.
    expect(validation.pValue).toBeCloseTo(studentTSurvival(validation.testStatistic!, 15), 12);
    const deviation = Math.log(1.02) / validation.testStatistic!;
    const reach = studentTQuantile(0.975, 15) * deviation;
    expect(change!.interval.map((each) => Math.log1p(each / 100))).toEqual([
      expect.closeTo(Math.log(1.02) - reach, 10),
      expect.closeTo(Math.log(1.02) + reach, 10),
    ]);
    expect(validation.minimumDetectableChangePercent).toBeGreaterThan(marginPercent);
    expect(thresholds).toMatchObject({ baselineMedian: 1, calculationMethod: 'spread_between_runs' });
    expect(views[0]!.measured).toBeCloseTo(1.02, 10);
  });

  it('may be wrong more often where each past run was of three processes at least', () => {
    const levelOf = (processes: number) => {
      const history = STEADY.map((run) => ({ ...run, processes: look(1).slice(0, processes) }));
      return judgeAgainstHistory(caseOf({ history })).validation.confidenceLevel;
    };
    expect([levelOf(2), levelOf(3)]).toEqual([0.97, 0.92]);
    expect(judgeAgainstHistory(caseOf({ history: past([1]) })).validation.confidenceLevel).toBe(0.97);
  });

  it('a first run lays bounds around itself', () => {
    const judged = judgeAgainstHistory(caseOf({ history: [], looks: [look(3)] }));
    const { thresholds, validation } = judged;
    expect(judged).toMatchObject({ change: null, views: [], isDisputed: false, needsConfirmation: false });
    expect(validation).toMatchObject({ pValue: null, testStatistic: null, minimumDetectableChangePercent: null });
    expect(validation).toMatchObject({ confidenceLevel: 0.92, validationMethod: 'run_history_robust', warnings: [] });
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

describe('a slow-down near its margin', () => {
  const near = 1.042;
  // A look may be wrong more often where runs are known to be of several processes.
  const history = STEADY.map((run) => ({ ...run, processes: look(run.estimate) }));

  it('takes a third look', () => {
    const two = judgeAgainstHistory(caseOf({ history, looks: [look(near), look(near)] }));
    expect(two).toMatchObject({ needsConfirmation: true, validation: { verdict: 'inconclusive' } });
    const three = judgeAgainstHistory(caseOf({ history, looks: [look(near), look(near), look(near)] }));
    expect(three).toMatchObject({ needsConfirmation: false, validation: { verdict: 'regression' } });
    expect(three.validation.message).toMatch(/; confirmed by two more measurements in fresh processes\.$/);
  });

  it('has a speed-up of the same size beside it, which takes a third look as well', () => {
    const [two, three] = [2, 3].map((looks) =>
      judgeAgainstHistory(caseOf({ history, looks: Array.from({ length: looks }, () => look(1 / near)) })),
    );
    expect(two).toMatchObject({ needsConfirmation: true, validation: { verdict: 'pass' } });
    expect(three).toMatchObject({ needsConfirmation: false, validation: { verdict: 'improvement' } });
  });

  it('is none where that look does not see it', () => {
    const { validation } = judgeAgainstHistory(caseOf({ history, looks: [look(near), look(near), look(1)] }));
    expect(validation.verdict).toBe('pass');
    expect(validation.message).toMatch(
      /^No slower than the baseline: .* and two more measurements in fresh processes did/,
    );
  });
});

describe('thresholdFor', () => {
  it('has the bounds that the judge holds a run against', () => {
    const { history, method, statisticalMethod, thresholdFactor, tolerancePercent } = caseOf({});
    const shared = { method, statisticalMethod, thresholdFactor, tolerancePercent, falseAlarmRate: 0.8 * 0.03 };
    expect(thresholdFor({ ...shared, history, current: 7 }).bounds).toEqual(judgeAgainstHistory(caseOf({})).thresholds);
    expect(thresholdFor({ ...shared, falseAlarmRate: 0.08, history: [], current: 7 }).bounds).toEqual(
      judgeAgainstHistory(caseOf({ history: [], looks: [[at(7)]] })).thresholds,
    );
  });
});

describe('a machine that is slower than before', () => {
  // Code that feels what the control kernel feels, on machines that differ by 4 % from run to run.
  const onMachine = (slowness: number, sensitivity: number, code = 1) =>
    look(code * slowness ** sensitivity, { control: 3e-4 * slowness });
  const historyOf = (sensitivity: number) =>
    Array.from({ length: 15 }, (_, i) => {
      const processes = onMachine(1 + 0.02 * ((i % 5) - 2), sensitivity);
      return { estimate: processes[2]!.location, decayFactor: 0.9, processes };
    });
  const judged = (sensitivity: number, slowness: number, code: number) => {
    const now = onMachine(slowness, sensitivity, code);
    return judgeAgainstHistory(caseOf({ history: historyOf(sensitivity), looks: [now, now] }));
  };

  it.each([0, 1, 2])('is not taken for slower code, which feels it %d times as much', (sensitivity) => {
    const { validation, views, change } = judged(sensitivity, 1.2, 1);
    expect(validation.verdict).toBe('pass');
    expect(views[0]!.machinePercent).toBeCloseTo(20, 6);
    expect(Math.abs(change!.percent)).toBeLessThan(3);
    expect(validation.message).toMatch(/put down to the machine \(the control kernel took 20\.0 % longer/);
  });

  it.each([0, 1, 2])('accuses no code that took as long as ever where it is quicker (%d times)', (sensitivity) => {
    const { validation, views } = judged(sensitivity, 0.8, 0.8 ** -sensitivity);
    expect(validation.verdict).toBe('pass');
    expect(views[0]!.slowLooks).toBe(0);
  });

  it.each([0, 1, 2])('does not hide slower code, which feels it %d times as much', (sensitivity) => {
    const { validation, change } = judged(sensitivity, 1.1, 1.3);
    expect(validation.verdict).toBe('regression');
    expect(change!.percent).toBeGreaterThan(27);
    expect(change!.percent).toBeLessThan(33);
  });

  it('does not hide slower code by being faster', () => {
    expect(judged(1, 0.9, 1.2).validation.verdict).toBe('regression');
  });

  it('leaves more open where little was seen of how the code feels it', () => {
    const short = historyOf(1).slice(0, 2);
    const now = onMachine(1.3, 1);
    const width = (looks: Look) => judgeAgainstHistory(caseOf({ history: short, looks: [looks] })).views[0]!;
    expect(width(now).allowedPercent).toBeGreaterThan(1.5 * width(onMachine(1, 1)).allowedPercent);
  });
});

describe('a dearer slow branch', () => {
  const withMean = (cpuTime: number) => look(1, { cpuTime, controlCpuTime: 3e-4, control: 3e-4 });
  const history = Array.from({ length: 12 }, (_, i) => {
    const processes = withMean(1.4 * (1 + 0.01 * ((i % 3) - 1)));
    return { estimate: 1, decayFactor: 0.9, processes };
  });

  it('is seen in the mean of processor time, which the low end is blind to', () => {
    const { validation, views } = judgeAgainstHistory(caseOf({ history, looks: [withMean(1.76), withMean(1.76)] }));
    expect(validation.verdict).toBe('regression');
    expect(validation.message).toMatch(/^On average, through a part of its calls, 2\d\.\d % slower/);
    expect(views.map(({ name, slowLooks }) => [name, slowLooks])).toEqual([
      ['lowEnd', 0],
      ['cpuTime', 2],
      ['drift', 0],
    ]);
  });

  it('is not looked for where the mean is not known', () => {
    const { views } = judgeAgainstHistory(caseOf({ history, looks: [look(1)] }));
    expect(views.map(({ name }) => name)).toEqual(['lowEnd', 'drift']);
  });
});

describe('slow drift', () => {
  const noise = [0, 0.004, -0.006, 0.002, -0.003, 0.006, -0.001];
  const drifting = (run: number, rate: number) => (1 + rate) ** run * (1 + noise[run % noise.length]!);
  const firstCaught = (rate: number) => {
    for (let run = 2; run < 30; run++) {
      const history = past(Array.from({ length: run }, (_, i) => drifting(i, rate)));
      const now = look(drifting(run, rate));
      const { validation, views } = judgeAgainstHistory(caseOf({ history, looks: [now, now] }));
      if (validation.verdict === 'regression') return { run, message: validation.message, views };
    }
    return null;
  };

  it('of 1 % a run is found within twenty runs', () => {
    const caught = firstCaught(0.01)!;
    expect(caught.run).toBeLessThan(20);
    expect(caught.message).toMatch(/slower than the oldest runs, though no single run/);
  });

  it('is not seen in runs that do not drift', () => {
    expect(firstCaught(0)).toBeNull();
  });
});

describe('an improvement', () => {
  const before = [1, 1.01, 0.99, 1, 1.01, 0.99, 1, 1.01, 0.99, 1];
  const judged = (after: readonly number[], now: number) =>
    judgeAgainstHistory(caseOf({ history: past([...before, ...after]), looks: [look(now), look(now)] }));

  it('becomes the baseline when three runs have confirmed it', () => {
    const { validation, views } = judged([0.5, 0.505, 0.495], 0.5);
    expect(validation.verdict).toBe('pass');
    expect(views[0]).toMatchObject({ runs: 3 });
    expect(judged([0.5, 0.505, 0.495], 0.7).validation.verdict).toBe('regression');
    expect(judged([0.5, 0.505, 0.495, 0.5, 0.5, 0.5], 0.6).validation.verdict).toBe('regression');
  });

  it('does not become the baseline before, nor by runs that come and go', () => {
    expect(judged([0.5, 0.505], 1).validation.verdict).toBe('pass');
    expect(judged([0.5, 1, 0.495, 0.5], 1).validation.verdict).toBe('pass');
  });
});

describe('the quickest processes of a run', () => {
  const history = past(Array.from({ length: 12 }, (_, i) => 1 + 0.005 * (i % 3))).map((run) => ({
    ...run,
    processes: look(run.estimate),
  }));
  const judged = (...locations: readonly (readonly number[])[]) =>
    judgeAgainstHistory(caseOf({ history, looks: locations.map((each) => each.map((location) => at(location))) }))
      .validation.verdict;

  it('clear the code where they reach what the past reached, because noise only adds time', () => {
    expect(judged([1.0, 1.4, 1.42, 1.43, 1.45], [1.01, 1.41, 1.42, 1.44, 1.45])).toBe('inconclusive');
  });

  it('convict it where they are slower as well', () => {
    expect(judged([1.38, 1.4, 1.42, 1.43, 1.45], [1.39, 1.41, 1.42, 1.44, 1.45])).toBe('regression');
  });
});

describe('the doubts of a verdict', () => {
  const doubts = (parts: Partial<HistoryCase>) =>
    judgeAgainstHistory(caseOf(parts)).validation.doubts!.map(({ name }) => name);

  it('are those that kept a slow-down from being a regression', () => {
    expect(doubts({ looks: [look(1.5), look(1)] })).toContain('looks_disagree');
    expect(doubts({ looks: [look(1.5), look(1.5)] })).toEqual([]);
    expect(doubts({ looks: [look(1.06), look(1.06)] })).toEqual(['near_the_margin']);
  });

  it('are none of what never looked slower', () => {
    const { validation, views } = judgeAgainstHistory(caseOf({}));
    expect(validation.doubts).toEqual([]);
    expect(views.flatMap(({ checks }) => checks)).toEqual([]);
  });

  it('are told of a pass that looked slower at first, with every check', () => {
    const { validation, views } = judgeAgainstHistory(caseOf({ looks: [look(1.06), look(1), look(1)] }));
    expect(validation).toMatchObject({
      verdict: 'pass',
      doubts: expect.arrayContaining([{ name: 'looks_disagree', sentence: expect.any(String) }]),
    });
    expect(views[0]!.checks).toHaveLength(DOUBTS.length);
  });

  it('say that processor time has not been seen for long enough', () => {
    const history = past([1, 1.01, 0.99]).map((run) => ({ ...run, processes: look(run.estimate, { cpuTime: 1 }) }));
    expect(doubts({ history, looks: [look(1, { cpuTime: 2 })] })).toEqual(['few_runs_of_cpu_time']);
  });

  it('say what is too noisy', () => {
    const history = past([1, 2, 0.5, 3, 1, 0.4]);
    expect(doubts({ history, looks: [look(1)] })).toEqual(['too_noisy']);
    const { views } = judgeAgainstHistory(caseOf({ history, looks: [look(1)] }));
    expect(views[0]!.checks.filter(({ applies }) => applies).map(({ name }) => name)).toContain('too_noisy');
  });
});
