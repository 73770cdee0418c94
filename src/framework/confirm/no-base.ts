import type { BaseRevision } from '../../model/base-revision.ts';

/** Why a test cannot be measured in pairs against other code. */
export type NoBaseReason =
  | 'same_code'
  | 'no_git'
  | 'no_repository'
  | 'no_commits'
  | 'no_baseline'
  | 'unread_baseline'
  | 'uncommitted_baseline'
  | 'unknown_baseline_code'
  | 'shallow_clone'
  | 'commit_gone'
  | 'unknown_ref'
  | 'unknown_branch'
  | 'no_common_history';

/** That there is no code to compare with, in words. */
export interface NoBase {
  readonly kind: 'none';
  readonly reason: NoBaseReason;
  /** One sentence. */
  readonly sentence: string;
  /** What can be done about it; null where nothing has to be done. */
  readonly remedy: string | null;
}

/** What it costs where tests cannot be measured in pairs. */
export const COST_WITHOUT_PAIRS =
  'Stored runs alone decide: of slow-downs of 5 % they see fewer than half, which pairs of processes see nearly always.';

/** The same where they are commands. */
export const COST_FOR_COMMANDS =
  'Stored runs alone decide, by two measurements and a control: of commands that are 25 % slower they tell few, which pairs tell nearly always.';

const AGAINST = 'name a revision to compare with: --against <ref>';
const DEEPEN =
  'Fetch the whole history: fetch-depth: 0 with actions/checkout, GIT_DEPTH: 0 on GitLab, git fetch --unshallow elsewhere.';

export const noGit: NoBase = none(
  'no_git',
  'git is not installed here, or not in the PATH, so no other code can be checked out to compare with.',
  'Install git where the tests run.',
);

export function noRepository(directory: string): NoBase {
  return none(
    'no_repository',
    `${directory} is not in a git repository, so there is no other code to compare with.`,
    'Run the tests in the working tree of one.',
  );
}

/** @param words of git; it may give advice after them. */
export function unusableRepository(directory: string, words: string): NoBase {
  return none(
    'no_repository',
    `git cannot use the repository around ${directory}, so no other code can be checked out to compare with: ${words.split('\n')[0]!}.`,
    'Make git status work there.',
  );
}

export const noCommits: NoBase = none(
  'no_commits',
  'Nothing is committed in this repository yet, so there is no other code to compare with.',
  'Commit, and the next change has something to be compared with.',
);

export const noBaseline: NoBase = none(
  'no_baseline',
  'Nothing that counts is stored yet, and this is not a pull request, so there is no code to compare with.',
  `Record a run, or ${AGAINST}.`,
);

export const unreadBaseline: NoBase = none(
  'unread_baseline',
  'The past runs could not be read, and this is not a pull request, so it is not known which code to compare with.',
  `Run this again when the store can be reached, or ${AGAINST}.`,
);

export const uncommittedBaseline: NoBase = none(
  'uncommitted_baseline',
  'The baseline was measured on changes that were not committed, so its code cannot be checked out.',
  `Commit before measuring, and let git ignore what is left in the tree (git status shows it); or ${AGAINST}.`,
);

export const unknownBaselineCode: NoBase = none(
  'unknown_baseline_code',
  'It is not known on which code the baseline was measured: when it was stored, nobody could tell whether everything was committed.',
  `The next run that is recorded knows it; until then ${AGAINST}.`,
);

/** @param what the clone lacks, in words. */
export function shallowClone(what: string): NoBase {
  return none('shallow_clone', `This is a shallow clone, which lacks ${what}.`, DEEPEN);
}

export function commitGone(commit: string): NoBase {
  return none(
    'commit_gone',
    `The commit ${short(commit)}, on which the baseline was measured, is not in this repository: it was never fetched, or its branch was rewritten or removed.`,
    `Fetch it, where the remote still has it: git fetch origin ${commit}; or ${AGAINST}.`,
  );
}

/** @param hint another ref that may be meant; null where there is none. */
export function unknownRef(ref: string, hint: string | null): NoBase {
  return none(
    'unknown_ref',
    `There is no commit ${JSON.stringify(ref)} in this repository to compare with.`,
    hint === null
      ? 'Look for it with: git log --oneline --all, or fetch it first: git fetch origin.'
      : `There is ${hint}: --against ${hint}.`,
  );
}

export function unknownBranch(branch: string): NoBase {
  return none(
    'unknown_branch',
    `The branch ${branch}, from which this one comes, is not in this clone.`,
    `Fetch it first: git fetch origin ${branch}:refs/remotes/origin/${branch}; or ${AGAINST}.`,
  );
}

export function noCommonHistory(ref: string): NoBase {
  return none(
    'no_common_history',
    `HEAD and ${ref} have no commit in common, so there is none to compare with.`,
    `${AGAINST[0]!.toUpperCase()}${AGAINST.slice(1)}.`,
  );
}

export function sameCode(commit: string): NoBase {
  return none(
    'same_code',
    `The code is that of commit ${short(commit)}, unchanged: there is nothing in it that pairs of processes could find.`,
    null,
  );
}

/** A commit for people. */
export function short(commit: string): string {
  return commit.slice(0, 7);
}

function none(reason: NoBaseReason, sentence: string, remedy: string | null): NoBase {
  return { kind: 'none', reason, sentence, remedy };
}

/**
 * What made a commit the one to compare with:
 * - `against`: the user named it;
 * - `pull_request`, `branch`: this branch left another one there;
 * - `newest_baseline`, `oldest_anchor`: the test's baseline was measured on it;
 * - `baseline_elsewhere`: the same in another environment.
 */
export type WhyBase =
  | 'against'
  | 'pull_request'
  | 'branch'
  | 'newest_baseline'
  | 'oldest_anchor'
  | 'baseline_elsewhere';

/** The commit that a test is to be measured against in pairs, or why there is none. */
export type BaseChoice = { readonly kind: 'revision'; readonly base: BaseRevision; readonly why: WhyBase } | NoBase;
