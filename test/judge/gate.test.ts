import { describe, expect, it } from 'vitest';
import { decidedByPairs, leftOver, withPairsBehind } from '../../src/judge/gate.ts';
import type { Judgement } from '../../src/judge/history/case.ts';
import { judgeAgainstHistory } from '../../src/judge/history/judge-history.ts';
import type { PairedJudgement } from '../../src/judge/revisions/pairs.ts';
import type { PairsEvidence } from '../../src/model/evidence.ts';
import type { Change, ValidationResult, Verdict } from '../../src/model/verdict.ts';
import { caseOf, look, STEADY } from './cases.ts';
import { judged, spread } from './revisions/paired.ts';

type HistoryVerdict = 'no_baseline' | 'incomparable' | 'pass' | 'regression' | 'improvement' | 'inconclusive';
type PairsVerdict = 'pass' | 'regression' | 'improvement' | 'inconclusive';

const HISTORIES: readonly HistoryVerdict[] = [
  'no_baseline',
  'incomparable',
  'pass',
  'regression',
  'improvement',
  'inconclusive',
];

/** What past runs make of a run with this verdict; with the change they see, where they see one. */
function history(verdict: HistoryVerdict, percent: number): Judgement {
  const judgement = judgeAgainstHistory(caseOf({ looks: [look(1)], history: STEADY }));
  const isWithout = verdict === 'no_baseline' || verdict === 'incomparable';
  const change: Change | null = isWithout ? null : { percent, interval: [percent - 1, percent + 1] };
  return {
    ...judgement,
    change,
    needsConfirmation: true,
    isDisputed: true,
    validation: {
      ...judgement.validation,
      verdict,
      isValid: verdict !== 'regression',
      message: 'as past runs say',
      warnings: ['of past runs'],
    },
  };
}

const PAIRS: Readonly<Record<PairsVerdict, PairedJudgement>> = {
  pass: judged(spread(8, 0, 0.005)),
  regression: judged(spread(8, 0.1, 0.005)),
  improvement: judged(spread(8, -0.1, 0.005)),
  inconclusive: judged(spread(36, 0.035, 0.04)),
};

function evidenceOf(count: number, { aspect, control }: PairedJudgement): PairsEvidence {
  const base = { ref: 'main', commit: '1a2b3c4d', isMergeBase: false };
  const logRatios = { lowEnd: new Array(count).fill(0), cpuTime: [] };
  const manner = { kind: 'by_turns', isPinned: true } as const;
  return { decidedBy: 'pairs', suspicions: [], base, manner, aspect, logRatios, control, historyChange: null };
}

const say = (judgement: PairedJudgement) => ({
  judgement,
  evidence: evidenceOf(8, judgement),
  where: 'main (1a2b3c4)',
});
const decided = (verdict: HistoryVerdict, pairs: PairedJudgement, percent = 7) =>
  decidedByPairs(history(verdict, percent), say(pairs));

const WORDS: Readonly<Record<PairsVerdict, RegExp>> = {
  pass: /^No slower than the code of main \(1a2b3c4\): change [+−-]?\d(\.\d+)? % in 8 pairs of processes\./,
  regression:
    /^(9|10)(\.\d)? % slower than the code of main \(1a2b3c4\); confirmed in 8 pairs of processes that ran both by turns\.$/,
  improvement: /^Faster than the code of main \(1a2b3c4\) by (9|10)(\.\d)? %, in 8 pairs of processes\.$/,
  inconclusive:
    /^Held against the code of main \(1a2b3c4\) in 8 pairs of processes: Probably slower by \d\.\d %, but not surely\. /,
};

const combinations = HISTORIES.flatMap((past) =>
  (Object.keys(PAIRS) as PairsVerdict[]).map((pairs): [HistoryVerdict, PairsVerdict] => [past, pairs]),
);

