import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Look } from '../../../src/judge/evidence.ts';
import type { HistoryCase, PastRun } from '../../../src/judge/history/case.ts';
import { judgeAgainstHistory } from '../../../src/judge/history/judge-history.ts';
import type { MeasurementMethod } from '../../../src/model/measurement.ts';
import type { StatisticalMethod } from '../../../src/model/statistics.ts';
import { at, caseOf, past } from '../cases.ts';

const time = fc.double({ min: 1e-9, max: 1e3, noNaN: true });
const near = (center: number) => fc.double({ min: 0.7, max: 1.4, noNaN: true }).map((factor) => factor * center);
const times = (center: number, most: number) =>
  fc.array(
    near(center).map((location) => at(location)),
    { minLength: 1, maxLength: most },
  );
const statisticalMethod = fc.constantFrom<StatisticalMethod>('robust', 'parametric', 'bootstrap');
const method = fc.constantFrom<MeasurementMethod>('fresh_processes', 'in_process', 'samples');
const decayFactor = fc.double({ min: 0, max: 1, noNaN: true });

function runs(center: number): fc.Arbitrary<readonly PastRun[]> {
  const run = fc.record({ estimate: near(center), decayFactor, processes: times(center, 5) });
  return fc.array(run, { minLength: 1, maxLength: 15 });
}

const anyCase: fc.Arbitrary<HistoryCase> = time.chain((center) =>
  fc.record({
    history: runs(center),
    incomparable: fc.constant([]),
    looks: fc.array(times(center, 5), { minLength: 1, maxLength: 3 }),
    method,
    statisticalMethod,
    thresholdFactor: fc.double({ min: 1, max: 3, noNaN: true }),
    tolerancePercent: fc.double({ min: 0, max: 50, noNaN: true }),
    confidenceLevel: fc.constantFrom(0.5, 0.95, 0.999),
  }),
);

describe('judgeAgainstHistory', () => {
  it('does not depend on the unit of time', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: -20, max: 20 }), (given, power) => {
        // Powers of two, because scaling by them is exact.
        const by = 2 ** power;
        const scale = (look: Look) => look.map(({ location }) => at(location * by));
        const scaled = judgeAgainstHistory({
          ...given,
          looks: given.looks.map(scale),
          history: given.history.map(({ estimate, processes = [], ...run }) => {
            return { ...run, estimate: estimate * by, processes: scale(processes) };
          }),
        });
        const judged = judgeAgainstHistory(given);
        expect(scaled.validation.verdict).toBe(judged.validation.verdict);
        expect(scaled.change!.percent).toBeCloseTo(judged.change!.percent, 6);
        expect(scaled.thresholds.upperBound / judged.thresholds.upperBound / by).toBeCloseTo(1, 9);
        expect(scaled.validation.minimumDetectableChangePercent).toBeCloseTo(
          judged.validation.minimumDetectableChangePercent!,
          6,
        );
      }),
    );
  });

  it('gives the current run no say in its threshold', () => {
    fc.assert(
      fc.property(anyCase, fc.array(times(1, 5), { minLength: 1, maxLength: 3 }), (given, otherLooks) => {
        const judged = judgeAgainstHistory(given);
        const other = judgeAgainstHistory({ ...given, looks: otherLooks });
        expect(other.thresholds).toEqual(judged.thresholds);
        expect(other.validation.minimumDetectableChangePercent).toBe(judged.validation.minimumDetectableChangePercent);
      }),
    );
  });

  it('is never milder with a slower run', () => {
    const severity = { improvement: 0, pass: 1, inconclusive: 2, regression: 3 } as Record<string, number>;
    fc.assert(
      fc.property(anyCase, time, time, fc.integer({ min: 1, max: 2 }), (given, one, other, looks) => {
        const severityOf = (factor: number) => {
          const looksAt = new Array(looks).fill([at(given.history[0]!.estimate * factor)]);
          return severity[judgeAgainstHistory({ ...given, looks: looksAt }).validation.verdict]!;
        };
        // A run that is blinded by its history is inconclusive where it would pass, and slower ones regress.
        expect(severityOf(Math.max(one, other))).toBeGreaterThanOrEqual(severityOf(Math.min(one, other)));
      }),
    );
  });

  it('calls nothing a regression that was not looked at twice, or is within the tolerance', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { validation, change, needsConfirmation } = judgeAgainstHistory(given);
        if (validation.verdict !== 'regression') return;
        expect(change!.percent).toBeGreaterThan(given.tolerancePercent);
        expect(given.looks.length > 1 || needsConfirmation).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('states a change that it could have seen beyond its own margin', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { thresholds, validation } = judgeAgainstHistory(given);
        expect(validation.minimumDetectableChangePercent).toBeGreaterThan(100 * (thresholds.adaptiveFactor - 1));
        expect(thresholds.lowerBound).toBeLessThan(thresholds.baselineMedian!);
        expect(thresholds.upperBound).toBeGreaterThan(thresholds.baselineMedian!);
      }),
    );
  });
});

