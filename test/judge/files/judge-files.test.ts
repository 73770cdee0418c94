import { describe, expect, it } from 'vitest';
import { SUITE_ALPHA } from '../../../src/judge/constants.ts';
import type { FiguresOfSide, FilesCase } from '../../../src/judge/files/case.ts';
import { judgeFiles } from '../../../src/judge/files/judge-files.ts';
import { ALLOCATIONS, THROUGHPUT, TIME } from '../../../src/model/metric.ts';
import { median } from '../../../src/statistics/core/median.ts';
import { seededRandom } from '../../baselines/records.ts';

/** One process that gave these figures. */
const oneProcess = (figures: readonly number[]): FiguresOfSide => ({
  estimate: median(figures),
  processes: [figures],
  evidence: figures.length > 1 ? 'samples' : 'summary',
  summary: null,
});

/** So many processes, one figure each. */
const processesOf = (figures: readonly number[]): FiguresOfSide => ({
  estimate: median(figures),
  processes: figures.map((figure) => [figure]),
  evidence: 'processes',
  summary: null,
});

const caseOf = (base: FiguresOfSide, head: FiguresOfSide, over: Partial<FilesCase> = {}): FilesCase => ({
  metric: TIME,
  base,
  head,
  comparisons: 1,
  incomparable: null,
  ...over,
});

const calm = [100, 101, 99, 100.5, 99.5, 100.2, 99.8, 101.2, 100.1, 99.9];
const times = (factor: number) => calm.map((each) => each * factor);

describe('judgeFiles', () => {
  it('shows what benchstat shows', () => {
    // golang/perf has the same structure: ten runs, a clear change.
    const { base, head, changePercent, pValue, isSignificant, method, change } = judgeFiles(
      caseOf(oneProcess(calm), oneProcess(times(0.83))),
    );
    expect(base).toMatchObject({ center: 100.05, interval: [99.5, 101], count: 10, processes: 1 });
    expect(head.center).toBeCloseTo(83.0415, 9);
    expect(changePercent).toBeCloseTo(-17, 9);
    expect(pValue).toBeCloseTo(2 / 184_756, 15);
    expect({ isSignificant, method }).toEqual({ isSignificant: true, method: 'mann_whitney' });
    expect(change!.interval[0]).toBeLessThan(-17);
    expect(change!.interval[1]).toBeGreaterThan(-17);
  });

  it('asks for more than a small p-value: one process a side says little of another one', () => {
    const small = judgeFiles(caseOf(oneProcess(calm), oneProcess(times(1.1))));
    expect(small.isSignificant).toBe(true);
    expect(small.validation.verdict).toBe('inconclusive');
    expect(small.validation.message).toContain('single processes of unchanged code differ by as much');
    expect(judgeFiles(caseOf(oneProcess(calm), oneProcess(times(1.5)))).validation.verdict).toBe('regression');
    const several = judgeFiles(caseOf(processesOf(calm), processesOf(times(1.1))));
    expect(several.validation.verdict).toBe('regression');
  });

  it('turns rates round', () => {
    const rate = { metric: THROUGHPUT };
    expect(judgeFiles(caseOf(processesOf(calm), processesOf(times(0.85)), rate)).validation.verdict).toBe('regression');
    const better = judgeFiles(caseOf(processesOf(calm), processesOf(times(1.2)), rate));
    expect(better.validation.verdict).toBe('improvement');
    expect(better.changePercent).toBeCloseTo(20, 9);
  });

  it('shares one budget of false alarms among all that is compared', () => {
    const one = judgeFiles(caseOf(processesOf(calm), processesOf(times(1.09))));
    const ofMany = judgeFiles(caseOf(processesOf(calm), processesOf(times(1.09)), { comparisons: 1000 }));
    expect(one.validation.verdict).toBe('regression');
    expect(ofMany.validation.verdict).toBe('inconclusive');
    expect(ofMany.validation.confidenceLevel).toBeCloseTo(1 - SUITE_ALPHA / 1000, 12);
    expect(ofMany.validation.minimumDetectableChangePercent!).toBeGreaterThan(
      one.validation.minimumDetectableChangePercent!,
    );
  });

  it('takes a t-test of logarithms where a rank test cannot tell, and says what it would take', () => {
    const few = judgeFiles(caseOf(processesOf([100, 101, 99]), processesOf([150, 152, 148])));
    expect(few.method).toBe('welch_t');
    expect(few.pValue).toBeLessThan(0.01);
    expect(few.change!.interval[0]).toBeGreaterThan(40);
    expect(few.base.interval).toBeNull();
    expect(few.validation.warnings.join(' ')).toContain('cannot reach p = 0.05, whatever they are: it takes 4 a side');
    const open = judgeFiles(caseOf(processesOf([100, 103, 97]), processesOf([112, 116, 108])));
    expect(open.validation.verdict).toBe('inconclusive');
    expect(open.processesNeeded).toBeGreaterThan(3);
    expect(open.validation.warnings.join(' ')).toContain(`About ${open.processesNeeded} processes a side`);
  });

  it('reads means with deviations and counts, and nothing into a figure without', () => {
    const mean = (estimate: number): FiguresOfSide => ({
      estimate,
      processes: [[estimate]],
      evidence: 'summary',
      summary: { deviation: 1, count: 30 },
    });
    const told = judgeFiles(caseOf(mean(100), mean(110)));
    expect(told).toMatchObject({ method: 'welch_t_of_summaries', isSignificant: true });
    const alone = judgeFiles(caseOf(oneProcess([100]), oneProcess([110])));
    expect(alone).toMatchObject({ method: 'none', pValue: null, change: null, isSignificant: false });
    expect(alone.changePercent).toBeCloseTo(10, 9);
    expect(alone.validation.verdict).toBe('pass');
    expect(alone.validation.minimumDetectableChangePercent).toBeGreaterThan(20);
  });

  it('holds counted figures to half a percent, and has no percents of nothing', () => {
    const counted = { metric: ALLOCATIONS };
    const side = (value: number): FiguresOfSide => ({ ...oneProcess(Array(10).fill(value)), evidence: 'exact' });
    expect(judgeFiles(caseOf(side(100), side(101), counted)).validation.verdict).toBe('regression');
    expect(judgeFiles(caseOf(side(1000), side(1001), counted)).validation.verdict).toBe('pass');
    const born = judgeFiles(caseOf(side(0), side(2), counted));
    expect({ verdict: born.validation.verdict, percent: born.changePercent }).toEqual({
      verdict: 'regression',
      percent: null,
    });
    expect(judgeFiles(caseOf(side(0), side(0), counted)).validation.verdict).toBe('pass');
  });

  it('does not compare what cannot be compared', () => {
    const { validation } = judgeFiles(caseOf(processesOf(calm), processesOf(times(2)), { incomparable: 'elsewhere' }));
    expect(validation).toMatchObject({ verdict: 'incomparable', message: 'elsewhere' });
  });

  it('gives no false alarm in 2,000 comparisons of the same code, whose runs differ as the prior says', () => {
    const random = seededRandom(11);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const run = () => {
      const level = 100 * Math.exp(0.015 * normal());
      return processesOf(Array.from({ length: 8 }, () => level * Math.exp(0.02 * normal())));
    };
    const verdicts = Array.from({ length: 2000 }, () => {
      return judgeFiles(caseOf(run(), run(), { comparisons: 2000 })).validation.verdict;
    });
    expect(verdicts.filter((verdict) => verdict === 'regression')).toEqual([]);
  });
});
