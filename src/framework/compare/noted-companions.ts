import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { Companions } from '../../revisions/carry-over.ts';
import { isTooling } from '../../revisions/tooling.ts';
import { isInPackages, pathWithin, type Trees } from '../../revisions/trees.ts';

/** Files of code that can be read. */
export const SCRIPT = /\.[cm]?[jt]sx?$/;

/**
 * Of what lies beside performance files, that which the measured code reads, as far as that can be known: what it loaded or
 * opened when it was loaded, what it names in a string, and other data. What only the body of a test opens is not seen, so
 * that data counts unless its name says that it is a tool's or a reader's; code that is neither loaded nor named does not.
 * @param measured the performance files that are measured, as either side loaded them, with the files that they tell.
 */
export async function notedCompanions(
  { missing, different }: Companions,
  measured: readonly CollectedFile[],
  trees: Trees,
): Promise<Companions> {
  const files = [...new Set(measured.flatMap((collected) => ('tests' in collected ? (collected.files ?? []) : [])))];
  const used = new Set(files.map((file) => pathWithin(trees.present, file) ?? pathWithin(trees.base, file)));
  const isSure = (name: string) => used.has(name) || !(SCRIPT.test(name) || isTooling(name));
  const unsure = [...missing, ...different].some((name) => !isSure(name));
  const texts = unsure ? await ownTexts(files, trees) : [];
  const isNoted = (name: string) => isSure(name) || texts.some(mentions(name));
  return { missing: missing.filter(isNoted), different: different.filter(isNoted) };
}

/** Whether a text has a string that ends with the name of a file; of code, with or without its ending. */
export function mentions(name: string): (text: string) => boolean {
  const { base, name: stem } = posix.parse(name);
  const written = SCRIPT.test(base) ? `${escaped(stem)}(?:\\.[cm]?[jt]sx?)?` : escaped(base);
  const pattern = new RegExp(`['"\`/]${written}['"\`]`);
  return (text) => pattern.test(text);
}

/** A text as a regular expression matches it. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The texts of those files (absolute) that are code of either tree itself: what packages name is theirs. */
export async function ownTexts(files: readonly string[], { present, base }: Trees): Promise<readonly string[]> {
  const isOwn = (file: string) => {
    const name = pathWithin(present, file) ?? pathWithin(base, file);
    return name !== null && SCRIPT.test(name) && !isInPackages(name);
  };
  // What was loaded and is gone names nothing any more.
  return Promise.all(files.filter(isOwn).map((file) => readFile(file, 'utf8').catch(() => '')));
}
