import { stat } from 'node:fs';
import { nowMilliseconds } from './clock.ts';

// Big enough to feel a neighbour in the shared caches, small enough to run between any two samples (about 0.25 ms).
const SORTED_NUMBERS = 3000;
const COMPARED_BYTES = 1 << 20;

// A sample shorter than this (seconds) feels the caches that a pass has emptied.
const FEELS_COLD_CACHES = 5e-3;

interface ControlData {
  readonly unsorted: Float64Array;
  readonly scratch: Float64Array;
  readonly left: Buffer;
  readonly right: Buffer;
}

let data: ControlData | null = null;

function controlData(): ControlData {
  data ??= {
    unsorted: Float64Array.from({ length: SORTED_NUMBERS }, (_, i) => Math.sin(i * i)),
    scratch: new Float64Array(SORTED_NUMBERS),
    left: Buffer.alloc(COMPARED_BYTES, 7),
    right: Buffer.alloc(COMPARED_BYTES, 7),
  };
  return data;
}

/**
 * Runs the control kernel once and returns how long it took, in seconds. The work never changes, so its time tells a
 * slow machine from slow code.
 *
 * It is native code throughout (a typed array's sort: branches and arithmetic; a comparison of two buffers: memory),
 * because a kernel in JavaScript is re-optimised at random and differs by 40 % between processes, and it allocates
 * nothing, because its garbage would be collected inside somebody's sample.
 */
export function runControlKernel(): number {
  const { unsorted, scratch, left, right } = controlData();
  const start = nowMilliseconds();
  scratch.set(unsorted);
  scratch.sort();
  left.compare(right);
  return (nowMilliseconds() - start) / 1000;
}

// About as long together as a pass of the kernel.
const HAND_OVERS = 20;

/**
 * Runs the control kernel once and then hands some work over to the thread pool and waits for it, one piece after the
 * other; returns how long all took, in seconds. For asynchronous functions: a function that read a file took three times
 * as long for ten minutes in which the processors had hardly become slower, because other programs kept threads waiting
 * for their turn, and so did these.
 */
export async function runWaitingControlKernel(): Promise<number> {
  const seconds = runControlKernel();
  const start = nowMilliseconds();
  await handOver(HAND_OVERS);
  return seconds + (nowMilliseconds() - start) / 1000;
}

// What is asked for does not matter; that file is always there, and an error would take as long.
function handOver(times: number): Promise<void> {
  return new Promise((resolve) => {
    const next = (left: number) => (left === 0 ? resolve() : stat(process.execPath, () => next(left - 1)));
    next(times);
  });
}

/** Whether a sample of so many seconds, taken right after a pass, would show it and must be thrown away. */
export function feelsControlKernel(sampleSeconds: number): boolean {
  return sampleSeconds < FEELS_COLD_CACHES;
}
