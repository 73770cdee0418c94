import * as v from 'valibot';
import { PORTABLE_FORMAT, READABLE_VERSIONS } from './portable-format.ts';
import { isTime } from './record-check.ts';

// How large numbers and how long texts may be is looked at in runs that are intact, by the bounds of all runs.
const finite = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.integer());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const time = v.pipe(v.string(), v.check(isTime, 'Invalid time: Expected ISO 8601, from 1970 to 2099'));
const sum = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/, 'Invalid checksum: Expected eight hexadecimal digits'));

const sketch = v.object({
  accuracy: finite,
  zeroCount: count,
  buckets: v.array(v.tuple([whole, v.pipe(count, v.minValue(1))])),
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

const metric = v.object({
  name: v.string(),
  unit: v.string(),
  better: v.picklist(['lower', 'higher']),
  scatter: v.picklist(['sampled', 'counted', 'single']),
});

const nullableText = v.nullable(v.string());

const madeWith = v.object({
  node: nullableText,
  v8: nullableText,
  runtime: nullableText,
  os: nullableText,
  kernel: nullableText,
  runnerImage: nullableText,
  processor: nullableText,
  machineSpeed: v.nullable(v.object({ factor: finite, compute: finite, memory: finite, allocation: finite })),
  lockfiles: v.array(v.object({ file: v.string(), hash: v.string() })),
});

/** What an exported run looks like. */
export const runSchema = v.object({
  checksum: sum,
  testName: v.string(),
  environmentKey: v.string(),
  // Absent where it is time.
  metric: v.exactOptional(metric),
  runId: v.string(),
  recordedAt: time,
  method: v.picklist(['fresh_processes', 'in_process', 'samples']),
  status: v.picklist(['recorded', 'regression', 'accepted', 'undecided', 'partial']),
  estimate: finite,
  decayFactor: finite,
  commit: v.nullable(v.string()),
  branch: v.nullable(v.string()),
  isDirty: v.nullable(v.boolean()),
  processes: v.pipe(v.array(process), v.minLength(1)),
  // Absent where nothing of it is known.
  madeWith: v.exactOptional(madeWith),
});

/** What exported baselines look like besides; of versions 3 and 4. */
export const headSchema = v.object({
  format: v.literal(PORTABLE_FORMAT),
  version: v.picklist(READABLE_VERSIONS),
  exportedAt: time,
  checksum: sum,
  runs: v.array(v.never()),
});
