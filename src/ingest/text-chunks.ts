/** Turns bytes into text, chunk by chunk, in whichever encoding a shell has written: PowerShell redirects in UTF-16. */
export class TextChunks {
  #decoder: InstanceType<typeof TextDecoder> | null = null;

  /** @returns the text of a chunk, as far as its last character is whole. */
  decode(chunk: Uint8Array): string {
    // Some shells and log collectors leave NUL bytes before the text.
    const bytes = this.#decoder === null ? withoutLeadingNuls(chunk) : chunk;
    if (bytes.length === 0) return '';
    this.#decoder ??= new TextDecoder(encodingOf(bytes));
    return this.#decoder.decode(bytes, { stream: true });
  }

  /** @returns what is left of a character that was cut off. */
  end(): string {
    return this.#decoder?.decode() ?? '';
  }
}

function withoutLeadingNuls(bytes: Uint8Array): Uint8Array {
  // A NUL before each of two characters is UTF-16, big-endian.
  if (bytes[0] === 0 && bytes[1] !== 0 && bytes[2] === 0 && bytes[3] !== 0) return bytes;
  const start = bytes.findIndex((byte) => byte !== 0);
  return start === -1 ? bytes.subarray(bytes.length) : bytes.subarray(start);
}

// By the byte order mark, which the decoder leaves out; or by where the NULs of characters of ASCII are.
function encodingOf([a, b, c, d]: Uint8Array): string {
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== 0 && d === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0)) return 'utf-16be';
  return 'utf-8';
}
