import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

// What `mkdtemp` makes of the name below.
const NAME = /^evenkeel-(\d+)-\w{6}$/;

/** How the temporary directories of a process begin. */
export function nameForProcess(pid: number): string {
  return `evenkeel-${pid}-`;
}

/**
 * Removes the worktrees of processes that are no more: those that were killed together with whoever should have removed
 * them. Other worktrees, also stale ones, are none of ours.
 *
 * Source of the layout: gitrepository-layout(5).
 * @param commonDirectory of the repository, absolute.
 */
export async function removeLeftovers(commonDirectory: string): Promise<void> {
  const worktrees = join(commonDirectory, 'worktrees');
  const names = await readdir(worktrees).catch(() => []);
  for (const name of names) {
    const pid = NAME.exec(name)?.[1];
    if (pid === undefined) continue;
    const surroundings = await surroundingsOf(join(worktrees, name));
    if (surroundings !== null && existsSync(surroundings) && isRunning(Number(pid))) continue;
    if (surroundings !== null) await rm(surroundings, { recursive: true, force: true });
    await rm(join(worktrees, name), { recursive: true, force: true });
  }
}

// Read back from git's own note, and only believed where it has the name that was given to it.
async function surroundingsOf(administration: string): Promise<string | null> {
  const gitFile = await readFile(join(administration, 'gitdir'), 'utf8').catch(() => '');
  const surroundings = dirname(dirname(gitFile.trim()));
  return basename(surroundings) === basename(administration) ? surroundings : null;
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
