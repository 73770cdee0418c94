import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { SuiteFile } from '../../measure/processes/collect-tests.ts';
import { counterpart, pathWithin, type Trees } from '../../revisions/trees.ts';
import { findFiles } from '../suite/find-files.ts';
import type { FileOrigin, FileOrigins } from './origins.ts';

/** The same performance file in the base, whether or not it is there. */
export function inBase({ path, name }: SuiteFile, trees: Trees): SuiteFile {
  return { path: counterpart(path, trees)!, name };
}

/**
 * The base's own performance files that are not the present tree's: other versions of them, and those that it does not
 * have any more, the former places of moved ones included. To be asked before the present ones are carried over.
 * @param directory where the patterns count in the base.
 */
export async function findOwnFiles(
  patterns: readonly string[],
  directories: { readonly present: string; readonly base: string },
  present: readonly SuiteFile[],
  origins: FileOrigins,
): Promise<readonly SuiteFile[]> {
  const wanted = patterns.length > 0 ? patterns.map((pattern) => relativePattern(pattern, directories.present)) : ['.'];
  const found = new Map<string, SuiteFile>();
  for (const pattern of wanted) {
    for (const file of await filesOf(pattern, directories.base)) found.set(file.name, file);
  }
  const known = new Map(present.map((file) => [file.name, file]));
  const own: SuiteFile[] = [];
  for (const origin of origins.values()) {
    if (origin.kind === 'moved' && !found.has(origin.name)) {
      found.set(origin.name, { path: resolve(directories.base, origin.name), name: origin.name });
    }
  }
  for (const file of found.values()) if (!(await isSame(file, known.get(file.name)))) own.push(file);
  return own;
}

function relativePattern(pattern: string, directory: string): string {
  return isAbsolute(pattern) ? relative(directory, pattern).split(sep).join('/') || '.' : pattern;
}

async function filesOf(pattern: string, directory: string): Promise<readonly SuiteFile[]> {
  try {
    return await findFiles([pattern], directory);
  } catch (error) {
    // A pattern that matches nothing is not an error here: the present tree has the files.
    if (error instanceof UsageError) return [];
    throw error;
  }
}

/**
 * What each present performance file was in the base, to be asked before the present ones are carried over.
 * @param renames git's: new names to old ones, relative to the repository's root.
 */
export async function findOrigins(
  files: readonly SuiteFile[],
  { trees, directory, renames }: OriginsQuestion,
): Promise<FileOrigins> {
  const origins = new Map<string, FileOrigin>();
  for (const file of files) {
    const there = inBase(file, trees);
    const old = renames.get(pathWithin(trees.present, file.path)!);
    if (existsSync(there.path)) {
      const kind = (await isSame(there, file)) ? 'same' : 'changed';
      origins.set(file.name, { kind, name: file.name });
    } else if (old === undefined) origins.set(file.name, { kind: 'absent' });
    else origins.set(file.name, { kind: 'moved', name: nameWithin(directory, join(trees.base, old)) });
  }
  return origins;
}

interface OriginsQuestion {
  readonly trees: Trees;
  /** The working directory's counterpart in the base. */
  readonly directory: string;
  readonly renames: ReadonlyMap<string, string>;
}

function nameWithin(directory: string, path: string): string {
  return relative(directory, path).split(sep).join('/');
}

async function isSame(file: SuiteFile, other: SuiteFile | undefined): Promise<boolean> {
  if (other === undefined) return false;
  const [one, two] = await Promise.all([readFile(file.path), readFile(other.path)]);
  return one.equals(two);
}
