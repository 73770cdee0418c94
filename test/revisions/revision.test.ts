import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { openRepository, readHeadRevision } from '../../src/revisions/repository.ts';
import { resolveRevision } from '../../src/revisions/revision.ts';
import { type MadeRepository, makeRepository, repositoryIn } from './made-repository.ts';
import { supervised } from './supervised.ts';

const open = ({ directory }: MadeRepository) => openRepository(directory, supervised());

function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-nothing-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A clone of the newest commit alone. */
function shallowCloneOf(origin: MadeRepository): MadeRepository {
  const directory = join(temporaryDirectory(), 'clone');
  origin.git('clone', '--quiet', '--depth=1', `file://${origin.directory}`, directory);
  return repositoryIn(directory);
}

describe('openRepository', () => {
  it('finds the root and what its working trees share, from any directory in it', async () => {
    const made = makeRepository({ 'deep/er/a.txt': '' });
    made.git('worktree', 'add', '--quiet', 'second');
    for (const name of ['', 'deep/er']) {
      const repository = await openRepository(made.path(name), supervised());
      expect(repository).toMatchObject({ root: made.directory, commonDirectory: made.path('.git') });
    }
    const second = await openRepository(made.path('second/deep'), supervised());
    expect(second).toMatchObject({ root: made.path('second'), commonDirectory: made.path('.git') });
  });

  it('says that there is none, or none with files', async () => {
    const directory = temporaryDirectory();
    await expect(openRepository(directory, supervised())).rejects.toThrow(
      `${directory} is not in a git repository. Run evenkeel compare in the working tree of one`,
    );
    const made = makeRepository();
    await expect(openRepository(made.path('.git'), supervised())).rejects.toThrow(
      /^git cannot use the repository around .*: this operation must be run in a work tree$/,
    );
  });

  it('says that git is missing', async () => {
    vi.stubEnv('PATH', temporaryDirectory());
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(openRepository(temporaryDirectory(), supervised())).rejects.toThrow(/^git is not installed/);
  });

  it('is not led astray by the variables that git sets for its hooks', async () => {
    const made = makeRepository();
    vi.stubEnv('GIT_DIR', makeRepository().path('.git'));
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await open(made)).toMatchObject({ root: made.directory });
  });
});

describe('readHead', () => {
  it('tells the commit, and whether anything was changed since', async () => {
    const made = makeRepository({ 'a.txt': 'one' });
    const commit = made.git('rev-parse', 'HEAD').trim();
    expect(await readHeadRevision(await open(made))).toEqual({ commit, isDirty: false });
    made.write({ 'dist/ignored.js': '' });
    expect(await readHeadRevision(await open(made))).toEqual({ commit, isDirty: false });
    made.write({ 'new.txt': '' });
    expect(await readHeadRevision(await open(made))).toEqual({ commit, isDirty: true });
  });

  it('knows a repository without commits', async () => {
    const directory = temporaryDirectory();
    const made = repositoryIn(directory);
    made.git('init', '--quiet');
    expect(await readHeadRevision(await open(made))).toEqual({ commit: null, isDirty: false });
  });
});

describe('resolveRevision', () => {
  it('finds what branches, tags and hashes name', async () => {
    const made = makeRepository();
    const first = made.git('rev-parse', 'HEAD').trim();
    made.git('tag', '--annotate', '--message', 'first', 'v1');
    made.commit();
    const repository = await open(made);
    for (const ref of ['v1', 'HEAD~1', first, first.slice(0, 9)]) {
      expect(await resolveRevision(repository, ref, false)).toEqual({ ref, commit: first, isMergeBase: false });
    }
  });

  it('finds the merge-base', async () => {
    const made = makeRepository();
    const common = made.git('rev-parse', 'HEAD').trim();
    made.git('switch', '--quiet', '--create', 'feature');
    made.commit();
    made.git('switch', '--quiet', 'main');
    made.commit();
    made.git('switch', '--quiet', 'feature');
    expect(await resolveRevision(await open(made), 'main', true)).toEqual({
      ref: 'main',
      commit: common,
      isMergeBase: true,
    });
  });

  it.each([
    ['nothing', 'nowhere'],
    ['an empty name', ''],
    ['what looks like an option', '--all'],
    ['what a shell would run', '$(touch owned)'],
    ['a hash that is not there', 'f'.repeat(40)],
    ['a file', 'HEAD:a.txt'],
  ])('refuses %s', async (_what, ref) => {
    const made = makeRepository({ 'a.txt': '' });
    const error = await resolveRevision(await open(made), ref, false).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toMatch(/^There is no commit ".*" in this repository\. Look for it with: git log/);
    expect(made.git('status', '--porcelain')).toBe('');
  });

  it('points to the branch of the remote', async () => {
    const origin = makeRepository();
    origin.git('branch', 'feature');
    const directory = join(temporaryDirectory(), 'clone');
    origin.git('clone', '--quiet', origin.directory, directory);
    await expect(resolveRevision(await open(repositoryIn(directory)), 'feature', false)).rejects.toThrow(
      'There is no commit "feature" in this repository. There is origin/feature: evenkeel compare origin/feature',
    );
  });

  it('says how to get what a shallow clone lacks', async () => {
    const origin = makeRepository();
    origin.git('tag', 'v1');
    origin.commit();
    const clone = shallowCloneOf(origin);
    await expect(resolveRevision(await open(clone), 'v1', false)).rejects.toThrow(
      /There is no commit "v1" .* shallow clone.*git fetch --depth=1 origin v1 .*fetch-depth: 0/,
    );
    clone.git('fetch', '--quiet', '--depth=1', 'origin', 'v1');
    const repository = await open(clone);
    expect(await resolveRevision(repository, 'FETCH_HEAD', false)).toMatchObject({ ref: 'FETCH_HEAD' });
    await expect(resolveRevision(repository, 'FETCH_HEAD', true)).rejects.toThrow(
      /HEAD and "FETCH_HEAD" have no commit in common that is known here\. This is a shallow clone.*--unshallow/,
    );
  });

  it.each([
    ['HEAD~1', 'Fetch more: git fetch --unshallow origin;'],
    ['d605fbf', 'Fetch more: git fetch --unshallow origin;'],
    ['origin/other', 'Fetch more: git fetch --depth=1 origin other && evenkeel compare FETCH_HEAD;'],
  ])('gives a command that fetches %s, as a remote knows it', async (ref, command) => {
    const origin = makeRepository();
    origin.commit();
    const clone = shallowCloneOf(origin);
    await expect(resolveRevision(await open(clone), ref, false)).rejects.toThrow(command);
  });

  it('says that histories have nothing in common', async () => {
    const made = makeRepository();
    made.git('switch', '--quiet', '--orphan', 'other');
    made.commit();
    await expect(resolveRevision(await open(made), 'main', true)).rejects.toThrow(/leave --merge-base out/);
  });
});
