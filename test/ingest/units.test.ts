import { expect, it } from 'vitest';
import { baseUnitOf } from '../../src/ingest/units.ts';

it.each([
  ['Megabytes', 1e6],
  ['kilobyte', 1e3],
  ['Mebibytes', 2 ** 20],
])('%s are bytes', (unit, factor) => {
  expect(baseUnitOf(unit)).toEqual({ unit: 'bytes', factor, better: 'lower' });
});
