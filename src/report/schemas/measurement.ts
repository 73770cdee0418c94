import * as v from 'valibot';
import type { FallbackKind } from '../../model/dependencies.ts';
import { madeWith, resources } from './environment.ts';
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

// A record, so that the compiler asks for every kind that there is.
const FALLBACK_KINDS: Readonly<Record<FallbackKind, true>> = {
  registered_factory: true,
  call_factory: true,
  recorded_time: true,
  generic: true,
};

/** What was called in place of functions that could not be had. */
export const fallbacks = v.array(
  v.looseObject({
    modulePath: text,
    functionName: text,
    kind: v.picklist(Object.keys(FALLBACK_KINDS) as FallbackKind[]),
    reason: text,
  }),
);

/** What a process noticed of its test. */
const observation = v.variant('kind', [
  v.looseObject({
    kind: v.picklist([
      'returns_function',
      'returns_promises',
      'returns_running',
      'returns_stream',
      'returns_observable',
      'leaves_running',
    ]),
  }),
  v.looseObject({ kind: v.literal('changes_input'), fresh: number, used: number }),
  v.looseObject({ kind: v.literal('changes_state'), name: text, fresh: number, used: number }),
  v.looseObject({ kind: v.literal('grows_state'), name: text, entries: count }),
  v.looseObject({ kind: v.literal('slow_globals'), seconds: number }),
]);

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
  fallbacks: v.exactOptional(fallbacks),
  observations: v.exactOptional(v.array(observation)),
  resources: v.exactOptional(resources),
});

/** How samples came about. */
export const method = v.picklist(['fresh_processes', 'in_process', 'samples']);

const sketch = v.looseObject({
  accuracy: v.number(),
  zeroCount: count,
  buckets: v.array(v.tuple([v.pipe(v.number(), v.integer()), count])),
});

/** What is measured of a test. */
export const metric = v.looseObject({
  name: text,
  unit: text,
  better: v.picklist(['lower', 'higher']),
  scatter: v.picklist(['sampled', 'counted', 'single']),
});

/** A stored run of one test. */
export const runRecord = v.looseObject({
  testName: text,
  environmentKey: text,
  metric: v.exactOptional(metric),
  runId: text,
  recordedAt: text,
  method,
  status: v.picklist(['recorded', 'regression', 'accepted', 'undecided', 'partial']),
  estimate: number,
  decayFactor: v.number(),
  commit: nullableText,
  branch: nullableText,
  isDirty: v.nullable(v.boolean()),
  madeWith: v.exactOptional(madeWith),
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
  metric: v.exactOptional(metric),
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
