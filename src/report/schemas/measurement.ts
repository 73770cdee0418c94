import * as v from 'valibot';
import { resources } from './environment.ts';
import { count, nullableNumber, nullableText, number, numbers, text } from './values.ts';

const percentiles = v.objectWithRest({ 5: number, 25: number, 75: number, 95: number }, number);

/** A summary of samples, in seconds per call. */
export const statistics = v.looseObject({
  median: number,
  mean: number,
  stdDev: number,
  mad: number,
  percentiles,
  outliersCount: count,
  sampleCount: count,
});

/** What one process measured. */
export const processMeasurement = v.looseObject({
  round: count,
  position: count,
  startedAt: text,
  callsPerSample: count,
  timingShare: number,
  cpuTime: nullableNumber,
  controlCpuTime: nullableNumber,
  interruptions: v.optional(nullableNumber, null),
  samples: numbers,
  samplesPerTurn: v.exactOptional(count),
  control: numbers,
  location: number,
  emptyCall: number,
  collectedGarbage: v.boolean(),
  stoppedEarly: nullableText,
  resources: v.exactOptional(resources),
});

/** How samples came about. */
export const method = v.picklist(['fresh_processes', 'in_process', 'samples']);

const sketch = v.looseObject({
  accuracy: v.number(),
  zeroCount: count,
  buckets: v.array(v.tuple([v.pipe(v.number(), v.integer()), count])),
});

/** A stored run of one test. */
export const runRecord = v.looseObject({
  testName: text,
  environmentKey: text,
  runId: text,
  recordedAt: text,
  method,
  status: v.picklist(['recorded', 'regression', 'accepted', 'undecided']),
  estimate: number,
  decayFactor: v.number(),
  commit: nullableText,
  branch: nullableText,
  isDirty: v.nullable(v.boolean()),
  processes: v.array(
    v.looseObject({
      location: number,
      control: nullableNumber,
      cpuTime: nullableNumber,
      controlCpuTime: nullableNumber,
      callsPerSample: count,
      position: count,
      sketch,
    }),
  ),
});

/** What the stored runs of a test make. */
export const baseline = v.looseObject({
  testName: text,
  environmentKey: text,
  medianTime: number,
  madTime: number,
  percentiles,
  sampleCount: count,
  runCount: count,
  lastUpdated: text,
  confidenceInterval: v.tuple([number, number]),
  version: text,
  metadata: v.record(text, v.unknown()),
});
