import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process runs; one that has ended and waits to be collected by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Whether a process has ended, and its parent knows. */
export function isCollected(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

/** Processes that work in these directories or below, which may be gone; none where there is no /proc. */
export function processesIn(...directories: readonly string[]): readonly string[] {
  if (!existsSync('/proc/self/cwd')) return [];
  const roots = directories.map((directory) => (existsSync(directory) ? realpathSync(directory) : directory));
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const cwd = readlinkSync(`/proc/${pid}/cwd`);
      return roots.some((root) => cwd.startsWith(root));
    } catch {
      return false;
    }
  });
}

/** Resolves once a condition holds; a test that waits in vain ends at its own time limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}
