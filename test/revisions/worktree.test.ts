import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { beginningOfNames } from '../../src/files/leftovers.ts';
import { ownerOf } from '../../src/files/owner.ts';
import { openRepository } from '../../src/revisions/repository.ts';
import { addWorktree, removeLeftWorktrees } from '../../src/revisions/worktree.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { type MadeRepository, makeRepository, textOf, worktreesOf } from './made-repository.ts';
import { supervised } from './supervised.ts';

async function add(made: MadeRepository, commit: string, signal?: AbortSignal) {
  const supervision = supervised(signal);
  const worktree = await addWorktree(await openRepository(made.directory, supervised()), commit).catch(() => null);
  return { worktree: worktree!, supervision };
}

describe('addWorktree', () => {
  it('checks a commit out elsewhere, and removes every trace of it', async () => {
    const made = makeRepository({ 'a.txt': 'one' });
    const commit = made.git('rev-parse', 'HEAD').trim();
    made.write({ 'a.txt': 'two' });
    const supervision = supervised();
    const worktree = await addWorktree(await openRepository(made.directory, supervision), commit);
    expect(textOf(join(worktree.root, 'a.txt'))).toBe('one');
    expect(dirname(worktree.root)).toBe(worktree.surroundings);
    expect(worktree.root.startsWith(made.directory)).toBe(false);
    expect(worktreesOf(made)).toHaveLength(1);
    // What is to be removed if this process is killed, git's own directory for the worktree included.
    expect(supervision.watched.size).toBe(2);
    for (const directory of supervision.watched) expect(existsSync(String(directory))).toBe(true);
    await worktree.remove();
    expect(existsSync(worktree.surroundings)).toBe(false);
    expect(worktreesOf(made)).toEqual([]);
    expect(supervision.watched.size).toBe(0);
  });

  it('runs no hook', async () => {
    const made = makeRepository();
    made.write({ '.git/hooks/post-checkout': '#!/bin/sh\ntouch hooked\n' });
    chmodSync(made.path('.git/hooks/post-checkout'), 0o755);
    const { worktree } = await add(made, 'HEAD');
    expect(existsSync(join(worktree.root, 'hooked'))).toBe(false);
    await worktree.remove();
  });

  it('leaves nothing behind where it fails', async () => {
    const made = makeRepository();
    const supervision = supervised();
    const repository = await openRepository(made.directory, supervision);
    await expect(addWorktree(repository, 'f'.repeat(40))).rejects.toThrow(/^git worktree failed: /);
    expect(worktreesOf(made)).toEqual([]);
    expect(supervision.watched.size).toBe(0);
  });
});

describe('what an earlier process left behind', () => {
  const nameFor = (pid: number) => beginningOfNames(ownerOf(pid));
  const deadProcess = () => spawnSync(process.execPath, ['--version']).pid;
  const leaveWorktree = (made: MadeRepository, pid: number) => {
    const name = `${nameFor(pid)}abc123`;
    const surroundings = join(tmpdir(), name);
    made.git('worktree', 'add', '--quiet', '--detach', join(surroundings, name));
    return surroundings;
  };

  it('is removed, and nothing else', async () => {
    // Apart from the one that others have: whatever starts meanwhile removes what a dead process has left there.
    vi.stubEnv('TMPDIR', temporaryDirectory());
    onTestFinished(() => void vi.unstubAllEnvs());
    const made = makeRepository();
    const left = leaveWorktree(made, deadProcess());
    const inUse = leaveWorktree(made, process.ppid);
    made.git('worktree', 'add', '--quiet', 'own');
    const { worktree } = await add(made, 'HEAD');
    expect(existsSync(left)).toBe(false);
    expect(worktreesOf(made)).toHaveLength(3);
    await worktree.remove();
    expect(worktreesOf(made)).toEqual([
      `worktree ${join(inUse, `${nameFor(process.ppid)}abc123`)}`,
      `worktree ${made.path('own')}`,
    ]);
    made.git('worktree', 'remove', '--force', join(inUse, `${nameFor(process.ppid)}abc123`));
  });

  it('is forgotten where only its directory is gone', async () => {
    const made = makeRepository();
    const left = leaveWorktree(made, process.ppid);
    spawnSync('rm', ['-r', left]);
    expect(worktreesOf(made)).toHaveLength(1);
    await removeLeftWorktrees(made.path('.git'));
    expect(worktreesOf(made)).toEqual([]);
  });

  it('is not believed where it names a directory that is not its own', async () => {
    const made = makeRepository();
    const name = `${nameFor(deadProcess())}abc123`;
    mkdirSync(made.path('precious/inner'), { recursive: true });
    made.write({ [`.git/worktrees/${name}/gitdir`]: `${made.path('precious/inner/.git')}\n` });
    await removeLeftWorktrees(made.path('.git'));
    expect(existsSync(made.path('precious/inner'))).toBe(true);
    expect(existsSync(made.path(`.git/worktrees/${name}`))).toBe(false);
  });

  it('is nothing in a repository that never had another check-out', async () => {
    await expect(removeLeftWorktrees(makeRepository().path('.git'))).resolves.toBeUndefined();
  });
});
