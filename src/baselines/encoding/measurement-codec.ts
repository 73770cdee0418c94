import { CacheCorruptionError } from '../../errors.ts';
import type { ProcessSummary, RunRecord } from '../../model/baseline.ts';
import { type Bounds, RUN_BOUNDS } from '../../model/bounds.ts';
import type { QuantileSketch } from '../../model/statistics.ts';
import { ByteReader, ByteWriter } from './bytes.ts';

/** The numbers of a run. */
export type MeasuredNumbers = Pick<RunRecord, 'estimate' | 'decayFactor' | 'processes'>;

/** Rises when the layout changes. */
const ENCODING_VERSION = 2;

/**
 * Counts up to this share a byte with the distance to the bucket before: most buckets of a unimodal sample are
 * neighbours with small counts, so that most of them take one byte.
 */
const COUNT_CODES = 16;

/**
 * Packs the numbers of a run: about 53 bytes for a process of 100 samples. Every number comes back exactly,
 * those of single precision being given so.
 *
 * @param numbers - as `assertStorable` lets through
 */
export function encodeMeasurement({ estimate, decayFactor, processes }: MeasuredNumbers): Uint8Array {
  const out = new ByteWriter();
  out.count(ENCODING_VERSION).float(estimate).fraction(decayFactor).count(processes.length);
  for (const process of processes) writeProcess(out, process);
  return out.finish();
}

/**
 * Unpacks what `encodeMeasurement` packed.
 *
 * @throws CacheCorruptionError where the bytes are of a newer layout, end too early or too late, or say that there is more
 * than a run can hold
 */
export function decodeMeasurement(bytes: Uint8Array): MeasuredNumbers {
  const input = new ByteReader(bytes);
  const version = input.count();
  if (version !== ENCODING_VERSION) {
    throw new CacheCorruptionError(
      `A stored run is encoded in layout ${version}, but this version of evenkeel reads layout ${ENCODING_VERSION}.`,
    );
  }
  const estimate = input.float();
  const decayFactor = input.fraction();
  const processes: ProcessSummary[] = [];
  for (let left = within(RUN_BOUNDS.processes, input.count()); left > 0; left--) processes.push(readProcess(input));
  input.expectEnd();
  return { estimate, decayFactor, processes };
}

// What is unpacked takes seventy times the room of its bytes.
function within({ most, unit }: Bounds, count: number): number {
  if (count <= most) return count;
  throw new CacheCorruptionError(`A stored run says that it has ${count} ${unit}; it can have ${most}.`);
}

function writeProcess(out: ByteWriter, process: ProcessSummary): void {
  const { position, location, control, cpuTime, controlCpuTime } = process;
  const known = [control, cpuTime, controlCpuTime].map((value) => Number(value !== null));
  out.count(8 * position + 4 * known[0]! + 2 * known[1]! + known[2]!).float(location);
  if (control !== null) out.float(control);
  if (cpuTime !== null) out.single(cpuTime);
  if (controlCpuTime !== null) out.single(controlCpuTime);
  out.count(process.callsPerSample);
  writeSketch(out, process.sketch);
}

function readProcess(input: ByteReader): ProcessSummary {
  const head = input.count();
  return {
    position: Math.floor(head / 8),
    location: input.float(),
    control: head & 4 ? input.float() : null,
    cpuTime: head & 2 ? input.single() : null,
    controlCpuTime: head & 1 ? input.single() : null,
    callsPerSample: input.count(),
    sketch: readSketch(input),
  };
}

function writeSketch(out: ByteWriter, sketch: QuantileSketch): void {
  out.fraction(sketch.accuracy).count(sketch.zeroCount).count(sketch.buckets.length);
  const first = sketch.buckets[0];
  if (first === undefined) return;
  let expected = first[0];
  out.integer(expected);
  for (const [index, count] of sketch.buckets) {
    const code = Math.min(count, COUNT_CODES) - 1;
    out.count((index - expected) * COUNT_CODES + code);
    if (code === COUNT_CODES - 1) out.count(count - COUNT_CODES);
    expected = index + 1;
  }
}

function readSketch(input: ByteReader): QuantileSketch {
  const accuracy = input.fraction();
  const zeroCount = input.count();
  const buckets: [number, number][] = [];
  const size = within(RUN_BOUNDS.buckets, input.count());
  let expected = size === 0 ? 0 : input.integer();
  while (buckets.length < size) {
    const token = input.count();
    const index = expected + Math.floor(token / COUNT_CODES);
    const code = token % COUNT_CODES;
    buckets.push([index, code + 1 + (code === COUNT_CODES - 1 ? input.count() : 0)]);
    expected = index + 1;
  }
  return { accuracy, zeroCount, buckets };
}
