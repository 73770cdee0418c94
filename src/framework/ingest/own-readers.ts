import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../errors.ts';
import type { Reader } from '../../ingest/reader.ts';

/**
 * Loads readers that are no part of evenkeel: modules whose default export is one.
 * @throws {UsageError} where a module cannot be loaded, or exports something else.
 */
export async function loadReaders(files: readonly string[], cwd: string): Promise<readonly Reader[]> {
  return Promise.all(files.map((file) => loadReader(file, resolve(cwd, file))));
}

async function loadReader(file: string, path: string): Promise<Reader> {
  const shown = JSON.stringify(file);
  const module: unknown = await import(pathToFileURL(path).href).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`The reader ${shown} cannot be loaded: ${why}.`, { cause });
  });
  const reader = (module as { readonly default?: unknown }).default;
  const missing = PARTS.filter(([name, type]) => typeof (Object(reader) as Record<string, unknown>)[name] !== type);
  if (missing.length === 0) return reader as Reader;
  const names = missing.map(([name, type]) => `${name} (a ${type})`).join(', ');
  throw new UsageError(`The default export of ${shown} is no reader: it lacks ${names}. See docs/ingest.md.`);
}

const PARTS = [
  ['format', 'string'],
  ['title', 'string'],
  ['recognises', 'function'],
  ['read', 'function'],
] as const;
