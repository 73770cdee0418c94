import { realpath, stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { SuiteFile } from '../../measure/processes/collect-tests.ts';
import { ENDINGS, isPerformanceFile, isUnusableFile, UNUSABLE_ENDINGS } from '../../model/performance-files.ts';
import { checkGlob } from '../../suite/glob-bounds.ts';

const IGNORED_FOLDERS: readonly string[] = ['node_modules', 'dist', '.git'];
const ALL_ENDINGS = [...ENDINGS, ...UNUSABLE_ENDINGS];
const PERFORMANCE_FILES = `**/*.perf.{${ALL_ENDINGS.join(',')}}`;
const MOST_NAMES = 3;

/** What a search for performance files came to. */
export interface FoundFiles {
  /** In alphabetical order, each once. */
  readonly files: readonly SuiteFile[];
  /** What looks like a performance file and is none that can be measured: one sentence each, for the report. */
  readonly notices: readonly string[];
}

/**
 * Finds performance files.
 * @param patterns files (of any name), directories (the performance files below them) or globs, relative to `directory`;
 *   none: every performance file below it. Folders called `node_modules`, `dist` and `.git` are left out where the pattern
 *   does not name them.
 * @param directory absolute.
 * @returns in alphabetical order, each once, whichever links lead to it.
 * @throws {UsageError} where a pattern matches nothing that can be measured.
 */
export async function findFiles(patterns: readonly string[], directory: string): Promise<readonly SuiteFile[]> {
  return (await searchFiles(patterns, directory)).files;
}

/**
 * As {@link findFiles}, with what is to be said of files that were left out.
 * @param mayBeNone whether it is right that there is none. Default: it is an error.
 */
export async function searchFiles(
  patterns: readonly string[],
  directory: string,
  { mayBeNone = false }: { readonly mayBeNone?: boolean } = {},
): Promise<FoundFiles> {
  const found = new Set<string>();
  const unusable = new Set<string>();
  for (const pattern of patterns.length > 0 ? patterns : ['.']) {
    const matches = await filesOf(pattern, directory);
    const usable = matches.filter((path) => !isUnusableFile(path));
    const others = matches.filter(isUnusableFile);
    if (usable.length === 0 && !mayBeNone) {
      const reason = others.length > 0 ? whyUnusable(named(others, directory)) : null;
      const wasGiven = patterns.length > 0;
      throw new UsageError(reason ?? (await nothingFound(pattern, { wasGiven, directory })));
    }
    for (const path of usable) found.add(resolve(path));
    for (const path of others) unusable.add(path);
  }
  const paths = await eachOnce([...found].sort(), directory);
  const left = named([...unusable].sort(), directory);
  return {
    files: paths.map((path) => ({ path, name: nameOf(path, directory) })),
    notices: left.length > 0 ? [whyUnusable(left)] : [],
  };
}

// What exists is meant by its name, whatever a glob would make of its brackets.
async function filesOf(pattern: string, directory: string): Promise<readonly string[]> {
  const path = resolve(directory, pattern);
  const existing = await stat(path).catch(() => null);
  if (existing?.isFile()) return [path];
  if (existing?.isDirectory()) return search(PERFORMANCE_FILES, path, IGNORED_FOLDERS);
  checkGlob(pattern);
  const glob = pattern.split(sep).join('/');
  const matches = await search(glob, directory, notNamed(glob));
  return matches.filter((match) => isPerformanceFile(match) || isUnusableFile(match));
}

async function search(pattern: string, cwd: string, ignored: readonly string[]): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  return glob(pattern, { cwd, absolute: true, ignore: ignored.map((folder) => `**/${folder}/**`) });
}

// A pattern such as `dist/**` asks for what is in there.
function notNamed(pattern: string): readonly string[] {
  const segments = pattern.split(/[/{},()|]/);
  return IGNORED_FOLDERS.filter((folder) => !segments.includes(folder));
}

async function nothingFound(
  pattern: string,
  { wasGiven, directory }: { readonly wasGiven: boolean; readonly directory: string },
): Promise<string> {
  const ignored = await inBuiltFolders(pattern, directory);
  const there =
    ignored.length === 0
      ? ''
      : ` ${ignored.length === 1 ? 'One is' : `${ignored.length} are`} in folders that are left out unless they are named (${IGNORED_FOLDERS.join(', ')}): ${listed(ignored)}.`;
  if (wasGiven) return `No performance file matches ${JSON.stringify(pattern)} in ${directory}.${there}`;
  const endings = ENDINGS.filter((ending) => ending !== 'ts').map((ending) => `.${ending}`);
  return `There are no performance files in ${directory}. They are called *.perf.ts (or ${endings.join(', ')}); a first one: import { perf } from 'evenkeel'; perf('name', () => work());${there}`;
}

// Installed packages have no tests of this project, and take long to search.
async function inBuiltFolders(pattern: string, directory: string): Promise<readonly string[]> {
  const path = resolve(directory, pattern);
  const isDirectory = (await stat(path).catch(() => null))?.isDirectory() ?? false;
  const among = ['node_modules', '.git'];
  const matches = isDirectory
    ? await search(PERFORMANCE_FILES, path, among)
    : await search(pattern.split(sep).join('/'), directory, among);
  return named(matches.filter(isPerformanceFile).sort(), directory);
}

function whyUnusable(names: readonly string[]): string {
  const are = names.length === 1 ? 'is' : 'are';
  return `${listed(names)} ${are} not measured, because evenkeel does not translate JSX: have your build compile it to .js and measure that, or move the code that is measured to a module without JSX.`;
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function named(paths: readonly string[], directory: string): readonly string[] {
  return paths.map((path) => nameOf(path, directory));
}

function nameOf(path: string, directory: string): string {
  return relative(directory, path).split(sep).join('/');
}

/**
 * Leaves one path of each file, where links, or the case of letters, lead to it by several: the one that is not a link, or
 * the first where all are.
 * @param paths absolute, of files that are there.
 * @param directory absolute; itself it may be reached by a link.
 * @returns in the order of the paths.
 */
async function eachOnce(paths: readonly string[], directory: string): Promise<readonly string[]> {
  const real = await realpath(directory);
  const chosen = new Map<string, { path: string; isOriginal: boolean }>();
  for (const path of paths) {
    const itself = await realpath(path);
    const isOriginal = resolve(real, relative(directory, path)) === itself;
    const identity = await identityOf(itself);
    const other = chosen.get(identity);
    if (other === undefined || (isOriginal && !other.isOriginal)) chosen.set(identity, { path, isOriginal });
  }
  const left = new Set([...chosen.values()].map(({ path }) => path));
  return paths.filter((path) => left.has(path));
}

// Some file systems number no files.
async function identityOf(path: string): Promise<string> {
  const { dev, ino } = await stat(path, { bigint: true });
  return ino === 0n ? path : `${dev}:${ino}`;
}
