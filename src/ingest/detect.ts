import { hintOfNames } from '../nearest-names.ts';
import { FORMATS } from './formats.ts';
import { IngestError } from './ingest-error.ts';
import { isLikeJson } from './json-of.ts';
import type { Reader, SourceDirectory } from './reader.ts';
import type { Source } from './source.ts';

const NAMES = Object.keys(FORMATS);

/** The reader that `--format` names. @throws {IngestError} where there is none of that name. */
export async function readerNamed(format: string, file: string): Promise<Reader> {
  if (!isFormat(format)) {
    throw new IngestError(`unknown format ${JSON.stringify(format)}: ${hintOfNames(format, NAMES, 'formats')}`, {
      file,
    });
  }
  return FORMATS[format]();
}

function isFormat(name: string): name is keyof typeof FORMATS {
  return Object.hasOwn(FORMATS, name);
}

/**
 * The one reader whose format a file is of, by its content.
 * @param more readers besides evenkeel's own, which are asked as well.
 * @throws {IngestError} where none knows it, or more than one does: which names them; or its JSON is cut off, with the line.
 */
export async function readerOf(source: Source, more: readonly Reader[] = []): Promise<Reader> {
  const found = await readersThat((reader) => reader.recognises(source), more);
  // What is cut off is of no format, and that is what a person has to know.
  if (found.length === 0 && isLikeJson(source)) source.json();
  return theOne(found, source.name);
}

/** The same of a directory; null where its files are to be read one by one. */
export async function readerOfDirectory(
  directory: SourceDirectory,
  more: readonly Reader[] = [],
): Promise<Reader | null> {
  const found = await readersThat((reader) => reader.recognisesDirectory?.(directory) ?? false, more);
  return found.length === 0 ? null : theOne(found, directory.name);
}

async function readersThat(knows: (reader: Reader) => boolean, more: readonly Reader[]): Promise<readonly Reader[]> {
  const all = [...more, ...(await Promise.all(Object.values(FORMATS).map((load) => load())))];
  return all.filter(knows);
}

function theOne(found: readonly Reader[], file: string): Reader {
  const [only, ...others] = found;
  if (only === undefined) {
    throw new IngestError(
      `none of the formats that can be read: ${NAMES.join(', ')}. Say which it is with --format; an empty file, or one ` +
        'without results, is of none.',
      { file },
    );
  }
  if (others.length === 0) return only;
  const names = found.map(({ format }) => format).join(' or ');
  throw new IngestError(`it may be of ${names}: say which it is with --format.`, { file });
}
