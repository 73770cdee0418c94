import { type ChildProcess, spawn } from 'node:child_process';
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
  readonly onOutput: (chunk: string, stream: 'stdout' | 'stderr') => void;
}

// A process group can be killed as one; Windows has none.
const HAS_GROUPS = process.platform !== 'win32';
// Set by git for the hooks that it runs, they would send every other git to the repository of the hook.
const OF_ONE_REPOSITORY = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'];

/**
 * Runs a process to its end and answers its exit code; null where a signal ended it. An abort kills it with everything
 * that it started.
 * @throws the error of a command that cannot be started; the signal's reason after an abort.
 */
export async function runProcess(
  command: string,
  args: readonly string[],
  { cwd, shell = false, env = {}, input, supervision, onOutput }: ProcessOptions,
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
  if (pid !== undefined) supervision.watch(pid);
  signal?.addEventListener('abort', kill, { once: true });
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => onOutput(chunk, 'stdout'));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => onOutput(chunk, 'stderr'));
  // One that ends before it has read everything says why itself.
  child.stdin?.on('error', () => undefined).end(input);
  try {
    const exitCode = await endOf(child);
    signal?.throwIfAborted();
    return exitCode;
  } finally {
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
    child.on('error', reject);
    child.on('close', resolve);
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(HAS_GROUPS ? -pid : pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
