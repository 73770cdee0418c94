import { describe, expect, it } from 'vitest';
import { judgeCandidates } from '../../../src/judge/candidates/judge-candidates.ts';
import { ALLOCATED_BYTES, RETAINED_BYTES, THROUGHPUT, TIME } from '../../../src/model/metric.ts';
import type { Wish } from '../../../src/model/wish.ts';
import { readWish } from '../../../src/suite/preference.ts';
import { about, bytesOf, caseOf, exactly, timeAbout } from './evidence.ts';

const wishes = (...prefer: readonly string[]) => prefer.map((text) => readWish(text) as Wish);
const relationsIn = (judgement: ReturnType<typeof judgeCandidates>) =>
  judgement.pairs.map(({ candidate, against, differences }) => [
    `${candidate} against ${against}`,
    ...differences.map(({ relation }) => relation),
  ]);

describe('pairs of candidates', () => {
  it('are each against each, the later one against the earlier one', () => {
    const judgement = judgeCandidates(caseOf([timeAbout(1, 1.2, 0.8, 1.2)]));
    expect(relationsIn(judgement)).toEqual([
      ['b against a', 'worse'],
      ['c against a', 'better'],
      ['d against a', 'worse'],
      ['c against b', 'better'],
      ['d against b', 'alike'],
      ['d against c', 'worse'],
    ]);
    const [first] = judgement.pairs[0]!.differences;
    expect(first!.change!.percent).toBeCloseTo(20, 0);
    expect(first!.change!.interval[0]).toBeLessThan(20);
    expect(first!.change!.interval[1]).toBeGreaterThan(20);
  });

  it('have wider intervals the more of them there are', () => {
    const widthOf = (...centres: readonly number[]) => {
      const [low, high] = judgeCandidates(caseOf([timeAbout(...centres)])).pairs[0]!.differences[0]!.change!.interval;
      return high - low;
    };
    expect(widthOf(1, 1.2, 1.1)).toBeGreaterThan(widthOf(1, 1.2));
    expect(widthOf(1, 1.2, 1.1, 0.9, 0.7)).toBeGreaterThan(widthOf(1, 1.2, 1.1));
  });

  it('are better with more, where the metric says so', () => {
    const { pairs, candidates } = judgeCandidates(caseOf([about(THROUGHPUT, [100, 150])]));
    expect(pairs[0]!.differences[0]).toMatchObject({ relation: 'better' });
    expect(pairs[0]!.differences[0]!.change!.percent).toBeCloseTo(50, 0);
    expect(candidates.map(({ isDominated }) => isDominated)).toEqual([true, false]);
  });

  it('are not told apart where they scatter more than they differ', () => {
    expect(relationsIn(judgeCandidates(caseOf([about(TIME, [1, 1.02], 20)])))).toEqual([['b against a', 'open']]);
  });

  it('differ by no percents where one is 0, and are told apart all the same', () => {
    const { pairs } = judgeCandidates(caseOf([bytesOf(0, 4096, 0)]));
    expect(pairs.map(({ differences }) => differences[0])).toEqual([
      { metric: 'allocatedBytes', change: null, relation: 'worse' },
      { metric: 'allocatedBytes', change: null, relation: 'alike' },
      { metric: 'allocatedBytes', change: null, relation: 'better' },
    ]);
  });

  it('are alike where what is counted is the same, and there is no number that is none', () => {
    for (const tolerancePercent of [0, 2]) {
      const judgement = judgeCandidates(caseOf([bytesOf(4096, 4096), bytesOf(0, 0)], { tolerancePercent }));
      const [bytes, nothing] = judgement.pairs[0]!.differences;
      expect(bytes).toMatchObject({ relation: 'alike', change: { percent: 0, interval: [0, 0] } });
      expect(nothing).toMatchObject({ relation: 'alike', change: null });
      expect(judgement.candidates.map(({ isDominated, confidence }) => [isDominated, confidence])).toEqual([
        [false, 0],
        [false, 0],
      ]);
    }
  });

  it('are told apart by what is counted, whatever one odd process of five says', () => {
    const odd = {
      metric: ALLOCATED_BYTES,
      values: [
        [100, 100, 100, 100, 100],
        [200, 200, 270, 200, 200],
      ],
    };
    const { pairs } = judgeCandidates(caseOf([odd]));
    expect(pairs[0]!.differences[0]).toMatchObject({ relation: 'worse' });
    expect(pairs[0]!.differences[0]!.change!.percent).toBeCloseTo(100, 6);
    const two = {
      metric: ALLOCATED_BYTES,
      values: [
        [100, 100, 100, 100, 100],
        [100, 200, 200, 100, 100],
      ],
    };
    expect(relationsIn(judgeCandidates(caseOf([two])))).toEqual([['b against a', 'open']]);
  });

  it('do not differ by what another process would say otherwise', () => {
    const relation = (one: number, other: number) =>
      judgeCandidates(caseOf([bytesOf(one, other)], { tolerancePercent: 0 })).pairs[0]!.differences[0]!.relation;
    expect(relation(1e6, 1e6 + 1)).toBe('open');
    expect(relation(1e6, 1.01e6)).toBe('worse');
  });

  it('differ by no less than a candidate differs from itself', () => {
    const evidence = { ...timeAbout(1, 1.05), allowance: () => 0.1 };
    expect(relationsIn(judgeCandidates(caseOf([evidence])))).toEqual([['b against a', 'open']]);
  });

  it('are decided by the ratios of rounds where these are known', () => {
    const logRatios = (candidate: number, other: number) => timeAbout(1, 2).values[0]!.map(() => candidate - other);
    const { pairs } = judgeCandidates(caseOf([{ ...timeAbout(1, 1), logRatios }]));
    expect(pairs[0]!.differences[0]!.change!.percent).toBeCloseTo(100 * Math.expm1(1), 6);
  });
});

