import { UsageError } from '../errors.ts';
import type { BaseRevision } from '../model/base-revision.ts';
import { findCommit, findMergeBase, isShallow, type Repository } from './repository.ts';

/**
 * Finds the commit that a ref names, or the merge-base of it and HEAD.
 * @throws {UsageError} saying how to get what is not there.
 */
export async function resolveRevision(
  repository: Repository,
  ref: string,
  isMergeBase: boolean,
): Promise<BaseRevision> {
  const commit = await findCommit(repository, ref);
  if (commit === null) throw await unknownRef(repository, ref);
  if (!isMergeBase) return { ref, commit, isMergeBase };
  const common = await findMergeBase(repository, commit);
  if (common === null) throw await noMergeBase(repository, ref);
  return { ref, commit: common, isMergeBase };
}

async function unknownRef(repository: Repository, ref: string): Promise<UsageError> {
  const name = JSON.stringify(ref);
  const remote = `origin/${ref}`;
  const hints = [
    ...((await findCommit(repository, remote)) === null ? [] : [`There is ${remote}: evenkeel compare ${remote}`]),
    ...((await isShallow(repository)) ? [deepen(fetchOf(ref))] : []),
  ];
  if (hints.length === 0) hints.push('Look for it with: git log --oneline --all, or fetch it first: git fetch origin');
  return new UsageError(`There is no commit ${name} in this repository. ${hints.join(' ')}`, { data: { ref } });
}

// What a remote does not know by that name: steps from another commit (HEAD~1, main@{1}), and the beginning of a hash.
const ONLY_KNOWN_HERE = /[~^:]|@\{|^(@|HEAD)$|^[0-9a-f]{4,39}$/;

// A remote knows its branches without its own name before them.
function fetchOf(ref: string): string {
  if (ONLY_KNOWN_HERE.test(ref)) return 'git fetch --unshallow origin';
  return `git fetch --depth=1 origin ${ref.replace(/^origin\//, '')} && evenkeel compare FETCH_HEAD`;
}

async function noMergeBase(repository: Repository, ref: string): Promise<UsageError> {
  const hint = (await isShallow(repository))
    ? deepen('git fetch --unshallow origin')
    : 'Compare with the ref itself: leave --merge-base out.';
  return new UsageError(`HEAD and ${JSON.stringify(ref)} have no commit in common that is known here. ${hint}`, {
    data: { ref },
  });
}

function deepen(command: string): string {
  return `This is a shallow clone, which lacks most commits. Fetch more: ${command}; with actions/checkout, set fetch-depth: 0.`;
}

/** A revision for people: `main (1a2b3c4)`. */
export function baseInWords({ ref, commit, isMergeBase }: BaseRevision): string {
  const short = commit.slice(0, 7);
  if (isMergeBase) return `the merge-base with ${ref} (${short})`;
  return commit.startsWith(ref) ? short : `${ref} (${short})`;
}
