import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { MeasurementError } from '../../errors.ts';
import { startTimer, stopTimer } from '../../real-time.ts';
import type { Launch, Target } from './launch.ts';

/** What a launcher says of a command. */
export type Launched =
  /** It could not be started. `step` is what failed, and `errno` the system's number for why. */
  | { readonly kind: 'unstarted'; readonly step: string; readonly errno: number; readonly output: string }
  | {
      readonly kind: 'ended';
      /** Seconds. */
      readonly wall: number;
      readonly user: number | null;
      readonly system: number | null;
      /** Bytes. */
      readonly peak: number | null;
      readonly exitCode: number | null;
      readonly signal: string | null;
      readonly leftRunning: boolean;
      readonly output: string;
    };

/** A program that starts commands and waits for them, one at a time. */
export interface Launcher {
  readonly name: 'perl' | 'python3' | 'node';
  /** Bytes that every command has at least, because it begins as a part of the launcher; null where no memory is told. */
  readonly floor: number | null;
  /** @param onStart is told the id of the process, which leads its group. */
  launch(launch: Launch, onStart: (pid: number) => void): Promise<Launched>;
  /** Ends it; what it started is not its affair. */
  close(): void;
}

// Seconds until a launcher must have said that it is ready.
const PATIENCE = 10;

/**
 * Starts a launcher, which answers on its standard output in lines and sends the ends of what commands print on a pipe of
 * its own.
 * @returns why it cannot be had, in place of it.
 */
export async function startLauncher(
  name: 'perl' | 'python3',
  commandLine: (mark: string) => readonly [program: string, ...args: string[]] | null,
): Promise<Launcher | { readonly why: string }> {
  const words = commandLine(`${randomBytes(16).toString('hex')}\n`);
  if (words === null)
    return { why: `${name}: the numbers of system calls are not known for ${process.platform} on ${process.arch}` };
  const [program, ...args] = words;
  const child = spawn(program, args, {
    // Its own session: no terminal stops a command that reads one, and no Ctrl-C is for it.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', 1, 2],
    // Not the options of somebody's Perl or Python, nor a language that messages could be in.
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' },
  });
  const launcher = new LauncherProcess(name, child);
  const why = await launcher.ready();
  if (why === null) return launcher;
  launcher.close();
  return { why: `${name}: ${why}` };
}

class LauncherProcess implements Launcher {
  readonly name: 'perl' | 'python3';
  floor: number | null = null;
  readonly #child: ChildProcess;
  readonly #lines: Inbox<string>;
  readonly #tails: Inbox<string>;

