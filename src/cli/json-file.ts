import { UsageError } from '../errors.ts';
import { checkCanWrite, writeWhole } from '../files/write-whole.ts';
import { inChunks } from './chunks.ts';

/** The name that stands for standard output. */
export const STANDARD_OUTPUT = '-';

/**
 * Makes sure that a report can be written, before minutes are spent on measuring.
 * @throws {UsageError} where it cannot.
 */
export function checkWritable(file: string): void {
  try {
    checkCanWrite(file);
  } catch (cause) {
    throw cannotWrite(file, cause);
  }
}

/** Writes a report, piece by piece. @throws {UsageError} where that fails; what was there before is there still. */
export async function writeJson(file: string, pieces: Iterable<string>): Promise<void> {
  await writeWhole(file, inChunks(pieces)).catch((cause: unknown) => {
    throw cannotWrite(file, cause);
  });
}

function cannotWrite(file: string, cause: unknown): UsageError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UsageError(`--json cannot write ${JSON.stringify(file)}: ${why}.`, { cause });
}
