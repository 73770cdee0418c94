import { constants } from 'node:fs';
import { access, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { inChunks } from './chunks.ts';

/** The name that stands for standard output. */
export const STANDARD_OUTPUT = '-';

/**
 * Makes sure that a report can be written, before minutes are spent on measuring.
 * @throws {UsageError} where it cannot.
 */
export async function checkWritable(file: string): Promise<void> {
  try {
    const directory = dirname(resolve(file));
    await mkdir(directory, { recursive: true });
    const existing = await stat(file).catch(() => null);
    if (existing?.isDirectory()) throw new Error('it is a directory');
    await access(existing ? file : directory, constants.W_OK);
  } catch (cause) {
    throw cannotWrite(file, cause);
  }
}

/** Writes a report, piece by piece. @throws {UsageError} where that fails. */
export async function writeJson(file: string, pieces: Iterable<string>): Promise<void> {
  await writeFile(file, inChunks(pieces)).catch((cause: unknown) => {
    throw cannotWrite(file, cause);
  });
}

function cannotWrite(file: string, cause: unknown): UsageError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UsageError(`--json cannot write ${JSON.stringify(file)}: ${why}.`, { cause });
}
