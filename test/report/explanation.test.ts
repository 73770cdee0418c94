import { describe, expect, it } from 'vitest';
import type { VerdictView } from '../../src/model/verdict.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { testResult } from './fixtures.ts';

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
});
