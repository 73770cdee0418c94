import type { Repository } from './repository.ts';

/** The full hash of the commit that a ref names; null where there is none here. */
export async function findCommit({ git }: Pick<Repository, 'git'>, ref: string): Promise<string | null> {
  const { exitCode, stdout } = await git.ask('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  return exitCode === 0 ? stdout.trim() : null;
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
