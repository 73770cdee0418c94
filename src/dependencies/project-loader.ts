import { randomUUID } from 'node:crypto';
import { createRequire, Module } from 'node:module';
import { basename, join } from 'node:path';
import type { ProjectDirectories } from './project-directories.ts';

/** What `import()` gives: a module's exports by name. */
export type ModuleNamespace = Readonly<Record<string, unknown>>;

/** Node's own ways of loading, as if called by a module of the project. */
export interface ProjectLoader {
  import(specifier: string): Promise<ModuleNamespace>;
  /** The file that `require` would load. @throws where there is none. */
  requireResolve(specifier: string): string;
  require(file: string): unknown;
  /** Whether an error says that what was asked for cannot be resolved, rather than something that it imports itself. */
  isUnresolved(error: unknown): boolean;
}

interface CompilableModule extends NodeJS.Module {
  _compile(source: string, filename: string): unknown;
}

const UNRESOLVED = new Set([
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
  'ERR_PACKAGE_IMPORT_NOT_DEFINED',
  'ERR_INVALID_MODULE_SPECIFIER',
]);

/**
 * Makes a loader whose resolution is Node's, with its conditions and hooks, and whose starting point is the project.
 *
 * `import()` resolves from the module that it is written in, so it is written into one that has a place in the project
 * without being on the disk. The documented way to that, `vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER`, prints a
 * warning on every version of Node that has it.
 */
export function projectLoader({ base }: ProjectDirectories): ProjectLoader {
  // Node's message of a failed resolution ends with the file that asked, which this name makes unmistakable.
  const filename = join(base, `evenkeel-${randomUUID()}.cjs`);
  const caller = new Module(filename) as CompilableModule;
  caller._compile('module.exports = (specifier) => import(specifier);', filename);
  const require = createRequire(filename);
  return {
    import: caller.exports as ProjectLoader['import'],
    requireResolve: (specifier) => require.resolve(specifier),
    require: (file) => require(file) as unknown,
    isUnresolved(error) {
      const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
      return UNRESOLVED.has(String(code)) && String(message).includes(basename(filename));
    },
  };
}
