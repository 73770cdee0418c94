import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { copyInside } from '../files/inside.ts';
import { isPerformanceFile } from '../model/performance-files.ts';
import { namesIn } from './git.ts';
import type { Repository } from './repository.ts';
import { isInPackages, type Trees } from './trees.ts';

/** Names of files of code. */
export const CODE = /\.(?:[cm]?[jt]sx?|wasm|node)$/;
// Words that say of code that it serves tests or benchmarks.
const HELPERS =
  /(?:^|[^a-z])(?:bench(?:es|marks?|ing)?|perf(?:ormance)?|tests?|specs?|fixtures?|helpers?|mocks?|stubs?)(?:[^a-z]|$)/i;

/** What lies beside performance files, relative to the tree. */
export interface Companions {
  /** What the base lacks. */
  readonly missing: readonly string[];
  /** What both sides have, each in its own version. */
  readonly different: readonly string[];
}

/**
 * Finds what performance files may need from beside them, in their own directories and below: data of any kind, and code
 * whose path says that it serves tests or benchmarks. Other code is what is measured; the base's own version of it, or
 * its absence, is the point of the comparison.
 * @param files performance files, relative to the tree.
 */
export async function findCompanions(
  { git }: Repository,
  { present, base }: Trees,
  commit: string,
  files: readonly string[],
): Promise<Companions> {
  const directories = [...new Set(files.map((file) => posix.dirname(file)))];
  if (directories.length === 0) return { missing: [], different: [] };
  const isPerformanceFile = new Set(files);
  const companionsIn = (output: string) =>
    [...new Set(namesIn(output))].filter((name) => isCompanion(name) && !isPerformanceFile.has(name));
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...directories];
  const compare = ['diff', '--name-only', '--no-renames', '--diff-filter=M', '-z', commit, '--', ...directories];
  const beside = companionsIn(await git.tell('--literal-pathspecs', ...list));
  return {
    missing: beside.filter((name) => isFile(join(present, name)) && !existsSync(join(base, name))),
    different: companionsIn(await git.tell('--literal-pathspecs', ...compare)).filter(isHelper),
  };
}

/**
 * Copies files (relative to the tree) from the present tree to the base, over what is there.
 * @param nameInBase how a file is called there. Default: as here.
 * @throws {UsageError} where a link in the base leads out of it.
 */
export async function carryOver(
  files: readonly string[],
  { present, base }: Trees,
  nameInBase: (file: string) => string = (file) => file,
): Promise<void> {
  for (const file of files) await copyInside(join(present, file), base, nameInBase(file));
}

function isCompanion(name: string): boolean {
  return !isInPackages(name) && !isPerformanceFile(name) && (!CODE.test(name) || isHelper(name));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isHelper(name: string): boolean {
  return HELPERS.test(name);
}
