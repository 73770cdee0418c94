import { describe, expect, it } from 'vitest';
import { summarizeComparison } from '../../../src/framework/compare/compare-summary.ts';
import { ALLOCATED_BYTES } from '../../../src/model/metric.ts';
import type { UnpairedTest } from '../../../src/model/revisions.ts';
import { comparison, revisionMetric } from '../../report/compare-fixtures.ts';

const leftOut: UnpairedTest = { testName: 'a', file: 'a.perf.ts', reason: 'Skipped.', mark: 'skip' };
const ofFunctions: UnpairedTest = { testName: 'b', file: 'a.perf.ts', reason: 'For evenkeel run.' };
const nothing = {
  comparisons: [],
  metrics: [],
  onlyInBase: [],
  onlyInHead: [],
  skipped: [],
  failures: [],
  gateChanges: [],
};
const flags = { interrupted: false, failOnInconclusive: false, failOnGateChange: false };

describe('summarizeComparison', () => {
  it('is no pass where the files leave everything out', () => {
    expect(summarizeComparison({ ...nothing, ...flags, skipped: [leftOut] })).toMatchObject({ total: 0, exitCode: 2 });
  });

  it('is no pass where there are only comparisons of functions, which are left to evenkeel run', () => {
    expect(summarizeComparison({ ...nothing, ...flags, skipped: [ofFunctions] }).exitCode).toBe(2);
  });

  it('is one of a part, of which other machines compare the rest', () => {
    const part = { ...nothing, ...flags, mustCompare: false };
    expect(summarizeComparison({ ...part, skipped: [ofFunctions] }).exitCode).toBe(0);
  });

  const file = 'a.perf.ts';
  const timed = comparison({ testName: 'a', file, verdict: 'pass', base: 1, percent: 0 });
  const metric = { testName: 'a', file, metric: ALLOCATED_BYTES, figures: [1, 2], processes: 3, message: '' } as const;

  it('counts a test once, by what needs attention most of its time and its other metrics', () => {
    const metrics = [revisionMetric({ ...metric, verdict: 'regression' })];
    const outcome = { ...nothing, ...flags, comparisons: [timed], metrics };
    expect(summarizeComparison(outcome)).toMatchObject({ total: 1, passed: 0, regressions: 1, exitCode: 1 });
    const others = [revisionMetric({ ...metric, testName: 'b', verdict: 'pass' })];
    expect(summarizeComparison({ ...outcome, metrics: others })).toMatchObject({ total: 2, passed: 2, exitCode: 0 });
  });

  it('fails for an inconclusive metric only where that is asked for', () => {
    const metrics = [revisionMetric({ ...metric, verdict: 'inconclusive' })];
    const outcome = { ...nothing, ...flags, comparisons: [timed], metrics };
    expect(summarizeComparison(outcome)).toMatchObject({ inconclusive: 1, exitCode: 0 });
    expect(summarizeComparison({ ...outcome, failOnInconclusive: true }).exitCode).toBe(3);
  });

  it("takes a number of the user's own that was compared for something compared, and an incomparable one for nothing", () => {
    const ofVerdict = (verdict: 'pass' | 'incomparable') =>
      summarizeComparison({ ...nothing, ...flags, metrics: [revisionMetric({ ...metric, verdict })] });
    expect(ofVerdict('pass')).toMatchObject({ total: 1, exitCode: 0 });
    expect(ofVerdict('incomparable')).toMatchObject({ total: 1, incomparable: 1, exitCode: 2 });
  });
});
