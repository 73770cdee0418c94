import { median } from '../../statistics/core/median.ts';
import { prepareWithAfterEach } from '../after-each.ts';
import { now } from '../clock.ts';
import { collectGarbage } from '../garbage.ts';
import { type PreparedSubject, prepareSubject, type Subject, subjectOf } from '../subject.ts';
import { agree, type Batch, type MetricsOptions, type ProcessFigures, runBatch } from './figures.ts';
import { type HeapGauge, heapGauge, PAGE_BYTES } from './heap-gauge.ts';

// Taken before the code under test is loaded, which may replace them.
const { floor, log2, max, min } = Math;
const LARGEST_BATCH = 2 ** 14;
// Inputs of a batch are held in memory all at once.
const LARGEST_BATCH_OF_INPUTS = 1024;
// Calls that are read one by one, because a hook stands between them.
const LARGEST_BATCH_BY_ONE = 256;
// V8 optimises what has run for a while; what is allocated changes with it.
const WARM_UP_SECONDS = 0.4;
const ALIKE_IN_A_ROW = 3;
const SAMPLES = 12;
// What is only allocated now and then, such as a buffer for many calls, is the same in many batches together.
const BATCHES_PER_SAMPLE = 16;
const LEAST_SAMPLES = 3;
const ENOUGH_ALIKE = 5;
/** Figures that differ by less than this are the same. */
const SAME = 5e-4;
const SAME_BYTES = 0.5;
const IDLE_RUNS = 3;
// Reading the heap allocates less once that is optimised.
const IDLE_WARM_UP = 200;
/** Less than this a call is nothing: no object is that small, and what V8 notes down for itself comes to as much. */
const NOTHING = 1;

/** A subject whose loop reads what it allocates, and the cost of that. */
export interface AllocatingSubject {
  readonly prepared: PreparedSubject;
  readonly gauge: HeapGauge;
  readonly callsPerBatch: number;
}

/** Prepares a subject and calls it until what it allocates does not change any more. @throws whatever it throws. */
export async function warmAllocating(subject: Subject, options: MetricsOptions): Promise<AllocatingSubject> {
  const gauge = heapGauge();
  const prepared = await prepareWithAfterEach(subject, undefined, gauge);
  for (let i = 0; i < IDLE_WARM_UP; i++) await prepared.idle();
  const most = mostCalls(prepared, subject);
  const { warmupIterations, maxDuration } = options;
  const shortest = warmupIterations === 0 ? 0 : WARM_UP_SECONDS;
  const start = now();
  let calls = 1;
  let taken = 0;
  let last: Batch[] = [];
  const isWarm = () => {
    const elapsed = now() - start;
    if (taken > 0 && elapsed > maxDuration / 2) return true;
    if (taken < warmupIterations || elapsed < shortest || last.length < ALIKE_IN_A_ROW) return false;
    return agree(
      last.map(({ figure }) => figure),
      SAME,
      SAME_BYTES,
    );
  };
  while (!isWarm()) {
    const batch = await runBatch(prepared, calls, await idleCost(prepared));
    taken++;
    last = [...last.slice(1 - ALIKE_IN_A_ROW), batch];
    const wanted = wantedCalls(batch, calls, most, options);
    // Larger batches come step by step; what an early one seemed to allocate may have been too little.
    if (wanted !== calls) {
      calls = min(wanted, 2 * calls);
      last = [];
    }
  }
  return { prepared, gauge, callsPerBatch: calls };
}

function mostCalls(prepared: PreparedSubject, { input }: Subject): number {
  if (!prepared.canBatch) return LARGEST_BATCH_BY_ONE;
  return input === null ? LARGEST_BATCH : LARGEST_BATCH_OF_INPUTS;
}

// A power of two, so that processes that choose alike measure alike.
function wantedCalls({ figure, seconds }: Batch, calls: number, most: number, { maxDuration }: MetricsOptions): number {
  const byBytes = figure <= NOTHING ? most : PAGE_BYTES / figure;
  const byTime = (calls * maxDuration) / SAMPLES / 2 / max(seconds, 1e-9);
  return 2 ** floor(log2(max(1, min(most, byBytes, byTime))));
}

/** What reading the heap around a loop allocates by itself. */
async function idleCost(prepared: PreparedSubject): Promise<number> {
  const costs: number[] = [];
  for (let i = 0; i < IDLE_RUNS; i++) costs[i] = await prepared.idle();
  return median(costs);
}

/** Samples what a warm subject allocates per call, batch by batch. */
export async function sampleAllocated(
  { prepared, gauge, callsPerBatch }: AllocatingSubject,
  { maxDuration }: MetricsOptions,
): Promise<ProcessFigures> {
  const awaiting = prepared.isAsync ? await costOfAwaiting() : 0;
  const before = { ...gauge.pairs };
  collectGarbage();
  const samples: number[] = [];
  const start = now();
  while (samples.length < SAMPLES) {
    if (samples.length >= LEAST_SAMPLES && now() - start > maxDuration / 2) break;
    if (samples.length >= ENOUGH_ALIKE && agree(samples.slice(-ENOUGH_ALIKE), SAME / 5, SAME_BYTES / 5)) break;
    const cost = await idleCost(prepared);
    let sum = 0;
    let batches = 0;
    const longest = now() + maxDuration / SAMPLES / 2;
    do {
      sum += (await runBatch(prepared, callsPerBatch, cost)).figure;
      batches++;
    } while (batches < BATCHES_PER_SAMPLE && now() < longest);
    const bytes = sum / batches - awaiting;
    samples[samples.length] = bytes < NOTHING ? 0 : Number(bytes.toFixed(2));
  }
  return { metric: 'allocatedBytes', samples, how: wayOf(gauge, before) };
}

let settledCost: number | null = null;

/** What a loop allocates to await a promise that was there before. */
async function costOfAwaiting(): Promise<number> {
  if (settledCost !== null) return settledCost;
  const settled = Promise.resolve();
  const gauge = heapGauge();
  const prepared = await prepareSubject(
    subjectOf(() => settled),
    undefined,
    gauge,
  );
  const calls = 2 ** 10;
  const figures: number[] = [];
  for (let i = 0; i < IDLE_WARM_UP; i++) await prepared.idle();
  for (let i = 0; i < 40; i++) figures[i] = (await runBatch(prepared, calls, await idleCost(prepared))).figure;
  settledCost = median(figures.slice(-ENOUGH_ALIKE));
  return settledCost;
}

function wayOf({ pairs }: HeapGauge, before: HeapGauge['pairs']): string {
  const collected = pairs.collected - before.collected;
  const counted = pairs.counted - before.counted;
  if (counted > 0) return COUNTED;
  return collected > 0 ? COLLECTED : CALM;
}

const CALM = 'The heap was read before and after the calls, with no collection of garbage in between.';
const COLLECTED =
  'The heap was read before and after the calls; what collections of garbage freed in between was added, as V8 reports it.';
const COUNTED =
  "V8's own counter of allocated bytes was read (total_allocated_bytes), because collections of garbage fell between the readings of the heap.";
