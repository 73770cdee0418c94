import type { RunRecord } from '../../model/baseline.ts';
import { findCommit, isShallow } from '../../revisions/commits.ts';
import type { Repository } from '../../revisions/repository.ts';
import { type BaseChoice, type WhyBase, commitGone, noBaseline, shallowClone, short, uncommittedBaseline, unknownBaselineCode } from './no-base.ts';

/** What is looked at of a stored run. */
export type BaselineRun = Pick<RunRecord, 'commit' | 'isDirty' | 'status'>;

/** A test, and what is stored of it. */
export interface SuspectedTest {
  /** Whether it is suspected of slow drift, which shows against its oldest runs; otherwise against the newest. */
  readonly isDrift: boolean;
  /** The runs of its baseline, oldest first. */
  readonly runs: readonly BaselineRun[];
  /** The same in other environments, oldest first; for tests that have none here. */
  readonly elsewhere: readonly BaselineRun[];
}

/** Where to look. */
export interface BaselinePlace {
  readonly repository: Pick<Repository, 'git'>;
  readonly isCI: boolean;
}

/**
 * The commit that a test's baseline was measured on: of its newest run, and for drift of its oldest, of which the code is
 * known and here. A run that stands in for it is a run of the same baseline. One that was too noisy to tell may have been
 * slower: only where there is no other is its code held against, the oldest first.
 */
export async function baseOfBaseline(
  { isDrift, runs, elsewhere }: SuspectedTest,
  { repository, isCI }: BaselinePlace,
): Promise<BaseChoice> {
  const isHere = runs.length > 0;
  const all = isHere ? runs : elsewhere;
  const known = all.filter((run) => run.commit !== null && isAsCommitted(run, isCI));
  const [told, undecided] = [false, true].map((isUndecided) =>
    known.filter(({ status }) => (status === 'undecided') === isUndecided).map(({ commit }) => commit!),
  );
  const commits = [...(isDrift && isHere ? told! : told!.toReversed()), ...undecided!];
  const [first] = commits;
  if (first === undefined) return withoutCommit(all);
  for (const hash of new Set(commits)) {
    const commit = await findCommit(repository, hash);
    if (commit === null) continue;
    return { kind: 'revision', base: { ref: hash, commit, isMergeBase: false }, why: whyOf(isDrift, isHere) };
  }
  const isLacking = await isShallow(repository);
  return isLacking ? shallowClone(`the commit ${short(first)}, on which the baseline was measured`) : commitGone(first);
}

// Where the state is not known, it is most likely as committed where nobody edits the tree.
function isAsCommitted({ isDirty }: BaselineRun, isCI: boolean): boolean {
  return isDirty === false || (isDirty === null && isCI);
}

function withoutCommit(runs: readonly BaselineRun[]): BaseChoice {
  if (runs.length === 0) return noBaseline;
  return runs.some(({ isDirty }) => isDirty) ? uncommittedBaseline : unknownBaselineCode;
}

function whyOf(isDrift: boolean, isHere: boolean): WhyBase {
  if (!isHere) return 'baseline_elsewhere';
  return isDrift ? 'oldest_anchor' : 'newest_baseline';
}
