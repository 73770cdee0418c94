import { devNull } from 'node:os';
import { resolve } from 'node:path';
import { type GitAnswer, gitFailed, gitIn, namesIn } from './git.ts';
import type { Repository } from './repository.ts';
import { conversionsOf, type TrackedFile, trackedFiles } from './tracked.ts';

/** What a check-out could not get of a commit; names relative to the tree. */
export interface CheckOut {
  /** Files that one of git's filters failed for, so that they are there as the repository has them. */
  readonly unfiltered: readonly { readonly name: string; readonly filter: string }[];
  /** Files that are not there, because this is a partial clone, and its remote does not give the rest. */
  readonly unfetched: readonly string[];
}

const COMPLETE: CheckOut = { unfiltered: [], unfetched: [] };
// Seconds. A large tree on a slow disk, with files that Git LFS fetches, takes minutes.
const TIME_LIMIT = 30 * 60;
const LACKS_OBJECTS = /promisor remote|not a promisor|missing blob|unable to read (?:sha1 file|tree)/;

/**
 * Checks a commit out in a directory, which git makes a working tree of. Where a filter fails or content cannot be fetched,
 * the rest is checked out all the same. Filters that need to be in the working tree that they were set up for, such as
 * git-crypt, are run there.
 * @param root absolute; it must not exist.
 * @throws {UsageError} with git's words where there is no check-out at all.
 */
export async function checkOut(repository: Repository, commit: string, root: string): Promise<CheckOut> {
  const { supervision } = repository;
  const git = repository.git.within(TIME_LIMIT);
  // A hook that runs after a check-out may install or build whatever it likes.
  const add = (...options: readonly string[]) =>
    ['-c', `core.hooksPath=${devNull}`, 'worktree', 'add', '--detach', ...options, root, commit] as const;
  const whole = await git.ask(...add());
  const drivers = await filterDrivers(repository);
  const failed = drivers.filter((driver) => isBlamed(driver, whole));
  const isThere = whole.exitCode === 0;
  if (isThere && failed.length === 0) return COMPLETE;
  if (!isThere) {
    if (failed.length === 0 && !LACKS_OBJECTS.test(whole.stderr)) throw gitFailed(add(), whole);
    await git.tell(...add('--no-checkout'));
    await gitIn(root, supervision).tell('read-tree', 'HEAD');
  }
  const missing = isThere ? new Set<string>() : await missingObjects(repository, commit);
  const all = (await trackedFiles(root, repository)).filter(({ mode }) => mode !== '160000');
  const here = all.filter(({ oid }) => !missing.has(oid));
  const filters = await conversionsOf(
    here.map(({ name }) => name),
    repository,
  );
  const filterOf = ({ name }: TrackedFile) => filters.get(name)?.filter;
  const isFiltered = (file: TrackedFile) => failed.some(({ name }) => name === filterOf(file));
  const written = await write(isThere ? here.filter(isFiltered) : here, { repository, root, drivers });
  const stillFailed = drivers.filter((driver) => isBlamed(driver, written)).map(({ name }) => name);
  return {
    unfiltered: here.flatMap((file) => {
      const filter = filterOf(file);
      return filter !== undefined && stillFailed.includes(filter) ? [{ name: file.name, filter }] : [];
    }),
    unfetched: all.filter(({ oid }) => missing.has(oid)).map(({ name }) => name),
  };
}

/** A filter that git is configured to run. */
interface FilterDriver {
  readonly name: string;
  /** What it runs when it checks files out. */
  readonly commands: readonly string[];
}

async function filterDrivers({ git }: Repository): Promise<readonly FilterDriver[]> {
  const { stdout } = await git.ask('config', '-z', '--get-regexp', '^filter\\.');
  const drivers = new Map<string, string[]>();
  for (const setting of namesIn(stdout)) {
    const [, name, key, value = ''] = /^filter\.(.*)\.(\w+)(?:\n(.*))?$/s.exec(setting) ?? [];
    if (name === undefined) continue;
    const commands = drivers.get(name) ?? [];
    drivers.set(name, key === 'smudge' || key === 'process' ? [...commands, value] : commands);
  }
  return [...drivers].map(([name, commands]) => ({ name, commands }));
}

function isBlamed({ name, commands }: FilterDriver, { stderr }: GitAnswer): boolean {
  return stderr.includes(`smudge filter ${name} failed`) || commands.some((each) => stderr.includes(`'${each}'`));
}

// Objects that a partial clone has not fetched; asking for any other one would fetch it.
async function missingObjects({ git }: Repository, commit: string): Promise<ReadonlySet<string>> {
  const listed = await git.tell('rev-list', '--objects', '--no-walk', '--missing=print', commit);
  return new Set(listed.split('\n').flatMap((line) => (line.startsWith('?') ? [line.slice(1).trim()] : [])));
}

interface Writing {
  readonly repository: Repository;
  readonly root: string;
  readonly drivers: readonly FilterDriver[];
}

// From the present tree, so that filters find what they are used to. A filter that fails must not end it.
async function write(files: readonly TrackedFile[], { repository, root, drivers }: Writing): Promise<GitAnswer> {
  const { git, supervision } = repository;
  const index = (await gitIn(root, supervision).tell('rev-parse', '--git-path', 'index')).trim();
  const lenient = drivers.flatMap(({ name }) => ['-c', `filter.${name}.required=false`]);
  const args = [...lenient, 'checkout-index', '--force', '-z', '--stdin', `--prefix=${root}/`];
  // Pointers are filled without a network.
  const env = { GIT_INDEX_FILE: resolve(root, index), GIT_LFS_SKIP_SMUDGE: '1' };
  const answer = await git
    .within(TIME_LIMIT)
    .askWith({ input: files.map(({ name }) => name).join('\0'), env }, ...args);
  if (answer.exitCode !== 0) throw gitFailed(args, answer);
  return answer;
}
