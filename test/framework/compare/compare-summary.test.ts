import { describe, expect, it } from 'vitest';
import { summarizeComparison } from '../../../src/framework/compare/compare-summary.ts';
import type { UnpairedTest } from '../../../src/model/revisions.ts';

const leftOut: UnpairedTest = { testName: 'a', file: 'a.perf.ts', reason: 'Skipped.', mark: 'skip' };
const ofFunctions: UnpairedTest = { testName: 'b', file: 'a.perf.ts', reason: 'For evenkeel run.' };
const nothing = { comparisons: [], onlyInBase: [], onlyInHead: [], skipped: [], failures: [], gateChanges: [] };
const flags = { interrupted: false, failOnInconclusive: false, failOnGateChange: false };

describe('summarizeComparison', () => {
  it('is no pass where the files leave everything out', () => {
    expect(summarizeComparison({ ...nothing, ...flags, skipped: [leftOut] })).toMatchObject({ total: 0, exitCode: 2 });
  });

  it('is no pass where there are only comparisons of functions, which are left to evenkeel run', () => {
    expect(summarizeComparison({ ...nothing, ...flags, skipped: [ofFunctions] }).exitCode).toBe(2);
  });
});
