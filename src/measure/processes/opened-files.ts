import childProcess from 'node:child_process';
import fs, { realpathSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import workerThreads from 'node:worker_threads';

// Everything else that reads a file by its name ends in one of these.
const READING = ['readFile', 'readFileSync', 'createReadStream', 'copyFile', 'copyFileSync', 'openAsBlob'] as const;
const OPENING = ['open', 'openSync'] as const;
const READING_PROMISES = ['readFile', 'copyFile'] as const;
const STARTING = ['spawnSync', 'execSync', 'execFileSync'] as const;

/** What a process takes in, as far as that can be seen. */
export interface Inputs {
  /** Files that it opened to read, or tried to: absolute, as they were named and without symbolic links. */
  readonly opened: readonly string[];
  /** Whether it started threads or processes, which take in what they like. */
  readonly startsOthers: boolean;
}

/**
 * Notes from now on which files this process opens through `node:fs` to read them, however that is imported, and whether it
 * starts threads or processes. It makes opening a little dearer, so it is for processes that time nothing, and before the
 * user's code is loaded. It does not see what Node opens for itself.
 * @returns asks for what was noted so far.
 */
export function watchInputs(): () => Inputs {
  const opened = new Set<string>();
  let startsOthers = false;
  const noteRead = (file: unknown) => {
    const path = pathOf(file);
    if (path !== null) opened.add(path);
  };
  const noteOpen = (file: unknown, flags: unknown) => {
    if (!onlyWrites(flags)) noteRead(file);
  };
  const noteStart = () => {
    startsOthers = true;
  };
  watch(fs, READING, noteRead);
  watch(fs, OPENING, noteOpen);
  watch(fs.promises, READING_PROMISES, noteRead);
  watch(fs.promises, ['open'], noteOpen);
  watch(childProcess, STARTING, noteStart);
  // All that are not synchronous end here.
  watch(childProcess.ChildProcess.prototype, ['spawn'], noteStart);
  watch(workerThreads, ['Worker'], noteStart);
  syncBuiltinESMExports();
  return () => ({ opened: [...new Set([...opened].flatMap((path) => [path, realPathOf(path)]))], startsOthers });
}

type Functions = Record<string, (...args: unknown[]) => unknown>;

function watch(owner: object, names: readonly string[], note: (...args: unknown[]) => void): void {
  const functions = owner as Functions;
  for (const name of names) {
    functions[name] = new Proxy(functions[name]!, {
      apply(target, self, args) {
        note(...args);
        return Reflect.apply(target, self, args);
      },
      construct(target, args, newTarget) {
        note(...args);
        return Reflect.construct(target, args, newTarget);
      },
    });
  }
}

// What is emptied or only added to when it is opened is not an input: a log, a cache that is written.
function onlyWrites(flags: unknown): boolean {
  if (typeof flags === 'string') return /^[wa]/.test(flags);
  if (typeof flags !== 'number') return false;
  const { O_ACCMODE = 3, O_WRONLY, O_TRUNC } = fs.constants as typeof fs.constants & { readonly O_ACCMODE?: number };
  return (flags & O_ACCMODE) === O_WRONLY || (flags & O_TRUNC) !== 0;
}

// What is not a path, a descriptor for instance, was opened before. What is wrong is left to whoever is called.
function pathOf(file: unknown): string | null {
  try {
    if (file instanceof URL) return fileURLToPath(file);
    return typeof file === 'string' || Buffer.isBuffer(file) ? resolve(file.toString()) : null;
  } catch {
    return null;
  }
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
