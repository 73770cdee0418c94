import type { BaseRevision } from '../../model/base-revision.ts';

/** A revision for people: `main (1a2b3c4)`. */
export function baseInWords({ ref, commit, isMergeBase }: BaseRevision): string {
  const short = commit.slice(0, 7);
  if (isMergeBase) return `the merge-base with ${ref} (${short})`;
  return commit.startsWith(ref) ? short : `${ref} (${short})`;
}
