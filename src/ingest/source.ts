import { closeSync, openSync, readSync } from 'node:fs';
import { parseWithin } from '../bounded-json.ts';
import { TextChunks } from './text-chunks.ts';

/** A line of a file. */
export interface SourceLine {
  readonly text: string;
  /** Counted from 1. */
  readonly number: number;
}

/** A file that is read: whole, as JSON, or line by line, whatever its encoding is. */
export interface Source {
  /** Its path, as people see it: relative, with `/`. */
  readonly name: string;
  /** The beginning of its text, which tells the format; at most 64 kB. */
  readonly beginning: string;
  /** The whole text. @throws {RangeError} where it is too large for that. */
  text(): string;
  /** What it says as JSON, read once. @throws {SyntaxError} {RangeError} where it is none, or holds too much. */
  json(): unknown;
  /** Its lines, one after the other, without line ends, so that a large file needs no memory. */
  lines(): Iterable<SourceLine>;
}

/** The most that is read at once, in bytes. */
const LARGEST_TEXT = 256e6;
const BEGINNING = 65_536;
const CHUNK = 1 << 18;

/**
 * Opens a file; it is read when it is asked for.
 * @param path where it is.
 * @param name as people see it.
 * @throws whatever the file system says.
 */
export function fileSource(path: string, name: string): Source {
  return new TextSource(name, () => chunksOf(path));
}

/** Text as if it was a file, for tests and for what comes from a pipe. */
export function textSource(name: string, content: string | Uint8Array): Source {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return new TextSource(name, function* () {
    for (let start = 0; start < bytes.length; start += CHUNK) yield bytes.subarray(start, start + CHUNK);
  });
}

class TextSource implements Source {
  readonly name: string;
  readonly beginning: string;
  readonly #chunks: () => Iterable<Uint8Array>;
  #json: { readonly value: unknown } | null = null;

  constructor(name: string, chunks: () => Iterable<Uint8Array>) {
    this.name = name;
    this.#chunks = chunks;
    this.beginning = this.#read(BEGINNING, () => true);
  }

  text(): string {
    return this.#read(LARGEST_TEXT, () => {
      throw new RangeError(`it has more than ${LARGEST_TEXT / 1e6} MB, which is the most that is read at once`);
    });
  }

  json(): unknown {
    this.#json ??= { value: parseWithin(this.text()) };
    return this.#json.value;
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
    if (rest !== '') yield { text: rest, number: ++number };
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

const LINE_END = '\n';
const LONGEST_LINE = 1e6;

function* chunksOf(path: string): Iterable<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const size = readSync(file, chunk, 0, CHUNK, null);
      if (size === 0) return;
      yield chunk.subarray(0, size);
    }
  } finally {
    closeSync(file);
  }
}
