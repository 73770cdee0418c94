import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGitHead } from '../../src/environment/git.ts';
import { readSystemFile } from '../../src/environment/host.ts';
import { filesOf } from './fixtures.ts';

const HASH = 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7';

describe('readGitHead, of real repositories', () => {
  let directory = '';
  let main = '';
  const git = (cwd: string, ...words: string[]) => {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
    const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    return execFileSync('git', [...identity, ...words], { cwd, env, encoding: 'utf8' }).trim();
  };
  const read = (path: string) => readGitHead(path, readSystemFile);

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'evenkeel-git-'));
    main = join(directory, 'main');
    mkdirSync(main);
    git(main, 'init', '--quiet', '--initial-branch', 'main');
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('reads a branch without commits, then loose refs, packed refs and a detached head', () => {
    expect(read(main)).toEqual({ branch: 'main', commit: null, defaultBranch: null });

    writeFileSync(join(main, 'file.txt'), 'one\n');
    git(main, 'add', '.');
    git(main, 'commit', '--quiet', '--message', 'one');
    const commit = git(main, 'rev-parse', 'HEAD');
    expect(read(main)).toEqual({ branch: 'main', commit, defaultBranch: null });

    git(main, 'checkout', '--quiet', '-b', 'feature/fast');
    git(main, 'pack-refs', '--all');
    mkdirSync(join(main, 'deep', 'down'), { recursive: true });
    expect(read(join(main, 'deep', 'down'))).toEqual({ branch: 'feature/fast', commit, defaultBranch: null });

    git(main, 'checkout', '--quiet', '--detach');
    expect(read(main)).toEqual({ branch: null, commit, defaultBranch: null });

    const worktree = join(directory, 'worktree');
    git(main, 'worktree', 'add', '--quiet', '-b', 'elsewhere', worktree);
    expect(read(worktree)).toEqual({ branch: 'elsewhere', commit, defaultBranch: null });
  });

  it('reads the default branch that a clone keeps, also in its worktrees', () => {
    const origin = join(directory, 'origin');
    mkdirSync(origin);
    git(origin, 'init', '--quiet', '--initial-branch', 'production/1');
    git(origin, 'commit', '--quiet', '--allow-empty', '--message', 'one');
    git(directory, 'clone', '--quiet', 'origin', 'clone');
    const clone = join(directory, 'clone');
    git(clone, 'checkout', '--quiet', '-b', 'feature');
    expect(read(clone)).toMatchObject({ branch: 'feature', defaultBranch: 'production/1' });
    git(clone, 'pack-refs', '--all');
    git(clone, 'worktree', 'add', '--quiet', '--detach', join(directory, 'beside'));
    expect(read(join(directory, 'beside'))).toMatchObject({ branch: null, defaultBranch: 'production/1' });
  });
});

describe('readGitHead, of files', () => {
  const read = (files: Readonly<Record<string, string>>) => readGitHead('/srv/app', filesOf(files));

  it('answers null outside of a repository', () => {
    expect(read({})).toBeNull();
  });

  it('follows the relative pointer of a submodule', () => {
    const files = {
      '/srv/app/.git': 'gitdir: ../.git/modules/app\n',
      '/srv/.git/modules/app/HEAD': `${HASH}\n`,
    };
    expect(read(files)).toEqual({ branch: null, commit: HASH, defaultBranch: null });
  });

  it('says neither of a repository with reftables', () => {
    expect(read({ '/srv/.git/HEAD': 'ref: refs/heads/.invalid\n' })).toEqual({
      branch: null,
      commit: null,
      defaultBranch: null,
    });
  });

  it.each([
    ['a head that is no hash', { '/srv/.git/HEAD': 'nonsense\n' }, null],
    ['a ref that is no hash', { '/srv/.git/HEAD': 'ref: refs/heads/main\n', '/srv/.git/refs/heads/main': '?' }, 'main'],
    [
      'packed refs of another branch',
      { '/srv/.git/HEAD': 'ref: refs/heads/main\n', '/srv/.git/packed-refs': `${HASH} refs/heads/not-main\n` },
      'main',
    ],
  ])('knows no commit from %s', (_, files, branch) => {
    expect(read(files as unknown as Record<string, string>)).toEqual({ branch, commit: null, defaultBranch: null });
  });
});
