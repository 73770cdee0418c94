import { existsSync, lstatSync, readlinkSync, statSync } from 'node:fs';
import { readFile, realpath, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { carryOver } from './carry-over.ts';
import type { Repository } from './repository.ts';
import { conversionsOf, isRegular, type TrackedFile, trackedFiles } from './tracked.ts';
import { pathWithin, type Trees } from './trees.ts';

/**
 * Gives the base the present tree's form of what both have and git takes for the same though it is not there byte by byte:
 * what a filter, line ends or an encoding made of it here and not there, and what a link leads to outside of the tree.
 */
export async function lendSameContent(repository: Repository, trees: Trees): Promise<void> {
  const tracked = await trackedFiles(trees.base, repository);
  const files = tracked.filter((file) => isRegular(file) && isFile(join(trees.present, file.name)));
  await carryOver(await sameButOtherwise(files, repository, trees), trees);
  for (const { name, mode } of tracked) if (mode === '120000') await lendTarget(name, repository, trees);
}

async function sameButOtherwise(
  files: readonly TrackedFile[],
  repository: Repository,
  { present, base }: Trees,
): Promise<readonly string[]> {
  const conversions = await conversionsOf(
    files.map(({ name }) => name),
    repository,
  );
  const suspects = files.filter(({ name }) => {
    const conversion = conversions.get(name);
    // Looked at by itself, without a program that copies what it looks at into its store.
    if (conversion?.filter === 'lfs') return false;
    return conversion !== undefined || sizeOf(join(base, name)) !== sizeOf(join(present, name));
  });
  const oids = await oidsOf(
    suspects.map(({ name }) => name),
    repository,
  );
  const otherwise: string[] = [];
  for (const { name, oid } of suspects) {
    if (oids.get(name) === oid && !(await isSame(join(present, name), join(base, name)))) otherwise.push(name);
  }
  return otherwise;
}

/** What git would store of files of the present tree. A file that it cannot store is left out. */
async function oidsOf(names: readonly string[], { git }: Repository): Promise<ReadonlyMap<string, string>> {
  const plain = names.filter((name) => !/^"|\n/.test(name));
  if (plain.length === 0) return new Map();
  const hash = async (some: readonly string[]) =>
    (await git.askWith({ input: some.map((name) => `${name}\n`).join('') }, 'hash-object', '--stdin-paths')).stdout
      .split('\n')
      .filter((line) => line !== '');
  const together = await hash(plain);
  if (together.length === plain.length) return new Map(plain.map((name, i) => [name, together[i]!]));
  // It ends at the first one that it cannot store.
  const oids = new Map<string, string>();
  for (const name of plain) for (const oid of await hash([name])) oids.set(name, oid);
  return oids;
}

// What is within the tree is its own, and the base has its own of that; what git keeps beside it is not.
async function lendTarget(name: string, { commonDirectory }: Repository, { present, base }: Trees): Promise<void> {
  const [here, there] = [join(present, name), join(base, name)];
  if (!isLink(here) || !isLink(there) || readlinkSync(here) !== readlinkSync(there)) return;
  if (existsSync(there) || !existsSync(here)) return;
  const target = await realpath(here);
  if (pathWithin(present, target) !== null && pathWithin(commonDirectory, target) === null) return;
  await rm(there);
  await symlink(target, there, statSync(target).isDirectory() ? 'junction' : 'file');
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function sizeOf(path: string): number | null {
  return lstatSync(path, { throwIfNoEntry: false })?.size ?? null;
}

async function isSame(one: string, two: string): Promise<boolean> {
  if (sizeOf(one) !== sizeOf(two)) return false;
  const [first, second] = await Promise.all([readFile(one), readFile(two)]);
  return first.equals(second);
}
