import type { IngestedBenchmark, IngestedRun } from '../../model/ingested.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import type { FailedTest } from '../../model/result.ts';
import { parseTime } from '../../real-time.ts';
import { estimateOf, problemWithFigures, processesOf } from '../metrics/figures.ts';
import type { ReadResults } from './read-results.ts';

/** A benchmark of some file. */
export interface FoundBenchmark extends IngestedBenchmark {
  readonly file: string;
}

/** A run, put together from whatever was named. */
export interface WholeRun extends Pick<IngestedRun, 'commit' | 'recordedAt' | 'machine' | 'runtime'> {
  readonly benchmarks: readonly FoundBenchmark[];
}

/** What the newest runs of all files make, and what is in the way of that. */
export interface OneRun {
  readonly run: WholeRun;
  readonly failures: readonly FailedTest[];
  readonly notes: readonly string[];
}

/**
 * The newest run of each file as one run. A benchmark that several files have was measured by several processes: that is what
 * more than one file is for.
 * @param advice what to do about a file of several runs, of which only the newest counts.
 */
export function oneRunOf(files: readonly ReadResults[], advice: string): OneRun {
  const failures: FailedTest[] = [];
  const notes: string[] = [];
  const found = new Map<string, FoundBenchmark>();
  const newest = files.flatMap((file) => {
    const run = file.runs.at(-1);
    if (file.runs.length > 1) notes.push(historyNote(file, advice));
    return run === undefined ? [] : [{ file, run }];
  });
  for (const { file, run } of newest) {
    for (const benchmark of run.benchmarks) {
      const failure = failureOf(benchmark, file.file);
      if (failure !== null) failures.push(failure);
      else add(found, { ...benchmark, file: file.file });
    }
  }
  const common = <Key extends 'commit' | 'recordedAt' | 'machine' | 'runtime'>(key: Key): IngestedRun[Key] | null => {
    const values = new Set(newest.map(({ run }) => run[key] ?? null));
    return values.size === 1 ? [...values][0]! : null;
  };
  const run = {
    commit: common('commit'),
    recordedAt: common('recordedAt'),
    machine: common('machine'),
    runtime: common('runtime') ?? null,
    benchmarks: [...found.values()],
  };
  return { run, failures, notes };
}

/** The runs of a history, oldest first. */
export function historyOf(files: readonly ReadResults[]): {
  runs: readonly WholeRun[];
  failures: readonly FailedTest[];
} {
  const failures: FailedTest[] = [];
  const runs = files.flatMap(({ file, runs: own }) =>
    own.map((run) => ({
      ...run,
      benchmarks: run.benchmarks.flatMap((benchmark) => {
        const failure = failureOf(benchmark, file);
        if (failure === null) return [{ ...benchmark, file }];
        failures.push(failure);
        return [];
      }),
    })),
  );
  const time = ({ recordedAt }: WholeRun) => (recordedAt === null ? 0 : parseTime(recordedAt));
  return { runs: runs.sort((a, b) => time(a) - time(b)), failures };
}

function historyNote({ file, runs }: ReadResults, advice: string): string {
  return `${file}: it holds ${runs.length} runs, of which only the newest was judged; ${advice}.`;
}

function failureOf({ name, metrics }: IngestedBenchmark, file: string): FailedTest | null {
  const problem = metrics.map(problemWithFigures).find((each) => each !== null);
  if (problem === undefined) return null;
  return { testName: name, file, reason: 'invalid_file', message: problem!, stack: null };
}

function add(found: Map<string, FoundBenchmark>, benchmark: FoundBenchmark): void {
  const other = found.get(benchmark.name);
  if (other === undefined) {
    found.set(benchmark.name, benchmark);
    return;
  }
  const metrics = other.metrics.map((metric) => {
    const same = benchmark.metrics.find((each) => isSame(each, metric));
    return same === undefined ? metric : together(metric, same);
  });
  const more = benchmark.metrics.filter((metric) => !other.metrics.some(({ name }) => name === metric.name));
  found.set(benchmark.name, { ...other, metrics: [...metrics, ...more] });
}

function isSame(a: MeasuredMetric, b: MeasuredMetric): boolean {
  return a.name === b.name && a.unit === b.unit && a.better === b.better && a.scatter === b.scatter;
}

function together(a: MeasuredMetric, b: MeasuredMetric): MeasuredMetric {
  const processes = [...processesOf(a), ...processesOf(b)];
  const merged: MeasuredMetric = { ...a, figures: { kind: 'processes', processes } };
  return { ...merged, value: estimateOf(merged) };
}
