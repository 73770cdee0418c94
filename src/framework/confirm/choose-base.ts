import { USUAL_MAIN_BRANCHES } from '../../config/main-branch.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { CIEnvironment } from '../../model/environment.ts';
import { findCommit, findMergeBase, isShallow, type Repository } from '../../revisions/repository.ts';
import {
  type BaseChoice,
  commitGone,
  noBaseline,
  noCommits,
  noCommonHistory,
  sameCode,
  shallowClone,
  short,
  uncommittedBaseline,
  unknownBaselineCode,
  unknownBranch,
  unknownRef,
  unreadBaseline,
  type WhyBase,
} from './no-base.ts';

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

/** What is built, and which branch is the main one. */
interface BuiltBranch {
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
async function baseOfBranch(built: BuiltBranch): Promise<BaseChoice | null> {
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
  /** Whether it is not known what is stored of it. Default: it is. */
  readonly isUnread?: boolean | undefined;
}

/** Where to look. */
interface BaselinePlace {
  readonly repository: Pick<Repository, 'git'>;
  readonly isCI: boolean;
}

/**
 * The commit that a test's baseline was measured on: of its newest run, and for drift of its oldest, of which the code is
 * known and here. A run that stands in for it is a run of the same baseline. One that was too noisy to tell may have been
 * slower: only where there is no other is its code held against, the oldest first.
 */
async function baseOfBaseline(
  { isDrift, runs, elsewhere, isUnread = false }: SuspectedTest,
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
  if (first === undefined) return isUnread ? unreadBaseline : withoutCommit(all);
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