describe('pairs', () => {
  it.each(Object.entries(PAIRS))('of these tests say %s', (verdict, { validation }) => {
    expect(validation.verdict).toBe(verdict);
  });

  it.each(combinations)('where past runs say %s, decide that it is %s', (past, verdict) => {
    const pairs = PAIRS[verdict];
    const { validation, change, isDisputed, whyDisputed } = decided(past, pairs);
    expect(validation).toMatchObject({
      verdict,
      isValid: verdict !== 'regression',
      validationMethod: pairs.validation.validationMethod,
      minimumDetectableChangePercent: pairs.validation.minimumDetectableChangePercent,
      pValue: pairs.validation.pValue,
      doubts: pairs.validation.doubts,
    });
    expect(validation.message).toMatch(WORDS[verdict]);
    expect(change).toEqual(pairs.change);
    // What could not be decided is not learnt from.
    expect(isDisputed).toBe(verdict === 'inconclusive');
    expect(whyDisputed).toBe('pairs of processes left it open');
  });

  it('leave the warnings of past runs', () => {
    const before = history('inconclusive', 7);
    const pairs = { ...PAIRS.pass, validation: { ...PAIRS.pass.validation, warnings: ['of pairs'] } };
    const after = decidedByPairs(before, say(pairs));
    expect(after.validation.warnings).toEqual(['of past runs', 'of pairs']);
  });

  it('say where the time went that only the mean shows', () => {
    const pairs = judged(spread(8, 0, 0.005), { cpuTime: spread(8, 0.2, 0.01) });
    expect(decided('pass', pairs).validation.message).toMatch(
      /^(19|20)(\.\d)? % slower than the code of main \(1a2b3c4\), on average, through a part of its calls; confirmed /,
    );
  });

  describe('that find nothing', () => {
    const ASIDE =
      / It takes 7(\.0)? % longer than in past runs, and so does that code here and now: it is the machine, or something that both share\.$/;
    const messageOf = (past: HistoryVerdict, verdict: PairsVerdict, percent: number) =>
      decided(past, PAIRS[verdict], percent).validation.message;

    it.each(combinations)('where past runs say %s: what these see is told of, if pairs say %s', (past, verdict) => {
      const isTold = verdict === 'pass' && (past === 'regression' || past === 'inconclusive');
      if (isTold) expect(messageOf(past, verdict, 7)).toMatch(ASIDE);
      else expect(messageOf(past, verdict, 7)).not.toContain('past runs');
    });

    it('say nothing of past runs that were no quicker', () => {
      expect(messageOf('inconclusive', 'pass', 0)).not.toContain('past runs');
      expect(messageOf('inconclusive', 'pass', -3)).not.toContain('past runs');
    });
  });
});

describe('a suspect for which there was no time left', () => {
  it.each(HISTORIES)('is inconclusive where past runs say %s, and is not learnt from', (past) => {
    const before = history(past, 7);
    const after = leftOver(before, 60);
    expect(after.validation).toMatchObject({ verdict: 'inconclusive' satisfies Verdict, isValid: true });
    expect(after.validation.message).toBe(
      'It may be slower, and there was no time left to tell: the 60 s for suspects were used up by others. Raise the budget (confirm_budget, or evenkeel run --budget), or run it alone.',
    );
    expect(after).toMatchObject({ isDisputed: true, change: before.change });
    expect(after.whyDisputed).toBe('there was no time left to tell');
    expect(after.validation.warnings).toEqual(['of past runs']);
  });
});

describe('withPairsBehind', () => {
  const alone = { verdict: 'pass', minimumDetectableChangePercent: 12 } as ValidationResult;
  const processesOf = (...locations: readonly number[]) => locations.map((location) => ({ location }));
  const seen = (validation: ValidationResult, processes: readonly { readonly location: number }[], tolerance = 2) =>
    withPairsBehind(validation, processes, tolerance).minimumDetectableChangePercent;

  it('sees what is suspect in 99 of 100 runs, where processes are steady', () => {
    expect(seen(alone, processesOf(1, 1.002, 0.998, 1.001, 1))).toBe(5);
  });

  it('sees less where they are not, and never less than past runs alone', () => {
    const restless = processesOf(1, 1.07, 0.95, 1.04, 0.98);
    expect(seen(alone, restless)).toBeGreaterThan(5);
    expect(seen({ ...alone, minimumDetectableChangePercent: 6 }, restless)).toBe(6);
  });

  it('sees nothing below the tolerance, and says nothing of other verdicts', () => {
    expect(seen(alone, processesOf(1, 1, 1), 8)).toBe(8);
    const inconclusive = { ...alone, verdict: 'inconclusive' } as ValidationResult;
    expect(withPairsBehind(inconclusive, processesOf(1, 1, 1), 2)).toBe(inconclusive);
  });
});
