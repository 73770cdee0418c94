import { UsageError } from '../errors.ts';
import { findCommit, isShallow, type Repository } from './repository.ts';

/** A commit, as a search knows it. */
export interface Commit {
  /** Full hash. */
  readonly hash: string;
  /** Full hashes; more than one of a merge. */
  readonly parents: readonly string[];
  /** First line of its message. */
  readonly subject: string;
}

/** Commits of which each is the first parent of the next one. */
export interface Line {
  readonly commits: readonly Commit[];
  /** What a person must know of it. */
  readonly notices: readonly string[];
}

/**
 * The commit that a word of the command line names.
 * @param option that has it.
 * @throws {UsageError} that says how to get what is not there.
 */
export async function namedCommit(repository: Repository, ref: string, option: string): Promise<string> {
  const commit = await findCommit(repository, ref);
  if (commit !== null) return commit;
  const hint = (await isShallow(repository))
    ? DEEPEN
    : 'Look for it with: git log --oneline --all, or fetch it first: git fetch origin';
  throw new UsageError(`${option}: there is no commit ${JSON.stringify(ref)} in this repository. ${hint}`, {
    data: { ref },
  });
}

const DEEPEN =
  'This is a shallow clone, which lacks most commits. Fetch them: git fetch --unshallow origin; with actions/checkout, set fetch-depth: 0.';

/**
 * The line from a good to a bad commit by first parents: what was merged is one step of it. Where the good commit is on a branch that was
 * merged later, the line begins at the commit before that, which is in it as well.
 * @param good full hash, as `bad`.
 * @throws {UsageError} where they are the same, or the good one is not in the history of the bad one.
 */
export async function lineBetween(repository: Repository, good: string, bad: string): Promise<Line> {
  const names = { good: short(good), bad: short(bad) };
  if (good === bad) {
    throw new UsageError(`Good and bad are the same commit, ${names.good}: there is nothing between them.`);
  }
  if (!(await isAncestor(repository, good, bad))) throw await notAncestor(repository, good, bad);
  const after = await commitsOf(repository, '--first-parent', '--reverse', bad, `^${good}`);
  const [first] = after;
  const start = first?.parents[0] ?? good;
  const [begin] = await commitsOf(repository, '--max-count=1', start);
  return {
    commits: [begin!, ...after],
    notices:
      start === good
        ? []
        : [
            `${names.good} is on a branch that was merged into the history of ${names.bad} later: the search begins at ${short(start)}, which is in it.`,
          ],
  };
}

/** The branch that a merge of two brought in, from where it began; null for another commit, and where nothing is known of it. */
export async function branchOf(repository: Repository, { parents }: Commit): Promise<readonly Commit[] | null> {
  const [first, second] = parents;
  if (first === undefined || second === undefined || parents.length > 2) return null;
  const own = await commitsOf(repository, '--first-parent', '--reverse', second, `^${first}`);
  const start = own[0]?.parents[0];
  if (start === undefined) return null;
  const [begin] = await commitsOf(repository, '--max-count=1', start);
  return [begin!, ...own];
}

/** Whether a commit is in the history of another one. */
export async function isAncestor({ git }: Repository, older: string, newer: string): Promise<boolean> {
  return (await git.ask('merge-base', '--is-ancestor', older, newer)).exitCode === 0;
}

async function notAncestor(repository: Repository, good: string, bad: string): Promise<UsageError> {
  const names = { good: short(good), bad: short(bad) };
  const said = `${names.good} is not in the history of ${names.bad}, so there is no line of commits from the one to the other.`;
  if (await isAncestor(repository, bad, good)) {
    return new UsageError(
      `${said} It is the other way round: evenkeel bisect --good ${names.bad} --bad ${names.good} finds what made it faster, or slower, since.`,
    );
  }
  const hint = (await isShallow(repository))
    ? DEEPEN
    : `Name a commit that is: git merge-base ${names.good} ${names.bad} finds the newest that both have.`;
  return new UsageError(`${said} ${hint}`, { data: { good, bad } });
}

async function commitsOf({ git }: Repository, ...which: readonly string[]): Promise<readonly Commit[]> {
  // Neither what people have configured of their log, nor replacements for people to look at.
  const format = ['--no-show-signature', '--no-color', '--encoding=UTF-8', '-z', '--format=%H%x00%P%x00%s'];
  const fields = (await git.tell('log', ...format, ...which, '--')).split('\0');
  const commits: Commit[] = [];
  for (let i = 0; i + 2 < fields.length; i += 3) {
    const parents = fields[i + 1]!.split(' ').filter((hash) => hash !== '');
    commits.push({ hash: fields[i]!.trim(), parents, subject: fields[i + 2]! });
  }
  return commits;
}

/** A commit for people. */
export function short(commit: string): string {
  return commit.slice(0, 7);
}
