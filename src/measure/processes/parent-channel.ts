import { Socket } from 'node:net';
import { watchBuiltIns } from './built-ins.ts';
import { CHANNEL, FrameReader, frameOf, SECRET_BYTES } from './framing.ts';
import type { PairMessage, WorkerRequest, WorkerResponse } from './protocol.ts';

/** What a worker says with each answer. */
export interface WorkerWord {
  readonly response: WorkerResponse;
  /** What was replaced of JavaScript's own functions that evenkeel calculates with; asked for with results alone. */
  readonly replaced: readonly string[];
}

// After these nothing is measured any more that looking around could disturb.
const ENDS: ReadonlySet<WorkerResponse['kind']> = new Set(['collected', 'measured', 'ran', 'failed', 'not_apart']);

/** A worker's end of the pipe to evenkeel. */
export interface ParentChannel {
  /** @param onSent is told when it is on its way. */
  send(response: WorkerResponse, onSent?: () => void): void;
  /** Whether waiting for the parent keeps the process alive. At first it does. */
  keepAlive(doesKeep: boolean): void;
}

/** What a worker does with what it hears. */
export interface ParentListener {
  /** The parent is there, and nothing was asked yet. */
  readonly onOpen: () => void;
  readonly onMessage: (message: WorkerRequest | PairMessage) => void;
  readonly onClosed: () => void;
}

/**
 * Opens a worker's end of the pipe. The first thing that the parent says is a secret, which begins every answer: so that
 * what else lives in the process cannot answer in evenkeel's place by mistake, nor without going out of its way. To be
 * called before the code under test is loaded, which may replace anything.
 */
export function openParentChannel({ onOpen, onMessage, onClosed }: ParentListener): ParentChannel {
  const socket = new Socket({ fd: CHANNEL, readable: true, writable: true });
  const write = socket.write.bind(socket) as (chunk: Uint8Array, done: (error?: Error | null) => void) => boolean;
  const [ref, unref] = [socket.ref.bind(socket), socket.unref.bind(socket)];
  const reader = new FrameReader();
  const replaced = watchBuiltIns();
  let secret: Buffer | null = null;
  let first = Buffer.alloc(0);
  let isClosed = false;
  // A write that fails is told of before the end that it comes from.
  const closed = () => {
    if (!isClosed) onClosed();
    isClosed = true;
  };
  const hear = (chunk: Uint8Array) => {
    for (const frame of reader.take(chunk)) {
      if (frame.kind === 'message') onMessage(frame.message as WorkerRequest | PairMessage);
    }
  };
  socket.on('data', (chunk: Buffer) => {
    if (secret !== null) return hear(chunk);
    first = Buffer.concat([first, chunk]);
    if (first.length < SECRET_BYTES) return;
    secret = Buffer.from(first.subarray(0, SECRET_BYTES));
    const rest = first.subarray(SECRET_BYTES);
    first = Buffer.alloc(0);
    onOpen();
    hear(rest);
  });
  socket.on('error', () => undefined);
  socket.on('close', closed);
  return {
    send: (response, onSent) => {
      const word: WorkerWord = { response, replaced: ENDS.has(response.kind) ? replaced() : [] };
      write(frameOf(word, secret ?? new Uint8Array(SECRET_BYTES)), (error) => (error ? closed() : onSent?.()));
    },
    keepAlive: (doesKeep) => void (doesKeep ? ref() : unref()),
  };
}
