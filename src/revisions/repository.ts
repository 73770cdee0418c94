import { resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import type { HeadRevision } from '../model/revisions.ts';
import { type Git, gitIn, wordsOf } from './git.ts';
import type { Supervision } from './supervision.ts';

/** A repository, seen from a directory in its working tree. */
export interface Repository {
  /** Git, in the root. */
  readonly git: Git;
  /** The working tree's root, absolute. */
  readonly root: string;
  /** What all working trees share, absolute: `.git` in the simplest case. */
  readonly commonDirectory: string;
  readonly supervision: Supervision;
}

/**
 * Opens the repository around `directory`.
 * @param command that needs it, for messages.
 * @throws {UsageError} where there is none, or one without a working tree.
 */
export async function openRepository(
  directory: string,
  supervision: Supervision,
  command: 'compare' | 'bisect' = 'compare',
): Promise<Repository> {
  const here = gitIn(directory, supervision);
  const { exitCode, stdout, stderr } = await here.ask('rev-parse', '--show-toplevel', '--git-common-dir');
  if (exitCode !== 0) throw noRepository(directory, stderr, command);
  const [root = '', common = ''] = stdout.split(/\r?\n/);
  return {
    git: gitIn(resolve(root), supervision),
    root: resolve(root),
    commonDirectory: resolve(directory, common),
    supervision,
  };
}

/** What is checked out, and whether it was changed. */
export async function readHeadRevision({ git }: Repository): Promise<HeadRevision> {
  const { exitCode, stdout } = await git.ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  const status = await git.tell('status', '--porcelain');
  return { commit: exitCode === 0 ? stdout.trim() : null, isDirty: status !== '' };
}

function noRepository(directory: string, stderr: string, command: string): UsageError {
  const words = wordsOf(stderr);
  if (/not a git repository/.test(words)) {
    return new UsageError(
      `${directory} is not in a git repository. Run evenkeel ${command} in the working tree of one, or use evenkeel run, which compares with stored runs.`,
      { data: { problem: 'no_repository', directory } },
    );
  }
  return new UsageError(`git cannot use the repository around ${directory}: ${words}`, {
    data: { problem: 'unusable_repository', directory, words },
  });
}

/** The full hash of the commit that a ref names; null where there is none here. */
export async function findCommit({ git }: Pick<Repository, 'git'>, ref: string): Promise<string | null> {
  const { exitCode, stdout } = await git.ask('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  return exitCode === 0 ? stdout.trim() : null;
}

/** When the commit that a ref names was made, in milliseconds; null where git does not say it. */
export async function commitTime({ git }: Pick<Repository, 'git'>, ref: string): Promise<number | null> {
  try {
    const { exitCode, stdout } = await git.ask(
      'show',
      '--no-patch',
      '--format=%ct',
      '--end-of-options',
      `${ref}^{commit}`,
    );
    const seconds = Number(stdout.trim());
    return exitCode === 0 && Number.isSafeInteger(seconds) && seconds > 0 ? seconds * 1000 : null;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return null;
  }
}

/** The newest commit that HEAD and another one have in common; null where none is known here. */
export async function findMergeBase({ git }: Pick<Repository, 'git'>, commit: string): Promise<string | null> {
  const { exitCode, stdout } = await git.ask('merge-base', 'HEAD', commit);
  return exitCode === 0 ? stdout.trim() : null;
}

/** Whether this clone lacks the history before some of its commits. */
export async function isShallow({ git }: Pick<Repository, 'git'>): Promise<boolean> {
  return (await git.ask('rev-parse', '--is-shallow-repository')).stdout.trim() === 'true';
}
