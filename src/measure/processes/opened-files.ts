import fs, { realpathSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// Everything else that reads a file by its name ends in one of these.
const CALLBACKS_AND_SYNCHRONOUS = [
  'open',
  'openSync',
  'readFile',
  'readFileSync',
  'createReadStream',
  'copyFile',
  'copyFileSync',
  'openAsBlob',
] as const;
const PROMISES = ['open', 'readFile', 'copyFile'] as const;

/**
 * Notes from now on which files this process opens through `node:fs`, however that is imported. It makes opening a little
 * dearer, so it is for processes that time nothing, and before the user's code is loaded. It does not see what other threads
 * and processes open, nor what Node opens for itself.
 * @returns asks for the files so far: absolute, as they were named and without symbolic links.
 */
export function watchOpenedFiles(): () => readonly string[] {
  const opened = new Set<string>();
  const note = (file: unknown) => {
    const path = pathOf(file);
    if (path !== null) opened.add(path);
  };
  watch(fs as unknown as Functions, CALLBACKS_AND_SYNCHRONOUS, note);
  watch(fs.promises as unknown as Functions, PROMISES, note);
  syncBuiltinESMExports();
  return () => [...new Set([...opened].flatMap((path) => [path, realPathOf(path)]))];
}

type Functions = Record<string, (...args: unknown[]) => unknown>;

function watch(functions: Functions, names: readonly string[], note: (file: unknown) => void): void {
  for (const name of names) {
    functions[name] = new Proxy(functions[name]!, {
      apply(target, self, args) {
        note(args[0]);
        return Reflect.apply(target, self, args);
      },
    });
  }
}

// What is no path, a descriptor for instance, was opened before. What is wrong is left to whoever is called.
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
