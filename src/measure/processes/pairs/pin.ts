import { readFileSync } from 'node:fs';
import { askProgram } from '../../../ask-program.ts';

type Pids = readonly (number | undefined)[];

/** The result. */
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
  /** The processors but this one: where what is started may not disturb what is measured on it. */
  othersThan(processor: number): readonly number[];
}

/**
 * Makes a pinner by `taskset` (util-linux, also in BusyBox), which needs no rights for one's own processes. It takes the
 * processors that this process may use in turn, so that what is special about one of them does not stay with a test.
 */
export function createPinner(): Pinner {
  let known: readonly number[] | null = null;
  let turn = 0;
  const usable = () => {
    known ??= usableProcessors();
    return known;
  };
  return {
    async together(pids) {
      const processors = usable();
      if (processors.length < 2) return { isPinned: processors.length === 1, processor: null };
      const processor = processors[turn++ % processors.length]!;
      const isPinned = await pin(pids, [processor]);
      return { isPinned, processor: isPinned ? processor : null };
    },
    othersThan: (processor) => usable().filter((each) => each !== processor),
  };
}

async function pin(pids: Pids, processors: readonly number[]): Promise<boolean> {
  if (pids.includes(undefined)) return false;
  const list = processors.join(',');
  const answers = await Promise.all(pids.map((pid) => askProgram('taskset', ['-p', '-c', list, String(pid)])));
  return !answers.includes(null);
}

/** The processors that this process may use, by their numbers; none where the system does not tell. */
function usableProcessors(): readonly number[] {
  if (process.platform !== 'linux') return [];
  const list = /^Cpus_allowed_list:\s*(.+)$/m.exec(statusOfThisProcess())?.[1];
  if (list === undefined) return [];
  return list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return Array.from({ length: last! - first! + 1 }, (_, i) => first! + i);
  });
}

function statusOfThisProcess(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8');
  } catch {
    return '';
  }
}
