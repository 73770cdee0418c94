import { dirname, join } from 'node:path';
import { parseWithin } from '../bounded-json.ts';
import { UsageError } from '../errors.ts';
import { LARGEST_WRITTEN, readText } from '../text-file.ts';

/** A package.json, as far as it says how a project is set up. */
export interface Manifest {
  /** The directory that it is in, absolute. */
  readonly directory: string;
  readonly name: string | null;
  readonly isModule: boolean;
  /** Declared versions of dependencies of every kind. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  /** `pnpm@9.1.0`, as Corepack and set-up actions read it. */
  readonly packageManager: string | null;
  /** The same of `devEngines`, which npm reads. */
  readonly devPackageManager: string | null;
  /** Globs of the packages of which this is the root; empty where it is none. */
  readonly workspaces: readonly string[];
  /** Names of the top-level fields. */
  readonly fields: readonly string[];
}

/**
 * The package.json of a directory or of the nearest one further up; null where there is none.
 * @throws {UsageError} where it is no JSON object.
 */
export async function nearestManifest(start: string): Promise<Manifest | null> {
  for (let directory = start; ; directory = dirname(directory)) {
    const manifest = await readManifest(directory);
    if (manifest !== null) return manifest;
    if (dirname(directory) === directory) return null;
  }
}

/** The package.json of a directory; null where there is none. @throws {UsageError} as {@link nearestManifest} does. */
export async function readManifest(directory: string): Promise<Manifest | null> {
  const path = join(directory, 'package.json');
  const text = await readText(path, LARGEST_WRITTEN).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw new UsageError(`${path} cannot be read: ${error.message}.`, { cause: error });
  });
  if (text === null) return null;
  const json = parse(text, path);
  return {
    directory,
    name: typeof json.name === 'string' ? json.name : null,
    isModule: json.type === 'module',
    dependencies: {
      ...stringsOf(json.peerDependencies),
      ...stringsOf(json.optionalDependencies),
      ...stringsOf(json.dependencies),
      ...stringsOf(json.devDependencies),
    },
    scripts: stringsOf(json.scripts),
    packageManager: typeof json.packageManager === 'string' ? json.packageManager : null,
    devPackageManager: devPackageManagerOf(json.devEngines),
    workspaces: workspacesOf(json.workspaces),
    fields: Object.keys(json),
  };
}

type Json = Readonly<Record<string, unknown>>;

function parse(text: string, path: string): Json {
  try {
    const json: unknown = parseWithin(text);
    if (isObject(json)) return json;
  } catch (cause) {
    throw new UsageError(`${path} is not JSON: ${(cause as Error).message}. Fix it first.`, { cause });
  }
  throw new UsageError(`${path} does not contain a JSON object. Fix it first.`);
}

function devPackageManagerOf(devEngines: unknown): string | null {
  const declared = isObject(devEngines) ? devEngines.packageManager : null;
  const first: unknown = Array.isArray(declared) ? declared[0] : declared;
  if (!isObject(first) || typeof first.name !== 'string') return null;
  return typeof first.version === 'string' ? `${first.name}@${first.version}` : first.name;
}

/** An array, or Yarn's object with one. */
function workspacesOf(workspaces: unknown): readonly string[] {
  const packages: unknown = isObject(workspaces) ? workspaces.packages : workspaces;
  return Array.isArray(packages) ? packages.filter((glob) => typeof glob === 'string') : [];
}

function stringsOf(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
