import { describe, expect, it } from 'vitest';
import { thresholdFor } from '../../../src/judge/history/threshold-bounds.ts';
import { at, caseOf, past } from '../cases.ts';

describe('the centre of a baseline', () => {
  it.each([
    ['the only run', [3], 0.9, 3],
    ['the median where nothing decays', [1, 5, 2, 4, 3], 1, 3],
    ['between the two middle ones of an even number', [1, 2, 3, 4], 1, 2.5],
    ['the newest run where each forgets what was before', [1, 1, 1, 7], 0, 7],
    ['what the newest runs agree on', [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2], 0.7, 2],
    ['not one that went wrong', [1, 1, 1, 1, 1, 9], 0.9, 1],
  ])('is %s', (_what, estimates, decayFactor, center) => {
    const given = caseOf({ history: past(estimates, decayFactor) });
    expect(thresholdFor({ ...given, falseAlarmRate: 0.01, current: 5 }).center).toBe(center);
  });
});

describe('the margin around it', () => {
  it('heeds how far the processes of past runs disagree', () => {
    const width = (locations: readonly number[]) => {
      const history = past([1, 1, 1]).map((run) => ({ ...run, processes: locations.map((location) => at(location)) }));
      return thresholdFor({ ...caseOf({ history }), falseAlarmRate: 0.01, current: 1 }).margin.width;
    };
    expect(width([0.5, 1, 2])).toBeGreaterThan(2 * width([1, 1, 1]));
  });
});
