import { expect, test } from 'vitest';
import { createGenerator, DEFAULT_SEED } from '../../../src/statistics/core/random.ts';

// By another implementation of sfc32, in Python.
test.each([
  [1, [0.37447000085376203, 0.46340516256168485, 0.34543215995654464]],
  [2 ** 32, [0.6296741110272706, 0.789982584072277, 0.20832589035853744]],
  [3 * 2 ** 32 + 7, [0.41903610643930733, 0.9458018864970654, 0.5900945768225938]],
  [DEFAULT_SEED, [0.10536787565797567, 0.8592167994938791, 0.8640904470812529]],
])('the sequence of seed %d is the same everywhere', (seed, expected) => {
  const generator = createGenerator(seed);
  expect(expected.map(generator)).toEqual(expected);
  expect(createGenerator()()).toBe(0.10536787565797567);
});
