import { describe, expect, it } from 'vitest';
import { withinNoise } from '../../../src/judge/commands/noise.ts';
import { judgeMetric } from '../../../src/judge/metrics/judge-metric.ts';
import { TIME } from '../../../src/model/metric.ts';
import { median } from '../../../src/statistics/core/median.ts';

/** A regression by the past alone: runs of 0.1 s before, these times now. */
function regression(times: readonly number[]) {
  const judgement = judgeMetric({
    metric: TIME,
    history: [0.1, 0.1, 0.1].map((value) => ({ value, decayFactor: 0.9 })),
    ...{ incomparable: [], value: median(times), evidence: 'processes', processes: times.length },
    ...{ tolerancePercent: 2, thresholdFactor: 1.2, statisticalMethod: 'robust', confidenceLevel: 0.95 },
  });
  expect(judgement.validation.verdict).toBe('regression');
  return judgement;
}

const steady = [0.2, 0.201, 0.199, 0.2, 0.202, 0.198, 0.2, 0.201, 0.199, 0.2];
const wild = [0.2, 0.09, 0.35, 0.12, 0.3, 0.2, 0.1, 0.4, 0.11, 0.25];

describe('a slow-down of a command', () => {
  it.each([
    ['a control as quick as before', [0.05, 0.051], [0.05]],
    ['a quicker control', [0.04], [0.05]],
    ['no control', [], [0.05]],
    ['a control for the first time', [0.05], []],
    ['a machine that explains a part of it', [0.06], [0.05]],
  ])('stands with %s', (_, controls, pastControls) => {
    const judgement = regression(steady);
    expect(withinNoise(judgement, { times: steady, controls, pastControls })).toBe(judgement);
  });

  it('is inconclusive where the machine explains it', () => {
    const { validation } = withinNoise(regression(steady), { times: steady, controls: [0.1], pastControls: [0.05] });
    expect(validation).toMatchObject({ verdict: 'inconclusive', isValid: true });
    expect(validation.message).toMatch(
      /^It was 100\.0 % slower than the baseline, but the control.*100\.0 % slower as well/,
    );
  });

  it('is inconclusive where its own runs scatter as much', () => {
    const { validation } = withinNoise(regression(wild), { times: wild, controls: [0.05], pastControls: [0.05] });
    expect(validation.verdict).toBe('inconclusive');
    expect(validation.message).toMatch(/its runs scatter so much/);
  });
});
