import fc from 'fast-check';
import type { ProcessSummary, RunRecord } from '../../src/model/baseline.ts';
import { type Bounds, RUN_BOUNDS } from '../../src/model/bounds.ts';
import type { MadeWith } from '../../src/model/made-with.ts';
import type { Metric } from '../../src/model/metric.ts';
import type { QuantileSketch } from '../../src/model/statistics.ts';

const { time, processorTime, samples, callsPerSample, position, accuracy, sample, recordedAt, machineSpeed } =
  RUN_BOUNDS;
const within = ({ least, most }: Bounds) => fc.double({ min: least, max: most, noNaN: true });
const finite = within(time);
const wholeWithin = ({ least, most }: Bounds) =>
  fc.oneof(fc.integer({ min: least, max: least + 300 }), fc.integer({ min: least, max: most }), fc.constant(most));
const count = wholeWithin(samples);
const text = fc.string({ unit: 'binary', maxLength: 50 }).filter((value) => !value.includes('\0'));

/** Buckets whose samples are within bounds. */
const bucketsOf = (relative: number) => {
  const step = Math.log1p(relative) - Math.log1p(-relative);
  const index = fc.integer({
    min: Math.ceil(Math.log(sample.least) / step),
    max: Math.floor(Math.log(sample.most) / step),
  });
  const bucket = fc.tuple(
    index,
    count.map((value) => Math.max(1, value)),
  );
  return fc
    .uniqueArray(bucket, { selector: ([at]) => at, maxLength: 60 })
    .map((entries) => entries.sort(([one], [other]) => one - other));
};

export const sketches: fc.Arbitrary<QuantileSketch> = fc
  .oneof(fc.constantFrom(0.01, 0.02, 0.005, 0.999), fc.double({ min: accuracy.least, max: 0.5, noNaN: true }))
  .chain((relative) => fc.record({ accuracy: fc.constant(relative), zeroCount: count, buckets: bucketsOf(relative) }))
  .filter((sketch) => sketch.zeroCount + sketch.buckets.length > 0);

const single = fc.float({ min: processorTime.least, max: processorTime.most, noNaN: true });

export const processes: fc.Arbitrary<ProcessSummary> = fc.record({
  location: finite,
  control: fc.option(finite),
  cpuTime: fc.option(single),
  controlCpuTime: fc.option(single),
  callsPerSample: wholeWithin(callsPerSample),
  position: wholeWithin(position),
  sketch: sketches,
});

const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((value) => !value.includes('\0'));

export const metrics: fc.Arbitrary<Metric> = fc.record({
  name: fc.oneof(name, fc.constantFrom('allocatedBytes', 'toString', '')),
  unit: fc.oneof(name, fc.constantFrom('bytes', 'per second', '')),
  better: fc.constantFrom('lower', 'higher'),
  scatter: fc.constantFrom('sampled', 'counted', 'single'),
});

const recordsOfTime: fc.Arbitrary<RunRecord> = fc.record({
  testName: text,
  environmentKey: text,
  runId: text,
  recordedAt: fc
    .date({ min: new Date(recordedAt.least), max: new Date(recordedAt.most), noInvalidDate: true })
    .map((date) => date.toISOString()),
  method: fc.constantFrom('fresh_processes', 'in_process', 'samples'),
  status: fc.constantFrom('recorded', 'regression', 'accepted', 'undecided', 'partial'),
  estimate: finite,
  decayFactor: fc.double({ min: 0, max: 1, noNaN: true }),
  commit: fc.option(fc.stringMatching(/^[0-9a-f]{40}$/)),
  branch: fc.option(text),
  isDirty: fc.option(fc.boolean()),
  processes: fc.array(processes, { minLength: 1, maxLength: 6 }),
});

const speed = within(machineSpeed);

const madeWith: fc.Arbitrary<MadeWith> = fc.record({
  node: fc.option(text),
  v8: fc.option(text),
  runtime: fc.option(text),
  os: fc.option(text),
  kernel: fc.option(text),
  runnerImage: fc.option(text),
  processor: fc.option(text),
  machineSpeed: fc.option(fc.record({ factor: speed, compute: speed, memory: speed, allocation: speed })),
  lockfiles: fc.array(fc.record({ file: text, hash: fc.stringMatching(/^[0-9a-f]{16}$/) }), { maxLength: 3 }),
});

/** Runs of time, and of other metrics; some say what they were made with. */
export const runRecords: fc.Arbitrary<RunRecord> = fc
  .tuple(recordsOfTime, fc.option(metrics, { nil: undefined }), fc.option(madeWith, { nil: undefined }))
  .map(([{ processes: ofRun, ...head }, metric, made]) => ({
    ...head,
    ...(made === undefined ? {} : { madeWith: made }),
    processes: ofRun,
    ...(metric === undefined ? {} : { metric }),
  }));
