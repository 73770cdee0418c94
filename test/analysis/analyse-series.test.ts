import { describe, expect, it } from 'vitest';
import { analyseSeries } from '../../src/analysis/analyse-series.ts';
import { daily, normalNoise } from './series.ts';

/** So many times near `level`, with noise of `spread` (a share). */
function near(level: number, count: number, spread: number, seed: number): number[] {
  const noise = normalNoise(seed);
  return Array.from({ length: count }, () => level * Math.exp(spread * noise()));
}

describe('what a history says', () => {
  it('is its steps, with the commits between which each lies, its size and how sure it is', () => {
    const { steps, notes, trend, spreadPercent } = analyseSeries(
      daily([...near(0.001, 40, 0.01, 1), ...near(0.0012, 40, 0.01, 2)]),
    );
    expect(steps).toHaveLength(1);
    const [step] = steps;
    expect(step).toMatchObject({
      commit: 'commit-40',
      previousCommit: 'commit-39',
      recordedAt: '2026-02-10T00:00:00.000Z',
      index: 40,
    });
    expect(step!.changePercent).toBeGreaterThan(19);
    expect(step!.changePercent).toBeLessThan(21);
    expect(step!.interval[0]).toBeLessThan(20);
    expect(step!.interval[1]).toBeGreaterThan(20);
    expect(step!.confidence).toBeGreaterThan(0.9999);
    expect([notes, trend!.isDrifting]).toEqual([[], false]);
    expect(spreadPercent).toBeGreaterThan(0.6);
    expect(spreadPercent).toBeLessThan(1.4);
  });

  it('is no other for figures in another unit', () => {
    const values = [...near(0.001, 40, 0.01, 1), ...near(0.0012, 40, 0.01, 2)];
    const inSeconds = analyseSeries(daily(values));
    const inOther = analyseSeries(daily(values.map((value) => value * 1024)));
    expect(inOther.steps[0]!.changePercent).toBeCloseTo(inSeconds.steps[0]!.changePercent, 9);
    expect(inOther.trend!.percentPerRun).toBeCloseTo(inSeconds.trend!.percentPerRun, 9);
  });

  it('is in shares of the median where figures are zero or less', () => {
    const { steps } = analyseSeries(
      daily([...near(1, 30, 0.01, 3).map((value) => value - 1), ...near(5, 30, 0.01, 4)]),
    );
    expect(steps).toHaveLength(1);
    expect(Number.isFinite(steps[0]!.changePercent)).toBe(true);
    expect(analyseSeries(daily(new Array(20).fill(0)))).toMatchObject({ steps: [], spreadPercent: 0 });
  });

  it('is a drift, and no staircase', () => {
    const { steps, trend } = analyseSeries(daily(near(0.001, 50, 0.01, 5).map((value, run) => value * 1.002 ** run)));
    expect(steps).toEqual([]);
    expect(trend!.isDrifting).toBe(true);
    expect(trend!.interval[0]).toBeLessThan(0.2);
    expect(trend!.interval[1]).toBeGreaterThan(0.2);
  });

  it('is a rhythm of the week', () => {
    const values = near(0.001, 140, 0.005, 6).map((value, day) => (day % 7 === 2 ? value * 1.05 : value));
    const { seasons, steps } = analyseSeries(daily(values));
    expect(steps).toEqual([]);
    expect(seasons.map(({ by }) => by)).toEqual(['weekday']);
    // The first of January 2026 was a Thursday.
    const most = seasons[0]!.parts.toSorted((a, b) => b.changePercent - a.changePercent)[0]!;
    expect(most).toMatchObject({ part: 6, runs: 20 });
    expect(most.changePercent).toBeGreaterThan(4);
    expect(analyseSeries(daily(near(0.001, 140, 0.005, 7))).seasons).toEqual([]);
  });

  it('counts runs that hang together as fewer', () => {
    const independent = analyseSeries(daily(near(1, 200, 0.01, 8)));
    expect(independent.effectiveRuns).toBeGreaterThan(120);
    expect(independent.effectiveRuns).toBeLessThanOrEqual(200);
    const walk = near(1, 200, 0.01, 9);
    for (let i = 1; i < walk.length; i++) walk[i]! *= walk[i - 1]! ** 0.7;
    expect(analyseSeries(daily(walk)).effectiveRuns).toBeLessThan(90);
  });
});

describe('what limits it is said', () => {
  it.each([0, 1, 3, 15])('of %i runs', (count) => {
    const { notes, steps, runs } = analyseSeries(daily(near(1, count, 0.01, 1)));
    expect({ runs, steps }).toEqual({ runs: count, steps: [] });
    expect(notes).toEqual([
      `Only ${count} ${count === 1 ? 'run is' : 'runs are'} stored: from 16 on a step can be told from chance.`,
    ]);
  });

  it('of gaps, doubles and times that run backwards', () => {
    const runs = daily(near(1, 30, 0.01, 2));
    const late = runs.map((run, i) => (i < 20 ? run : { ...run, recordedAt: `2026-09-${10 + i - 19}T00:00:00.000Z` }));
    expect(analyseSeries(late).notes).toEqual([
      'Nothing was recorded for 234 days after 2026-01-20T00:00:00.000Z: what changed meanwhile shows as one step.',
    ]);
    expect(analyseSeries([...runs, runs[29]!]).notes).toEqual([
      '1 run is stored twice, with the same time, commit and figure: each counts as a run.',
    ]);
    expect(analyseSeries(runs.toReversed()).notes).toEqual([
      'The times run backwards at 2026-01-29T00:00:00.000Z: the runs are taken in the order in which they were given.',
    ]);
  });

  it('refuses what is no figure, and takes what is no time', () => {
    expect(() => analyseSeries(daily([1, Number.NaN]))).toThrow('the figure of run 1 is NaN');
    const runs = daily(near(1, 40, 0.01, 2)).map((run) => ({ ...run, recordedAt: 'yesterday' }));
    expect(analyseSeries(runs).seasons).toEqual([]);
  });
});
