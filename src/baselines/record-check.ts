import { UsageError } from '../errors.ts';
import type { ProcessSummary, RunRecord } from '../model/baseline.ts';
import type { QuantileSketch } from '../model/statistics.ts';
import { parseTime } from '../real-time.ts';

/** Far beyond anything that is measured, and small enough that the stored form can add to it without rounding. */
const LARGEST_COUNT = 2 ** 48;
const LARGEST_INDEX = 2 ** 31;

/**
 * Makes sure that runs can be stored and read back exactly as they are: finite numbers, whole counts, ascending
 * buckets, valid times, text that UTF-8 can hold.
 *
 * @throws UsageError that names every problem of the first record that cannot be stored
 */
export function assertStorable(records: readonly RunRecord[]): void {
  records.forEach((record, index) => {
    const problems = problemsOf(record);
    if (problems.length === 0) return;
    throw new UsageError(
      `Run ${index} ("${record.testName}") cannot be stored: ${problems.join('; ')}. Nothing was stored.`,
      { data: { index, testName: record.testName, problems } },
    );
  });
}

function problemsOf(record: RunRecord): string[] {
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };
  for (const name of ['testName', 'environmentKey', 'runId', 'commit', 'branch'] as const) {
    expect(record[name] === null || isText(record[name]), `${name} is not well-formed text without NUL`);
  }
  expect(record.isDirty === null || typeof record.isDirty === 'boolean', 'isDirty is neither null nor true nor false');
  expect(isTime(record.recordedAt), 'recordedAt is not an ISO 8601 time');
  expect(Number.isFinite(record.estimate), 'estimate is not a finite number');
  expect(record.decayFactor >= 0 && record.decayFactor <= 1, 'decayFactor is not between 0 and 1');
  expect(record.processes.length > 0, 'there is no process');
  record.processes.forEach((process, index) => {
    checkProcess(process, (holds, problem) => expect(holds, `processes[${index}].${problem}`));
  });
  return problems;
}

function checkProcess(process: ProcessSummary, expect: (holds: boolean, problem: string) => void): void {
  expect(Number.isFinite(process.location), 'location is not a finite number');
  for (const name of ['control', 'cpuTime', 'controlCpuTime'] as const) {
    const value = process[name];
    expect(value === null || Number.isFinite(value), `${name} is neither null nor a finite number`);
  }
  expect(isCount(process.callsPerSample), 'callsPerSample is not a whole number');
  expect(isCount(process.position), 'position is not a whole number');
  checkSketch(process.sketch, (holds, problem) => expect(holds, `sketch.${problem}`));
}

function checkSketch(sketch: QuantileSketch, expect: (holds: boolean, problem: string) => void): void {
  expect(sketch.accuracy > 0 && sketch.accuracy < 1, 'accuracy is not between 0 and 1');
  expect(isCount(sketch.zeroCount), 'zeroCount is not a whole number');
  expect(sketch.zeroCount + sketch.buckets.length > 0, 'there is no sample');
  expect(
    sketch.buckets.every(([index, count]) => isIndex(index) && isCount(count) && count > 0),
    'buckets hold something else than whole numbers',
  );
  expect(
    sketch.buckets.every(([index], at) => at === 0 || sketch.buckets[at - 1]![0] < index),
    'buckets are not in ascending order',
  );
}

/** An instant of ISO 8601: what `Date.parse` takes beyond that depends on the engine. */
export function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) && !text.includes('\0') && !Number.isNaN(parseTime(text));
}

/** Whether the store can keep a text: it has no half of a surrogate pair in it, and no NUL. */
export function isText(text: string): boolean {
  return !text.includes('\0') && Buffer.from(text, 'utf8').toString('utf8') === text;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= LARGEST_COUNT;
}

function isIndex(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= LARGEST_INDEX;
}
