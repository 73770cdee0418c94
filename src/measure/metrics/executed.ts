import { prepareWithAfterEach } from '../after-each.ts';
import { now } from '../clock.ts';
import { collectGarbage } from '../garbage.ts';
import type { PreparedSubject, Subject } from '../subject.ts';
import { eventMeter } from './event-counter.ts';
import { type MetricsOptions, type ProcessFigures, runBatch } from './figures.ts';
import { INSTRUCTIONS_EVENT } from './groups.ts';

// Taken before the code under test is loaded, which may replace them.
const { max, min } = Math;
const SAMPLES = 5;
const LEAST_SAMPLES = 3;
/** Seconds of a batch. What attaching the counter disturbs, such as caches, is forgotten in so long. */
const BATCH = 0.05;
// V8 optimises what has run for a while.
const WARM_UP_SECONDS = 0.4;
const LARGEST_BATCH = 2 ** 24;
// Inputs of a batch are held in memory all at once.
const LARGEST_BATCH_OF_INPUTS = 1024;
// Calls that are counted one by one, because a hook stands between them.
const LARGEST_BATCH_BY_ONE = 256;
const IDLE_LOOPS = 32;

/**
 * Samples how many instructions calls execute, by all threads of the process, without what hooks do and what switching the counter
 * takes. Where the function is asynchronous, awaiting is a part of a call.
 * @throws whatever the subject throws; {@link MeasurementError} where they cannot be counted.
 */
export async function sampleExecuted(subject: Subject, options: MetricsOptions): Promise<ProcessFigures> {
  const { maxDuration, event = INSTRUCTIONS_EVENT } = options;
  const meter = eventMeter(event);
  const prepared = await prepareWithAfterEach(subject, undefined, meter.gauge);
  const calls = await warmExecuting(prepared, subject, options);
  const loops = prepared.canBatch ? 1 : calls;
  const idle = await meter.count(async () => {
    for (let i = 0; i < IDLE_LOOPS; i++) await prepared.idle();
  });
  const samples: number[] = [];
  const start = now();
  while (samples.length < SAMPLES) {
    if (samples.length >= LEAST_SAMPLES && now() - start > maxDuration) break;
    collectGarbage();
    const count = await meter.count(() => prepared.run(calls));
    samples[samples.length] = max(0, (count - (loops * idle) / IDLE_LOOPS) / calls);
  }
  return { metric: 'instructions', samples, how: `Counted by perf stat (${event}).` };
}

/** Warms a subject up. @returns how many calls make a batch. */
async function warmExecuting(
  prepared: PreparedSubject,
  { input }: Subject,
  { warmupIterations, maxDuration }: MetricsOptions,
): Promise<number> {
  const most = prepared.canBatch ? (input === null ? LARGEST_BATCH : LARGEST_BATCH_OF_INPUTS) : LARGEST_BATCH_BY_ONE;
  const long = min(BATCH, maxDuration / SAMPLES / 2);
  const shortest = warmupIterations === 0 ? 0 : WARM_UP_SECONDS;
  const start = now();
  let calls = 1;
  for (let taken = 0; ; taken++) {
    const elapsed = now() - start;
    const isLate = taken > 0 && elapsed > maxDuration / 2;
    const { seconds } = await runBatch(prepared, calls);
    const isLong = seconds >= long || calls >= most;
    if (isLate || (isLong && taken >= warmupIterations && elapsed >= shortest)) return calls;
    if (!isLong) calls *= 2;
  }
}
