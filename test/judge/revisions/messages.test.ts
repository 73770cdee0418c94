import { describe, expect, it } from 'vitest';
import { explainPairs, MEAN_OF_CALLS, type PairedFacts } from '../../../src/judge/revisions/messages.ts';
import type { Verdict } from '../../../src/model/verdict.ts';

const facts: PairedFacts = {
  change: { percent: 4.2, interval: [2, 6] },
  aspect: 'lowEnd',
  detectable: 3.5,
  doubts: [],
  enough: null,
  against: null,
  meanIs: MEAN_OF_CALLS,
};

const REMEDY = 'More pairs (--blocks) or a quieter machine would help.';
const ITSELF = 'One side differs from itself from turn to turn, so more counts as noise.';

describe('explainPairs', () => {
  it.each<[Verdict, Partial<PairedFacts>, string]>([
    ['regression', {}, 'Slower by 4.2 %.'],
    ['regression', { aspect: 'cpuTime' }, 'Slower by 4.2 % on average, through a part of the calls.'],
    ['improvement', { change: { percent: -4.2, interval: [-6, -2] } }, 'Faster by 4.2 %.'],
    ['inconclusive', { doubts: ['probably_slower'] }, `Probably slower by 4.2 %, but not surely. ${REMEDY}`],
    [
      'inconclusive',
      { doubts: ['probably_slower'], aspect: 'cpuTime' },
      `Probably slower by 4.2 % on average, through a part of the calls, but not surely. ${REMEDY}`,
    ],
    [
      'inconclusive',
      { doubts: ['side_differs_from_itself', 'probably_slower'] },
      `Probably slower by 4.2 %, but not surely. ${ITSELF} ${REMEDY}`,
    ],
    [
      'inconclusive',
      { doubts: ['pairs_too_noisy'] },
      `Too noisy: a slow-down below 3.5 % would not have been seen. ${REMEDY}`,
    ],
    [
      'inconclusive',
      { doubts: ['side_differs_from_itself', 'pairs_too_noisy'] },
      `Too noisy: a slow-down below 3.5 % would not have been seen. ${ITSELF} ${REMEDY}`,
    ],
    [
      'inconclusive',
      { doubts: ['probably_slower'], enough: { pairs: 48, percent: 4.2 } },
      'Probably slower by 4.2 %, but not surely. About 48 pairs (--blocks 48) would show a slow-down of 4.2 %; a quieter machine would help as well.',
    ],
    [
      'inconclusive',
      { doubts: ['pairs_too_noisy'], enough: { pairs: 60, percent: 25 } },
      'Too noisy: a slow-down below 3.5 % would not have been seen. About 60 pairs (--blocks 60) would show a slow-down of 25.0 %; a quieter machine would help as well.',
    ],
    [
      'inconclusive',
      { doubts: ['pairs_too_noisy'], enough: { pairs: 60, percent: 25 }, against: '1a2b3c4' },
      'Too noisy: a slow-down below 3.5 % would not have been seen. About 60 pairs (evenkeel compare 1a2b3c4 --blocks 60, with --filter for this test alone) would show a slow-down of 25.0 %; a quieter machine would help as well.',
    ],
    [
      'inconclusive',
      { doubts: ['pairs_too_noisy'], against: '1a2b3c4' },
      'Too noisy: a slow-down below 3.5 % would not have been seen. More pairs (evenkeel compare 1a2b3c4 --blocks, with --filter for this test alone) or a quieter machine would help.',
    ],
    ['pass', {}, 'No slower; a slow-down of 3.5 % would have been seen.'],
  ])('%s of %j', (verdict, parts, message) => {
    expect(explainPairs(verdict, { ...facts, ...parts })).toBe(message);
  });
});
