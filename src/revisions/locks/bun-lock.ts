import { parseWithin } from '../../bounded-json.ts';
import { type Lock, objectOrEmpty } from './lock.ts';
import { lockOfPlaces, type Places } from './npm-lock.ts';

/**
 * Reads what Bun wrote, as text: packages are where they are installed, as npm has them.
 * @throws where it is none.
 */
export function readBunLock(text: string): Lock {
  // JSON, but for commas before what closes.
  const lock = objectOrEmpty(parseWithin(text.replace(/,(?=\s*[\]}])/g, '')));
  const packages = Object.entries(objectOrEmpty(lock.packages)).map(
    ([path, entry]) => [placeOf(path), entryOf(entry)] as const,
  );
  return lockOfPlaces({ ...(objectOrEmpty(lock.workspaces) as Places), ...Object.fromEntries(packages) });
}

// Names one in another: `a/@scope/b`.
function placeOf(path: string): string {
  const names = path.match(/(?:@[^/]+\/)?[^/]+/g) ?? [];
  return names.map((name) => `node_modules/${name}`).join('/');
}

// What it is and where from, what it asks for, and its hash, of which some may be missing.
function entryOf(entry: unknown): Places[string] {
  const parts = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
  const [spec] = parts;
  if (typeof spec !== 'string') throw new Error('It has a package without a name.');
  const source = spec.slice(spec.indexOf('@', 1) + 1);
  if (source.startsWith('workspace:')) return { link: true };
  const last = parts.at(-1);
  const integrity = parts.length > 1 && typeof last === 'string' && last !== '' ? last : undefined;
  return { ...objectOrEmpty(parts.find((part) => typeof part === 'object')), version: source, integrity };
}
