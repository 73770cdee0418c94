import { existsSync } from 'node:fs';
import { realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gitIn, namesIn } from './git.ts';
import type { Repository } from './repository.ts';
import { pathWithin, type Trees } from './trees.ts';

/**
 * Leaves out of the base what the present tree leaves out by a sparse check-out, or by hand: code that lists a directory
 * must find as much on both sides. Git takes the patterns over by itself, but not in every version.
 */
export async function leaveOutAlike({ git }: Repository, { present, base }: Trees): Promise<void> {
  const listed = namesIn(await git.tell('ls-files', '-t', '-z'));
  const skipped = listed.flatMap((line) => (line.startsWith('S ') ? [line.slice(2)] : []));
  for (const name of skipped) {
    // What a link in the base leads to outside of it is none of its files.
    const home = await realpath(dirname(join(base, name))).catch(() => null);
    if (home === null || pathWithin(base, home) === null) continue;
    if (!existsSync(join(present, name))) await rm(join(base, name), { force: true });
  }
}

/** The file that is meant by a path (relative to the tree, with or without its ending) and that a sparse check-out left out. */
export async function leftOut(path: string, tree: string, { supervision }: Repository): Promise<string | null> {
  const { stdout } = await gitIn(tree, supervision).ask('ls-files', '-t', '-z', '--', ...meantBy(path));
  const names = namesIn(stdout).map((line) => line.slice(2));
  return names.find((name) => !existsSync(join(tree, name))) ?? null;
}

// TypeScript's imports name what will be made of a file.
function meantBy(path: string): readonly string[] {
  const stem = path.replace(/\.[cm]?js$/, '');
  return [path, `${path}.*`, `${stem}.*`].map((pattern, i) =>
    i === 0 ? `:(literal)${pattern}` : `:(glob)${escaped(pattern)}`,
  );
}

function escaped(pattern: string): string {
  return pattern.replace(/[\\?[\]]/g, '\\$&');
}
