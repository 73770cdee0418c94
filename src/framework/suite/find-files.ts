import { isAbsolute, relative, resolve, sep } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { SuiteFile } from '../../measure/processes/collect-tests.ts';

const DEFAULT_PATTERNS = ['**/*.perf.{ts,mts,js,mjs}'];
const IGNORED = ['**/node_modules/**', '**/dist/**', '**/.git/**'];

/**
 * Finds performance files.
 * @param patterns globs, files or directories, relative to `directory`; none: every `*.perf.{ts,mts,js,mjs}` below it.
 * @returns in alphabetical order.
 * @throws {UsageError} where a pattern, or all of them, match nothing.
 */
export async function findFiles(patterns: readonly string[], directory: string): Promise<readonly SuiteFile[]> {
  const { glob } = await import('tinyglobby');
  const wanted = patterns.length > 0 ? patterns : DEFAULT_PATTERNS;
  const found = new Set<string>();
  for (const pattern of wanted) {
    const matches = await glob(forGlob(pattern, directory), { cwd: directory, absolute: true, ignore: IGNORED });
    const suitable = isPlainFile(pattern) ? matches : matches.filter((path) => /\.perf\.[mc]?[jt]s$/.test(path));
    if (suitable.length === 0) throw new UsageError(nothingFound(pattern, patterns.length > 0, directory));
    for (const path of suitable) found.add(resolve(path));
  }
  return [...found].sort().map((path) => ({ path, name: nameOf(path, directory) }));
}

// A directory stands for the performance files below it.
function forGlob(pattern: string, directory: string): string[] {
  const posix = (isAbsolute(pattern) ? relative(directory, pattern) || '.' : pattern)
    .split(sep)
    .join('/')
    .replace(/\/+$/, '');
  if (isGlob(posix) || isPlainFile(posix)) return [posix];
  return [`${posix}/${DEFAULT_PATTERNS[0]}`];
}

function isGlob(pattern: string): boolean {
  return /[*?{}[\]!]/.test(pattern);
}

function isPlainFile(pattern: string): boolean {
  return !isGlob(pattern) && /\.[mc]?[jt]s$/.test(pattern);
}

function nothingFound(pattern: string, wasGiven: boolean, directory: string): string {
  if (wasGiven) return `No performance file matches ${JSON.stringify(pattern)} in ${directory}.`;
  return `There are no performance files in ${directory}. They are called *.perf.ts (or .mts, .js, .mjs); a first one: import { perf } from 'evenkeel'; perf('name', () => work());`;
}

function nameOf(path: string, directory: string): string {
  return relative(directory, path).split(sep).join('/');
}
