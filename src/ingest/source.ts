import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseWithin } from '../bounded-json.ts';
import { jsonBehindLines } from './embedded-json.ts';
import { IngestError } from './ingest-error.ts';
import { TextChunks } from './text-chunks.ts';

/** A line of a file. */
export interface SourceLine {
  /** Without its line end. */
  readonly text: string;
  /** Counted from 1. */
  readonly number: number;
  /** The last one, without a line end: its writer may have been stopped in the middle of it. */
  readonly isOpen?: true;
}

/** A file that is read: whole, as JSON, or line by line, whatever its encoding is. */
export interface Source {
  /** Its path, as people see it: relative, with `/`. */
  readonly name: string;
  /** The beginning of its text, which tells the format; at most 64 kB. */
  readonly beginning: string;
  /** The whole text. @throws {IngestError} where it is too large for that. */
  text(): string;
  /** What it says as JSON, read once; lines of a log before and behind it are left out. @throws {IngestError} where it is none, was cut off, or holds too much. */
  json(): unknown;
  /** Its lines, one after the other, without line ends, so that a large file needs no memory. */
  lines(): Iterable<SourceLine>;
}

/** The most that is read at once, in bytes. */
const LARGEST_TEXT = 256e6;
const LINE_END = '\n';
const BEGINNING = 65_536;
// Text of more than 128 kB is where the engine cleans up last, so that a file would fill the memory with what was read of it.
const CHUNK = 1 << 16;

/**
 * Opens a file; it is read when it is asked for, and unpacked where it is one of gzip.
 * @param path where it is.
 * @param name as people see it.
 * @throws whatever the file system says; {IngestError} where it cannot be unpacked.
 */
export function fileSource(path: string, name: string): Source {
  return new TextSource(name, () => chunksOf(path, name));
}

/** Text as if it was a file, for tests and for what comes from a pipe. */
export function textSource(name: string, content: string | Uint8Array): Source {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return new TextSource(name, () => partsOf(bytes));
}

/** Python, C++ and others write figures into their JSON that JSON has not; they are none. A text that does not end is left as it is. */
function withoutNoNumbers(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|-?\b(?:NaN|Infinity|nan|inf)\b/gs, (each) =>
    each.startsWith('"') ? each : 'null',
  );
}

// The engine says the place in characters, or not at all; people need a line.
function jsonError(error: unknown, text: string, file: string): unknown {
  if (error instanceof RangeError) return new IngestError(`${error.message}; split it.`, { file }, error);
  if (!(error instanceof SyntaxError)) return error;
  const length = text.trimEnd().length;
  const end = /Unexpected end/.test(error.message) ? length : placeOf(error.message, text);
  const line = end === null ? {} : { line: text.slice(0, Math.min(end, length)).split(LINE_END).length };
  const message =
    end !== null && end >= length
      ? 'its JSON is cut off here, so its run did not end, or was not written whole: run the benchmarks again.'
      : `it is no JSON from here on (${error.message}); give the file as its harness wrote it.`;
  return new IngestError(message, { file, ...line }, error);
}

/** Characters before what is wrong; null where the message of the engine does not say it. */
function placeOf(message: string, text: string): number | null {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const [, token, context] = /token '(.)', (?:\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/su.exec(message) ?? [];
  const start = context === undefined ? -1 : text.indexOf(context);
  return start === -1 ? null : start + Math.max(0, context!.indexOf(token!));
}

class TextSource implements Source {
  readonly name: string;
  readonly beginning: string;
  readonly #chunks: () => Iterable<Uint8Array>;
  #json: { readonly value: unknown } | { readonly error: unknown } | null = null;

  constructor(name: string, chunks: () => Iterable<Uint8Array>) {
    this.name = name;
    this.#chunks = chunks;
    this.beginning = this.#read(BEGINNING, () => true);
  }

  text(): string {
    return this.#read(LARGEST_TEXT, () => {
      const most = `${LARGEST_TEXT / 1e6} MB`;
      throw new IngestError(`it has more than ${most}, which is the most that is read at once; split it.`, {
        file: this.name,
      });
    });
  }

  json(): unknown {
    // Every reader of JSON asks for it to know whether it is theirs: what is none is found out once.
    this.#json ??= this.#readJson();
    if ('error' in this.#json) throw this.#json.error;
    return this.#json.value;
  }

  #readJson() {
    try {
      const text = this.text();
      const inside = /^\s*[[{]/.test(this.beginning) ? null : jsonBehindLines(text);
      return { value: this.#parsed(inside ?? text) };
    } catch (error) {
      return { error };
    }
  }

  #parsed(text: string): unknown {
    try {
      return parseWithin(text);
    } catch (error) {
      const plain = error instanceof SyntaxError ? withoutNoNumbers(text) : text;
      if (plain === text) throw jsonError(error, text, this.name);
      return this.#parsed(plain);
    }
  }

  *lines(): Iterable<SourceLine> {
    let number = 0;
    let rest = '';
    for (const text of this.#texts()) {
      const lines = (rest + text).split(LINE_END);
      rest = lines.pop()!;
      // A line of a gigabyte is none of a harness, and is given in pieces instead of filling the memory.
      if (rest.length > LONGEST_LINE) {
        lines.push(rest);
        rest = '';
      }
      for (const line of lines) yield { text: line.endsWith('\r') ? line.slice(0, -1) : line, number: ++number };
    }
    if (rest !== '') yield { text: rest, number: ++number, isOpen: true };
  }

  *#texts(): Iterable<string> {
    const decoder = new TextChunks();
    for (const chunk of this.#chunks()) yield decoder.decode(chunk);
    yield decoder.end();
  }

  #read(most: number, isMore: () => boolean): string {
    let text = '';
    for (const part of this.#texts()) {
      text += part;
      if (text.length > most && isMore()) return text.slice(0, most);
    }
    return text;
  }
}

const LONGEST_LINE = 1e6;

function* chunksOf(path: string, name: string): Iterable<Uint8Array> {
  const file = openSync(path, 'r');
  // One for all chunks: what is made of one is text, before the next is read.
  const chunk = Buffer.allocUnsafe(CHUNK);
  try {
    for (let isFirst = true; ; isFirst = false) {
      const size = readSync(file, chunk, 0, CHUNK, null);
      if (size === 0) return;
      if (isFirst && chunk[0] === GZIP[0] && chunk[1] === GZIP[1]) {
        yield* partsOf(unpacked(path, name));
        return;
      }
      yield chunk.subarray(0, size);
    }
  } finally {
    closeSync(file);
  }
}

/** What a file of gzip begins with. */
const GZIP = [0x1f, 0x8b];

function unpacked(path: string, name: string): Uint8Array {
  try {
    return gunzipSync(readFileSync(path), { maxOutputLength: LARGEST_TEXT });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IngestError(
      `it cannot be unpacked (${why}); unpack it with gzip, and give what is in it.`,
      { file: name },
      error,
    );
  }
}

function* partsOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += CHUNK) yield bytes.subarray(start, start + CHUNK);
}
