import { USUAL_MAIN_BRANCHES } from '../../config/main-branch.ts';
import type { CIEnvironment } from '../../model/environment.ts';
import { findCommit, findMergeBase, isShallow } from '../../revisions/commits.ts';
import type { Repository } from '../../revisions/repository.ts';
import { type BaseChoice, noCommonHistory, shallowClone, unknownBranch } from './no-base.ts';

/** What is built, and which branch is the main one. */
export interface BuiltBranch {
  readonly repository: Repository;
  readonly ci: CIEnvironment;
  /** The configuration's; '' for the repository's default branch. */
  readonly mainBranch: string;
}

/**
 * Where a pull request, or another branch than the main one in CI, left the branch that it comes from: what it changed is
 * its difference from there, whatever happened on the other branch meanwhile.
 * @returns null where neither is built.
 */
export async function baseOfBranch(built: BuiltBranch): Promise<BaseChoice | null> {
  const { repository, ci } = built;
  const names = namesOfOrigin(built);
  if (names === null) return null;
  const why = ci.isPullRequest ? 'pull_request' : 'branch';
  const target = await firstKnown(repository, names);
  const commit = target === null ? null : await findMergeBase(repository, target.commit);
  if (target !== null && commit !== null) {
    return { kind: 'revision', base: { ref: target.ref, commit, isMergeBase: true }, why };
  }
  const parent = await parentOfMerge(built);
  if (parent !== null) {
    return { kind: 'revision', base: { ref: names[0] ?? 'HEAD^1', commit: parent, isMergeBase: true }, why };
  }
  if (await isShallow(repository)) return shallowClone(`the commit where this left ${names[0] ?? 'its target branch'}`);
  return target === null ? unknownBranch(names[0] ?? 'that is the target') : noCommonHistory(target.ref);
}

/** The branches that it may come from, the likeliest first; null where it comes from none. */
function namesOfOrigin({ ci, mainBranch }: BuiltBranch): readonly string[] | null {
  const known = mainBranch || ci.defaultBranch;
  const main = known ? [known] : USUAL_MAIN_BRANCHES;
  // Not every vendor says where a pull request goes; most go to the main branch.
  if (ci.isPullRequest) return ci.baseBranch === null ? main : [ci.baseBranch];
  const isOther = ci.isCI && ci.branch !== null && !main.includes(ci.branch);
  return isOther ? main : null;
}

async function firstKnown(repository: Repository, names: readonly string[]) {
  for (const name of names) {
    // What was fetched is newer than a branch of the same name that somebody once checked out.
    const refs = { [`origin/${name}`]: `refs/remotes/origin/${name}`, [name]: `refs/heads/${name}` };
    for (const [ref, full] of Object.entries(refs)) {
      const commit = await findCommit(repository, full);
      if (commit !== null) return { ref, commit };
    }
  }
  return null;
}

/**
 * Many vendors build a temporary merge of a pull request into its target, of which the first parent is the target. With
 * it a clone of two commits is enough.
 */
async function parentOfMerge({ repository, ci }: BuiltBranch): Promise<string | null> {
  if (!ci.isPullRequest || ci.headCommit === null) return null;
  const [target, source] = [await findCommit(repository, 'HEAD^1'), await findCommit(repository, 'HEAD^2')];
  return source === ci.headCommit ? target : null;
}
