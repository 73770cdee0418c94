import {
  ALLOCATED_BYTES,
  CPU_TIME,
  GC_COUNT,
  GC_PAUSE,
  INSTRUCTIONS,
  type Metric,
  RETAINED_BYTES,
  TIME,
} from './metric.ts';

/** What can be measured of a function: `time` always is, the others where a test or the configuration asks for them. */
export const FUNCTION_METRICS = {
  time: TIME,
  allocatedBytes: ALLOCATED_BYTES,
  retainedBytes: RETAINED_BYTES,
  gcCount: GC_COUNT,
  gcPause: GC_PAUSE,
  cpuTime: CPU_TIME,
  instructions: INSTRUCTIONS,
} as const satisfies Readonly<Record<string, Metric>>;

/** The name of a metric of functions. */
export type FunctionMetric = keyof typeof FUNCTION_METRICS;

/** The same without time, which has processes of its own. */
export type OtherMetric = Exclude<FunctionMetric, 'time'>;

/** Their names, in the order in which they are shown. */
export const FUNCTION_METRIC_NAMES = Object.keys(FUNCTION_METRICS) as readonly FunctionMetric[];

/** Those of a list that are measured besides time, in the order in which they are shown. */
export function othersIn(metrics: readonly FunctionMetric[]): readonly OtherMetric[] {
  return FUNCTION_METRIC_NAMES.filter((name): name is OtherMetric => name !== 'time' && metrics.includes(name));
}
