import { type Asker, keysByName, type Lock, type LockedPackage, objectOrEmpty } from './lock.ts';
import { readYaml, type Yaml } from './yaml.ts';

const ASKING = ['devDependencies', 'optionalDependencies', 'dependencies'] as const;

/**
 * Reads what pnpm wrote, from version 5 of its lockfiles on.
 * @throws where it is none.
 */
export function readPnpmLock(text: string): Lock {
  const lock = readYaml(text);
  const described = mappingOf(lock.packages);
  // Before version 9, a package and what it asks for stand together.
  const nodes = lock.snapshots === undefined ? described : mappingOf(lock.snapshots);
  const asksOf = (asker: Yaml | undefined): Asker['asks'] =>
    new Map(
      ASKING.flatMap((field) =>
        Object.entries(mappingOf(mappingOf(asker)[field])).map(([name, value]) => {
          const version = typeof value === 'string' ? value : String(value.version ?? '');
          return [name, keyOf(name, version, nodes)] as const;
        }),
      ),
    );
  const packages = new Map<string, LockedPackage>();
  const names: [string, string][] = [];
  for (const [key, node] of Object.entries(nodes)) {
    const { name, version, patch } = partsOf(key);
    const description = mappingOf(described[key] ?? described[withoutPeers(key)]);
    const identity = `${version} ${patch} ${JSON.stringify(description.resolution ?? '')}`;
    packages.set(key, { version, identity, asks: asksOf(node) });
    names.push([key, name]);
  }
  // A project without workspaces is its own importer in older ones.
  const importers = lock.importers === undefined ? { '.': lock } : mappingOf(lock.importers);
  const parts = Object.entries(importers).map(
    ([directory, part]) => [directory === '.' ? '' : directory, { asks: asksOf(part) }] as const,
  );
  return { packages, keys: keysByName(names), parts: new Map(parts) };
}

// Under another name than its own, or not from a registry, a package's version is its whole key.
function keyOf(name: string, version: string, nodes: Readonly<Record<string, Yaml>>): string | null {
  const forms = [version, `${name}@${version}`, `/${name}@${version}`, `/${name}/${version}`];
  return forms.find((form) => Object.hasOwn(nodes, form)) ?? null;
}

// `debug@4.4.3(supports-color@8.1.1)`, `/debug@4.4.3`, `/debug/4.4.3_supports-color@8.1.1`.
const KEY = /^\/?((?:@[^/]+\/)?[^@/]+)[@/]([^(_]*)/;

function partsOf(key: string) {
  const [, name = key, version = ''] = KEY.exec(key) ?? [];
  return { name, version, patch: /\(patch_hash=[^)]*\)/.exec(key)?.[0] ?? '' };
}

function withoutPeers(key: string): string {
  return key.replace(/\(.*$/, '');
}

function mappingOf(value: Yaml | undefined): Readonly<Record<string, Yaml>> {
  return objectOrEmpty(value) as Readonly<Record<string, Yaml>>;
}
