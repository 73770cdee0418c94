import { constants, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UsageError } from '../errors.ts';

/**
 * Makes a directory below a root that nothing may be written outside of, whichever links are in it: those that stay within
 * it are followed, others are refused.
 * @param root absolute, without links.
 * @param way relative to the root.
 * @returns the directory, absolute and without links.
 * @throws {UsageError} where a link leads out of the root, or something other than a directory is in the way.
 */
export function makeDirectoryInside(root: string, way: string): string {
  let here = root;
  for (const step of stepsOf(way)) here = stepInto(join(here, step), { root, way });
  return here;
}

/**
 * Where a file below such a root is to be written: its directory is made, and has no links. What has the file's own name, a
 * link or not, is the caller's to replace.
 * @throws {UsageError} as {@link makeDirectoryInside} does.
 */
export function placeInside(root: string, way: string): string {
  return join(makeDirectoryInside(root, dirname(way)), basename(way));
}

/**
 * The file below such a root that is at this path, or that a link there leads to.
 * @throws {UsageError} where it is not within the root.
 */
export function followInside(root: string, way: string): string {
  const place = placeInside(root, way);
  const real = realOf(place);
  if (real === null) throw refusal({ root, way }, `${place} is not there`);
  if (!isWithin(root, real)) throw refusal({ root, way }, `${place} is a link to ${real}, which is outside of it`);
  return real;
}

/** Copies a file to below such a root, over what is there. @throws {UsageError} as {@link makeDirectoryInside} does. */
export async function copyInside(source: string, root: string, way: string): Promise<void> {
  const target = placeInside(root, way);
  // Where it is a link, what it leads to stays as it is.
  await rm(target, { force: true });
  await copyFile(source, target, constants.COPYFILE_EXCL);
}

interface Way {
  readonly root: string;
  readonly way: string;
}

function stepsOf(way: string): readonly string[] {
  const steps = way.split(/[/\\]/).filter((step) => step !== '' && step !== '.');
  if (steps.includes('..') || isAbsolute(way)) throw new Error(`${way} is not a path below a directory.`);
  return steps;
}

function stepInto(path: string, way: Way): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    mkdirSync(path);
    return path;
  }
  if (stats.isDirectory()) return path;
  if (!stats.isSymbolicLink()) throw refusal(way, `${path} is not a directory`);
  const real = realOf(path);
  if (real === null) throw refusal(way, `${path} is a link that leads nowhere`);
  if (!isWithin(way.root, real)) throw refusal(way, `${path} is a link to ${real}, which is outside of it`);
  if (!lstatSync(real).isDirectory()) throw refusal(way, `${path} is a link to ${real}, which is not a directory`);
  return real;
}

function realOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function refusal({ root, way }: Way, why: string): UsageError {
  return new UsageError(
    `Nothing is written to ${way} in ${root}: ${why}. Replace the link, or make it lead to a place within ${root}.`,
    { data: { root, path: way } },
  );
}
