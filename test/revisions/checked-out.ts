import { onTestFinished } from 'vitest';
import { openRepository } from '../../src/revisions/repository.ts';
import { addWorktree } from '../../src/revisions/worktree.ts';
import type { MadeRepository } from './made-repository.ts';
import { supervised } from './supervised.ts';

/** The newest commit of a repository, or another one, checked out beside it until the test ends. */
export async function checkedOut(made: MadeRepository, commit = 'HEAD') {
  const repository = await openRepository(made.directory, supervised());
  const worktree = await addWorktree(repository, commit);
  onTestFinished(() => worktree.remove());
  return { repository, lacks: worktree.lacks, trees: { present: made.directory, base: worktree.root } };
}
