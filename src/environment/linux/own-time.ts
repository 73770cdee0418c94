import type { ReadFile } from '../host.ts';

// USER_HZ, which is 100 on every architecture that Node runs on.
const TICKS_A_SECOND = 100;

/**
 * Seconds of processor time of this process and of those that it started and that have ended; null where the kernel does
 * not say.
 *
 * Source: proc_pid_stat(5), fields 14 to 17.
 */
export function readOwnTime(readFile: ReadFile): number | null {
  // The name before them stands in parentheses, and may hold spaces and parentheses itself.
  const fields = readFile('/proc/self/stat')?.split(') ').at(-1)?.split(' ').slice(11, 15).map(Number);
  if (fields?.length !== 4 || !fields.every(Number.isFinite)) return null;
  return fields.reduce((sum, ticks) => sum + ticks, 0) / TICKS_A_SECOND;
}
