import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';

// Processes of their own run what is built, as users do.
const BUILT = resolve(import.meta.dirname, '../../dist');
const PROGRAMS = join(import.meta.dirname, 'programs');

/** The path of a built module. */
export function built(path: string): string {
  const file = join(BUILT, path);
  expect(existsSync(file), `these tests run what "npm run build" makes, and there is no ${file}`).toBe(true);
  return file;
}

/** What to start: Node with a program of this directory, and its arguments. */
export function program(name: string, ...args: readonly string[]): readonly string[] {
  return [process.execPath, join(PROGRAMS, name), BUILT, ...args];
}

/** The same command in a process that may not make files larger than this; POSIX shells count in 512 bytes. */
export function withFileLimit(bytes: number, command: readonly string[]): readonly string[] {
  return ['sh', '-c', `ulimit -f ${Math.ceil(bytes / 512)} && exec "$@"`, 'sh', ...command];
}

/** The same command where these shell commands have changed what is mounted, for it alone; nothing is left behind. */
export function withMounts(mount: string, command: readonly string[]): readonly string[] {
  return ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', `${mount} && exec "$@"`, 'sh', ...command];
}

/**
 * Whether this user may mount something in a namespace of its own. Where not, it is said so loudly: each test that needs
 * it has a variant beside it that needs no rights.
 */
export const CAN_MOUNT = canMount();

function canMount(): boolean {
  const [command, ...args] = withMounts('mount -t tmpfs -o size=64k none /tmp', ['true']);
  const { status, stderr, error } = spawnSync(command!, args, { encoding: 'utf8' });
  if (status === 0) return true;
  process.stderr.write(
    `\n!!! NOT TESTED: real full and read-only mounts, because this user may not mount anything in a namespace of its own ` +
      `(${String(error?.message ?? stderr).trim()}). The variants that need no rights run.\n\n`,
  );
  return false;
}

/** The result of a process. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** How to run it. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs a command to its end, in an environment that has nothing of CI. */
export function run(command: readonly string[], { cwd, env = {}, onStart }: RunOptions = {}): Promise<Ended> {
  const { PATH = '', HOME = '', XDG_CACHE_HOME = '' } = process.env;
  const child = spawn(command[0]!, command.slice(1), { cwd, env: { PATH, HOME, XDG_CACHE_HOME, ...env } });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
  });
  onStart?.(child);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (exitCode, signal) => done({ exitCode, signal, out, err }));
  });
}

/** The command line of the built `evenkeel`. */
export function evenkeelCommand(...args: readonly string[]): readonly string[] {
  return [process.execPath, built('cli/main.cjs'), ...args];
}
