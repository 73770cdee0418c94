import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCandidates } from '../../../src/judge/candidates/judge-candidates.ts';
import { ALLOCATED_BYTES, CPU_TIME, TIME } from '../../../src/model/metric.ts';
import type { Wish } from '../../../src/model/wish.ts';
import { caseOf, exactly } from './evidence.ts';

const METRICS = [TIME, CPU_TIME, ALLOCATED_BYTES] as const;
const TOLERANCE = 1.02;
/** Sizes that are the same or clearly apart, so that what is true can be told without statistics. */
const size = fc.constantFrom(100, 101, 200, 201, 400, 401);
const candidates = fc
  .integer({ min: 1, max: 3 })
  .chain((metrics) =>
    fc.array(fc.array(size, { minLength: metrics, maxLength: metrics }), { minLength: 2, maxLength: 5 }),
  );
const evidenceOf = (all: readonly (readonly number[])[]) =>
  all[0]!.map((_, m) =>
    exactly(
      METRICS[m]!,
      all.map((candidate) => candidate[m]!),
    ),
  );

const dominates = (one: readonly number[], other: readonly number[]) =>
  one.every((value, m) => value <= TOLERANCE * other[m]!) && one.some((value, m) => TOLERANCE * value < other[m]!);

describe('exact figures', () => {
  it('have the front that follows from its definition', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const wanted = all.map((candidate) => all.some((other) => dominates(other, candidate)));
        expect(judgeCandidates(caseOf(evidenceOf(all))).candidates.map(({ isDominated }) => isDominated)).toEqual(
          wanted,
        );
      }),
    );
  });

  it('leave someone on the front, and whoever dominates is better than who is dominated', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const judgement = judgeCandidates(caseOf(evidenceOf(all)));
        expect(judgement.candidates.some(({ isDominated }) => !isDominated)).toBe(true);
        for (const [i, { isDominated, dominatedBy }] of judgement.candidates.entries()) {
          if (isDominated) expect(dominates(all['abcde'.indexOf(dominatedBy!)]!, all[i]!)).toBe(true);
        }
      }),
    );
  });

  it('have a winner that nobody beats in the order of the metrics, and keeps all limits', () => {
    const limit = fc.option(fc.constantFrom(150, 300, 500), { nil: null });
    fc.assert(
      fc.property(candidates, limit, (all, most) => {
        const order = all[0]!.map((_, m) => METRICS[m]!.name as 'time');
        const small = order.map((metric): Wish => ({ kind: 'small', metric, text: metric }));
        const limits =
          most === null ? [] : [{ kind: 'limit', metric: order[0]!, most, of: 'unit', text: 'limit' } as const];
        const { winner, possible } = judgeCandidates(caseOf(evidenceOf(all), { wishes: [...small, ...limits] }))
          .preference!;
        const keeping = all.filter(([first]) => most === null || first! <= most);
        const beats = (one: readonly number[], other: readonly number[]) => {
          const deciding = one.findIndex((value, m) => {
            const isLast = m === one.length - 1;
            const ratio = Math.max(value / other[m]!, other[m]! / value);
            return isLast ? ratio > 1 : ratio > TOLERANCE;
          });
          return deciding >= 0 && one[deciding]! < other[deciding]!;
        };
        const best = all.findIndex(
          (one) => keeping.includes(one) && keeping.every((other) => other === one || beats(one, other)),
        );
        expect(winner).toBe(best < 0 ? null : 'abcde'[best]);
        expect(possible.length === 0).toBe(keeping.length === 0);
      }),
    );
  });

  it('say the same whatever the order of the candidates', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const dominatedIn = (list: typeof all) =>
          judgeCandidates(caseOf(evidenceOf(list))).candidates.map(({ isDominated }) => isDominated);
        expect(dominatedIn(all.toReversed())).toEqual(dominatedIn(all).toReversed());
      }),
    );
  });
});