describe('the front', () => {
  it('has those that are better in something', () => {
    const judgement = judgeCandidates(caseOf([timeAbout(1, 2, 2), bytesOf(5000, 1000, 9000)]));
    expect(judgement.candidates).toMatchObject([
      { name: 'a', isDominated: false },
      { name: 'b', isDominated: false },
      { name: 'c', isDominated: true, dominatedBy: expect.stringMatching(/^[ab]$/) },
    ]);
    expect(judgement.candidates[2]!.confidence).toBeGreaterThan(0.99);
    expect(judgement.message).toMatch(
      /^Worth having: a and b\. Dominated, which is in no metric better, and in one worse by more than 2 %: c by [ab] \(over 99\.9 % sure|^Worth having: a and b\. .*c by [ab] \(99\.\d % sure\)\.$/,
    );
  });

  it('keeps one that is worse by less than what counts', () => {
    const { candidates, message } = judgeCandidates(caseOf([exactly(TIME, [1, 1.015]), bytesOf(100, 100)]));
    expect(candidates.map(({ isDominated }) => isDominated)).toEqual([false, false]);
    expect(message).toBe('None is surely beaten by another one in everything by more than 2 %.');
  });

  it('is not told by a metric of which something is missing', () => {
    const missing = { metric: ALLOCATED_BYTES, values: [[1, 1, 1, 1, 1, 1, 1, 1], []] };
    const { candidates, warnings, pairs } = judgeCandidates(caseOf([timeAbout(1, 2), missing]));
    expect(candidates.map(({ isDominated, dominatedBy }) => [isDominated, dominatedBy])).toEqual([
      [false, null],
      [false, null],
    ]);
    expect(pairs[0]!.differences).toMatchObject([{ relation: 'worse' }, { change: null, relation: 'open' }]);
    expect(warnings).toEqual([expect.stringMatching(/^allocatedBytes was not measured in every process/)]);
  });

  it('needs rounds', () => {
    const few = {
      metric: TIME,
      values: [
        [1, 1, 1],
        [2, 2, 2],
      ],
    };
    const { pairs, warnings } = judgeCandidates(caseOf([few]));
    expect(pairs[0]!.differences).toEqual([{ metric: 'time', change: null, relation: 'open' }]);
    expect(warnings).toEqual(['3 rounds cannot tell candidates apart; it takes 4 at least. Raise `processes`.']);
  });

  it('says nothing where something speaks against it', () => {
    const objection = 'Measured with a stand-in.';
    const judgement = judgeCandidates(caseOf([timeAbout(1, 2)], { objection, wishes: wishes('time') }));
    expect(judgement).toMatchObject({ message: objection, preference: { winner: null, message: objection } });
    expect(judgement.pairs[0]!.differences[0]).toMatchObject({ change: null, relation: 'open' });
    expect(judgement.candidates[0]!.figures[0]!.value).toBeGreaterThan(0);
  });
});

describe('a preference', () => {
  const outcome = (prefer: readonly string[], ...evidence: Parameters<typeof caseOf>[0]) =>
    judgeCandidates(caseOf(evidence, { wishes: wishes(...prefer) })).preference;

  it.each([
    ['the quickest', ['time'], [timeAbout(2, 1, 3)], 'b', /^b is to be preferred, by time\.$/],
    [
      'the quickest that keeps a limit',
      ['time', 'allocatedBytes <= 2 MB'],
      [timeAbout(2, 1, 3), bytesOf(1e6, 3e6, 1e6)],
      'a',
      /^a is to be preferred, by time, within allocatedBytes <= 2 MB\. Out: b, which does not keep allocatedBytes <= 2 MB\.$/,
    ],
    [
      'the second metric where the first is alike',
      ['time', 'allocatedBytes'],
      [timeAbout(1, 1, 3), bytesOf(9000, 8000, 10)],
      'b',
      /^b is to be preferred, by time, then allocatedBytes\.$/,
    ],
    [
      'a limit that is met to the byte',
      ['time', 'allocatedBytes <= 2 MB'],
      [timeAbout(1, 2), bytesOf(2e6, 1e6)],
      'a',
      /^a /,
    ],
    [
      'a limit that is of the baseline',
      ['allocatedBytes', 'time <= 110 %'],
      [timeAbout(1, 1.05, 1.3), bytesOf(9000, 8000, 10)],
      'b',
      /^b .*Out: c, which does not keep time <= 110 %\.$/,
    ],
    [
      'nobody, where none keeps the limit',
      ['time', 'allocatedBytes <= 1 kB'],
      [timeAbout(1, 2), bytesOf(2e6, 1e6)],
      null,
      /^None is to be preferred: none keeps allocatedBytes <= 1 kB\.$/,
    ],
    [
      'nobody, where they are alike',
      ['time'],
      [timeAbout(1, 1, 3)],
      null,
      /^Any of a and b: they are alike in time\.$/,
    ],
    [
      'nobody, where it is not told',
      ['time'],
      [about(TIME, [1, 1.02, 9], 20)],
      null,
      /^The evidence does not say which is to be preferred: a or b\. More `processes`/,
    ],
    [
      'nobody, where the best may not keep the limit',
      ['time', 'allocatedBytes <= 1 kB'],
      [timeAbout(1, 2), about(ALLOCATED_BYTES, [1000, 500], 10)],
      null,
      /^The evidence does not say .*: a or b\. Whether a keeps allocatedBytes <= 1 kB is not sure\./,
    ],
    [
      'one that wins whether another keeps the limit or not',
      ['time', 'allocatedBytes <= 1 kB'],
      [timeAbout(1, 2), about(ALLOCATED_BYTES, [500, 1000], 10)],
      'a',
      /^a /,
    ],
    ['one that alone keeps a limit', ['allocatedBytes <= 1 kB'], [timeAbout(1, 2), bytesOf(10, 5000)], 'a', /^a /],
    [
      'nobody, where limits leave several',
      ['allocatedBytes <= 1 kB'],
      [timeAbout(1, 2, 3), bytesOf(10, 20, 5000)],
      null,
      /^a and b keep allocatedBytes <= 1 kB; nothing was asked for that tells them apart\. Out: c/,
    ],
  ] as const)('names %s', (_, prefer, evidence, winner, message) => {
    const preference = outcome(prefer, ...evidence);
    expect(preference).toMatchObject({ prefer, winner, message: expect.stringMatching(message) });
    if (winner !== null) expect(preference!.possible).toEqual([winner]);
  });

  it.each([
    ['nothing, by who leaves nothing', 'retainedBytes <= 0 B', [4096, 0], 'b'],
    ['nothing, by nobody', 'retainedBytes <= 0 B', [4096, 100], null],
    ['many times of nothing, by who leaves nothing', 'retainedBytes <= 1000 %', [0, 4096], 'a'],
    ['so many times of the baseline, by who leaves nothing', 'retainedBytes <= 50 %', [4096, 0], 'b'],
  ] as const)('has a limit of %s', (_, limit, values, winner) => {
    const found = outcome([limit], exactly(RETAINED_BYTES, values))!;
    expect(found.winner).toBe(winner);
    expect(found.message).not.toMatch(/not sure|does not say/);
  });

  it('counts a limit among what has to hold at once', () => {
    const widths = ['time', 'time <= 3 s'].map((text) => {
      const judgement = judgeCandidates(caseOf([timeAbout(1, 2)], { wishes: wishes(text) }));
      const [low, high] = judgement.pairs[0]!.differences[0]!.change!.interval;
      return high - low;
    });
    expect(widths[1]).toBeGreaterThan(widths[0]!);
  });
});