describe('the margin', () => {
  const widthOf = (parts: Partial<HistoryCase>) =>
    Math.log(judgeAgainstHistory(caseOf({ tolerancePercent: 0, ...parts })).thresholds.adaptiveFactor);
  const alternating = (runs: number, deviation: number) =>
    past(Array.from({ length: runs }, (_, i) => Math.exp(i % 2 === 0 ? deviation : -deviation)));

  it('narrows with more runs of the same spread', () => {
    const half = fc.integer({ min: 3, max: 12 });
    fc.assert(
      fc.property(
        half,
        half,
        fc.double({ min: 0, max: 0.015, noNaN: true }),
        statisticalMethod,
        (a, b, spread, how) => {
          fc.pre(a !== b);
          const [few, many] = [2 * Math.min(a, b), 2 * Math.max(a, b)];
          const width = (runs: number) => widthOf({ history: alternating(runs, spread), statisticalMethod: how });
          // Resampling repeats only to within its Monte Carlo error.
          const slack = how === 'bootstrap' ? 1.05 : 1;
          // No margin is narrower than what the steadiest functions move by.
          if (width(few) > Math.log(1.035)) expect(width(many)).toBeLessThan(width(few) * slack);
          else expect(width(many)).toBe(width(few));
        },
      ),
    );
  });

  it('widens with the spread of the runs', () => {
    for (const how of ['robust', 'parametric', 'bootstrap'] as const) {
      const width = (spread: number) => widthOf({ history: alternating(12, spread), statisticalMethod: how });
      expect(width(0.02)).toBeGreaterThan(width(0.005));
      expect(width(0.1)).toBeGreaterThan(2 * width(0.02));
    }
  });

  it('is as much wider as the threshold factor says', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 5, noNaN: true }), (thresholdFactor) => {
        const history = alternating(12, 0.05);
        const plain = widthOf({ history, thresholdFactor: 1 });
        expect(widthOf({ history, thresholdFactor })).toBeCloseTo(thresholdFactor * plain, 10);
      }),
    );
  });

  it('is at least the tolerance, and not moved by a smaller one', () => {
    expect(widthOf({ tolerancePercent: 40 })).toBeCloseTo(Math.log(1.4), 12);
    expect(widthOf({ tolerancePercent: 1 })).toBe(widthOf({ tolerancePercent: 0 }));
  });

  it('is wider where the processes of past runs disagree', () => {
    const disagreeing = alternating(12, 0.005).map((run) => ({
      ...run,
      processes: [0.7, 0.8, 1, 1.2, 1.4].map((location) => at(location)),
    }));
    expect(widthOf({ history: disagreeing })).toBeGreaterThan(1.5 * widthOf({ history: alternating(12, 0.005) }));
  });

  it('trusts a run in one process less than one in fresh processes', () => {
    const history = past([1]);
    expect(widthOf({ history, method: 'in_process' })).toBeGreaterThan(widthOf({ history }));
  });

  it('is not moved much by one run that went wrong', () => {
    const usual = past(Array.from({ length: 14 }, (_, i) => 1 + 0.002 * ((i * 5) % 14)));
    const history = [...usual, ...past([3])];
    expect(widthOf({ history })).toBeLessThan(1.2 * widthOf({ history: usual }));
    expect(widthOf({ history, statisticalMethod: 'parametric' })).toBeGreaterThan(3 * widthOf({ history }));
  });
});
