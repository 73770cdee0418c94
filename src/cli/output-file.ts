import { UsageError } from '../errors.ts';
import { checkCanWrite, writeWhole } from '../files/write-whole.ts';

/** The name that stands for standard output. */
export const STANDARD_OUTPUT = '-';

/**
 * Makes sure that a report can be written where one is wanted, before minutes are spent on measuring.
 * @param option that asks for it.
 * @throws {UsageError} where it cannot.
 */
export function checkWritable(file: string | undefined, option = '--json'): void {
  if (!file || file === STANDARD_OUTPUT) return;
  try {
    checkCanWrite(file);
  } catch (cause) {
    throw cannotWrite(file, option, cause);
  }
}

/**
 * Makes sure that a page can be written: it is a file, because it is looked at in a browser.
 * @throws {UsageError} where it cannot.
 */
export function checkPage(file: string | undefined): void {
  if (file === STANDARD_OUTPUT) {
    throw new UsageError('--html writes a page to look at in a browser: name a file, such as report.html.');
  }
  checkWritable(file, '--html');
}

/** Writes a report, piece by piece. @throws {UsageError} where that fails; what was there before is there still. */
export async function writeJson(
  file: string,
  pieces: Iterable<string> | AsyncIterable<string>,
  option = '--json',
): Promise<void> {
  await writeWhole(file, inChunks(pieces)).catch((cause: unknown) => {
    throw cannotWrite(file, option, cause);
  });
}

/** That a file cannot be written that an option asks for. */
export function cannotWrite(file: string, option: string, cause: unknown): UsageError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UsageError(`${option} cannot write ${JSON.stringify(file)}: ${why}.`, { cause });
}

const CHUNK_BYTES = 2 ** 18;
// UTF-8 takes at most three bytes for a unit of UTF-16.
const BYTES_A_UNIT = 3;

/** Text in UTF-8, in few large chunks however many pieces it comes in: each chunk is a write to a file. */
export async function* inChunks(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Uint8Array, void> {
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let filled = 0;
  for await (const piece of pieces) {
    const needed = BYTES_A_UNIT * piece.length;
    if (filled + needed > chunk.length) {
      if (filled > 0) yield chunk.subarray(0, filled);
      // A new one, because it is unknown when the last one is written.
      chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, needed));
      filled = 0;
    }
    filled += chunk.write(piece, filled);
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
