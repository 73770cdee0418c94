import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { gitIn } from './git.ts';
import { unwatched } from './supervision.ts';
import { pathWithin } from './trees.ts';

/** What to look at. */
export interface TreeStateQuestion {
  /** A directory in the working tree. */
  readonly directory: string;
  /** Full hash of the commit that the tree is said to be; null where that is not known. */
  readonly commit: string | null;
  /** Files and directories that are no part of what is measured, such as reports; relative to `directory`. */
  readonly leaveOut: readonly string[];
  /** Seconds that git may take for an answer. Default 5. */
  readonly timeLimit?: number;
  /** Ends the question, which has no answer then. */
  readonly signal?: AbortSignal | undefined;
}

// More than a large tree takes on a cold disk, and little beside a suite; then it is better not to know.
const TIME_LIMIT = 5;
const STATUS = ['status', '--porcelain=v2', '--branch', '--untracked-files=normal'];
// What package managers put into a tree, wherever git does not ignore it: a lockfile says which packages they are. Some CI
// systems keep only what lies in the tree between jobs, so that downloads are kept there as well.
const INSTALLED = ['node_modules', '.pnpm-store', '.npm', '.yarn/cache'].map(
  (name) => `:(top,exclude,glob)**/${name}/**`,
);

/**
 * Whether the working tree around `directory` differs from a commit: in a file that git keeps, or by a new one that it
 * does not ignore. Installed packages are no difference. A tree that another commit is checked out in counts as different.
 * @returns null where it cannot be told: git is missing, there is no repository, or it takes too long.
 */
export async function isTreeDirty({
  directory,
  commit,
  leaveOut,
  timeLimit = TIME_LIMIT,
  signal,
}: TreeStateQuestion): Promise<boolean | null> {
  if (commit === null) return null;
  const git = gitIn(directory, unwatched(signal), timeLimit);
  try {
    const root = (await git.tell('rev-parse', '--show-toplevel')).replace(/\r?\n$/, '');
    const excluded = await Promise.all(leaveOut.map((path) => exclusion(resolve(directory, path), root)));
    const lines = (await git.tell(...STATUS, '--', ':/', ...INSTALLED, ...excluded.flat())).split('\n');
    const changes = lines.filter((line) => line !== '' && !line.startsWith('# '));
    return changes.length > 0 || !lines.includes(`# branch.oid ${commit}`);
  } catch {
    // The run matters more; the answer is that it is not known.
    return null;
  }
}

async function exclusion(path: string, root: string): Promise<readonly string[]> {
  const name = pathWithin(resolve(root), await withoutLinks(path));
  // Git refuses what lies outside the tree; leaving the whole tree out would find nothing different, ever.
  return name === null || name === '' ? [] : [`:(top,exclude,literal)${name}`];
}

// The root that git answers has no links in it; what is left out may not be there yet.
async function withoutLinks(path: string): Promise<string> {
  for (let known = path, rest = ''; ; rest = join(basename(known), rest), known = dirname(known)) {
    if (existsSync(known)) return join(await realpath(known), rest);
    if (known === dirname(known)) return path;
  }
}
