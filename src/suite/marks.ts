import type { TestMark } from '../model/suite.ts';
import type { Scope } from './registry.ts';

type Mark = Exclude<TestMark, 'todo'> | undefined;

/** What holds for a test: `skip` of its own or of a group around it, then `only` likewise, as in Vitest. */
export function markWithin(scopes: readonly Scope[], own: Mark): Mark {
  const marks = [own, ...scopes.map(({ mark }) => mark)];
  return (['skip', 'only'] as const).find((mark) => marks.includes(mark));
}
