import type { PlannedTest } from '../../measure/processes/schedule.ts';
import { unwatched } from '../../revisions/supervision.ts';
import type { StoredHistory } from '../store/history.ts';
import { chooseBases } from './choose-bases.ts';
import { type ConfirmOptions, questionFor } from './confirm-suspects.ts';

/**
 * The tests that pairs would have decided about, had past runs suspected them: those of which the code to compare with is
 * there. What a run could have seen of them is what both steps see together.
 */
export async function coveredByPairs(
  tests: readonly { readonly test: PlannedTest; readonly stored: StoredHistory }[],
  { signal, ...options }: Pick<ConfirmOptions, 'config' | 'context' | 'directory' | 'isDirty' | 'signal'>,
): Promise<ReadonlySet<PlannedTest>> {
  const asked = tests.map(({ test, stored }) => ({ test, isDrift: false, runs: stored.runs, elsewhere: [] }));
  try {
    const { groups } = await chooseBases(asked, questionFor(unwatched(signal), options));
    return new Set(groups.flatMap((group) => group.tests.map(({ test }) => test)));
  } catch (error) {
    if (signal?.aborted) return new Set();
    throw error;
  }
}
