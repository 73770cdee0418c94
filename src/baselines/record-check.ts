import { UsageError } from '../errors.ts';
import type { ProcessSummary, RunRecord } from '../model/baseline.ts';
import { type Bounds, COMMIT_HASH, RUN_BOUNDS } from '../model/bounds.ts';
import type { MadeWith } from '../model/made-with.ts';
import type { QuantileSketch } from '../model/statistics.ts';
import { parseTime } from '../real-time.ts';

/**
 * Makes sure that runs can be stored and read back exactly as they are, and that they are runs: numbers within
 * {@link RUN_BOUNDS}, whole counts, ascending buckets, times and hashes that are some, text that UTF-8 can hold.
 *
 * @throws UsageError that names every problem of the first record that cannot be stored
 */
export function assertStorable(records: readonly RunRecord[]): void {
  records.forEach((record, index) => {
    const problems = problemsOf(record);
    if (problems.length === 0) return;
    throw new UsageError(
      `Run ${index} (${JSON.stringify(record.testName)}) cannot be stored: ${problems.join('; ')}. Nothing was stored.`,
      { data: { index, testName: record.testName, problems } },
    );
  });
}

// Of a run with thousands of processes every one may be wrong.
const MOST_PROBLEMS = 20;

/** What is wrong with a run, one clause each that begins with the path of what is meant; empty where nothing is. */
export function problemsOf(record: RunRecord): string[] {
  const { problems, expect } = collecting(problemsOfHead(record));
  if (record.madeWith !== undefined) checkMadeWith(record.madeWith, expect);
  expect(record.isDirty === null || typeof record.isDirty === 'boolean', 'isDirty is neither null nor true nor false');
  const figure = boundsOf(record);
  expect(isWithin(figure.location, record.estimate), `estimate is not ${within(figure.location)}`);
  expect(isWithin(RUN_BOUNDS.decayFactor, record.decayFactor), `decayFactor is not ${within(RUN_BOUNDS.decayFactor)}`);
  // Once, because they may be read from text whenever they are asked for.
  const { processes } = record;
  expect(processes.length > 0, 'there is no process');
  expect(processes.length <= RUN_BOUNDS.processes.most, `there are ${outside(RUN_BOUNDS.processes)}`);
  // No look at more of them than there may be.
  processes.slice(0, RUN_BOUNDS.processes.most).forEach((process, index) => {
    checkProcess(process, figure, (holds, problem) => expect(holds, `processes[${index}].${problem}`));
  });
  return problems;
}

/** What a run is, without its numbers. */
type Head = Pick<RunRecord, 'testName' | 'environmentKey' | 'metric' | 'runId' | 'recordedAt' | 'commit' | 'branch'>;

/** The same, of what a run is without its numbers. */
export function problemsOfHead(head: Head): string[] {
  const { problems, expect } = collecting([]);
  for (const name of ['testName', 'environmentKey', 'runId', 'branch'] as const) {
    const value = head[name];
    expect(value === null || isText(value), `${name} is not well-formed text without NUL`);
    const bounds = name === 'testName' ? RUN_BOUNDS.name : RUN_BOUNDS.text;
    expect(value === null || isWithin(bounds, value.length), `${name} has ${outside(bounds)}`);
  }
  for (const part of [head.metric?.name ?? '', head.metric?.unit ?? '']) {
    expect(isText(part), 'metric is not well-formed text without NUL');
    expect(isWithin(RUN_BOUNDS.text, part.length), `metric has ${outside(RUN_BOUNDS.text)}`);
  }
  expect(head.commit === null || COMMIT_HASH.test(head.commit), 'commit is not the hash of a commit');
  expect(isTime(head.recordedAt), 'recordedAt is not an ISO 8601 time from 1970 to 2099');
  return problems;
}

function collecting(problems: string[]) {
  const expect = (holds: boolean, problem: string) => {
    if (!holds && problems.length < MOST_PROBLEMS) problems.push(problem);
  };
  return { problems, expect };
}

const TEXTS_OF_MADE_WITH = ['node', 'v8', 'runtime', 'os', 'kernel', 'runnerImage', 'processor'] as const;
const SPEEDS = ['factor', 'compute', 'memory', 'allocation'] as const;

