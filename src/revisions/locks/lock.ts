/** A part of the repository that asks for packages. */
export interface Asker {
  /** What it gets by each name that it asks for: a key of {@link Lock.packages}; null where the lockfile does not say. */
  readonly asks: ReadonlyMap<string, string | null>;
}

/** A package as it is to be installed. */
export interface LockedPackage extends Asker {
  readonly version: string;
  /** The same for the same content only. */
  readonly identity: string;
}

/** What a lockfile decides, whichever package manager wrote it. */
export interface Lock {
  /** By keys of the lockfile's own. */
  readonly packages: ReadonlyMap<string, LockedPackage>;
  /** By name: the keys of all packages that are called that. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /** The repository's own parts, by directory relative to the lockfile's; `''` is that one itself. */
  readonly parts: ReadonlyMap<string, Asker>;
}

/** The package.json files of a tree, by directory relative to the lockfile's. */
export type PackageJsons = ReadonlyMap<string, PackageJson>;

/** What is read of a package.json. */
export type PackageJson = Readonly<Record<string, unknown>>;

const ASKING = ['devDependencies', 'peerDependencies', 'optionalDependencies', 'dependencies'] as const;

/** What a package.json, or the like of it in a lockfile, asks for: names and ranges. */
export function rangesOf(manifest: PackageJson | null | undefined): ReadonlyMap<string, string> {
  const ranges = ASKING.flatMap((field) => Object.entries(objectOrEmpty(manifest?.[field])));
  return new Map(ranges.map(([name, range]) => [name, String(range)]));
}

/** A value where it is an object; otherwise an empty one. */
export function objectOrEmpty(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** Groups the keys of packages by name. */
export function keysByName(
  names: Iterable<readonly [key: string, name: string]>,
): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, string[]>();
  for (const [key, name] of names) keys.set(name, [...(keys.get(name) ?? []), key]);
  return keys;
}
