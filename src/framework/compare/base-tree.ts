import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { UsageError } from '../../errors.ts';
import { makeDirectoryInside } from '../../files/inside.ts';
import type { Told } from '../../measure/processes/protocol.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import { type DependencyDifference, findDependencyDifference } from '../../revisions/dependency-difference.ts';
import { namesIn } from '../../revisions/git.ts';
import { findLacking, type Lacking } from '../../revisions/lacking.ts';
import { fillPointers } from '../../revisions/lfs.ts';
import { nodeOptionsInBase } from '../../revisions/node-options.ts';
import { installsPackages, prepareBase } from '../../revisions/prepare.ts';
import type { Repository } from '../../revisions/repository.ts';
import { baseInWords } from '../../revisions/revision.ts';
import { lendSameContent } from '../../revisions/same-content.ts';
import { hasPackages, sharePackage, sharePackages, sharePackagesAbove } from '../../revisions/share-packages.ts';
import { leaveOutAlike } from '../../revisions/sparse.ts';
import { findLackingSubmodules } from '../../revisions/submodules.ts';
import { pathWithin, type Trees, withAncestors } from '../../revisions/trees.ts';
import { addWorktree, type Worktree } from '../../revisions/worktree.ts';
import { type LentPackages, lendPackages } from './lent-packages.ts';

/** The base, ready to run. */
export interface BaseTree {
  readonly trees: Trees;
  /** Counterpart of the working directory; it exists. */
  readonly directory: string;
  /** Variables of the environment that its processes need in place of those of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** Submodules that the present tree has and this one does not; relative to the tree. */
  readonly lackingSubmodules: readonly string[];
  /** Files that only one of both trees has as they should be. */
  readonly lacking: readonly Lacking[];
  /** What it was lent although it asks for other packages; null where that is not so, or the user wants it. */
  readonly lent: LentPackages | null;
  /** A sentence on the packages of both sides, where those of the base are others than it asks for; null elsewhere. */
  readonly packages: string | null;
  /** Makes sure that its code finds nothing but what is its own. To be called before any of it runs. @throws {UsageError} */
  guard(): void;
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
  /** Seconds that it may take. */
  readonly prepareTimeout: number;
  /** Whether to share the installed packages although the base asks for others. */
  readonly sharePackages?: boolean;
  /** What loading the performance files takes in the present tree. */
  readonly told: readonly Told[];
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
  onStep(`Checking out ${baseInWords(revision)} …`);
  const worktree = await addWorktree(repository, revision.commit);
  try {
    const trees = { present: repository.root, base: worktree.root };
    const directory = makeDirectoryInside(trees.base, pathWithin(trees.present, options.directory)!);
    if (options.prepare === null) requireResolver(trees, revision);
    const provided = await providePackages(options, trees, worktree);
    await leaveOutAlike(repository, trees);
    await lendSameContent(repository, trees);
    await fillPointers(repository, trees);
    if (options.prepare !== null) {
      onStep(`Preparing it: ${options.prepare}`);
      worktree.guard();
      const env = environmentOf(trees);
      const { prepare: command, prepareTimeout: timeLimit } = options;
      await prepareBase(
        { command, cwd: directory, where: baseInWords(revision), timeLimit, env },
        repository.supervision,
      );
    }
    requireResolver(trees, revision);
    // Both sides are measured by one evenkeel, whichever the base would install, and if it knew none yet.
    for (const file of options.files) await sharePackage('evenkeel', posix.dirname(file), trees);
    return {
      trees,
      directory,
      env: environmentOf(trees),
      lackingSubmodules: await findLackingSubmodules(trees, repository.supervision),
      lacking: await findLacking(repository, trees, worktree.lacks, baseInWords(revision)),
      ...provided,
      guard: worktree.guard,
      remove: worktree.remove,
    };
  } catch (error) {
    await worktree.remove();
    throw error;
  }
}

const RESOLVER = '.pnp.cjs';

// With Plug'n'Play there is no node_modules to share, and without a resolver of its own the base finds no package at all.
function requireResolver({ present, base }: Trees, revision: BaseRevision): void {
  if (!usesPlugAndPlay(present) || existsSync(join(base, RESOLVER)) || hasPackages(base, '')) return;
  throw new UsageError(
    `This tree finds its packages by Yarn's Plug'n'Play, and ${baseInWords(revision)} has no ${RESOLVER}: there is no node_modules to share. Say how to install its packages: --prepare "yarn install"`,
  );
}

function usesPlugAndPlay(present: string): boolean {
  return (process.env.NODE_OPTIONS?.includes(RESOLVER) ?? false) && existsSync(join(present, RESOLVER));
}

function environmentOf(trees: Trees): Readonly<Record<string, string>> {
  const { NODE_OPTIONS } = process.env;
  return NODE_OPTIONS === undefined ? {} : { NODE_OPTIONS: nodeOptionsInBase(NODE_OPTIONS, trees) };
}

type Provided = Pick<BaseTree, 'lent' | 'packages'>;

const ITS_OWN: Provided = { lent: null, packages: null };

/** Shares packages where the base does not get its own. */
async function providePackages(options: BaseTreeOptions, trees: Trees, worktree: Worktree): Promise<Provided> {
  const { repository, revision, prepare } = options;
  const ofBase = namesIn(await repository.git.tell('ls-tree', '-r', '-d', '--name-only', '-z', revision.commit));
  // What the base has already is kept in the repository.
  const isToShare = (name: string) => hasPackages(trees.present, name) && !hasPackages(trees.base, name);
  const isRoot = (name: string) => name === '' && !hasPackages(trees.base, name) && !usesPlugAndPlay(trees.present);
  const decisive = ['', ...ofBase].filter((name) => isRoot(name) || isToShare(name));
  const difference = await findDependencyDifference(repository, trees, decisive);
  // An installer would write through the links, into the present tree's packages.
  if (prepare !== null && ((difference !== null && !options.sharePackages) || installsPackages(prepare)))
    return ITS_OWN;
  const provided = difference === null ? ITS_OWN : await provideOther(options, difference, trees);
  const ofFiles = options.files.map((file) => posix.dirname(file)).filter((name) => name !== '.');
  await sharePackages(trees, withAncestors([...ofBase, ...ofFiles]).filter(isToShare));
  await sharePackagesAbove(trees.present, worktree.surroundings);
  return provided;
}

async function provideOther(
  { sharePackages: isWanted, revision, told }: BaseTreeOptions,
  difference: DependencyDifference,
  { base }: Trees,
): Promise<Provided> {
  if (!isWanted) {
    const lent = await lendPackages(told, { difference, revision, base });
    return { lent, packages: lent.sentence };
  }
  const packages = `Both sides used the packages that are installed here (--share-packages), whatever ${baseInWords(revision)} asks for: a change that comes from a package is not seen.`;
  return { lent: null, packages };
}
