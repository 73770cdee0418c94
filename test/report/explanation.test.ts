import { describe, expect, it } from 'vitest';
import type { PairsEvidence, VerdictEvidence } from '../../src/model/evidence.ts';
import type { VerdictView } from '../../src/model/verdict.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { byHistory, byPairs, type ResultSketch, testResult } from './fixtures.ts';

const view: VerdictView = {
  name: 'lowEnd',
  expected: 1.1e-3,
  measured: 1.4e-3,
  runs: 12,
  changePercent: 27.3,
  allowedPercent: 6.1,
  spreadPercent: 2.4,
  machinePercent: 10.2,
  correctionPercent: 9.1,
  slowLooks: 2,
  looks: 2,
  isFromElsewhere: false,
  checks: [
    {
      name: 'near_the_margin',
      applies: false,
      figures: 'it is 4.07 times what counts as noise; two measurements need 1.4',
    },
    {
      name: 'processes_disagree',
      applies: true,
      figures: 'it is 2.0 standard errors of its own processes beyond the tolerance of 2.0 %; 3.5 are needed',
    },
  ],
};
const report = {
  results: [
    testResult({ testName: 'parse > small', verdict: 'pass' }),
    testResult({
      testName: 'parse > large',
      verdict: 'regression',
      message: '27.3 % slower than the baseline.',
      median: 1.4e-3,
      views: [
        view,
        { ...view, name: 'cpuTime', slowLooks: 0, changePercent: 1, checks: [] },
        { ...view, name: 'drift' },
      ],
    }),
  ],
};
const options = { color: false, width: 100 };

describe('renderExplanation', () => {
  it('tells what was expected, measured and allowed, and what every process said', () => {
    expect(renderExplanation(report, 'LARGE', options)).toMatchSnapshot();
  });

  it('says that more counts as noise after runs that were made elsewhere', () => {
    expect(renderExplanation(report, 'large', options)).not.toContain('six hours');
    const views = [{ ...view, isFromElsewhere: true }];
    const elsewhere = { results: [testResult({ testName: 'far', verdict: 'pass', views })] };
    expect(renderExplanation(elsewhere, 'far', options).replace(/\s+/g, ' ')).toContain('more than six hours ago');
  });

  it('does not call a spread seen that a single run cannot show', () => {
    const first = { results: [testResult({ testName: 'second run', verdict: 'pass', views: [{ ...view, runs: 1 }] })] };
    expect(renderExplanation(first, 'second', options)).toContain(
      'Runs of unchanged code are taken to differ by 2.4 %',
    );
  });

  it('explains every test with the text in its name', () => {
    const text = renderExplanation(report, 'parse', options);
    expect(text).toContain('How "parse > small" came to be called pass');
    expect(text).toContain('How "parse > large" came to be called regression');
  });

  it('says where there is no such test', () => {
    expect(renderExplanation(report, 'nothing', options)).toBe(
      'No test with a result has "nothing" in its name, so there is nothing to explain.\n',
    );
  });

  it('keeps to the width of the terminal', () => {
    const text = renderExplanation(report, 'large', { color: false, width: 50 });
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50);
  });

  describe('of what decided', () => {
    const flat = (evidence: VerdictEvidence, sketch: Partial<ResultSketch> = {}) => {
      const results = [testResult({ testName: 'one', views: [view], evidence, ...sketch })];
      return renderExplanation({ results }, 'one', { color: false, width: 2000 });
    };
    const change = { percent: 6.3, interval: [4.1, 8.2] } as const;

    it('tells of pairs why they were needed, against what, how, and each of them', () => {
      const results = [
        testResult({ testName: 'parse > large', verdict: 'regression', views: [view], evidence: byPairs(), change }),
      ];
      expect(renderExplanation({ results }, 'large', options)).toMatchSnapshot();
    });

    it('tells that past runs cleared a test', () => {
      expect(flat(byHistory)).toContain('What decided\n  Past runs decided: they cleared it of a slow-down');
      expect(flat(byHistory, { verdict: 'regression' })).not.toContain('cleared');
      expect(flat(byHistory, { change: null, views: [] })).toContain('There are no past runs to decide.');
    });

    it('tells why there were no pairs of a suspect', () => {
      const { suspicions } = byPairs();
      const withoutPairs = 'git is not installed here.';
      const text = flat({ decidedBy: 'history', suspicions, withoutPairs });
      expect(text).toMatch(
        /Why it was suspect.*\n {2}It is slower .*\n {2}Most of its past runs .*\n {2}No pairs .*: git is/,
      );
      expect(text).toContain('Past runs decided.');
      expect(flat({ decidedBy: 'history', suspicions, withoutPairs: null })).toContain('nobody asked for them');
    });

    it.each<[string, Partial<PairsEvidence>, RegExp]>([
      ['not pinned', { manner: { kind: 'by_turns', isPinned: false } }, /each on whatever processor/],
      [
        'one after the other',
        { manner: { kind: 'one_after_other', reason: 'the second one failed: EADDRINUSE' } },
        /one after the other, because the second one failed: EADDRINUSE\./,
      ],
      [
        'processor time',
        { aspect: 'cpuTime' },
        /mean of its processor time changed by .*\n {2}Pair by pair: \+6\.3 %, /,
      ],
      ['no control', { control: null }, /There is no control/],
      ['no past runs', { historyChange: null }, /Past runs had said nothing/],
      [
        'a merge-base',
        { base: { ref: 'main', commit: 'abcdef123', isMergeBase: true } },
        /the merge-base with main \(abcdef1\)/,
      ],
      [
        'a commit',
        { base: { ref: 'abcdef123', commit: 'abcdef123', isMergeBase: false } },
        /the code of abcdef1 in 8 pairs/,
      ],
    ])('of pairs: %s', (_, parts, words) => {
      expect(flat(byPairs(parts))).toMatch(words);
    });

    it('shows names and messages of others instead of obeying them', () => {
      const base = { ref: 'ma\u001b[2Jin', commit: 'abcdef123', isMergeBase: false };
      const manner = { kind: 'one_after_other', reason: '\u001b[31mred' } as const;
      expect(flat(byPairs({ base, manner }))).not.toContain('\u001b');
    });

    it('keeps to the width of the terminal', () => {
      const results = [testResult({ testName: 'one', evidence: byPairs(), change })];
      const text = renderExplanation({ results }, 'one', { color: false, width: 50 });
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50);
    });
  });
});
