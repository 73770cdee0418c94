import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { SuiteFile } from '../../measure/processes/collect-tests.ts';
import { counterpart, type Trees } from '../../revisions/trees.ts';
import { findFiles } from '../suite/find-files.ts';

/** The same performance file in the base, whether or not it is there. */
export function inBase({ path, name }: SuiteFile, trees: Trees): SuiteFile {
  return { path: counterpart(path, trees)!, name };
}

/**
 * The base's own performance files that are not the present tree's: other versions of them, and those that it does not
 * have any more. To be asked before the present ones are carried over.
 * @param directory where the patterns count in the base.
 */
export async function findOwnFiles(
  patterns: readonly string[],
  directories: { readonly present: string; readonly base: string },
  present: readonly SuiteFile[],
): Promise<readonly SuiteFile[]> {
  const wanted = patterns.length > 0 ? patterns.map((pattern) => relativePattern(pattern, directories.present)) : ['.'];
  const found = new Map<string, SuiteFile>();
  for (const pattern of wanted) {
    for (const file of await filesOf(pattern, directories.base)) found.set(file.name, file);
  }
  const known = new Map(present.map((file) => [file.name, file]));
  const own: SuiteFile[] = [];
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
    // A pattern that matches nothing is no error here: the present tree has the files.
    if (error instanceof UsageError) return [];
    throw error;
  }
}

async function isSame(file: SuiteFile, other: SuiteFile | undefined): Promise<boolean> {
  if (other === undefined) return false;
  const [one, two] = await Promise.all([readFile(file.path), readFile(other.path)]);
  return one.equals(two);
}
