import { describe, expect, it } from 'vitest';
import { explainPairs, type PairedFacts } from '../../../src/judge/revisions/messages.ts';
import type { Verdict } from '../../../src/model/verdict.ts';

const facts: PairedFacts = {
  change: { percent: 4.2, interval: [2, 6] },
  aspect: 'lowEnd',
  detectable: 3.5,
  isDoubtful: false,
};

describe('explainPairs', () => {
  it.each<[Verdict, Partial<PairedFacts>, string]>([
    ['regression', {}, 'Slower by 4.2 %.'],
    ['regression', { aspect: 'cpuTime' }, 'Slower by 4.2 % on average, through a part of the calls.'],
    ['improvement', { change: { percent: -4.2, interval: [-6, -2] } }, 'Faster by 4.2 %.'],
    [
      'inconclusive',
      { isDoubtful: true },
      'Probably slower by 4.2 %, but not surely. More blocks (--blocks) or a quieter machine would help.',
    ],
    [
      'inconclusive',
      { isDoubtful: true, aspect: 'cpuTime' },
      'Probably slower by 4.2 % on average, through a part of the calls, but not surely. More blocks (--blocks) or a quieter machine would help.',
    ],
    [
      'inconclusive',
      {},
      'Too noisy: a slow-down below 3.5 % would not have been seen. More blocks (--blocks) or a quieter machine would help.',
    ],
    ['pass', {}, 'No slower; a slow-down of 3.5 % would have been seen.'],
  ])('%s of %j', (verdict, parts, message) => {
    expect(explainPairs(verdict, { ...facts, ...parts })).toBe(message);
  });
});
