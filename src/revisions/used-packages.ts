import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type PackageJson, rangesOf } from './locks/lock.ts';
import { pathWithin, type Trees } from './trees.ts';

/** Packages that code loads. */
export interface UsedPackages {
  readonly names: ReadonlySet<string>;
  /** The package.json of those that are installed in the present tree, by name. */
  readonly installed: ReadonlyMap<string, PackageJson>;
}

const IN_PACKAGES = /^(.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+))[/\\]/;
const OURS = 'evenkeel';

/**
 * The packages that files were loaded from or opened in, but for evenkeel and what only evenkeel asks for, which serve both
 * sides. Packages that the base has in its own tree are left out.
 * @param files absolute, without symbolic links.
 * @param asked names that the repository's own package.json files ask for, on either side.
 */
export async function usedPackages(
  files: Iterable<string>,
  { present, base }: Trees,
  asked: ReadonlySet<string>,
): Promise<UsedPackages> {
  const directories = new Map<string, string>();
  for (const file of files) {
    if (pathWithin(base, file) !== null) continue;
    const [, directory, name] = IN_PACKAGES.exec(file) ?? [];
    if (directory !== undefined) directories.set(directory, name!.replaceAll('\\', '/'));
    // A package that is linked to.
    else if (pathWithin(present, file) === null) await addPackageAround(dirname(file), directories);
  }
  const found: Found[] = [];
  for (const [directory, name] of directories) {
    found.push({ name, manifest: await manifestIn(directory), isInTree: pathWithin(present, directory) !== null });
  }
  const used = withoutOurs(found, asked);
  const installed = new Map<string, PackageJson>();
  for (const { name, manifest } of used.filter(({ isInTree }) => isInTree)) {
    // Several versions of one count as one that asks for whatever each of them does.
    const dependencies = {
      ...Object.fromEntries(rangesOf(installed.get(name))),
      ...Object.fromEntries(rangesOf(withoutDev(manifest))),
    };
    installed.set(name, { dependencies });
  }
  return { names: new Set(used.map(({ name }) => name)), installed };
}

interface Found {
  readonly name: string;
  readonly manifest: PackageJson | null;
  readonly isInTree: boolean;
}

async function addPackageAround(start: string, directories: Map<string, string>): Promise<void> {
  for (let directory = start; directory !== dirname(directory); directory = dirname(directory)) {
    const manifest = await manifestIn(directory);
    if (typeof manifest?.name === 'string') {
      directories.set(directory, manifest.name);
      return;
    }
  }
}

/** The package.json of a directory; null where there is none that can be read. */
async function manifestIn(directory: string): Promise<PackageJson | null> {
  try {
    const value: unknown = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
    return typeof value === 'object' && value !== null ? (value as PackageJson) : null;
  } catch {
    return null;
  }
}

function withoutOurs(found: readonly Found[], asked: ReadonlySet<string>): readonly Found[] {
  let [ours, others] = [found.filter(({ name }) => name === OURS), found.filter(({ name }) => name !== OURS)];
  for (;;) {
    const asks = (packages: readonly Found[], name: string) =>
      packages.some(({ manifest, name: asker }) => asker !== name && rangesOf(withoutDev(manifest)).has(name));
    const more = others.filter(({ name }) => !asked.has(name) && asks(ours, name) && !asks(others, name));
    if (more.length === 0) return others;
    ours = [...ours, ...more];
    others = others.filter((each) => !more.includes(each));
  }
}

function withoutDev(manifest: PackageJson | null): PackageJson {
  return { ...manifest, devDependencies: undefined };
}
