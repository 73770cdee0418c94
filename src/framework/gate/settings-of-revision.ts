import { realpath, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { isModule } from '../../config/file-names.ts';
import type { Settings } from '../../config/gather-settings.ts';
import { UsageError } from '../../errors.ts';
import { makeDirectory } from '../../files/make-directory.ts';
import { makeTemporaryDirectory } from '../../files/temporary-directory.ts';
import { PROGRAMS, type Programs } from '../../measure/processes/worker-process.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import { openRepository, type Repository } from '../../revisions/repository.ts';
import { baseInWords, resolveRevision } from '../../revisions/revision.ts';
import { sharePackage, sharePackages, sharePackagesAbove } from '../../revisions/share-packages.ts';
import { withAncestors } from '../../revisions/trees.ts';
import { addWorktree } from '../../revisions/worktree.ts';
import { startProcessSession } from '../compare/process-session.ts';
import { configPathsIn, pathInCommit, settingsIn, type WantedConfiguration } from './settings-in.ts';

/** The configuration of a revision, in place of the one of the present tree. */
export interface GoverningSettings extends Settings {
  /** What a person must know of it. */
  readonly notices: readonly string[];
}

/**
 * The configuration that a revision has for a directory, so that a change cannot also change by what it is judged. Of the
 * present tree none is read, nor run. What a file in TOML says is asked of git; a module is run in a check-out.
 * @throws {UsageError} where there is no such revision, or its configuration is wrong.
 */
export async function settingsOfRevision(
  ref: string,
  wanted: WantedConfiguration,
  programs: Programs = PROGRAMS,
): Promise<GoverningSettings> {
  const session = startProcessSession(programs, undefined);
  try {
    const directory = await realpath(wanted.directory);
    const repository = await openRepository(directory, session.supervision);
    const revision = await resolveRevision(repository, ref, false);
    const places = configPathsIn(repository.root, { ...wanted, directory });
    if (places.length === 0)
      throw new UsageError(`--config-from ${ref} and a configuration outside of it: choose one.`);
    return await read({ repository, revision, path: await pathInCommit(repository, revision.commit, places) });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { message, data } = error;
    throw new UsageError(`The configuration of ${ref} (--config-from): ${message}`, { cause: error, data });
  } finally {
    session.close();
  }
}

interface File {
  readonly repository: Repository;
  readonly revision: BaseRevision;
  /** Relative to the root; null where there is none. */
  readonly path: string | null;
}

async function read({ repository, revision, path }: File): Promise<GoverningSettings> {
  if (path === null) {
    const notices = [`${baseInWords(revision)} has no configuration (--config-from), so the defaults apply.`];
    return { ...(await settingsIn({ present: repository.root, base: repository.root }, null)), notices };
  }
  const settings = await (isModule(path) ? readModule : readToml)({ repository, revision, path });
  return { ...settings, notices: [] };
}

async function readToml({ repository, revision, path }: File & { readonly path: string }): Promise<Settings> {
  const { git, root, supervision } = repository;
  const text = await git.tell('show', `${revision.commit}:${path}`);
  const temporary = await makeTemporaryDirectory(supervision);
  const base = temporary.path;
  try {
    await makeDirectory(dirname(join(base, path)));
    await writeFile(join(base, path), text);
    return await settingsIn({ present: root, base }, path);
  } finally {
    await temporary.remove();
  }
}

async function readModule({ repository, revision, path }: File & { readonly path: string }): Promise<Settings> {
  const worktree = await addWorktree(repository, revision.commit);
  try {
    const trees = { present: repository.root, base: worktree.root };
    const place = posix.dirname(path);
    await sharePackages(trees, withAncestors([place === '.' ? '' : place]));
    await sharePackagesAbove(trees.present, worktree.surroundings);
    await sharePackage('evenkeel', place, trees);
    return await settingsIn(trees, path);
  } finally {
    await worktree.remove();
  }
}