function checkMadeWith(madeWith: MadeWith, expect: (holds: boolean, problem: string) => void): void {
  const { lockfiles, machineSpeed } = madeWith;
  const { text, machineSpeed: speed } = RUN_BOUNDS;
  for (const name of TEXTS_OF_MADE_WITH) {
    const value = madeWith[name];
    expect(value === null || isText(value), `madeWith.${name} is not well-formed text without NUL`);
    expect(value === null || isWithin(text, value.length), `madeWith.${name} has ${outside(text)}`);
  }
  for (const name of machineSpeed === null ? [] : SPEEDS) {
    expect(isWithin(speed, machineSpeed![name]), `madeWith.machineSpeed.${name} is not ${within(speed)}`);
  }
  expect(lockfiles.length <= RUN_BOUNDS.lockfiles.most, `madeWith has ${outside(RUN_BOUNDS.lockfiles)}`);
  lockfiles.slice(0, RUN_BOUNDS.lockfiles.most).forEach(({ file, hash }, index) => {
    const isName = isText(file) && isWithin(RUN_BOUNDS.text, file.length);
    expect(isName, `madeWith.lockfiles[${index}].file is not a name of at most ${RUN_BOUNDS.text.most} characters`);
    expect(HASH.test(hash), `madeWith.lockfiles[${index}].hash is not a hash`);
  });
}

interface FigureBounds {
  readonly location: Bounds;
  readonly sample: Bounds;
}

// A time of 0 was not measured; of bytes, 0 is as good a figure as any.
function boundsOf({ metric }: Pick<RunRecord, 'metric'>): FigureBounds {
  const { time, value, sample } = RUN_BOUNDS;
  return metric === undefined
    ? { location: time, sample }
    : { location: value, sample: { ...value, least: sample.least } };
}

function checkProcess(
  process: ProcessSummary,
  figure: FigureBounds,
  expect: (holds: boolean, problem: string) => void,
): void {
  const { time, processorTime, callsPerSample, position } = RUN_BOUNDS;
  expect(isWithin(figure.location, process.location), `location is not ${within(figure.location)}`);
  expect(process.control === null || isWithin(time, process.control), `control is neither null nor ${within(time)}`);
  for (const name of ['cpuTime', 'controlCpuTime'] as const) {
    const value = process[name];
    expect(value === null || isWithin(processorTime, value), `${name} is neither null nor ${within(processorTime)}`);
  }
  expect(isCount(callsPerSample, process.callsPerSample), `callsPerSample is not ${whole(callsPerSample)}`);
  expect(isCount(position, process.position), `position is not ${whole(position)}`);
  checkSketch(process.sketch, figure.sample, (holds, problem) => expect(holds, `sketch.${problem}`));
}

function checkSketch(sketch: QuantileSketch, sample: Bounds, expect: (holds: boolean, problem: string) => void): void {
  const { accuracy, samples, buckets } = RUN_BOUNDS;
  expect(isWithin(accuracy, sketch.accuracy), `accuracy is not ${within(accuracy)}`);
  expect(isCount(samples, sketch.zeroCount), `zeroCount is not ${whole(samples)}`);
  expect(sketch.zeroCount + sketch.buckets.length > 0, 'there is no sample');
  const isShort = sketch.buckets.length <= buckets.most;
  expect(isShort, `there are ${outside(buckets)}`);
  if (!isShort) return;
  expect(
    sketch.buckets.every(([index, count]) => Number.isSafeInteger(index) && isCount(samples, count) && count > 0),
    `buckets hold something else than whole numbers, of samples 1 to ${samples.most}`,
  );
  expect(
    sketch.buckets.every(([index], at) => at === 0 || sketch.buckets[at - 1]![0] < index),
    'buckets are not in ascending order',
  );
  const step = Math.log1p(sketch.accuracy) - Math.log1p(-sketch.accuracy);
  const ends = [sketch.buckets.at(0), sketch.buckets.at(-1)].flatMap((bucket) => (bucket ? [bucket[0] * step] : []));
  expect(
    ends.every((logarithm) => logarithm >= Math.log(sample.least) && logarithm <= Math.log(sample.most)),
    `buckets stand for samples that are not ${within(sample)}`,
  );
}

const HASH = /^[0-9a-f]{7,64}$/i;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?$/;

/** An instant of ISO 8601, within {@link RUN_BOUNDS}: what `Date.parse` takes beyond that depends on the engine. */
export function isTime(text: string): boolean {
  return TIME.test(text) && isWithin(RUN_BOUNDS.recordedAt, parseTime(text));
}

/** Whether the store can keep a text: it has no half of a surrogate pair in it, and no NUL. */
export function isText(text: string): boolean {
  return !text.includes('\0') && Buffer.from(text, 'utf8').toString('utf8') === text;
}

function isCount(bounds: Bounds, value: number): boolean {
  return Number.isSafeInteger(value) && isWithin(bounds, value);
}

/** False for what is not a number as well. */
function isWithin({ least, most }: Bounds, value: number): boolean {
  return value >= least && value <= most;
}

function within({ least, most, unit }: Bounds): string {
  return `a number${unit ? ` of ${unit}` : ''} from ${least} to ${most}`;
}

function whole({ least, most }: Bounds): string {
  return `a whole number from ${least} to ${most}`;
}

function outside({ most, unit }: Bounds): string {
  return `more than ${most} ${unit}`;
}
