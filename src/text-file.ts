import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';

const MEGABYTE = 1e6;
/** The largest report or export that can be read without running out of memory, in bytes. */
export const LARGEST_DATA = 256 * MEGABYTE;
/** What people write is smaller by far; in bytes. */
export const LARGEST_WRITTEN = MEGABYTE;
/** A configuration in TOML has twenty keys; in bytes. */
export const LARGEST_CONFIGURATION = 0.1 * MEGABYTE;

/**
 * The text of a file of the project. A byte order mark of UTF-8, which editors and shells of Windows write, is left out.
 * @param most bytes that it may have.
 * @throws whatever the file system says, or an error that says that it is larger, or names the encoding where that is not
 *   UTF-8.
 */
export async function readText(path: string, most: number): Promise<string> {
  return decodeText(await readBytes(path, most));
}

/** The bytes of a file of the project. @throws whatever the file system says, or an error that says that it is larger. */
export async function readBytes(path: string, most: number): Promise<Uint8Array> {
  const file = await stat(path);
  if (file.size > most) throw tooLarge(most);
  return file.isFile() ? readFile(path) : readStream(path, most);
}

// A pipe or a device does not say how much comes, and may never end.
async function readStream(path: string, most: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(most: number): RangeError {
  return new RangeError(`it has more than ${most / MEGABYTE} MB, which is the most that is read`);
}

/** The text of bytes that were read from a file. @throws {TypeError} as {@link readText} does. */
export function decodeText(bytes: Uint8Array): string {
  if (!isUtf8(bytes) || bytes.subarray(0, BYTES_TOLD_BY).includes(0)) {
    const encoding = wideEncodingOf(bytes);
    if (encoding !== null) throw new TypeError(`it is in ${encoding}; save it in UTF-8`);
    const line = firstWrongLine(bytes);
    if (line !== null) throw new TypeError(`line ${line} is not UTF-8; save the file in that encoding`);
  }
  return new TextDecoder('utf-8').decode(bytes);
}

const BYTES_TOLD_BY = 4;

// The first bytes: a byte order mark, or a character of ASCII, which all text that evenkeel reads begins with. The longer ones
// come first, as the mark of UTF-16 is the beginning of that of UTF-32.
const WIDE_ENCODINGS: readonly (readonly [name: string, isBeginning: (bytes: readonly number[]) => boolean])[] = [
  [
    'UTF-32, little-endian',
    ([a, b, c, d]) => (a === 0xff && b === 0xfe && c === 0 && d === 0) || (!!a && b === 0 && c === 0),
  ],
  ['UTF-32, big-endian', ([a, b, c]) => a === 0 && b === 0 && (c === 0xfe || c === 0)],
  ['UTF-16, little-endian', ([a, b]) => (a === 0xff && b === 0xfe) || (!!a && b === 0)],
  ['UTF-16, big-endian', ([a, b]) => (a === 0xfe && b === 0xff) || (a === 0 && !!b)],
];

function wideEncodingOf(bytes: Uint8Array): string | null {
  const beginning = [...bytes.subarray(0, BYTES_TOLD_BY)];
  return WIDE_ENCODINGS.find(([, isBeginning]) => isBeginning(beginning))?.[0] ?? null;
}

// A byte of a line feed is part of no other character.
function firstWrongLine(bytes: Uint8Array): number | null {
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found < 0 ? bytes.length : found;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return null;
}

const LINE_FEED = 0x0a;
