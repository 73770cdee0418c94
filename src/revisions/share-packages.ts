import { existsSync } from 'node:fs';
import { cp, readdir, realpath, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeDirectoryInside, placeInside } from '../files/inside.ts';
import { ownCounterpart, pathWithin, type Trees } from './trees.ts';

const PACKAGES = 'node_modules';
const BINARIES = '.bin';

/** Whether packages are installed right in this directory, relative to a tree. */
export function hasPackages(tree: string, directory: string): boolean {
  return existsSync(join(tree, directory, PACKAGES));
}

/**
 * Gives the base the packages that are installed in the present tree: a node_modules of its own beside each of the
 * present one's, with a link to every package. A package that is itself a part of the repository (a workspace, or the
 * project under its own name) is linked to the base's own copy: the present tree's links would lead back to the present
 * code, and it would silently be compared with itself.
 * @param directories that may have a node_modules, relative to the tree.
 * @throws {UsageError} where a link in the base leads out of it.
 */
export async function sharePackages(trees: Trees, directories: readonly string[]): Promise<void> {
  for (const directory of directories) {
    // What the base has already is kept in the repository.
    if (!hasPackages(trees.present, directory) || hasPackages(trees.base, directory)) continue;
    await shareEntries(join(trees.present, directory, PACKAGES), join(directory, PACKAGES), trees);
  }
}

/**
 * Gives the base the packages that the present tree finds in a directory above the repository.
 * @param surroundings the directory above the base.
 */
export async function sharePackagesAbove(present: string, surroundings: string): Promise<void> {
  for (let above = dirname(present); above !== dirname(above); above = dirname(above)) {
    const packages = join(above, PACKAGES);
    if (existsSync(packages)) return link(await realpath(packages), surroundings, PACKAGES);
  }
}

/**
 * Lets a directory of the base find one package where its counterpart in the present tree finds it, whatever is installed
 * in the base. The repository's own package is left alone.
 */
export async function sharePackage(name: string, directory: string, trees: Trees): Promise<void> {
  for (let here = directory; ; here = dirname(here)) {
    const present = join(trees.present, here, PACKAGES, name);
    if (existsSync(present)) {
      const real = await realpath(present);
      const base = join(trees.base, here, PACKAGES, name);
      const installed = await realpath(base).catch(() => null);
      if (installed === real || ownCounterpart(real, trees) !== null) return;
      // Packages that the base itself only links to are not ours to change.
      const home = await realpath(dirname(base)).catch(() => trees.base);
      if (pathWithin(trees.base, home) === null) return;
      await rm(placeInside(trees.base, join(here, PACKAGES, name)), { recursive: true, force: true });
      return link(real, trees.base, join(here, PACKAGES, name));
    }
    if (here === '' || here === '.') return;
  }
}

/** @param to relative to the base. */
async function shareEntries(from: string, to: string, trees: Trees): Promise<void> {
  const directory = makeDirectoryInside(trees.base, to);
  for (const name of await readdir(from)) {
    const source = join(from, name);
    if (name === BINARIES) await cp(source, join(directory, name), { recursive: true, verbatimSymlinks: true });
    else if (name.startsWith('@')) await shareEntries(source, join(to, name), trees);
    // What is hidden is the package manager's own.
    else if (!name.startsWith('.')) await shareEntry(source, join(to, name), trees);
  }
}

async function shareEntry(source: string, target: string, trees: Trees): Promise<void> {
  const real = await realpath(source).catch(() => null);
  // A link that leads nowhere in the present tree leads nowhere in the base.
  if (real === null) return;
  const own = ownCounterpart(real, trees);
  if (own === null) await link(real, trees.base, target);
  else if (existsSync(own)) await link(own, trees.base, target);
}

/** Makes a link below a root, which leads to an absolute path. */
async function link(to: string, root: string, path: string): Promise<void> {
  // Elsewhere than on Windows the kind does not matter; there, a junction needs no privilege.
  await symlink(to, placeInside(root, path), (await stat(to)).isDirectory() ? 'junction' : 'file');
}
