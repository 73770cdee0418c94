import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MeasurementError } from '../../errors.ts';
import { beginningOfNames } from '../../files/leftovers.ts';
import { startTimer } from '../../real-time.ts';
import { now } from '../clock.ts';
import type { Gauge } from '../loop.ts';

/** Counts what the processor or the kernel does for this process, as `perf stat` does; while nothing is attached, nothing is counted. */
export interface EventMeter {
  /** Switches the counter on before a loop and off behind it; what it reads is always 0, because the count is told at the end. */
  readonly gauge: Gauge;
  /** What of the event happened in the loops of some work, by all threads. @throws {MeasurementError} where it cannot be counted. */
  count(work: () => Promise<unknown>): Promise<number>;
}

const ON = 'enable\n';
const OFF = 'disable\n';
const ACKNOWLEDGED = 'ack';
/** Seconds until perf has to answer, and how often it is looked. */
const PATIENCE = 10;
const LOOK_EVERY = 2;

/**
 * A meter of an event by its name in `perf list`. perf is attached to this process by its number, with its counter off, and is told
 * through a pipe when to switch it; until it says that it has, this thread waits in the kernel, where it executes no instruction of its own.
 *
 * Source: perf-stat(1), `--control`, `--delay=-1` and `-x` (from perf 5.10 on).
 */
export function eventMeter(event: string): EventMeter {
  let attached: Attached | null = null;
  let isOn = false;
  return {
    gauge: {
      perUnit: 1,
      read() {
        if (attached === null) return 0;
        isOn = !isOn;
        attached.tell(isOn ? ON : OFF);
        return 0;
      },
    },
    async count(work) {
      const own = await attach(event);
      attached = own;
      isOn = false;
      try {
        await work();
      } finally {
        attached = null;
        own.release();
      }
      return own.end();
    },
  };
}

interface Attached {
  /** Tells perf something, and waits until it has done so. */
  tell(word: string): void;
  /** Ends perf; it may be asked for twice. */
  release(): void;
  /** The count, once perf has ended. */
  end(): Promise<number>;
}

async function attach(event: string): Promise<Attached> {
  const directory = mkdtempSync(join(tmpdir(), beginningOfNames()));
  const open: number[] = [];
  const opened = (path: string, flags: number) => {
    const file = openSync(path, flags, 0o600);
    open.push(file);
    return file;
  };
  try {
    const [control, answers, told] = ['control', 'answers', 'told'].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ];
    const made = spawnSync('mkfifo', [control, answers], { encoding: 'utf8', timeout: 1000 * PATIENCE });
    if (made.status !== 0) throw problem(event, made.error?.message ?? made.stderr.trim());
    // Open for both, so that opening it waits for nobody.
    const toPerf = opened(control, constants.O_RDWR);
    const early = opened(answers, constants.O_RDONLY | constants.O_NONBLOCK);
    // A file, because a pipe that nobody empties while this thread waits for perf would hold up perf.
    const words = opened(told, constants.O_RDWR | constants.O_CREAT);
    const args = ['stat', '-x', ',', '-e', event, '-p', String(process.pid), '--delay=-1'];
    const child = spawn('perf', [...args, `--control=fifo:${control},${answers}`], {
      stdio: ['ignore', 'ignore', words],
      // Numbers with a point.
      env: { ...process.env, LC_ALL: 'C' },
    });
    const gone = endOf(child);
    // What is measured may end while perf is there.
    child.unref();
    writeSync(toPerf, OFF);
    await firstAnswer(early, child, gone).catch((error: Error) => {
      throw problem(event, readFileSync(told, 'utf8').trim().split('\n')[0] || error.message);
    });
    // From here on perf holds the other end, so that reading waits, and is told of perf's end.
    const fromPerf = opened(answers, constants.O_RDONLY);
    closeSync(open.splice(open.indexOf(early), 1)[0]!);
    const buffer = Buffer.alloc(64);
    return {
      tell(word) {
        writeSync(toPerf, word);
        const length = readSync(fromPerf, buffer);
        if (!buffer.toString('latin1', 0, length).startsWith(ACKNOWLEDGED)) throw problem(event, 'perf has ended');
      },
      release: () => child.kill('SIGINT'),
      async end() {
        child.ref();
        await gone;
        // It is read where it was written last: the directory is gone.
        const text = readFileSync(`/proc/self/fd/${words}`, 'utf8');
        for (const file of open.splice(0)) closeSync(file);
        return countIn(text, event);
      },
    };
  } catch (error) {
    for (const file of open.splice(0)) closeSync(file);
    throw error;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code, signal) => resolve(`perf ended with ${signal ?? `exit code ${code}`}`));
  });
}

async function firstAnswer(file: number, child: ChildProcess, gone: Promise<string>): Promise<void> {
  let ended: string | null = null;
  gone.then((how) => {
    ended = how;
  });
  const buffer = Buffer.alloc(64);
  for (const start = now(); now() - start < PATIENCE; ) {
    try {
      if (readSync(file, buffer) > 0) return;
    } catch (error) {
      // There is none yet.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
    if (ended !== null) throw new Error(ended);
    await new Promise((resolve) => startTimer(resolve, LOOK_EVERY));
  }
  child.kill('SIGKILL');
  throw new Error(`perf has not answered for ${PATIENCE} s`);
}

/** The count in what `perf stat -x,` prints: value, unit, event, … @throws {MeasurementError} where there is none. */
export function countIn(text: string, event: string): number {
  const [name] = event.split(':');
  const fields = text
    .split('\n')
    .map((line) => line.split(','))
    .find(([, , counted]) => counted?.startsWith(name!));
  const count = Number(fields?.[0] || Number.NaN);
  if (Number.isFinite(count)) return count;
  throw problem(event, fields?.[0] ?? (text.trim().split('\n').at(-1) || 'it printed nothing'));
}

function problem(event: string, what: string): MeasurementError {
  return new MeasurementError(
    `perf could not count ${event}: ${what}. Look at what \`perf stat -e ${event} true\` says; perf has to be 5.10 or newer.`,
  );
}
