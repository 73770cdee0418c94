// How evenkeel and a worker write to each other on a pipe of their own: four bytes that say how long a message is, and the
// message as V8 writes values. The channel that Node offers for this (`process.send`) is for everybody in a process, and a
// byte of junk on it is an error in the process that listens, which nobody there can catch.
import type { ChildProcess } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

/** The file descriptor of the pipe in the worker. */
export const CHANNEL = 3;

/** Evenkeel's end of the pipe to a worker; null where the process could not be started. */
export function channelOf({ stdio }: ChildProcess): Duplex | null {
  return (stdio?.[CHANNEL] as Duplex | null | undefined) ?? null;
}

/** Bytes of the secret that begins each message of a worker. */
export const SECRET_BYTES = 16;

/** Longer than anything that evenkeel writes itself: seven million samples, or half a million tests of a file. */
export const LONGEST_MESSAGE = 2 ** 26;

const LENGTH_BYTES = 4;
// Taken now, because tests may replace what modules of Node export; for the same reason nothing is pushed to lists here.
const [encode, decode, concat] = [serialize, deserialize, Buffer.concat.bind(Buffer)];

/** A message as bytes. @param prefix what comes before the message, and counts as a part of it. */
export function frameOf(message: unknown, prefix: Uint8Array = new Uint8Array()): Buffer {
  const content = encode(message);
  const head = Buffer.alloc(LENGTH_BYTES);
  head.writeUInt32BE(prefix.length + content.length);
  return concat([head, prefix, content]);
}

/** What bytes turned out to be. */
export type Frame =
  | { readonly kind: 'message'; readonly prefix: Uint8Array; readonly message: unknown }
  /** Nothing that comes after it can be read. */
  | { readonly kind: 'junk'; readonly why: string };

/** Makes messages of bytes as they come, whatever bytes they are; it never throws. */
export class FrameReader {
  readonly #prefixBytes: number;
  #chunks: Uint8Array[] = [];
  #held = 0;
  #needed = LENGTH_BYTES;
  #isBroken = false;

  /** @param prefixBytes the length of what comes before each message. */
  constructor(prefixBytes = 0) {
    this.#prefixBytes = prefixBytes;
  }

  /** Takes what has arrived. @returns what is whole with it, in order. */
  take(chunk: Uint8Array): readonly Frame[] {
    if (this.#isBroken) return [];
    this.#chunks[this.#chunks.length] = chunk;
    this.#held += chunk.length;
    const frames: Frame[] = [];
    while (this.#held >= this.#needed && !this.#isBroken) {
      const frame = this.#next();
      if (frame === null) continue;
      frames[frames.length] = frame;
      this.#isBroken = frame.kind === 'junk';
    }
    return frames;
  }

  /** Null where only a length has become known. */
  #next(): Frame | null {
    const bytes = concat(this.#chunks);
    this.#chunks = [bytes];
    const length = bytes.readUInt32BE();
    if (length > LONGEST_MESSAGE) return { kind: 'junk', why: `a message of ${length} bytes, as its first four say` };
    if (length < this.#prefixBytes) return { kind: 'junk', why: 'a message that is too short to be one' };
    const end = LENGTH_BYTES + length;
    this.#needed = end;
    if (bytes.length < end) return null;
    const rest = bytes.subarray(end);
    this.#chunks = [rest];
    this.#held = rest.length;
    this.#needed = LENGTH_BYTES;
    return this.#frameOf(bytes.subarray(LENGTH_BYTES, end));
  }

  #frameOf(content: Buffer): Frame {
    try {
      const prefix = content.subarray(0, this.#prefixBytes);
      return { kind: 'message', prefix, message: decode(content.subarray(this.#prefixBytes)) };
    } catch (error) {
      return { kind: 'junk', why: `bytes that are no message (${(error as Error).message})` };
    }
  }
}
