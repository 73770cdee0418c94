import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { SuiteFile } from '../../measure/processes/collect-tests.ts';

const PERFORMANCE_FILES = '**/*.perf.{ts,mts,js,mjs}';
const IS_PERFORMANCE_FILE = /\.perf\.m?[jt]s$/;
const IGNORED = ['**/node_modules/**', '**/dist/**', '**/.git/**'];

/**
 * Finds performance files.
 * @param patterns files (of any name), directories (the performance files below them) or globs, relative to `directory`;
 *   none: every `*.perf.{ts,mts,js,mjs}` below it.
 * @param directory absolute.
 * @returns in alphabetical order, each once.
 * @throws {UsageError} where a pattern matches nothing.
 */
export async function findFiles(patterns: readonly string[], directory: string): Promise<readonly SuiteFile[]> {
  const found = new Set<string>();
  for (const pattern of patterns.length > 0 ? patterns : ['.']) {
    const matches = await filesOf(pattern, directory);
    if (matches.length === 0) throw new UsageError(nothingFound(pattern, patterns.length > 0, directory));
    for (const path of matches) found.add(resolve(path));
  }
  return [...found].sort().map((path) => ({ path, name: nameOf(path, directory) }));
}

// What exists is meant by its name, whatever a glob would make of its brackets.
async function filesOf(pattern: string, directory: string): Promise<readonly string[]> {
  const path = resolve(directory, pattern);
  const existing = await stat(path).catch(() => null);
  if (existing?.isFile()) return [path];
  const { glob } = await import('tinyglobby');
  const options = { absolute: true, ignore: IGNORED } as const;
  if (existing?.isDirectory()) return glob(PERFORMANCE_FILES, { ...options, cwd: path });
  const matches = await glob(pattern.split(sep).join('/'), { ...options, cwd: directory });
  return matches.filter((match) => IS_PERFORMANCE_FILE.test(match));
}

function nothingFound(pattern: string, wasGiven: boolean, directory: string): string {
  if (wasGiven) return `No performance file matches ${JSON.stringify(pattern)} in ${directory}.`;
  return `There are no performance files in ${directory}. They are called *.perf.ts (or .mts, .js, .mjs); a first one: import { perf } from 'evenkeel'; perf('name', () => work());`;
}

function nameOf(path: string, directory: string): string {
  return relative(directory, path).split(sep).join('/');
}
