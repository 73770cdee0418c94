import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gitIn, namesIn } from './git.ts';
import type { Supervision } from './supervision.ts';
import type { Trees } from './trees.ts';

/** The command that checks the submodules of a tree out. */
export const CHECK_OUT_SUBMODULES = 'git submodule update --init --recursive';

/** How git lists a commit of another repository, and where it belongs. */
const SUBMODULE = /^160000 \w+ \d\t(.*)$/s;

/**
 * The submodules that are empty in the check-out of the base though the present tree has them; paths relative to the tree.
 * Git checks none out in a new worktree.
 */
export async function findLackingSubmodules(trees: Trees, supervision: Supervision): Promise<readonly string[]> {
  const listed = namesIn(await gitIn(trees.base, supervision).tell('ls-files', '--stage', '-z'));
  const submodules = listed.flatMap((line) => SUBMODULE.exec(line)?.[1] ?? []);
  return submodules.filter((name) => isEmpty(join(trees.base, name)) && !isEmpty(join(trees.present, name)));
}

function isEmpty(directory: string): boolean {
  return !existsSync(directory) || readdirSync(directory).length === 0;
}
