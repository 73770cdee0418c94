import type { OtherMetric } from '../../model/function-metrics.ts';
import { now } from '../clock.ts';
import type { PreparedSubject } from '../subject.ts';

/** What a process measured of one metric. */
export interface ProcessFigures {
  readonly metric: OtherMetric;
  /** Per call, in the metric's unit. */
  readonly samples: readonly number[];
  /** What its count is made of, where that bounds how precise it can be: how many collections were seen. */
  readonly events?: number;
  /** How it was measured, where there are several ways; a sentence. */
  readonly how?: string;
}

/** How much to measure. */
export interface MetricsOptions {
  readonly warmupIterations: number;
  /** Seconds that sampling a metric may take; few samples are taken whatever it says. */
  readonly maxDuration: number;
  /** What perf counts in place of instructions, by its name there. Default: instructions. */
  readonly event?: string;
}

/** A run of several calls: what the gauge read of it per call, and the seconds that passed, with what hooks took. */
export interface Batch {
  readonly figure: number;
  readonly seconds: number;
}

/** Runs a batch of calls. `cost` is taken off what the gauge read of each loop: one for all of the calls, or for each its own. */
export async function runBatch(subject: PreparedSubject, calls: number, cost = 0): Promise<Batch> {
  const start = now();
  const read = await subject.run(calls);
  const loops = subject.canBatch ? 1 : calls;
  return { figure: (read - loops * cost) / calls, seconds: now() - start };
}

/** Whether figures are the same but for so much of the largest of them. */
export function agree(figures: readonly number[], share: number, slack: number): boolean {
  const [least, most] = [Math.min(...figures), Math.max(...figures)];
  return most - least <= Math.max(slack, share * Math.abs(most));
}
