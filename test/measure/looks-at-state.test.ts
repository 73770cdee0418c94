import { expect, it } from 'vitest';
import { looksAtState } from '../../src/measure/looks-at-state.ts';
import type { Observation } from '../../src/model/measurement.ts';

const sawIt: Observation = { kind: 'grows_state', name: 'sink', entries: 1 };
const sawAnother: Observation = { kind: 'returns_function' };
const of = (...observations: readonly Observation[]) => ({ observations });

it.each([
  ['the first process', 0, [], true],
  ['a later one, where none saw anything', 1, [{}], false],
  ['a later one, where something else was seen', 2, [of(sawAnother), {}], false],
  ['a later one, where the first one saw it', 1, [of(sawAnother, sawIt)], true],
  ['one that was started before the first one answered', 1, [], false],
] as const)('%s looks: %#', (_who, round, before, expected) => {
  expect(looksAtState(round, before)).toBe(expected);
});
