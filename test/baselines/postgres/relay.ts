// A relay to a server that can break what goes through it, at a place of somebody's choice.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * What becomes of one connection after so many bytes in one direction:
 * - `cut`: both ends are told that it is over;
 * - `delay`: that direction stands still for a moment;
 * - `half_open`: that direction passes nothing on any more, and nobody is told.
 */
export interface Fault {
  readonly kind: 'cut' | 'delay' | 'half_open';
  readonly direction: 'to_server' | 'to_client';
  readonly afterBytes: number;
  /** Of a delay, in milliseconds. */
  readonly pause: number;
}

/** A relay that runs. */
export interface Relay {
  readonly port: number;
  /** From now on nothing is passed on, in either direction. */
  silence(): void;
  /** Breaks the connection that has passed so many bytes from now on; that one alone, and once. */
  breakOnce(fault: Fault): void;
  /** Whether the fault has happened. */
  readonly isBroken: boolean;
  close(): void;
}

/** Starts a relay to a port of this machine. */
export async function openRelay(to: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let isSilent = false;
  let fault: Fault | null = null;
  let isBroken = false;
  let passed = 0;

  const pass = (from: Socket, into: Socket, direction: Fault['direction']) => {
    let isStuck = false;
    const breakHere = ({ kind, pause, afterBytes }: Fault, chunk: Buffer) => {
      fault = null;
      isBroken = true;
      // What came before the place goes through.
      const before = chunk.length - (passed - afterBytes);
      into.write(chunk.subarray(0, before));
      if (kind === 'half_open') isStuck = true;
      if (kind === 'cut') for (const end of [from, into]) end.destroy();
      if (kind !== 'delay') return;
      from.pause();
      setTimeout(() => {
        if (!into.destroyed) into.write(chunk.subarray(before));
        from.resume();
      }, pause);
    };
    const onData = (chunk: Buffer) => {
      if (isSilent || isStuck) return;
      if (fault?.direction === direction) {
        passed += chunk.length;
        if (passed > fault.afterBytes) return breakHere(fault, chunk);
      }
      into.write(chunk);
    };
    sockets.add(from);
    from.on('data', onData);
    from.on('error', () => into.destroy());
    // Who sits at the other end of a line that passes nothing on does not hear of its end either.
    from.on('close', () => void (isStuck || into.destroy()));
  };

  const relay = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    pass(client, upstream, 'to_server');
    pass(upstream, client, 'to_client');
  }).listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const { port } = relay.address() as { readonly port: number };
  return {
    port,
    silence: () => {
      isSilent = true;
    },
    breakOnce: (next) => {
      fault = next;
      isBroken = false;
      passed = 0;
    },
    get isBroken() {
      return isBroken;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      relay.close();
    },
  };
}
