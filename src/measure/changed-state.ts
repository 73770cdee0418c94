import type { Observation } from '../model/measurement.ts';
import { type Contents, contentsOf, putBack, sizeOf } from './containers.ts';
import type { ChangedState } from './kept-state.ts';
import type { PreparedSubject } from './subject.ts';
import { type Times, timeOfCall, timesThatDiffer } from './trials.ts';

// Calls that a list is watched for whether it gets longer with each.
const WATCHED_CALLS = 3;

/**
 * Whether calls find something outside of the function as earlier calls left it, and take far longer, or far less long,
 * than where it is as it was before the first one: a list that the first call sorted, a table that it filled, a result that it
 * kept. Both are warm calls of the same function on the same objects, whose contents are put back before each.
 * @returns nothing where that is not so, or cannot be told.
 */
export async function observeChangedState(subject: PreparedSubject): Promise<Observation[]> {
  const changed = subject.state.changed();
  if (changed.length === 0) return [];
  const shared = await subject.sharedInput();
  if (shared === null) return [];
  try {
    const growing = await growingOf(changed, subject);
    if (growing !== null) return [{ kind: 'grows_state', ...growing }];
    const telling = changed.filter(({ isTelling }) => isTelling);
    if (telling.length === 0) return [];
    const times = await compareTimes(telling, () => subject.call(shared.value));
    return times === null ? [] : [{ kind: 'changes_state', name: telling[0]!.name, ...times }];
  } catch {
    return [];
  }
}

async function growingOf(changed: readonly ChangedState[], { run }: PreparedSubject) {
  const before = changed.map(({ container }) => sizeOf(container));
  await run(WATCHED_CALLS);
  for (const [i, { name, container }] of changed.entries()) {
    const entries = (sizeOf(container) - before[i]!) / WATCHED_CALLS;
    if (entries >= 1) return { name, entries: Math.floor(entries) };
  }
  return null;
}

async function compareTimes(changed: readonly ChangedState[], call: () => unknown): Promise<Times | null> {
  const after: readonly Contents[] = changed.map(({ container }) => contentsOf(container));
  const putAllBack = (contentsOfEach: (state: ChangedState, i: number) => Contents) => {
    for (const [i, state] of changed.entries()) putBack(state.container, contentsOfEach(state, i));
  };
  const asAfter = () => putAllBack((_, i) => after[i]!);
  try {
    return await timesThatDiffer(async () => {
      putAllBack(({ before }) => before);
      const fresh = await timeOfCall(call, undefined);
      asAfter();
      return { fresh, used: await timeOfCall(call, undefined) };
    });
  } finally {
    asAfter();
  }
}