  constructor(name: 'perl' | 'python3', child: ChildProcess) {
    this.name = name;
    this.#child = child;
    const [lines, tails] = [new Inbox<string>(), new Inbox<string>()];
    this.#lines = lines;
    this.#tails = tails;
    let errors = '';
    readLines(child.stdout!, (line) => lines.put(line));
    readFrames(child.stdio[3] as Readable, (tail) => tails.put(tail));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-2000);
    });
    const end = (why: string) => {
      lines.end(why);
      tails.end(why);
    };
    child.on('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ENOENT' ? 'it is not installed' : error.message),
    );
    child.on('close', (code, signal) =>
      end(`it ended ${signal ? `by ${signal}` : `with exit code ${code}`}${errors && `: ${errors.trim()}`}`),
    );
    child.stdin!.on('error', () => undefined);
    for (const stream of [child.stdout, child.stdio[3]] as Readable[]) stream.on('error', () => undefined);
  }

  async ready(): Promise<string | null> {
    const timer = startTimer(() => this.#lines.end(`it did not answer within ${PATIENCE} s`), 1000 * PATIENCE);
    try {
      const [word, floor] = (await this.#lines.next()).split(' ');
      if (word !== 'ready') return `it answered ${JSON.stringify(word)}`;
      this.floor = Number(floor);
      this.#keepAlive(false);
      return null;
    } catch (error) {
      return (error as Error).message;
    } finally {
      stopTimer(timer);
    }
  }

  async launch(launch: Launch, onStart: (pid: number) => void): Promise<Launched> {
    this.#keepAlive(true);
    try {
      this.#child.stdin!.write(requestOf(launch));
      return await this.#outcome(onStart);
    } catch (error) {
      throw new MeasurementError(
        `The launcher (${this.name}) that starts commands is gone: ${(error as Error).message}.`,
        {
          cause: error,
        },
      );
    } finally {
      this.#keepAlive(false);
    }
  }

  async #outcome(onStart: (pid: number) => void): Promise<Launched> {
    let unstarted: number | null = null;
    for (;;) {
      const [word, ...rest] = (await this.#lines.next()).split(' ');
      if (word === 'started') onStart(Number(rest[0]));
      else if (word === 'unstarted') unstarted = Number(rest[0]);
      else {
        const output = await this.#tails.next();
        if (word === 'failed') return { kind: 'unstarted', step: rest[0]!, errno: Number(rest[1]), output };
        if (unstarted !== null) return { kind: 'unstarted', step: 'exec', errno: unstarted, output };
        return endedFrom(rest.map(Number), output);
      }
    }
  }

  close(): void {
    this.#child.stdin!.destroy();
    this.#keepAlive(false);
  }

  // A command that waits for nothing but this must be able to end.
  #keepAlive(doesKeep: boolean): void {
    const how = doesKeep ? 'ref' : 'unref';
    this.#child[how]();
    for (const stream of this.#child.stdio) (stream as { ref?(): void; unref?(): void } | null)?.[how]?.();
  }
}

function endedFrom(
  [status = 0, wall = 0, user = 0, system = 0, peak = 0, left = 0]: readonly number[],
  output: string,
): Launched {
  const number = status & 0x7f;
  const signal = number === 0 ? null : (signalNames.get(number) ?? `signal ${number}`);
  return {
    kind: 'ended',
    wall: wall / 1e9,
    user: user / 1e6,
    system: system / 1e6,
    peak,
    exitCode: number === 0 ? (status >> 8) & 0xff : null,
    signal,
    leftRunning: left !== 0,
    output,
  };
}

// Of two names of a number, such as SIGABRT and SIGIOT, the first one is the usual one.
const signalNames = new Map(
  Object.entries(constants.signals)
    .reverse()
    .map(([name, number]) => [number, name]),
);

/** A length, and so many bytes: fields with a NUL between them. */
function requestOf({ out, err, input, cwd, mayLeave, words, env }: Launch): Buffer {
  const entries = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const fields = [
    wordFor(out),
    wordFor(err),
    input,
    cwd,
    mayLeave ? '1' : '0',
    String(words.length),
    ...words,
    ...entries,
  ];
  const body = Buffer.from(fields.join('\0'));
  return Buffer.concat([Buffer.from(`${body.length}\n`), body]);
}

function wordFor(target: Target): string {
  return typeof target === 'string' ? target : `>${target.file}`;
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (text + chunk).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
}

function readFrames(stream: Readable, onFrame: (text: string) => void): void {
  let bytes = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32BE()) {
      const end = 4 + bytes.readUInt32BE();
      onFrame(bytes.toString('utf8', 4, end));
      bytes = bytes.subarray(end);
    }
  });
}

/** What has come and what is waited for, in order. */
class Inbox<Item> {
  readonly #items: Item[] = [];
  #waiting: { resolve(item: Item): void; reject(error: Error): void } | null = null;
  #end: string | null = null;

  put(item: Item): void {
    if (this.#waiting === null) this.#items.push(item);
    else this.#waiting.resolve(item);
    this.#waiting = null;
  }

  /** Nothing more comes. */
  end(why: string): void {
    this.#end ??= why;
    this.#waiting?.reject(new Error(this.#end));
    this.#waiting = null;
  }

  next(): Promise<Item> {
    if (this.#items.length > 0) return Promise.resolve(this.#items.shift()!);
    if (this.#end !== null) return Promise.reject(new Error(this.#end));
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }
}
