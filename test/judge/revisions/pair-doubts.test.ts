import { describe, expect, it } from 'vitest';
import type { Control } from '../../../src/judge/control.ts';
import { doubtsOfPairs } from '../../../src/judge/revisions/pair-doubts.ts';

const control = (allowance: number): Control => ({
  estimate: 0.01,
  standardError: 0.001,
  degreesOfFreedom: 7,
  allowance,
});

describe('the doubts of pairs', () => {
  it.each([
    [{ control: null, isProbable: false }, ['pairs_too_noisy']],
    [{ control: control(0), isProbable: true }, ['probably_slower']],
    [{ control: control(0.01), isProbable: true }, ['side_differs_from_itself', 'probably_slower']],
    [{ control: control(0.01), isProbable: false }, ['side_differs_from_itself', 'pairs_too_noisy']],
  ])('about %j are %j, a sentence each', (pairs, names) => {
    const doubts = doubtsOfPairs(pairs);
    expect(doubts.map(({ name }) => name)).toEqual(names);
    for (const doubt of doubts)
      expect(doubt).toEqual({ name: doubt.name, sentence: expect.stringMatching(/^[A-Z].*\.$/) });
  });
});
