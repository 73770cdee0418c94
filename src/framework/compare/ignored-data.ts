import { posix } from 'node:path';
import type { Told } from '../../measure/processes/protocol.ts';
import { CODE } from '../../revisions/carry-over.ts';
import { namesIn } from '../../revisions/git.ts';
import type { Repository } from '../../revisions/repository.ts';
import { isInPackages, type Trees } from '../../revisions/trees.ts';
import { escaped, ownTexts } from './noted-companions.ts';

/** Tells of a performance file, by what loading it told, whether its tests may read data that git ignores. */
export type MayReadIgnored = (told: readonly Told[]) => Promise<boolean>;

/**
 * Looks for data that git ignores. A file may read it where it, or code that it loads, has its name in a string: that of the
 * file, or of a directory that is ignored as a whole. What is read while a file loads need not be asked for, because that is seen.
 */
export async function lookForIgnored(repository: Repository, trees: Trees): Promise<MayReadIgnored> {
  const listed = await repository.git.tell(
    ...['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '--no-empty-directory', '-z'],
  );
  const names = namesIn(listed).filter((name) => !CODE.test(name) && !isInPackages(`${name}/`));
  if (names.length === 0) return async () => false;
  const segments = new Set(names.map((name) => posix.basename(name)));
  const named = new RegExp(`['"\`/](?:${[...segments].map(escaped).join('|')})['"\`/]`);
  return async (told) => {
    const texts = await ownTexts([...new Set(told.flatMap(({ files = [] }) => files))], trees);
    return texts.some((text) => named.test(text));
  };
}
