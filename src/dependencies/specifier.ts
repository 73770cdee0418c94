import { isBuiltin } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DependencyResolutionError } from '../errors.ts';
import { isWithin, type ProjectDirectories, realPathOf } from './project-directories.ts';

/** What a module path stands for. */
export type Specifier =
  | { readonly kind: 'builtin' }
  /** `specifier` is what Node is to be asked for, which for an absolute path is its URL. */
  | { readonly kind: 'file'; readonly path: string; readonly specifier: string }
  | { readonly kind: 'package'; readonly name: string }
  /** `#name`: what the project's own package.json maps it to. */
  | { readonly kind: 'package_import' };

const RELATIVE = /^\.{1,2}(?:\/|$)/;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const PACKAGE = /^(?:@[^\s/\\%:]+\/)?[^\s/\\%:.@][^\s/\\%:]*(?=\/|$)/;

/**
 * Reads a module path as `import` does, and refuses what would lead out of the project.
 * @throws {DependencyResolutionError} for a URL, a path outside the project's root, or what is not a module path.
 */
export function readSpecifier(modulePath: unknown, project: ProjectDirectories): Specifier {
  if (typeof modulePath !== 'string' || modulePath.trim() === '') {
    throw refusal(modulePath, 'is not a module path', 'Give a package, a path such as ./file.js, or a module of Node');
  }
  if (modulePath.startsWith('node:') || isBuiltin(modulePath)) return { kind: 'builtin' };
  if (RELATIVE.test(modulePath) || isAbsolute(modulePath)) return fileAt(modulePath, project);
  if (SCHEME.test(modulePath)) {
    throw refusal(modulePath, 'is a URL', "Only the project's own files and packages are loaded: give a path");
  }
  if (modulePath.startsWith('#')) return { kind: 'package_import' };
  const name = PACKAGE.exec(modulePath)?.[0];
  if (name === undefined) throw refusal(modulePath, 'is not the name of a package', 'A file starts with ./');
  if (leavesItsPackage(modulePath)) {
    throw refusal(modulePath, 'leads out of its package', 'Name the file that is meant by a path that starts with ./');
  }
  return { kind: 'package', name };
}

function fileAt(modulePath: string, { root, base }: ProjectDirectories): Specifier {
  const path = realPathOf(pathNamedBy(modulePath, base));
  if (!isWithin(path, root)) {
    throw refusal(modulePath, `is outside the project ${root}`, 'Give the directory that holds both as `root`');
  }
  return { kind: 'file', path, specifier: isAbsolute(modulePath) ? pathToFileURL(modulePath).href : modulePath };
}

// A relative path is read as part of a URL, which is how Node reads it: %2e%2e leads upwards, and ?query names no file.
function pathNamedBy(modulePath: string, base: string): string {
  if (isAbsolute(modulePath)) return modulePath;
  try {
    return fileURLToPath(new URL(modulePath, pathToFileURL(join(base, 'module'))));
  } catch (cause) {
    throw refusal(modulePath, 'names no file', 'Write it without encoded slashes', cause);
  }
}

function leavesItsPackage(modulePath: string): boolean {
  return modulePath.split(/[/\\]/).some((part) => /^(?:\.|%2e){1,2}$/i.test(part));
}

function refusal(modulePath: unknown, problem: string, remedy: string, cause?: unknown): DependencyResolutionError {
  return new DependencyResolutionError(`${describe(modulePath)} ${problem} and was not loaded. ${remedy}.`, {
    data: { modulePath },
    cause,
  });
}

function describe(modulePath: unknown): string {
  return typeof modulePath === 'string' ? JSON.stringify(modulePath) : `A value of type ${typeof modulePath}`;
}
