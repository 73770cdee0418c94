import { namesIn } from './git.ts';
import type { Repository } from './repository.ts';

/**
 * The files that git takes for renamed between a commit and the present tree: new names to old ones, relative to the
 * tree. A new file that git does not know yet is none.
 */
export async function findRenames(
  { git }: Pick<Repository, 'git'>,
  commit: string,
): Promise<ReadonlyMap<string, string>> {
  const renames = new Map<string, string>();
  // A status, the old name, the new name.
  const found = namesIn(await git.tell('diff', '--name-status', '--find-renames', '--diff-filter=R', '-z', commit));
  for (let i = 0; i + 2 < found.length; i += 3) renames.set(found[i + 2]!, found[i + 1]!);
  return renames;
}
