import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Keeps threads where they are told to. */
export interface Pinner {
  /**
   * Keeps the main threads of processes on one processor, the same for all; what else they run stays free. The scheduler
   * then cannot give one side of a pair the quieter processor for a while.
   * @returns whether that could be done.
   */
  pinTogether(pids: readonly (number | undefined)[]): Promise<boolean>;
}

/**
 * Makes a pinner by `taskset` (util-linux, also in BusyBox), which needs no rights for one's own processes. It takes the
 * processors that this process may use in turn, so that what is special about one of them does not stay with a test.
 */
export function createPinner(): Pinner {
  let processors: Promise<readonly number[]> | null = null;
  let turn = 0;
  return {
    async pinTogether(pids) {
      processors ??= usableProcessors();
      const usable = await processors;
      const known = pids.filter((pid) => pid !== undefined);
      // On a single one they are together anyway.
      if (usable.length < 2 || known.length < pids.length) return usable.length === 1;
      const processor = String(usable[turn++ % usable.length]);
      const pins = known.map((pid) => run('taskset', ['-p', '-c', processor, String(pid)]));
      const ends = await Promise.allSettled(pins);
      return ends.every(({ status }) => status === 'fulfilled');
    },
  };
}

/** The processors that this process may use, by their numbers; none where the system does not tell. */
async function usableProcessors(): Promise<readonly number[]> {
  if (process.platform !== 'linux') return [];
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const list = /^Cpus_allowed_list:\s*(.+)$/m.exec(status)?.[1] ?? '';
  return list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return Array.from({ length: last! - first! + 1 }, (_, i) => first! + i);
  });
}
