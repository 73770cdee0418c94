import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';

test('a fingerprint is the same for the same text, and different for another', () => {
  expect(fingerprint('a')).toBe(fingerprint('a'));
  expect(fingerprint('a')).not.toBe(fingerprint('b'));
});
