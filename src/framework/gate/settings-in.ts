import { join, posix, relative, resolve } from 'node:path';
import { CONFIG_FILES } from '../../config/file-names.ts';
import { gatherSettings, type Settings } from '../../config/gather-settings.ts';
import { FILE_VARIABLE } from '../../config/keys.ts';
import { UsageError } from '../../errors.ts';
import { namesIn } from '../../revisions/git.ts';
import type { Repository } from '../../revisions/repository.ts';
import { pathWithin, type Trees } from '../../revisions/trees.ts';

/** Which configuration is meant. */
export interface WantedConfiguration {
  /** The working directory, in the present tree; absolute, without links. */
  readonly directory: string;
  /** The file that the command line names; relative to `directory`. Undefined: the nearest one. */
  readonly file: string | undefined;
}

/**
 * Where check-outs of the repository may have the configuration: paths relative to its root, the nearest first, those
 * of one directory together. A file that is named is the only one; one outside of the repository is none.
 * @param root of the present tree.
 */
export function configPathsIn(root: string, { directory, file }: WantedConfiguration): readonly (readonly string[])[] {
  const named = file ?? (process.env[FILE_VARIABLE] || undefined);
  if (named !== undefined) {
    const path = pathWithin(root, resolve(directory, named));
    return path === null ? [] : [[path]];
  }
  const places: string[] = [];
  for (let here = pathWithin(root, directory) || '.'; here !== '.'; here = posix.dirname(here)) places.push(here);
  return [...places, '.'].map((place) => CONFIG_FILES.map((name) => posix.join(place, name)));
}

/** The first of these places where a commit has something; null where it has nothing. @throws {UsageError} where it has two things. */
export async function pathInCommit(
  { git }: Repository,
  commit: string,
  places: readonly (readonly string[])[],
): Promise<string | null> {
  if (places.length === 0) return null;
  const there = new Set(namesIn(await git.tell('ls-tree', '--name-only', '-z', commit, '--', ...places.flat())));
  return fileAmong(places, (path) => there.has(path));
}

function fileAmong(places: readonly (readonly string[])[], isThere: (path: string) => boolean): string | null {
  for (const place of places) {
    const [first, second] = place.filter(isThere);
    if (second !== undefined) throw new UsageError(`There are both ${first} and ${second}: keep one of them.`);
    if (first !== undefined) return first;
  }
  return null;
}

/**
 * The configuration that a check-out has, without what the command line says besides.
 * @param path relative to its root; null for the defaults. Nothing else is looked at.
 * @throws {UsageError} where it is wrong.
 */
export async function settingsIn(trees: Trees, path: string | null): Promise<Settings> {
  const file = path === null ? null : join(trees.base, path);
  const settings = await gatherSettings({ directory: process.cwd(), file });
  const { fields, origins } = settings;
  const within = pathWithin(trees.base, resolve(fields.cacheDirectory));
  if (origins.cacheDirectory.kind !== 'file' || within === null) return settings;
  // It counts from the directory of the file, where that is in the present tree.
  const cacheDirectory = relative(process.cwd(), join(trees.present, within)) || '.';
  return { ...settings, fields: { ...fields, cacheDirectory } };
}
