import { GCProfiler, getHeapStatistics } from 'node:v8';
import { collectNewGarbage } from '../garbage.ts';
import type { Gauge } from '../loop.ts';

// Taken before the code under test is loaded, which may replace it.
const heapStatistics = getHeapStatistics;

/** A gauge of what was allocated, and how it came to know. */
export interface HeapGauge extends Gauge {
  /** How many pairs of readings had no collection of garbage in between, how many had, and of how many of these V8's own counter told. */
  readonly pairs: { readonly calm: number; readonly collected: number; readonly counted: number };
}

/** What new objects find room for on a page of V8's young generation, with some to spare. */
export const PAGE_BYTES = 192 * 1024;

// V8's counter goes on by whole stretches that it hands out, of up to 256 KiB: of so many bytes that is 0.4 %.
const COUNTER_TELLS_FROM = 2 ** 26;

/**
 * Reads what has been allocated, in bytes: on the heap, and outside of it for array buffers. Between two readings the heap grows by
 * just what is allocated, as long as nothing is collected and it fits into what is left of a page: where an object does not, the rest
 * of the page counts as used. So new objects begin on a page of their own, and a batch should be shorter than {@link PAGE_BYTES}. What collections free in between is added, as V8 tells it before and after each of them. Where Node has V8's own counter (`total_allocated_bytes`, from Node 25 on), that is asked where it is the finer
 * of the two: where so much is allocated that collections cannot be avoided.
 */
export function heapGauge(): HeapGauge {
  const pairs = { calm: 0, collected: 0, counted: 0 };
  let open: { readonly profiler: GCProfiler; readonly counter: number | null; heap: number } | null = null;
  const begin = (): number => {
    // What survives the first one, such as inputs that were made in advance, is moved out of the way by the second one.
    collectNewGarbage();
    collectNewGarbage();
    const profiler = new GCProfiler();
    profiler.start();
    const { used_heap_size, external_memory, total_allocated_bytes = null } = heapStatistics() as Statistics;
    open = { profiler, counter: total_allocated_bytes, heap: used_heap_size };
    return used_heap_size + external_memory;
  };
  const end = ({ profiler, counter, heap }: NonNullable<typeof open>): number => {
    const after = heapStatistics() as Statistics;
    open = null;
    const reading = after.used_heap_size + after.external_memory;
    const { statistics } = profiler.stop();
    if (statistics.length === 0) {
      pairs.calm++;
      return reading;
    }
    pairs.collected++;
    let onHeap = 0;
    let outside = 0;
    for (const { beforeGC, afterGC } of statistics) {
      onHeap += beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize;
      outside += beforeGC.heapStatistics.externalMemory - afterGC.heapStatistics.externalMemory;
    }
    const allocated = counter === null ? 0 : after.total_allocated_bytes! - counter;
    if (allocated < COUNTER_TELLS_FROM) return reading + onHeap + outside;
    pairs.counted++;
    return heap + allocated + after.external_memory + outside;
  };
  return { perUnit: 1, pairs, read: () => (open === null ? begin() : end(open)) };
}

/** As far as it is needed; Node's types do not know of the counter yet. */
interface Statistics {
  readonly used_heap_size: number;
  readonly external_memory: number;
  readonly total_allocated_bytes?: number;
}

/** Bytes that are in use now, on the heap and outside of it. */
export function bytesInUse(): number {
  const { used_heap_size, external_memory } = heapStatistics();
  return used_heap_size + external_memory;
}
