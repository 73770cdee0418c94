import { now } from '../../measure/clock.ts';

/** What the reference kernels exercise. */
export const KERNEL_NAMES = ['compute', 'memory', 'allocation'] as const;
export type KernelName = (typeof KERNEL_NAMES)[number];

/** One pass of each kernel; returns the seconds that it took. */
export type Kernels = Readonly<Record<KernelName, () => number>>;

const SORTED_NUMBERS = 3000;
// Beyond the second-level cache of today's processors, twice: read from one half and written to the other.
const COPIED_BYTES = 4 << 20;
const PARSED_RECORDS = 300;

/**
 * Makes the reference kernels, whose work never changes, with the memory that they need:
 * - compute: a typed array's sort, that is branches and arithmetic on what fits into the nearest cache;
 * - memory: a copy of 4 MiB;
 * - allocation: `JSON.parse` of a fixed text, which makes thousands of small objects, and now and then has them collected.
 *
 * All of it is native code, because a kernel in JavaScript is compiled differently in each process and differs by 40 %.
 */
export function makeKernels(): Kernels {
  const unsorted = Float64Array.from({ length: SORTED_NUMBERS }, (_, i) => Math.sin(i * i));
  const scratch = new Float64Array(SORTED_NUMBERS);
  const source = Buffer.alloc(COPIED_BYTES, 7);
  const target = Buffer.alloc(COPIED_BYTES);
  const text = JSON.stringify(Array.from({ length: PARSED_RECORDS }, recordOf));
  return {
    compute: () =>
      timed(() => {
        scratch.set(unsorted);
        scratch.sort();
      }),
    memory: () => timed(() => source.copy(target)),
    allocation: () => timed(() => JSON.parse(text)),
  };
}

function recordOf(_: unknown, i: number) {
  return { id: i, name: `item ${i}`, tags: ['a', 'b', 'c'], at: { x: i / 3, y: i * 7 } };
}

function timed(work: () => unknown): number {
  const start = now();
  work();
  return now() - start;
}
