import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { type Metric, PEAK_MEMORY, TIME } from '../../model/metric.ts';
import { Findings } from '../findings.ts';
import { elementsOf, type Members, membersOf, numberOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { commitOf, isoTime, versionLine } from '../origin.ts';
import type { Reader } from '../reader.ts';

/**
 * pyperf's JSON, and so pyperformance's. Each run is a process of its own; runs that only calibrate have no values.
 * @see https://pyperf.readthedocs.io
 */
export const pyperf: Reader = {
  format: 'pyperf',
  title: 'pyperf',
  recognises(source) {
    const json = jsonOf(source);
    if (!VERSIONS.includes(membersOf(json).version)) return false;
    return benchmarksOf(json).some(({ runs }) => elementsOf(runs).some(isRun));
  },
  read(source) {
    const json = source.json();
    const shared = membersOf(membersOf(json).metadata);
    const benchmarks = benchmarksOf(json).map((benchmark) => benchmarkOf(benchmark, shared));
    const findings = new Findings();
    const first = benchmarks[0]?.metadata ?? {};
    const run = findings.run({
      commit: commitOf(first.commit_id),
      recordedAt: benchmarks.flatMap(({ dates }) => dates).sort()[0] ?? null,
      machine: textOf(first.cpu_model_name),
      runtime: versionLine(first.python_implementation, first.python_version),
    });
    for (const { name, metadata, processes, wrong } of benchmarks) {
      if (wrong === null) run.add(name, [metricOf(textOf(metadata.unit), processes)]);
      else findings.problem(name, wrong);
    }
    if (benchmarks.some(({ calibrations }) => calibrations > 0)) {
      findings.note('Warm-ups, and runs that only calibrate, are left out.');
    }
    return findings.file(source.name);
  },
};

/** Of what pyperf 0.8.3 and later have written. */
const VERSIONS: readonly unknown[] = [5, 6, '1.0'];

function benchmarksOf(json: unknown): readonly Members[] {
  return elementsOf(membersOf(json).benchmarks).map(membersOf);
}

function isRun(run: unknown): boolean {
  return ['values', 'warmups', 'samples'].some((list) => Array.isArray(membersOf(run)[list]));
}

function benchmarkOf(benchmark: Members, shared: Members) {
  const runs = elementsOf(benchmark.runs).map(membersOf);
  const own = { ...shared, ...membersOf(benchmark.common_metadata), ...membersOf(benchmark.metadata) };
  const metadata: Members = { ...own, ...membersOf(runs[0]?.metadata) };
  const processes = runs
    .map(({ values, samples }) => elementsOf(values ?? samples))
    .filter((values) => values.length > 0);
  const dates = runs.map((run) => isoTime(membersOf(run.metadata).date)).filter((date) => date !== null);
  return {
    name: textOf(metadata.name) ?? textOf(metadata.timeit_stmt) ?? '<no name>',
    metadata,
    processes: processes as readonly (readonly number[])[],
    dates,
    calibrations: runs.length - processes.length,
    wrong: whatIsWrong(processes, textOf(metadata.unit)),
  };
}

function whatIsWrong(processes: readonly (readonly unknown[])[], unit: string | null): string | null {
  if (processes.length === 0) return 'it has warm-ups and calibration only: pyperf was ended before it was measured.';
  const least = unit === null || unit === 'second' ? Number.MIN_VALUE : 0;
  const bad = processes.flat().find((value) => !((numberOf(value) ?? -1) >= least));
  return bad === undefined ? null : `${JSON.stringify(bad)} is no value of it; look at its output.`;
}

function metricOf(unit: string | null, processes: readonly (readonly number[])[]): MeasuredMetric {
  const values = processes.flat();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { ...(METRICS.get(unit ?? 'second') ?? OTHER), value: mean, figures: { kind: 'processes', processes } };
}

const OTHER: Metric = { name: 'value', unit: '', better: 'lower', scatter: 'sampled' };

// Bytes are what `--track-memory` and `--tracemalloc` find: the most at once.
const METRICS: ReadonlyMap<string, Metric> = new Map([
  ['second', TIME],
  ['byte', PEAK_MEMORY],
]);
