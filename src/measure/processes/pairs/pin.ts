import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

type Pids = readonly (number | undefined)[];

/** What came of it. */
export interface Together {
  /** Whether they are on one processor: also where there is only one. */
  readonly isPinned: boolean;
  /** The one of several; null where that could not be done, or there is only one. */
  readonly processor: number | null;
}

/** Keeps threads where they are told to. */
export interface Pinner {
  /**
   * Keeps the main threads of processes on one processor, the same for all; what else they run stays free. The scheduler
   * then cannot give one side of a pair the quieter processor for a while.
   */
  together(pids: Pids): Promise<Together>;
  /** Keeps processes off a processor, with all their threads, until they are put together. */
  awayFrom(processor: number, pids: Pids): Promise<void>;
}

/**
 * Makes a pinner by `taskset` (util-linux, also in BusyBox), which needs no rights for one's own processes. It takes the
 * processors that this process may use in turn, so that what is special about one of them does not stay with a test.
 */
export function createPinner(): Pinner {
  let asked: Promise<readonly number[]> | null = null;
  let turn = 0;
  const usable = () => {
    asked ??= usableProcessors();
    return asked;
  };
  return {
    async together(pids) {
      const processors = await usable();
      if (processors.length < 2) return { isPinned: processors.length === 1, processor: null };
      const processor = processors[turn++ % processors.length]!;
      const isPinned = await pin(pids, [processor]);
      return { isPinned, processor: isPinned ? processor : null };
    },
    async awayFrom(processor, pids) {
      const others = (await usable()).filter((each) => each !== processor);
      await pin(pids, others, '-a');
    },
  };
}

async function pin(pids: Pids, processors: readonly number[], ...options: readonly string[]): Promise<boolean> {
  if (pids.includes(undefined)) return false;
  const list = processors.join(',');
  const pins = pids.map((pid) => run('taskset', [...options, '-p', '-c', list, String(pid)]));
  const ends = await Promise.allSettled(pins);
  return ends.every(({ status }) => status === 'fulfilled');
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
