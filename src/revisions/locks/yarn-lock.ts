import {
  keysByName,
  type Lock,
  type LockedPackage,
  objectOrEmpty,
  type PackageJson,
  type PackageJsons,
  rangesOf,
} from './lock.ts';
import { readYaml } from './yaml.ts';

/**
 * Reads what Yarn wrote, in its classic form or in that of version 2 and later. A package is found by the range that it is
 * asked for with; what the project asks for stands in its package.json files alone.
 * @throws where it is none.
 */
export function readYarnLock(text: string, manifests: PackageJsons): Lock {
  const entries = text.includes('__metadata:') ? readYaml(text) : readClassic(text);
  const byPattern = new Map<string, string>();
  const named: [string, string][] = [];
  const packages = Object.entries(entries).filter(([key, entry]) => isPackage(key, objectOrEmpty(entry)));
  for (const [key] of packages) {
    const patterns = key.split(/,\s*/);
    for (const pattern of patterns) byPattern.set(pattern, key);
    for (const name of new Set(patterns.map(nameOf))) named.push([key, name]);
  }
  const keys = keysByName(named);
  const find = (name: string, range: string) => {
    const found = byPattern.get(`${name}@${range}`) ?? byPattern.get(`${name}@npm:${range}`);
    // What the project replaces is not found by what is asked for.
    const all = keys.get(name) ?? [];
    return found ?? (all.length === 1 ? all[0]! : null);
  };
  const asksOf = (manifest: PackageJson) =>
    new Map([...rangesOf(manifest)].map(([name, range]) => [name, find(name, range)]));
  return {
    packages: new Map(packages.map(([key, entry]) => [key, lockedPackage(objectOrEmpty(entry), asksOf)])),
    keys,
    parts: new Map([...manifests].map(([directory, manifest]) => [directory, { asks: asksOf(manifest) }])),
  };
}

function isPackage(key: string, { resolution }: PackageJson): boolean {
  return key !== '__metadata' && !String(resolution ?? '').includes('@workspace:');
}

function nameOf(pattern: string): string {
  return pattern.slice(0, pattern.indexOf('@', 1));
}

function lockedPackage(entry: PackageJson, asksOf: (manifest: PackageJson) => LockedPackage['asks']): LockedPackage {
  const { version = '', resolution, integrity, resolved } = entry as Readonly<Record<string, string | undefined>>;
  return { version, identity: `${version} ${resolution ?? integrity ?? resolved ?? ''}`, asks: asksOf(entry) };
}

const LINE = /^( *)("(?:\\.|[^"\\])*"|[^\s"]+)(?: (.+))?$/;

// Like YAML, without colons between names and values.
function readClassic(text: string): Readonly<Record<string, PackageJson>> {
  const entries: Record<string, Record<string, unknown>> = {};
  let entry: Record<string, unknown> = {};
  let block: Record<string, unknown> = {};
  const add = ({ isInBlock, name, value }: Pair) => {
    if (isInBlock) block[name] = value ?? '';
    else if (value !== undefined) entry[name] = value;
    else {
      block = {};
      entry[name] = block;
    }
  };
  for (const line of text.split(/\r?\n/).filter((each) => each.trim() !== '' && !each.startsWith('#'))) {
    if (line.startsWith(' ')) add(pairOf(line));
    else {
      if (!line.endsWith(':')) throw misunderstood(line);
      entry = {};
      entries[line.replace(/:$/, '').replaceAll('"', '')] = entry;
    }
  }
  return entries;
}

interface Pair {
  readonly isInBlock: boolean;
  readonly name: string;
  /** Undefined where a block begins. */
  readonly value: string | undefined;
}

function pairOf(line: string): Pair {
  const [, indent = '', name, value] = LINE.exec(line.replace(/:$/, '')) ?? [];
  if (name === undefined) throw misunderstood(line);
  return { isInBlock: indent.length > 2, name: unquoted(name), value: value && unquoted(value) };
}

function misunderstood(line: string): Error {
  return new Error(`This is not as Yarn writes it: ${line.trim()}`);
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1');
}
