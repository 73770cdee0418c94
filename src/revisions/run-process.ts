import { type ChildProcess, spawn } from 'node:child_process';
import { startTimer, stopTimer } from '../real-time.ts';
import type { Supervision } from './supervision.ts';

/** What to run, and where. */
export interface ProcessOptions {
  /** Absolute; it must exist. */
  readonly cwd: string;
  /** Whether `command` is a line for the system's shell. */
  readonly shell?: boolean;
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads. Default: nothing. */
  readonly input?: string | undefined;
  readonly supervision: Supervision;
  /** Seconds after which it is killed with everything that it started. */
  readonly timeLimit: number;
  readonly onOutput: (chunk: string, stream: 'stdout' | 'stderr') => void;
}

// A process group can be killed as one; Windows has none.
const HAS_GROUPS = process.platform !== 'win32';
// Set by git for the hooks that it runs, they would send every other git to the repository of the hook.
const OF_ONE_REPOSITORY = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'];

// What is left of its output is there already; what holds it open has left the group. Milliseconds.
const OUTPUT_GRACE = 500;

/** A process was killed because it took too long. */
export class TimeOver extends Error {
  constructor(seconds: number) {
    super(`It took longer than ${seconds} s.`);
  }
}

/**
 * Runs a process to its end and returns its exit code; null where a signal ended it. What it leaves running in its group is
 * killed, and so is everything after an abort or when its time is over.
 * @throws the error of a command that cannot be started; the signal's reason after an abort; {TimeOver}.
 */
export async function runProcess(
  command: string,
  args: readonly string[],
  { cwd, shell = false, env = {}, input, supervision, timeLimit, onOutput }: ProcessOptions,
): Promise<number | null> {
  const { signal } = supervision;
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    cwd,
    shell,
    env: { ...environment(), ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    detached: HAS_GROUPS,
    windowsHide: true,
  });
  const { pid } = child;
  const kill = () => pid !== undefined && killGroup(pid);
  let isLate = false;
  const timer = startTimer(() => {
    isLate = true;
    kill();
  }, 1000 * timeLimit);
  if (pid !== undefined) supervision.watch(pid);
  signal?.addEventListener('abort', kill, { once: true });
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => onOutput(chunk, 'stdout'));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => onOutput(chunk, 'stderr'));
  // One that ends before it has read everything says why itself.
  child.stdin?.on('error', () => undefined).end(input);
  // What it started is in its group, and would keep its output open for as long as it runs.
  child.on('exit', kill);
  try {
    const exitCode = await endOf(child);
    signal?.throwIfAborted();
    if (isLate) throw new TimeOver(timeLimit);
    return exitCode;
  } finally {
    stopTimer(timer);
    signal?.removeEventListener('abort', kill);
    if (pid !== undefined) supervision.release(pid);
  }
}

function environment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of OF_ONE_REPOSITORY) delete env[name];
  return env;
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    let grace: NodeJS.Timeout | undefined;
    child.on('error', reject);
    child.on('exit', () => {
      grace = startTimer(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, OUTPUT_GRACE);
    });
    child.on('close', (exitCode) => {
      stopTimer(grace);
      resolve(exitCode);
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(HAS_GROUPS ? -pid : pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
