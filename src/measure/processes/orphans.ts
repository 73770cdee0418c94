import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isGone } from '../../files/owner.ts';
import { starterFrom } from './own-start.ts';
import { killWorker } from './reaper.ts';

/**
 * Kills the workers of this user whose starter has ended: one that is in an endless loop cannot notice that,
 * where the reaper was killed as well. Only on Linux, where processes can be looked at without starting any.
 */
export function killOrphans(): void {
  for (const pid of processes()) {
    const starter = starterFrom(argumentsOf(pid));
    if (starter !== null && isGone(starter) === true && isOurs(pid)) killWorker(pid);
  }
}

function processes(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function argumentsOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return [];
  }
}

function isOurs(pid: number): boolean {
  try {
    return statSync(`/proc/${pid}`).uid === process.geteuid?.();
  } catch {
    return false;
  }
}
