import { describe, expect, it } from 'vitest';
import type { MetricEvidence } from '../../../src/judge/candidates/case.ts';
import { judgeCandidates } from '../../../src/judge/candidates/judge-candidates.ts';
import { CPU_TIME, TIME } from '../../../src/model/metric.ts';
import type { Wish } from '../../../src/model/wish.ts';
import { normalGenerator, share } from '../simulate.ts';
import { caseOf, ROUNDS } from './evidence.ts';

const TRIALS = 2000;
const TOLERANCE = Math.log(1.02);
const METRICS = [TIME, CPU_TIME];

/**
 * Values of candidates that lie, on the logarithmic scale, at these places in each metric. What a round has in common cancels
 * out; the metrics of a process depend on each other, as much as `together` says.
 */
function world(seed: number, spread: number, together: number) {
  const normal = normalGenerator(seed);
  return (places: readonly (readonly number[])[]): readonly MetricEvidence[] => {
    const rounds = Array.from({ length: ROUNDS }, () => 0.1 * normal());
    const own = places.map(() => rounds.map(() => normal()));
    return places[0]!.map((_, m) => ({
      metric: METRICS[m]!,
      values: places.map((place, i) =>
        rounds.map((common, r) => {
          const noise = together * own[i]![r]! + Math.sqrt(1 - together ** 2) * normal();
          return Math.exp(place[m]! + common + spread * noise);
        }),
      ),
    }));
  };
}

describe('how often it is wrong', () => {
  // Nobody dominates anybody, but by a hair: where false statements are the most likely.
  it.each([
    ['one metric, all equal up to what counts', [[0], [TOLERANCE], [TOLERANCE]], 0.02, 0],
    [
      'two metrics, each a little worse in one',
      [
        [0, 0],
        [TOLERANCE, 0],
        [0, TOLERANCE],
      ],
      0.02,
      0,
    ],
    [
      'two metrics that go together',
      [
        [0, 0],
        [TOLERANCE, TOLERANCE],
        [0, TOLERANCE],
      ],
      0.02,
      0.95,
    ],
    [
      'one much better, but at the edge of worse in the other',
      [
        [-0.5, TOLERANCE],
        [0, 0],
        [-0.5, TOLERANCE],
      ],
      0.02,
      0.5,
    ],
    [
      'noise that hides what counts',
      [
        [0, 0],
        [TOLERANCE, 0],
        [-0.3, TOLERANCE],
      ],
      0.2,
      0.5,
    ],
  ] as const)('says of none that it is dominated: %s', (_, places, spread, together) => {
    const take = world(71, spread, together);
    const wrong = share(TRIALS, () =>
      judgeCandidates(caseOf(take(places))).candidates.some((each) => each.isDominated),
    );
    // Of 2,000 trials at 5 %, 6.5 % and more come up once in a thousand.
    expect(wrong).toBeLessThan(0.065);
  });

  it('has intervals that hold together', () => {
    const take = world(72, 0.02, 0.5);
    const places = [
      [0, 0.3],
      [0.1, 0.1],
      [-0.1, 0],
      [0.1, 0.1],
    ];
    const missed = share(TRIALS, () =>
      judgeCandidates(caseOf(take(places))).pairs.some(({ candidate, against, differences }) =>
        differences.some(({ change }, m) => {
          const [one, other] = [candidate, against].map((name) => places['abcd'.indexOf(name)]![m]!);
          const truth = 100 * Math.expm1(one! - other!);
          return truth < change!.interval[0] || truth > change!.interval[1];
        }),
      ),
    );
    expect(missed).toBeLessThan(0.065);
    // Twelve statements that depend on each other are not far from Bonferroni's worst case.
    expect(missed).toBeGreaterThan(0.01);
  });

  it('names no wrong winner', () => {
    const take = world(73, 0.03, 0.5);
    const wishes: readonly Wish[] = [
      { kind: 'small', metric: 'time', text: 'time' },
      { kind: 'small', metric: 'cpuTime', text: 'cpuTime' },
    ];
    // All alike in time, and in processor time as well.
    const named = share(
      TRIALS,
      () =>
        judgeCandidates(
          caseOf(
            take([
              [0, 0],
              [0, 0],
              [0, 0],
            ]),
            { wishes },
          ),
        ).preference!.winner !== null,
    );
    expect(named).toBeLessThan(0.065);
  });
});

describe('how often it is right', () => {
  it('finds who is dominated, and who is to be preferred', () => {
    const take = world(74, 0.02, 0.5);
    const wishes: readonly Wish[] = [{ kind: 'small', metric: 'time', text: 'time' }];
    const judgements = Array.from({ length: 300 }, () =>
      judgeCandidates(
        caseOf(
          take([
            [0, 0],
            [-0.2, 0.2],
            [0.15, 0.3],
          ]),
          { wishes },
        ),
      ),
    );
    const rateOf = (isSo: (judgement: (typeof judgements)[number]) => boolean) =>
      judgements.filter(isSo).length / judgements.length;
    expect(rateOf(({ candidates }) => candidates[2]!.isDominated)).toBeGreaterThan(0.95);
    expect(rateOf(({ candidates }) => candidates[0]!.isDominated || candidates[1]!.isDominated)).toBeLessThan(0.02);
    expect(rateOf(({ preference }) => preference!.winner === 'b')).toBeGreaterThan(0.95);
  });
});
