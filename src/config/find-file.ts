import { existsSync, lstatSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { requireRealFiles } from '../real-files.ts';
import { CONFIG_FILES } from './file-names.ts';
import { FILE_VARIABLE } from './keys.ts';

/**
 * The configuration of a directory: the nearest file from there upwards, no further than the root of the repository, or where
 * there is none, than the outermost package.
 *
 * @param directory absolute.
 * @returns null where there is none.
 * @throws {UsageError} where there are two in one directory, or where it belongs to somebody whom this user did not choose to
 *   trust: a module is run, and a TOML file can name a command to run.
 */
export function findConfigFile(directory: string): string | null {
  requireRealFiles('Looking for a configuration');
  for (const place of placesOf(directory)) {
    const [first, second] = CONFIG_FILES.filter((name) => existsSync(join(place, name)));
    if (second !== undefined) throw twoFiles(place, first!, second);
    if (first === undefined) continue;
    const path = join(place, first);
    refuseForeign(path, directory);
    return path;
  }
  return null;
}

const REPOSITORIES = ['.git', '.hg', '.jj', '.svn'] as const;

/** From a directory upwards to the last one in which a configuration counts. */
function placesOf(directory: string): readonly string[] {
  const all = [directory];
  for (let above = directory; above !== dirname(above); all.push(above)) above = dirname(above);
  const root = all.findIndex((place) => REPOSITORIES.some((name) => existsSync(join(place, name))));
  // One that somebody else put further up makes no package of what lies between.
  const isPackage = (place: string) =>
    ownersOf(join(place, 'package.json')).some((owner) => isTrusted(owner, directory));
  const last = root >= 0 ? root : all.findLastIndex(isPackage);
  return all.slice(0, Math.max(last, 0) + 1);
}

function refuseForeign(path: string, directory: string): void {
  const foreign = ownersOf(path).find((owner) => !isTrusted(owner, directory));
  if (foreign === undefined) return;
  throw new UsageError(
    `The configuration ${path} belongs to another user (${foreign}) than you and the working directory, and could run what that one likes, so it is not read. Remove it, make it yours, or say with --config or ${FILE_VARIABLE} that it is meant.`,
    { data: { path, owner: foreign } },
  );
}

/** Whose a file is: of a link, also whose that is. None on Windows, which has other rights. */
function ownersOf(path: string): readonly number[] {
  if (process.geteuid === undefined) return [];
  const found = [lstatSync(path, { throwIfNoEntry: false }), statSync(path, { throwIfNoEntry: false })];
  return found.flatMap((stats) => stats?.uid ?? []);
}

/**
 * Whether a file of this owner may be believed: this user's, root's, and those of whoever owns the working directory, whose
 * performance files are run as well. In a container that is often another one than the user of its processes.
 */
function isTrusted(owner: number, directory: string): boolean {
  return owner === process.geteuid?.() || owner === 0 || ownersOf(directory).includes(owner);
}

// Whichever was taken, somebody would wonder why the other does nothing.
function twoFiles(directory: string, first: string, second: string): UsageError {
  return new UsageError(
    `There are both ${first} and ${second} in ${directory}: keep one of them, or say with --config or ${FILE_VARIABLE} which one is meant.`,
    { data: { directory, files: [first, second] } },
  );
}
