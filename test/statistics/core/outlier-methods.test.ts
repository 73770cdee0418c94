import { describe, expect, it } from 'vitest';
import { outlierIndices } from '../../../src/statistics/core/outlier-methods.ts';
import { summarize } from '../../../src/statistics/core/summarize.ts';

// Quartiles 2 and 4, median 3 and MAD 1: 8 lies beyond the fence of 7, and is a modified z-score of 3.37.
const samples = [1, 2, 2, 3, 3, 3, 4, 4, 8];

describe('the outliers of a summary', () => {
  it('are counted by the method that is asked for', () => {
    expect(summarize(samples).outliersCount).toBe(0);
    expect(summarize(samples, { outlierMethod: 'modified_z_score' }).outliersCount).toBe(0);
    expect(summarize(samples, { outlierMethod: 'iqr' }).outliersCount).toBe(1);
  });

  it.each(['modified_z_score', 'iqr', 'isolation_forest'] as const)('are as many as %s names', (method) => {
    const spread = Array.from({ length: 60 }, (_, i) => 1 + Math.sin(i) / 10).concat(9);
    expect(summarize(spread, { outlierMethod: method }).outliersCount).toBe(outlierIndices(spread, { method }).length);
    expect(outlierIndices(spread, { method })).toContain(60);
  });

  it('have no other method', () => {
    expect(() => summarize(samples, { outlierMethod: 'guess' as 'iqr' })).toThrow(/^guess is no method to detect/);
  });
});
