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
  const diff = (how: string) => ['diff', '--name-status', how, '--diff-filter=R', '-z', commit];
  const { exitCode, stdout } = await git.ask(...diff('--find-renames'));
  // A partial clone may not have what it would have to read; what has the same content it finds by that alone.
  const found = namesIn(exitCode === 0 ? stdout : await git.tell(...diff('--find-renames=100%')));
  // A status, the old name, the new name.
  for (let i = 0; i + 2 < found.length; i += 3) renames.set(found[i + 2]!, found[i + 1]!);
  return renames;
}
