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
      // A new one, because nobody knows when the last one is written.
      chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, needed));
      filled = 0;
    }
    filled += chunk.write(piece, filled);
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
