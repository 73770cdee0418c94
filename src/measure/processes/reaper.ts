import { type ChildProcess, spawn } from 'node:child_process';

// A process group can be killed as one, so that nothing that the code under test started outlives its worker.
const HAS_GROUPS = process.platform !== 'win32';

/** Whether workers lead a process group of their own. */
export const WORKERS_LEAD_GROUPS = HAS_GROUPS;

/** Kills a worker and everything it started, at once. A process that is gone already is not an error. */
export function killWorker(pid: number): void {
  try {
    process.kill(HAS_GROUPS ? -pid : pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/**
 * Outlives this process by a moment, to kill the workers and to remove the temporary directories that a crash or a SIGKILL
 * would leave behind: a worker in an endless loop cannot notice by itself that nobody waits for it any more.
 */
export interface Reaper {
  /** A process that leads its group. */
  watch(pid: number): void;
  release(pid: number): void;
  /** A directory, as an absolute path. */
  watchDirectory(path: string): void;
  releaseDirectory(path: string): void;
  stop(): void;
}

/** Starts the reaper process; `program` is the path of what `reaper-main.ts` is built to. */
export function startReaper(program: string): Reaper {
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // In a group of its own, or the signal that ends this process would end it as well.
    detached: true,
    windowsHide: true,
    env: {},
  });
  const write = writer(child);
  child.unref();
  return {
    watch: (pid) => write(`+${pid}\n`),
    release: (pid) => write(`-${pid}\n`),
    watchDirectory: (path) => write(`+${JSON.stringify(path)}\n`),
    releaseDirectory: (path) => write(`-${JSON.stringify(path)}\n`),
    stop: () => child.stdin?.end(),
  };
}

function writer(child: ChildProcess): (line: string) => void {
  // The reaper is a second line of defence: where it cannot be had, workers still end with their channel.
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return (line) => child.stdin?.write(line);
}
