import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { UsageError } from '../../errors.ts';
import { checkGlob } from '../glob-bounds.ts';

/** Which files are meant. */
export interface FileSelection {
  /** Files, folders (all files within) and globs, relative to `directory`. */
  readonly patterns: readonly string[];
  /** Globs of files that are not counted. */
  readonly ignore: readonly string[];
  /** Absolute. */
  readonly directory: string;
}

// What nobody means by `**`, and takes long to search; where a pattern names them, or a folder that they are in, they are meant.
const LEFT_OUT: readonly string[] = ['node_modules', '.git'];
// What is built has fewer; more are a pattern that means something else.
const MOST_FILES = 100_000;

/**
 * The files that are meant, each once, in alphabetical order. Links to folders are not followed; files whose names begin with a dot
 * count.
 * @throws {UsageError} for a pattern that matches no file, or too many.
 */
export async function matchedFiles({ patterns, ignore, directory }: FileSelection): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const matches = await filesOf(pattern, ignore, directory);
    if (matches.length === 0) throw new UsageError(nothingAt(pattern, ignore, directory));
    for (const path of matches) found.add(resolve(path));
  }
  if (found.size > MOST_FILES) {
    throw new UsageError(
      `perf.size: ${patterns.map((pattern) => JSON.stringify(pattern)).join(', ')} match ${found.size} files in ${directory}, and ${MOST_FILES} can be counted. Name the folder that is meant.`,
    );
  }
  return [...found].sort();
}

// What exists is meant by its name, whatever a glob would make of its brackets.
async function filesOf(pattern: string, ignore: readonly string[], directory: string): Promise<readonly string[]> {
  const path = resolve(directory, pattern);
  const existing = await stat(path).catch(() => null);
  if (existing?.isFile()) return [path];
  if (existing?.isDirectory()) return search('**', path, ignore);
  const glob = pattern.split(sep).join('/');
  const segments = glob.split(/[/{},()|]/);
  const leftOut = LEFT_OUT.filter((folder) => !segments.includes(folder)).map((folder) => `**/${folder}/**`);
  return search(glob, directory, [...leftOut, ...ignore]);
}

async function search(pattern: string, cwd: string, ignore: readonly string[]): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  return glob(pattern, { cwd, absolute: true, dot: true, followSymbolicLinks: false, ignore: [...ignore] });
}

function nothingAt(pattern: string, ignore: readonly string[], directory: string): string {
  const but = ignore.length === 0 ? '' : ` besides those of \`ignore\``;
  return `perf.size: no file matches ${JSON.stringify(pattern)} in ${directory}${but}, and nothing is no size. Build it first (\`setup\` may), or correct the pattern.`;
}

/** @throws {UsageError} for a pattern that cannot be searched for. */
export function checkPattern(pattern: unknown, what: string): asserts pattern is string {
  if (typeof pattern !== 'string' || pattern.trim() === '' || pattern.includes('\0')) {
    throw new UsageError(
      `${what} must be a file, a folder or a glob, or several of them, not ${JSON.stringify(pattern) ?? String(pattern)}.`,
    );
  }
  if (pattern.startsWith('!')) {
    throw new UsageError(
      `${what} begins with \`!\`: what is not to be counted is an option: { ignore: ${JSON.stringify(pattern.slice(1))} }.`,
    );
  }
  checkGlob(pattern);
}

/**
 * The directory that patterns of a performance file are relative to: that of the nearest package.json above it; where there is none,
 * the working directory.
 * @param file absolute; null where it is not known.
 */
export function projectDirectoryOf(file: string | null): string {
  const start = file === null ? process.cwd() : dirname(file);
  for (let directory = start; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'package.json'))) return directory;
    if (dirname(directory) === directory) return process.cwd();
  }
}
