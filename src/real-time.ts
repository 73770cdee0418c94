// The clocks and timers of the system, as they were before anybody could replace them: whoever reads the time or starts a
// timer takes them from here, because tests put fakes in their place, and mocks of `Date` need not even be one.
import { performance } from 'node:perf_hooks';
import { clearTimeout, setImmediate, setTimeout } from 'node:timers';
import { runInNewContext } from 'node:vm';
import { MessageChannel } from 'node:worker_threads';

interface RealTime {
  readonly readMilliseconds: () => number;
  readonly readUptime: () => number;
  readonly Date: DateConstructor;
  readonly readDate: () => number;
  readonly startTimer: typeof setTimeout;
  readonly stopTimer: typeof clearTimeout;
  readonly inNextTurn: (callback: () => void) => unknown;
}

// On globalThis, because the modules of this package that are loaded later, when there may be fakes already, must find what
// the first one found, whichever bundle or twin of the package it is in. The number rises with the shape.
const slot = Symbol.for('evenkeel.real-time.1');
const holder = globalThis as { [slot]?: RealTime };
if (!holder[slot]) {
  Object.defineProperty(holder, slot, { value: capture(), enumerable: false, writable: true, configurable: true });
}
const real = holder[slot]!;

/** Milliseconds on a monotonic clock with an arbitrary origin. */
export const readMilliseconds: () => number = real.readMilliseconds;

/** `setTimeout`. */
export const startTimer: typeof setTimeout = real.startTimer;

/** `clearTimeout`. */
export const stopTimer: typeof clearTimeout = real.stopTimer;

/** Waits until the event loop has gone round once. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => real.inNextTurn(resolve));
}

/** The time of day: milliseconds since 1970. */
export const timeOfDay: () => number = real.readDate;

/** The present moment, or that of a time of day in milliseconds or as ISO 8601 has it. */
export function dateOf(time: number | string = timeOfDay()): Date {
  return new real.Date(time);
}

/** A time of day as ISO 8601 in UTC; default: the present. */
export function isoTime(time: number = timeOfDay()): string {
  return dateOf(time).toISOString();
}

/** Milliseconds since 1970 of a time as ISO 8601 has it. */
export function parseTime(iso: string): number {
  return real.Date.parse(iso);
}

// Readings of the clock under test may differ by this from those around them, in seconds.
const STEP = 20e-6;
const RATE = 1.1;
const WATCHED = 200e-6;
const MOST_READINGS = 100_000;

let problem: string | null | undefined;

/**
 * What is wrong with the monotonic clock; null where it goes as fast as the time for which the process has been up, which
 * fakes leave alone. One that was replaced before this package was loaded stands still, or goes at a speed of its own:
 * what waits for it never ends, and what is measured by it is wrong.
 */
export function problemWithClock(): string | null {
  problem ??= findProblem(real);
  return problem;
}

/** As {@link problemWithClock}, of any clock. */
export function findProblem({ readMilliseconds, readUptime }: Pick<RealTime, 'readMilliseconds' | 'readUptime'>) {
  const before = readUptime();
  const start = readMilliseconds();
  const after = readUptime();
  let up = after;
  let end = start;
  // Counted, because it must end whatever the clocks say.
  for (let i = 0; i < MOST_READINGS && up - after < WATCHED; i++) {
    up = readUptime();
    end = readMilliseconds();
  }
  const last = readUptime();
  const passed = (end - start) / 1000;
  // Readings of one clock lie between readings of the other, so that no interruption can part them.
  const isTooSlow = !(passed * RATE + STEP >= up - after);
  const isTooFast = passed > (last - before) * RATE + STEP;
  // A clock to hold it against that stands still itself says nothing, as long as this one goes.
  const cannotTell = last === before;
  if (passed > 0 && (cannotTell || (!isTooSlow && !isTooFast))) return null;
  return (
    `performance.now() is not the system's clock: it went on by ${passed} s in a time of ${last - before} s. ` +
    'Something replaced it before evenkeel was loaded, such as fake timers. Import evenkeel before they are installed, ' +
    'or leave `performance` out of what they fake.'
  );
}

function capture(): RealTime {
  const RealDate = isGenuine(Date) ? Date : (runInNewContext('Date') as DateConstructor);
  return {
    readMilliseconds: performance.now.bind(performance),
    readUptime: process.uptime.bind(process),
    Date: RealDate,
    readDate: RealDate.now.bind(RealDate),
    startTimer: beneath(setTimeout, '_setTimeout'),
    stopTimer: beneath(clearTimeout, '_clearTimeout'),
    inNextTurn: isOfNodeTest(setImmediate) ? byMessage : beneath(setImmediate, '_setImmediate'),
  };
}

/** Whether this is the engine's own `Date`: of a function in JavaScript, the text is its source. */
function isGenuine(date: DateConstructor): boolean {
  return isNative(date, 'Date') && isNative(date.now, 'now');
}

function isNative(fn: unknown, name: string): boolean {
  return typeof fn === 'function' && Function.prototype.toString.call(fn) === `function ${name}() { [native code] }`;
}

/** What a fake of @sinonjs/fake-timers replaced, on which those of Jest and Vitest are built as well. */
function beneath<Timer extends object>(timer: Timer, key: string): Timer {
  const { clock } = timer as { clock?: Record<string, Timer | undefined> };
  return clock?.[key] ?? timer;
}

// The mock timers of node:test are its methods, bound, and what they put aside is out of reach.
function isOfNodeTest({ name }: { readonly name: string }): boolean {
  return name.startsWith('bound ');
}

function byMessage(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.once('message', () => {
    port1.close();
    callback();
  });
  port2.postMessage(null);
}
