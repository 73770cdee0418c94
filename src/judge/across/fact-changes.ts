import type { FactChange } from '../../model/across.ts';
import type { MadeWith } from '../../model/made-with.ts';

/** What people call it, in the order in which it is told: what is most likely to move a test first. */
const FACTS: readonly (readonly [name: string, of: (madeWith: MadeWith) => string | null])[] = [
  ['Node', ({ node }) => node],
  ['the runtime', ({ runtime }) => runtime],
  ['V8', ({ v8 }) => v8],
  ['the runner image', ({ runnerImage }) => runnerImage],
  ['the system', ({ os }) => os],
  ['the kernel', ({ kernel }) => kernel],
  ['the processor', ({ processor }) => processor],
];

/**
 * What changed from one run to another of all that is recorded. What is not known of either is no change; of a lockfile it is only said
 * that it changed, because its hash means nothing to anybody.
 */
export function factChanges(before: MadeWith, after: MadeWith): readonly FactChange[] {
  const changes = FACTS.flatMap(([name, of]): FactChange[] => {
    const [from, to] = [of(before), of(after)];
    return from === null || to === null || from === to ? [] : [{ name, from, to }];
  });
  const lockfiles = before.lockfiles.flatMap(({ file, hash }): FactChange[] => {
    const now = after.lockfiles.find((each) => each.file === file);
    return now === undefined || now.hash === hash ? [] : [{ name: file, from: null, to: null }];
  });
  return [...changes, ...lockfiles];
}

/** By which a change of one project is known to be that of another. */
export function keyOfFact({ name, from, to }: FactChange): string {
  return JSON.stringify([name, from, to]);
}
