import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A package's directory, and what its package.json says. */
export interface InstalledPackage {
  readonly directory: string;
  /** Null where its package.json says none. */
  readonly version: string | null;
}

/**
 * The package that Node would take for a name, seen from a directory: the package that the directory belongs to, if it
 * refers to itself by its own name, or the first one in the `node_modules` upwards. Null where there is none. It reads
 * package.json from the disk, so `exports` cannot hide it.
 */
export function findPackage(name: string, from: string): InstalledPackage | null {
  return ownPackage(name, from) ?? installedPackage(name, from);
}

function ownPackage(name: string, from: string): InstalledPackage | null {
  const directory = upwards(from).find((each) => manifestOf(each) !== null);
  const manifest = directory === undefined ? null : manifestOf(directory);
  // Without `exports`, Node does not let a package refer to itself.
  if (directory === undefined || manifest?.name !== name || manifest.exports === undefined) return null;
  return { directory, version: versionIn(manifest) };
}

function installedPackage(name: string, from: string): InstalledPackage | null {
  const directory = upwards(from)
    .map((each) => join(each, 'node_modules', name))
    .find(isDirectory);
  return directory === undefined ? null : { directory, version: versionIn(manifestOf(directory)) };
}

/** A directory and all those that it is in, innermost first. */
function upwards(directory: string): readonly string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...upwards(parent)];
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

// What cannot be read or is no JSON is told by Node when it loads the package.
function manifestOf(directory: string): Readonly<Record<string, unknown>> | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? { ...manifest } : {};
  } catch (error) {
    return error instanceof SyntaxError ? {} : null;
  }
}

function versionIn(manifest: Readonly<Record<string, unknown>> | null): string | null {
  return typeof manifest?.version === 'string' ? manifest.version : null;
}
