import { describe, expect, it } from 'vitest';
import {
  type ComparisonFacts,
  type ComparisonVerdict,
  explainBias,
  explainComparison,
} from '../../../src/judge/functions/messages.ts';

const facts: ComparisonFacts = {
  subject: 'The candidate',
  overhead: 12.3,
  limit: 5,
  lower: 6,
  allowance: 0,
  allowedFor: 'both ran in one process',
  enough: null,
};

describe('explainComparison', () => {
  it.each<[ComparisonVerdict, Partial<ComparisonFacts>, string]>([
    ['regression', {}, 'The candidate is 12.3 % slower, more than the 5 % that it may be.'],
    ['improvement', { overhead: -12.3 }, 'The candidate is faster by 12.3 %.'],
    ['pass', { limit: 12.3 }, 'The overhead of 12.3 % is within the limit of 12.3 %.'],
    ['pass', {}, 'The overhead of 12.3 % cannot be told from the limit of 5 %.'],
    [
      'inconclusive',
      { lower: 5 },
      'Too noisy to tell an overhead of 12.3 % from the limit of 5 %. More pairs of measurements or a quieter machine would help.',
    ],
    [
      'inconclusive',
      {},
      'The overhead of 12.3 % is probably above the limit of 5 %, but not surely. More pairs of measurements or a quieter machine would help.',
    ],
    [
      'inconclusive',
      { enough: 24 },
      'The overhead of 12.3 % is probably above the limit of 5 %, but not surely. About 24 pairs (`processes: 24`) would tell; a quieter machine would help as well.',
    ],
    [
      'inconclusive',
      { allowance: 0.1 },
      'The overhead of 12.3 % is probably above the limit of 5 %, but not surely, because both ran in one process.',
    ],
  ])('%s of %j', (verdict, parts, message) => {
    expect(explainComparison(verdict, { ...facts, ...parts })).toBe(message);
  });
});

describe('explainBias', () => {
  it('speaks of a difference without its sign', () => {
    const bias = { selfDifferenceInterval: [-4, 4], allowancePercent: 8 } as const;
    expect(explainBias({ ...bias, selfDifferencePercent: -3 })).toBe(
      explainBias({ ...bias, selfDifferencePercent: 3 }),
    );
  });
});
