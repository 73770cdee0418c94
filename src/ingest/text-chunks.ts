import { StringDecoder } from 'node:string_decoder';

/** Turns bytes into text, chunk by chunk, in whichever encoding a shell has written: PowerShell redirects in UTF-16. */
export class TextChunks {
  #decoder: ChunkDecoder | null = null;

  /** @returns the text of a chunk, as far as its last character is whole. */
  decode(chunk: Uint8Array): string {
    // Some shells and log collectors leave NUL bytes before the text.
    const bytes = this.#decoder === null ? withoutLeadingNuls(chunk) : chunk;
    if (bytes.length === 0) return '';
    this.#decoder ??= decoderOf(bytes);
    return this.#decoder.decode(bytes);
  }

  /** @returns what is left of a character that was cut off. */
  end(): string {
    return this.#decoder?.end() ?? '';
  }
}

interface ChunkDecoder {
  decode(bytes: Uint8Array): string;
  end(): string;
}

function withoutLeadingNuls(bytes: Uint8Array): Uint8Array {
  // A NUL before each of two characters is UTF-16, big-endian.
  if (bytes[0] === 0 && bytes[1] !== 0 && bytes[2] === 0 && bytes[3] !== 0) return bytes;
  const start = bytes.findIndex((byte) => byte !== 0);
  return start === -1 ? bytes.subarray(bytes.length) : bytes.subarray(start);
}

// By the byte order mark, or by where the NULs of characters of ASCII are.
function decoderOf([a, b, c, d]: Uint8Array): ChunkDecoder {
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== 0 && d === 0)) return utf16('utf-16le');
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0)) return utf16('utf-16be');
  return utf8();
}

function utf16(encoding: string): ChunkDecoder {
  const decoder = new TextDecoder(encoding);
  return { decode: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

// Text of ASCII takes a byte a character here, and two of a `TextDecoder` that is given chunks, which every pattern then looks at.
function utf8(): ChunkDecoder {
  const decoder = new StringDecoder('utf8');
  let isBegun = false;
  return {
    decode(bytes) {
      const text = decoder.write(bytes as Buffer);
      if (isBegun || text === '') return text;
      isBegun = true;
      return text.startsWith('\uFEFF') ? text.slice(1) : text;
    },
    end: () => decoder.end(),
  };
}

/**
 * The same text, which does not keep the chunk that it is a part of: what is kept of a large file for as long as it is read (names,
 * messages) would keep all of the file otherwise.
 */
export function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
