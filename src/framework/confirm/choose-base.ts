import type { CIEnvironment } from '../../model/environment.ts';
import { findCommit, isShallow } from '../../revisions/commits.ts';
import type { Repository } from '../../revisions/repository.ts';
import { type BaseChoice, noCommits, sameCode, shallowClone, unknownRef } from './no-base.ts';
import { type SuspectedTest, baseOfBaseline } from './base-of-baseline.ts';
import { baseOfBranch } from './base-of-branch.ts';

/** What the choice depends on besides the test. */
export interface BaseQuestion {
  readonly repository: Repository;
  readonly ci: CIEnvironment;
  /** Whether the present tree differs from HEAD; null where that is not known. */
  readonly isDirty: boolean | null;
  /** The ref that the user named; '' for none. */
  readonly against: string;
  /** The configuration's; '' for the repository's default branch. */
  readonly mainBranch: string;
}

/** Chooses the commit that one test is to be compared with. */
export type ChooseBase = (test: SuspectedTest) => Promise<BaseChoice>;

/**
 * Makes the choice for the tests of one run. What a person named counts, then where this branch left its origin, then the
 * code of the test's own baseline.
 */
export function baseChooser(question: BaseQuestion): ChooseBase {
  const { repository, ci, isDirty, against } = question;
  // One answer for all tests of a run.
  const ofRun = once(async () => (against === '' ? baseOfBranch(question) : namedBase(repository, against)));
  const head = once(() => findCommit(repository, 'HEAD'));
  // In CI, a tree whose state is not known is taken to be unchanged.
  const isClean = isDirty === false || (isDirty === null && ci.isCI);
  const choose = async (test: SuspectedTest): Promise<BaseChoice> => {
    const common = await ofRun();
    if (common?.kind === 'revision' || against !== '') return common!;
    const own = await baseOfBaseline(test, { repository, isCI: ci.isCI });
    // Of two reasons, that for which the better base is missing.
    return own.kind === 'revision' ? own : (common ?? own);
  };
  return async (test) => {
    const commit = await head();
    if (commit === null) return noCommits;
    const choice = await choose(test);
    return choice.kind === 'revision' && choice.base.commit === commit && isClean ? sameCode(commit) : choice;
  };
}

async function namedBase(repository: Repository, ref: string): Promise<BaseChoice> {
  const commit = await findCommit(repository, ref);
  if (commit !== null) return { kind: 'revision', base: { ref, commit, isMergeBase: false }, why: 'against' };
  const remote = `origin/${ref}`;
  if ((await findCommit(repository, remote)) !== null) return unknownRef(ref, remote);
  return (await isShallow(repository)) ? shallowClone(`a commit ${JSON.stringify(ref)}`) : unknownRef(ref, null);
}

function once<Result>(ask: () => Promise<Result>): () => Promise<Result> {
  let asked: Promise<Result> | null = null;
  return () => {
    asked ??= ask();
    return asked;
  };
}
