import { isAbsolute, join, relative, sep } from 'node:path';

/** Two check-outs of one repository: the present tree, and the one of the base. Both absolute, without links. */
export interface Trees {
  readonly present: string;
  readonly base: string;
}

/** The path relative to a directory, with slashes; null where it lies elsewhere. `''` is the directory itself. */
export function pathWithin(directory: string, path: string): string | null {
  const way = relative(directory, path);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return null;
  return way.split(sep).join('/');
}

/** Where in the base a path of the present tree has its counterpart; null for a path outside the tree. */
export function counterpart(path: string, { present, base }: Trees): string | null {
  const way = pathWithin(present, path);
  return way === null ? null : join(base, way);
}

/**
 * Where in the base the tree's own code at this path has its counterpart; null for what is not the tree's own: a path
 * outside of it, or in a node_modules of it.
 */
export function ownCounterpart(path: string, trees: Trees): string | null {
  const way = pathWithin(trees.present, path);
  return way === null || isInPackages(way) ? null : join(trees.base, way);
}

/** Whether a path leads into installed packages. */
export function isInPackages(path: string): boolean {
  return path.split(/[/\\]/).includes('node_modules');
}

/** Directories on the way to these, relative to the tree and `''` included, each once. */
export function withAncestors(directories: Iterable<string>): readonly string[] {
  const all = new Set(['']);
  for (const directory of directories) {
    const steps = directory.split('/').filter((step) => step !== '');
    for (let depth = 1; depth <= steps.length; depth++) all.add(steps.slice(0, depth).join('/'));
  }
  return [...all];
}
