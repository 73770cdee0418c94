import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { copyInside } from '../files/inside.ts';
import { gitIn, namesIn } from './git.ts';
import type { Repository } from './repository.ts';
import type { Trees } from './trees.ts';

const FIRST_LINE = 'version https://git-lfs.github.com/spec/v1';
// What the specification allows a pointer to have, in bytes.
const LONGEST = 1024;
const OBJECT = /^oid sha256:([0-9a-f]{64})$/m;

/** Files of which one tree has the content and the other only Git LFS's pointer to it; paths relative to the tree. */
export interface Pointers {
  readonly inBase: readonly string[];
  readonly inPresent: readonly string[];
}

/**
 * Puts the content of Git LFS's files into the base where it has only their pointers: from the present tree where that has
 * the very same content, by its hash, or from the repository's own store. Nothing is fetched.
 */
export async function fillPointers(repository: Repository, trees: Trees): Promise<void> {
  for (const name of (await findPointers(repository, trees)).inBase) {
    const path = join(trees.base, name);
    const object = OBJECT.exec(await readFile(path, 'utf8'))?.[1];
    if (object === undefined) continue;
    const stored = join(repository.commonDirectory, 'lfs', 'objects', object.slice(0, 2), object.slice(2, 4), object);
    for (const source of [join(trees.present, name), stored]) {
      if (!existsSync(source) || (await hashOf(source)) !== object) continue;
      await copyInside(source, trees.base, name);
      break;
    }
  }
}

/** Finds the files of which only one of both trees has the content. A pointer on both sides is the same on both. */
export async function findPointers({ supervision }: Repository, trees: Trees): Promise<Pointers> {
  const [inBase, inPresent] = await Promise.all([
    pointersIn(trees.base, supervision),
    pointersIn(trees.present, supervision),
  ]);
  const without = (names: readonly string[], other: readonly string[], tree: string) =>
    names.filter((name) => !other.includes(name) && existsSync(join(tree, name)));
  return {
    inBase: without(inBase, inPresent, trees.present),
    inPresent: without(inPresent, inBase, trees.base),
  };
}

async function pointersIn(tree: string, supervision: Repository['supervision']): Promise<readonly string[]> {
  const git = gitIn(tree, supervision);
  // Also what attributes call binary; without a match the exit code is 1.
  const { stdout } = await git.ask('grep', '--files-with-matches', '--text', '-z', '--fixed-strings', '-e', FIRST_LINE);
  const found: string[] = [];
  for (const name of namesIn(stdout)) {
    const path = join(tree, name);
    if ((await stat(path)).size > LONGEST) continue;
    const text = await readFile(path, 'utf8');
    if (text.startsWith(FIRST_LINE) && OBJECT.test(text)) found.push(name);
  }
  return found;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
