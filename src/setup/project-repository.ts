import { resolve } from 'node:path';
import { askProgram } from '../ask-program.ts';
import { USUAL_MAIN_BRANCHES } from '../config/main-branch.ts';

/** What git says of the directory that a package is in; everything is null where it is in no repository, or git is missing. */
export interface ProjectRepository {
  /** Absolute. */
  readonly root: string | null;
  /** Of the remote `origin`. */
  readonly remote: string | null;
  /** Null where it cannot be told. */
  readonly defaultBranch: string | null;
}

// Seconds. Refs, settings and ignored names are read in a moment; more than this is a hang.
const TIME_LIMIT = 30;

/** Asks git; null where it cannot answer. */
export async function askGit(directory: string, ...args: readonly string[]): Promise<string | null> {
  return (await askProgram('git', ['-C', directory, ...args], TIME_LIMIT))?.trim() ?? null;
}

/** The repository around a directory. */
export async function readRepository(directory: string): Promise<ProjectRepository> {
  const [root, remote, head, branch, remoteBranches] = await Promise.all([
    askGit(directory, 'rev-parse', '--show-toplevel'),
    askGit(directory, 'remote', 'get-url', 'origin'),
    askGit(directory, 'symbolic-ref', '--short', 'refs/remotes/origin/HEAD'),
    askGit(directory, 'symbolic-ref', '--short', 'HEAD'),
    askGit(directory, 'for-each-ref', '--format=%(refname:lstrip=3)', 'refs/remotes/origin'),
  ]);
  // Without a remote, the branch of a repository that has just been made.
  const defaultBranch = head?.replace(/^origin\//, '') ?? (remote === null ? branch : usualOf(remoteBranches ?? ''));
  // On Windows git answers with slashes.
  return { root: root === null ? null : resolve(root), remote, defaultBranch };
}

// A clone knows the remote's default branch; a repository to which a remote was added does not. One branch alone is it.
function usualOf(remoteBranches: string): string | null {
  const names = remoteBranches.split('\n').filter((name) => name !== '' && name !== 'HEAD');
  if (names.length === 1) return names[0]!;
  return USUAL_MAIN_BRANCHES.find((name) => names.includes(name)) ?? null;
}

/** Whether git leaves a path out, by whatever rule. */
export async function isIgnoredInProject(directory: string, path: string): Promise<boolean> {
  return (await askGit(directory, 'check-ignore', '--no-index', path)) !== null;
}
