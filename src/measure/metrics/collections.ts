import { GCProfiler } from 'node:v8';
import { prepareWithAfterEach } from '../after-each.ts';
import { now } from '../clock.ts';
import { collectGarbage } from '../garbage.ts';
import { processorTime } from '../processor-time.ts';
import type { PreparedSubject, Subject } from '../subject.ts';
import { warmUp } from '../warm-up.ts';
import type { MetricsOptions, ProcessFigures } from './figures.ts';

// So many collections make a count that is precise to a few percent.
const ENOUGH_COLLECTIONS = 60;
const LONGEST = 3;
const SHORTEST = 0.5;
const LEAST_BATCHES = 3;
const ITERATIONS = 100;
const MICROSECONDS = 1e6;

/** A subject that is warm in a process like those that time is measured in. */
export interface RunningSubject {
  readonly prepared: PreparedSubject;
  readonly callsPerBatch: number;
}

/** Prepares a subject and warms it up as for time. @throws whatever it throws. */
export async function warmRunning(subject: Subject, options: MetricsOptions): Promise<RunningSubject> {
  const prepared = await prepareWithAfterEach(subject);
  const hasInputs = subject.input !== null || !prepared.canBatch;
  const { callsPerSample } = await warmUp(prepared, { ...options, iterations: ITERATIONS, hasInputs });
  return { prepared, callsPerBatch: callsPerSample };
}

/** What collections of garbage fall on calls, what they take, and what the processor is used: of one stretch of calls. */
export async function sampleRunning(
  { prepared, callsPerBatch }: RunningSubject,
  { maxDuration }: MetricsOptions,
): Promise<Readonly<Record<'gcCount' | 'gcPause' | 'cpuTime', ProcessFigures>>> {
  collectGarbage();
  const processor = processorTime();
  const longest = Math.min(LONGEST, maxDuration);
  const start = now();
  const cpuTimes: number[] = [];
  let calls = 0;
  let count = 0;
  let pause = 0;
  for (let batches = 0; ; batches++) {
    const elapsed = now() - start;
    const isEnough = count >= ENOUGH_COLLECTIONS && elapsed >= Math.min(SHORTEST, longest);
    if (batches >= LEAST_BATCHES && (isEnough || elapsed >= longest)) break;
    const profiler = new GCProfiler();
    const used = processor.total();
    profiler.start();
    processor.start();
    let inBatch = 0;
    // The profiler's own answer is garbage as well, so that it is asked for seldom.
    const until = now() + longest / 30;
    do {
      await prepared.run(callsPerBatch);
      inBatch += callsPerBatch;
    } while (now() < until);
    processor.stop();
    const { statistics } = profiler.stop();
    count += statistics.length;
    for (const { cost } of statistics) pause += cost / MICROSECONDS;
    cpuTimes[cpuTimes.length] = (processor.total() - used) / inBatch;
    calls += inBatch;
  }
  return {
    gcCount: { metric: 'gcCount', samples: [count / calls], events: count },
    gcPause: { metric: 'gcPause', samples: [pause / calls], events: count },
    cpuTime: { metric: 'cpuTime', samples: cpuTimes },
  };
}
