import * as v from 'valibot';
import { PORTABLE_FORMAT, PORTABLE_VERSION } from './portable-format.ts';
import { isTime } from './record-check.ts';

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const time = v.pipe(v.string(), v.check(isTime, 'Invalid time: Expected ISO 8601'));

const sum = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/, 'Invalid checksum: Expected eight hexadecimal digits'));

const sketch = v.object({
  accuracy: v.pipe(v.number(), v.gtValue(0), v.ltValue(1)),
  zeroCount: count,
  buckets: v.array(v.tuple([v.pipe(v.number(), v.integer()), v.pipe(count, v.minValue(1))])),
});

const process = v.object({
  location: finite,
  control: v.nullable(finite),
  cpuTime: v.nullable(finite),
  controlCpuTime: v.nullable(finite),
  callsPerSample: count,
  position: count,
  sketch,
});

const run = v.object({
  checksum: sum,
  testName: v.string(),
  environmentKey: v.string(),
  runId: v.string(),
  recordedAt: time,
  method: v.picklist(['fresh_processes', 'in_process', 'samples']),
  status: v.picklist(['recorded', 'regression', 'accepted', 'undecided']),
  estimate: finite,
  decayFactor: share,
  commit: v.nullable(v.string()),
  branch: v.nullable(v.string()),
  isDirty: v.nullable(v.boolean()),
  processes: v.pipe(v.array(process), v.minLength(1)),
});

/** What exported baselines look like; version 3. */
export const portableSchema = v.object({
  format: v.literal(PORTABLE_FORMAT),
  version: v.literal(PORTABLE_VERSION),
  exportedAt: time,
  checksum: sum,
  runs: v.array(run),
});

/** Exported baselines, read. */
export type Exported = v.InferOutput<typeof portableSchema>;
