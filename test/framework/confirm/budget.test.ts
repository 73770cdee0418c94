import { expect, it } from 'vitest';
import { budgetFor } from '../../../src/framework/confirm/confirmation.ts';

it.each([
  [0, 1, 300],
  [0, 20, 300],
  [0, 200, 3000],
  [7, 200, 7],
])('%s s configured for %s suspects are %s s', (configured, suspects, seconds) => {
  expect(budgetFor(configured, suspects)).toBe(seconds);
});
