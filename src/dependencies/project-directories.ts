import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DependencyResolutionError } from '../errors.ts';

/** The project that dependencies are resolved from. Both are absolute and without symbolic links. */
export interface ProjectDirectories {
  /** Files outside it are not loaded. */
  readonly root: string;
  /** The directory that relative paths count from, and the search for packages starts in. */
  readonly base: string;
}

/**
 * Locates the project.
 * @param root a directory.
 * @param from a directory within it, or a file there, as a path or a `file:` URL such as `import.meta.url`.
 * @throws {DependencyResolutionError} where one does not exist, or `from` is outside `root`.
 */
export function locateProject(root: string, from: string | URL): ProjectDirectories {
  const project = { root: existing('root', root), base: '' };
  const start = existing('from', pathOf(from));
  if (!isWithin(start, project.root)) {
    throw new DependencyResolutionError(
      `\`from\` is ${start}, which is outside the project ${project.root}. Give the project's directory as \`root\`.`,
    );
  }
  return { ...project, base: statSync(start).isDirectory() ? start : dirname(start) };
}

/** Whether a path lies in a directory, or is the directory itself; both absolute and without symbolic links. */
export function isWithin(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The path without symbolic links, as far as it exists. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPathOf(parent), basename(path));
  }
}

function pathOf(from: string | URL): string {
  const isUrl = from instanceof URL || from.startsWith('file:');
  return isUrl ? fileURLToPath(from) : from;
}

function existing(option: string, path: string): string {
  try {
    return realpathSync(resolve(path));
  } catch (cause) {
    throw new DependencyResolutionError(
      `\`${option}\` of the DependencyResolver is ${JSON.stringify(path)}, which does not exist. Give a path that does, such as import.meta.dirname.`,
      { cause },
    );
  }
}
