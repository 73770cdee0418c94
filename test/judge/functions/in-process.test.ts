import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeInProcess } from '../../../src/judge/functions/in-process.ts';
import { explainBias } from '../../../src/judge/functions/messages.ts';
import { normalGenerator, share } from '../simulate.ts';

const STEPS = [-0.01, 0.005, 0, 0.01, -0.005, 0.002, -0.002, 0.007];
const around = (percent: number, spread = 1) => STEPS.map((step) => Math.log1p(percent / 100) + spread * step);
const both = (logRatios: readonly number[]) => ({ fast: logRatios, typical: logRatios });
const calm = both(around(0));
const judge = (logRatios: { fast: readonly number[]; typical: readonly number[] }, selfLogRatios = calm, limit = 20) =>
  judgeInProcess({ logRatios, selfLogRatios, maxOverheadPercent: limit, confidenceLevel: 0.95 });

describe('judgeInProcess', () => {
  it.each([
    ['regression', both(around(100)), calm],
    ['pass', both(around(10)), calm],
    ['improvement', both(around(-50)), calm],
    ['inconclusive', both(around(60)), both(around(60))],
    ['inconclusive', both(around(60)), both(around(-60))],
    ['inconclusive', both(around(60)), both(around(0, 60))],
  ] as const)('says %s of %j, where the baseline beside itself shows %j', (verdict, logRatios, selfLogRatios) => {
    const { validation, isWithinThreshold } = judge(logRatios, selfLogRatios);
    expect(validation.verdict).toBe(verdict);
    expect(isWithinThreshold).toBe(verdict !== 'regression');
  });

  it('sees it where half of the calls got slower, and says so', () => {
    const { validation, overheadPercent } = judge({ fast: around(1), typical: around(100) });
    expect(validation.verdict).toBe('regression');
    expect(validation.message).toMatch(/^The typical call of the candidate is \d+\.\d % slower, more than the 20 %/);
    expect(overheadPercent).toBeCloseTo(100, -1);
  });

  it('gives what is allowed for in the view that decided', () => {
    const self = { fast: around(1), typical: around(40) };
    expect(judge(both(around(100)), self).inProcessBias.selfDifferencePercent).toBeCloseTo(1, 0);
    const typical = judge({ fast: around(1), typical: around(300) }, self);
    expect(typical.inProcessBias.selfDifferencePercent).toBeCloseTo(40, 0);
  });

  it('is never stricter where the baseline differs more from itself', () => {
    const ratio = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(ratio, { minLength: 4, maxLength: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (logRatios, bias, more) => {
          const [less, moreBiased] = [bias, bias + more].map((by) =>
            judge(both(logRatios), both(STEPS.map((step) => by + step)), 0),
          );
          expect(Number(moreBiased!.isWithinThreshold)).toBeGreaterThanOrEqual(Number(less!.isWithinThreshold));
          const detectable = (judged: typeof less) => judged!.validation.minimumDetectableChangePercent!;
          if (less!.isWithinThreshold) expect(detectable(moreBiased)).toBeGreaterThanOrEqual(detectable(less));
        },
      ),
    );
  });

  it.each([0.02, 0.05, 0.1, 0.2])(
    'calls no regression at limit 0 where the candidate differs as the baseline does from itself (by %d)',
    (bias) => {
      const normal = normalGenerator(4);
      const alarms = share(1000, () => {
        const pairs = (center: number, count: number) => Array.from({ length: count }, () => center + 0.02 * normal());
        const { validation } = judge(both(pairs(bias, 20)), both(pairs(bias, 10)), 0);
        return validation.verdict === 'regression';
      });
      expect(alarms).toBeLessThan(0.005);
    },
  );

  it('explains in plain words what cannot be told apart', () => {
    const bias = { selfDifferencePercent: -3.04, selfDifferenceInterval: [-4, -2], allowancePercent: 8 } as const;
    expect(explainBias(bias)).toBe(
      'In one process, the same function measured twice differed by 3.0 %; differences below 8.0 % cannot be told ' +
        'apart here. perf.compare in a performance file measures each in fresh processes, which can tell them.',
    );
  });
});
