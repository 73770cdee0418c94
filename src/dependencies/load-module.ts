import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DependencyResolutionError } from '../errors.ts';
import { startTimer, stopTimer } from '../real-time.ts';
import { brokenMessage, lateMessage, missingMessage } from './messages.ts';
import type { ModuleOutcome } from './module-outcome.ts';
import { findPackage, type InstalledPackage } from './node-modules.ts';
import { isWithin, type ProjectDirectories, realPathOf } from './project-directories.ts';
import type { ModuleNamespace, ProjectLoader } from './project-loader.ts';
import type { Specifier } from './specifier.ts';

/** What a module is loaded with. */
export interface LoadTools {
  readonly project: ProjectDirectories;
  readonly loader: ProjectLoader;
  /** Seconds that a module may take to load. */
  readonly loadTimeLimit: number;
}

/** A module to load. */
export interface ModuleRequest {
  readonly modulePath: string;
  readonly specifier: Specifier;
}

// Node takes a longer one for none at all.
const LONGEST_TIMER = 2 ** 31 - 1;
const LATE = Symbol('late');

/**
 * Loads a module as `import()` in the project does, and where that resolves to nothing, as `require` does: a package
 * that exports itself to `require` only, a path without its ending, a JSON file; or else a TypeScript file of that name.
 * Never throws.
 */
export async function loadModule(request: ModuleRequest, tools: LoadTools): Promise<ModuleOutcome> {
  const { modulePath, specifier } = request;
  const { project, loader, loadTimeLimit } = tools;
  const installed = specifier.kind === 'package' ? findPackage(specifier.name, project.base) : null;
  const failure = (state: 'missing' | 'broken', message: string, cause?: unknown): ModuleOutcome => {
    return { state, error: new DependencyResolutionError(message, { data: { modulePath, state }, cause }) };
  };
  try {
    const loading = load(request, installed, tools);
    const module = await withinTimeLimit(loading, loadTimeLimit);
    if (module === LATE) return failure('broken', lateMessage(modulePath, loadTimeLimit));
    const version = specifier.kind === 'builtin' ? process.versions.node : (installed?.version ?? null);
    return { state: 'loaded', module, source: sourceOf(specifier), version };
  } catch (thrown) {
    const isMissing = specifier.kind === 'builtin' || loader.isUnresolved(thrown);
    return isMissing
      ? failure('missing', missingMessage({ ...request, installed, base: project.base, thrown }), thrown)
      : failure('broken', brokenMessage(modulePath, thrown), thrown);
  }
}

function sourceOf({ kind }: Specifier): 'builtin' | 'package' | 'file' {
  return kind === 'package_import' ? 'package' : kind;
}

async function load(
  request: ModuleRequest,
  installed: InstalledPackage | null,
  { project, loader }: LoadTools,
): Promise<ModuleNamespace> {
  const { modulePath, specifier } = request;
  try {
    return await loader.import(specifier.kind === 'file' ? specifier.specifier : modulePath);
  } catch (error) {
    const isUnresolved = loader.isUnresolved(error);
    if (!isUnresolved && !isJson(error)) throw error;
    const file = fileBesides(request, installed, project, loader);
    if (file?.endsWith('.json')) return { default: loader.require(file) };
    if (file === null || !isUnresolved) throw error;
    return await loader.import(pathToFileURL(file).href);
  }
}

// The file that is meant where `import` finds none.
function fileBesides(
  { modulePath, specifier }: ModuleRequest,
  installed: InstalledPackage | null,
  project: ProjectDirectories,
  loader: ProjectLoader,
): string | null {
  if (specifier.kind !== 'file') return installed && requiredFile(modulePath, installed.directory, loader);
  return requiredFile(modulePath, project.root, loader) ?? typeScriptFile(specifier.path, project);
}

// `require` also looks where `import` never does: in NODE_PATH and in the home directory.
function requiredFile(modulePath: string, directory: string, loader: ProjectLoader): string | null {
  try {
    const file = loader.requireResolve(modulePath);
    return isWithin(realPathOf(file), realPathOf(directory)) ? file : null;
  } catch {
    // The error of `import` is the one to show: it names what a module of today would see.
    return null;
  }
}

// TypeScript projects write `./file.js` for what is `./file.ts` until it is compiled.
function typeScriptFile(path: string, { root }: ProjectDirectories): string | null {
  const file = path.replace(/\.([mc]?)js$/, '.$1ts');
  return file !== path && existsSync(file) && isWithin(realPathOf(file), root) ? file : null;
}

// A JSON file that was imported without saying so: the one that was asked for, or one that a module imports wrongly.
function isJson(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ERR_IMPORT_ATTRIBUTE_MISSING' || code === 'ERR_IMPORT_ASSERTION_TYPE_MISSING';
}

async function withinTimeLimit<T>(loading: Promise<T>, seconds: number): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = startTimer(() => resolve(LATE), Math.min(1000 * seconds, LONGEST_TIMER));
  });
  try {
    return await Promise.race([loading, late]);
  } finally {
    stopTimer(timer);
  }
}
