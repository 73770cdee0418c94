import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import { type DependencyDifference, findDependencyDifference } from '../../revisions/dependencies.ts';
import { namesIn } from '../../revisions/git.ts';
import { fillPointers, findPointers } from '../../revisions/lfs.ts';
import { nodeOptionsInBase } from '../../revisions/node-options.ts';
import { installsPackages, prepareBase } from '../../revisions/prepare.ts';
import type { Repository } from '../../revisions/repository.ts';
import { hasPackages, sharePackage, sharePackages, sharePackagesAbove } from '../../revisions/share-packages.ts';
import { findLackingSubmodules } from '../../revisions/submodules.ts';
import { counterpart, type Trees, withAncestors } from '../../revisions/trees.ts';
import { addWorktree, type Worktree } from '../../revisions/worktree.ts';
import { wordsFor } from './words.ts';

/** The base, ready to run. */
export interface BaseTree {
  readonly trees: Trees;
  /** Counterpart of the working directory; it exists. */
  readonly directory: string;
  /** Variables of the environment that its processes need in place of those of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** Submodules that the present tree has and this one does not; relative to the tree. */
  readonly lackingSubmodules: readonly string[];
  remove(): Promise<void>;
}

/** What `makeBaseTree` goes by. */
export interface BaseTreeOptions {
  readonly repository: Repository;
  readonly revision: BaseRevision;
  /** The working directory, within the repository. */
  readonly directory: string;
  /** The performance files, relative to the repository's root. */
  readonly files: readonly string[];
  /** The user's command to make the check-out ready; null where there is none. */
  readonly prepare: string | null;
  /** Whether to share the installed packages although the base asks for others. */
  readonly sharePackages?: boolean;
  /** Told what is about to happen. */
  readonly onStep: (words: string) => void;
}

/**
 * Checks the base out, and gives it the packages that it needs: those of the present tree where both need the same, or
 * what the user's command installs.
 * @throws {UsageError} where it needs others and there is no command, or the command fails.
 */
export async function makeBaseTree(options: BaseTreeOptions): Promise<BaseTree> {
  const { repository, revision, onStep } = options;
  onStep(`Checking out ${wordsFor(revision)} …`);
  const worktree = await addWorktree(repository, revision.commit);
  try {
    const trees = { present: repository.root, base: worktree.root };
    const directory = counterpart(options.directory, trees)!;
    await mkdir(directory, { recursive: true });
    await providePackages(options, trees, worktree);
    await fillPointers(repository, trees);
    if (options.prepare !== null) {
      onStep(`Preparing it: ${options.prepare}`);
      await prepareBase(options.prepare, directory, wordsFor(revision), repository.supervision, environmentOf(trees));
    }
    requireResolver(trees, revision);
    await requireContent(repository, trees, revision);
    // Both sides are measured by one evenkeel, whichever the base would install, and if it knew none yet.
    for (const file of options.files) await sharePackage('evenkeel', posix.dirname(file), trees);
    const lackingSubmodules = await findLackingSubmodules(trees, repository.supervision);
    return { trees, directory, env: environmentOf(trees), lackingSubmodules, remove: worktree.remove };
  } catch (error) {
    await worktree.remove();
    throw error;
  }
}

const MOST_PACKAGES = 8;

function notShared(difference: DependencyDifference, revision: BaseRevision): UsageError {
  const { file, installer, packages } = difference;
  const more = packages.length > MOST_PACKAGES ? ` and ${packages.length - MOST_PACKAGES} more` : '';
  const which =
    packages.length === 0 ? '' : ` (it asks otherwise for ${packages.slice(0, MOST_PACKAGES).join(', ')}${more})`;
  return new UsageError(
    `${file} is not the same in ${wordsFor(revision)} as here${which}, so the installed packages cannot be shared. Where the measured code loads none that differ, share them all the same: evenkeel compare --share-packages. Otherwise say how to install the base's own: --prepare ${JSON.stringify(installer)}`,
    { data: { ...difference } },
  );
}

const RESOLVER = '.pnp.cjs';

// With Plug'n'Play there is no node_modules to share, and without a resolver of its own the base finds no package at all.
function requireResolver({ present, base }: Trees, revision: BaseRevision): void {
  const isUsed = process.env.NODE_OPTIONS?.includes(RESOLVER) && existsSync(join(present, RESOLVER));
  if (!isUsed || existsSync(join(base, RESOLVER)) || hasPackages(base, '')) return;
  throw new UsageError(
    `This tree finds its packages by Yarn's Plug'n'Play, and ${wordsFor(revision)} has no ${RESOLVER}: there is no node_modules to share. Say how to install its packages: --prepare "yarn install"`,
  );
}

// A test that reads a pointer in place of a file does other work, on whichever side.
async function requireContent(repository: Repository, trees: Trees, revision: BaseRevision): Promise<void> {
  const { inBase, inPresent } = await findPointers(repository, trees);
  const [lacking, where, remedy] =
    inBase.length > 0
      ? [inBase, wordsFor(revision), 'Have it fetched there: --prepare "git lfs pull"']
      : [inPresent, 'the present tree', 'Fetch it: git lfs pull'];
  const [first] = lacking;
  if (first === undefined) return;
  const more = lacking.length > 1 ? ` and of ${lacking.length - 1} more files` : '';
  throw new UsageError(
    `Only one side has the content of ${first}${more}: in ${where} there is Git LFS's pointer to it, so both would do different work. ${remedy}`,
    { data: { files: lacking } },
  );
}

function environmentOf(trees: Trees): Readonly<Record<string, string>> {
  const { NODE_OPTIONS } = process.env;
  return NODE_OPTIONS === undefined ? {} : { NODE_OPTIONS: nodeOptionsInBase(NODE_OPTIONS, trees) };
}

async function providePackages(options: BaseTreeOptions, trees: Trees, worktree: Worktree): Promise<void> {
  const { repository, revision, prepare } = options;
  const ofBase = namesIn(await repository.git.tell('ls-tree', '-r', '-d', '--name-only', '-z', revision.commit));
  const havePackages = (name: string) => name === '' || hasPackages(trees.present, name);
  const difference = await findDependencyDifference(repository, trees, ['', ...ofBase].filter(havePackages));
  const isShared = options.sharePackages ?? false;
  if (difference !== null && prepare === null && !isShared) throw notShared(difference, revision);
  // An installer would write through the links, into the present tree's packages.
  if ((difference !== null && !isShared) || (prepare !== null && installsPackages(prepare))) return;
  const ofFiles = options.files.map((file) => posix.dirname(file)).filter((name) => name !== '.');
  await sharePackages(trees, withAncestors([...ofBase, ...ofFiles]).filter(havePackages));
  await sharePackagesAbove(trees.present, worktree.surroundings);
}
