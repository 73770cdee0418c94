/** A standard stream of a process as a command writes to it: it never throws, and remembers what went wrong. */
export interface Outlet {
  /** Returns what a stream returns; it need not be awaited. */
  write(text: string): boolean;
  /** Resolves when all that was written is with the reader, or cannot get there. */
  flushed(): Promise<void>;
  /** Why something could not be written; null where all was. A reader that has seen enough (`| head`) is not a failure. */
  readonly failure: Error | null;
}

const known = new WeakMap<NodeJS.WriteStream, Outlet>();

/** The outlet of a stream, of which there is one. To be asked for before anybody can have replaced the stream's methods. */
export function outletOf(stream: NodeJS.WriteStream): Outlet {
  const outlet = known.get(stream) ?? new StreamOutlet(stream);
  known.set(stream, outlet);
  return outlet;
}

class StreamOutlet implements Outlet {
  readonly #write: (text: string, done?: () => void) => unknown;
  #failure: Error | null = null;
  #isClosed = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#write = stream.write.bind(stream);
    // Pipes and terminals tell it later; files throw at once.
    stream.on('error', (error) => this.#fail(error));
  }

  get failure(): Error | null {
    return this.#failure;
  }

  write(text: string): boolean {
    this.#try(() => this.#write(text));
    return !this.#isClosed;
  }

  flushed(): Promise<void> {
    return new Promise((resolve) => {
      this.#try(() => this.#write('', () => resolve()));
      if (this.#isClosed) resolve();
    });
  }

  // After a failure a stream of Node keeps what it is given, and never calls back.
  #try(write: () => void): void {
    if (this.#isClosed) return;
    try {
      write();
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #fail(error: NodeJS.ErrnoException): void {
    this.#isClosed = true;
    if (error.code !== 'EPIPE') this.#failure ??= error;
  }
}
