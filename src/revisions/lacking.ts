import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckOut } from './check-out.ts';
import { gitIn } from './git.ts';
import { findPointers } from './lfs.ts';
import type { Repository } from './repository.ts';
import { trackedFiles } from './tracked.ts';
import type { Trees } from './trees.ts';

/** A file that only one of both trees has as it should be, so that tests that read it do different work on either side. */
export interface Lacking {
  /** Relative to the tree. */
  readonly name: string;
  /** What is wrong with it, after its name. */
  readonly reason: string;
  /** What to do about it, as a sentence. */
  readonly remedy: string;
}

/**
 * Finds what only one of both trees has, once everything was done about it that can be.
 * @param where the base in words.
 */
export async function findLacking(
  repository: Repository,
  trees: Trees,
  { unfiltered, unfetched }: CheckOut,
  where: string,
): Promise<readonly Lacking[]> {
  const { inBase, inPresent } = await findPointers(repository, trees);
  const pointer = (place: string) => `has its content on one side only: in ${place} there is Git LFS's pointer to it`;
  const raw = await unchanged(unfiltered, repository, trees);
  return [
    ...inBase.map((name) => ({
      name,
      reason: pointer(where),
      remedy: 'Have it fetched there: --prepare "git lfs pull"',
    })),
    ...inPresent.map((name) => ({ name, reason: pointer('the present tree'), remedy: 'Fetch it: git lfs pull' })),
    ...raw.map(({ name, filter }) => ({
      name,
      reason: `is in ${where} as git stores it: its filter ${filter} failed there`,
      remedy: 'Say how to get it there in its readable form: --prepare <command>',
    })),
    ...unfetched
      .filter((name) => !existsSync(join(trees.base, name)))
      .map((name) => ({
        name,
        reason: `is not here in its version of ${where}: this is a partial clone, and its remote did not give it`,
        remedy: 'Run it where the remote can be reached',
      })),
  ];
}

// What the present tree has as git stores it is the same on both sides; what a command of the user's changed is its affair.
async function unchanged(
  files: CheckOut['unfiltered'],
  repository: Repository,
  { present, base }: Trees,
): Promise<CheckOut['unfiltered']> {
  if (files.length === 0) return [];
  const oids = new Map((await trackedFiles(base, repository)).map(({ name, oid }) => [name, oid]));
  const raw: (typeof files)[number][] = [];
  for (const file of files) {
    const path = join(base, file.name);
    if (!existsSync(path) || !existsSync(join(present, file.name))) continue;
    const { stdout } = await gitIn(base, repository.supervision).ask('hash-object', '--no-filters', '--', file.name);
    if (stdout.trim() !== oids.get(file.name)) continue;
    const [one, two] = await Promise.all([readFile(path), readFile(join(present, file.name))]);
    if (!one.equals(two)) raw.push(file);
  }
  return raw;
}
