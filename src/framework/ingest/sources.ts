import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { IngestError } from '../../ingest/ingest-error.ts';
import type { SourceDirectory } from '../../ingest/reader.ts';
import { fileSource, type Source, textSource } from '../../ingest/source.ts';

/** More than any harness writes; a directory with more is not one of results. */
const MOST_FILES = 100_000;

const STANDARD_INPUT = '-';

/** What a path leads to. */
export type Given =
  | { readonly kind: 'file'; readonly source: Source }
  | { readonly kind: 'directory'; readonly directory: SourceDirectory };

/**
 * Opens a path of the command line; `-` is the standard input.
 * @throws {IngestError} where there is nothing, or it cannot be read.
 */
export function openGiven(path: string, cwd: string): Given {
  if (path === STANDARD_INPUT) return { kind: 'file', source: textSource('standard input', readFileSync(0)) };
  const absolute = resolve(cwd, path);
  const name = nameOf(absolute, cwd);
  try {
    // A link that a person names is meant; links inside of a directory are not followed.
    const stats = statSync(absolute);
    if (stats.isDirectory()) return { kind: 'directory', directory: directoryAt(absolute, name) };
    return { kind: 'file', source: fileSource(absolute, name) };
  } catch (error) {
    throw new IngestError(reasonOf(error), { file: name }, error);
  }
}

function directoryAt(path: string, name: string): SourceDirectory {
  const paths = filesIn(path);
  return { name, paths, open: (file) => fileSource(join(path, file), `${name}/${file}`) };
}

function filesIn(directory: string): readonly string[] {
  const files: string[] = [];
  const add = (under: string) => {
    for (const entry of entriesIn(join(directory, under))) {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      if (entry.isDirectory()) add(path);
      else if (entry.isFile()) files.push(path);
      if (files.length > MOST_FILES)
        throw new RangeError(`it has more than ${MOST_FILES} files; name a directory of results`);
    }
  };
  add('');
  return files.sort();
}

function entriesIn(path: string): readonly Dirent[] {
  return readdirSync(path, { withFileTypes: true });
}

function nameOf(absolute: string, cwd: string): string {
  const near = relative(cwd, absolute);
  return (near === '' || near.startsWith('..') ? absolute : near).split(sep).join('/');
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'there is no such file or directory.' : `it cannot be read (${code ?? message}).`;
}
