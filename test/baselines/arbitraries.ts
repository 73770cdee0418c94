import fc from 'fast-check';
import type { ProcessSummary, RunRecord } from '../../src/model/baseline.ts';
import type { QuantileSketch } from '../../src/model/statistics.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const count = fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 2 ** 31 - 1 }), fc.constant(2 ** 48));
const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'));

const buckets = fc
  .uniqueArray(
    fc.tuple(
      fc.integer({ min: -1200, max: 1200 }),
      count.map((value) => Math.max(1, value)),
    ),
    {
      selector: ([index]) => index,
      maxLength: 60,
    },
  )
  .map((entries) => entries.sort(([a], [b]) => a - b));

export const sketches: fc.Arbitrary<QuantileSketch> = fc
  .record({
    accuracy: fc.oneof(fc.constantFrom(0.01, 0.02, 0.005, 0.999), fc.double({ min: 1e-6, max: 0.5, noNaN: true })),
    zeroCount: count,
    buckets,
  })
  .filter((sketch) => sketch.zeroCount + sketch.buckets.length > 0);

const single = fc.float({ noNaN: true, noDefaultInfinity: true });

export const processes: fc.Arbitrary<ProcessSummary> = fc.record({
  location: finite,
  control: fc.option(finite),
  cpuTime: fc.option(single),
  controlCpuTime: fc.option(single),
  callsPerSample: count,
  position: count,
  sketch: sketches,
});

export const runRecords: fc.Arbitrary<RunRecord> = fc.record({
  testName: text,
  environmentKey: text,
  runId: text,
  recordedAt: fc
    .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  method: fc.constantFrom('fresh_processes', 'in_process', 'samples'),
  status: fc.constantFrom('recorded', 'regression', 'accepted', 'undecided'),
  estimate: finite,
  decayFactor: fc.double({ min: 0, max: 1, noNaN: true }),
  commit: fc.option(text),
  branch: fc.option(text),
  isDirty: fc.option(fc.boolean()),
  processes: fc.array(processes, { minLength: 1, maxLength: 6 }),
});
