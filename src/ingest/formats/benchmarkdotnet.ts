import type { MeasuredFigures } from '../../model/measured-metric.ts';
import { ALLOCATED_BYTES, TIME } from '../../model/metric.ts';
import { Collected } from '../collected.ts';
import type { RunOrigin } from '../findings.ts';
import { elementsOf, type Members, membersOf, numberOf, numbersOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { machineLine } from '../origin.ts';
import type { Reader } from '../reader.ts';
import { inBaseUnits } from '../units.ts';

const NANOSECOND = 1e-9;

/**
 * BenchmarkDotNet's JSON (`--exporters json`), full or brief: each launch is a process.
 * @see https://benchmarkdotnet.org/articles/configs/exporters.html
 */
export const benchmarkDotNet: Reader = {
  format: 'benchmarkdotnet',
  title: 'BenchmarkDotNet',
  recognises(source) {
    const json = membersOf(jsonOf(source));
    return 'HostEnvironmentInfo' in json && Array.isArray(json.Benchmarks);
  },
  read(source) {
    const json = membersOf(source.json());
    const benchmarks = elementsOf(json.Benchmarks).map(membersOf);
    const collected = new Collected();
    const jobs = jobsOf(benchmarks);
    for (const benchmark of benchmarks) {
      const name = nameOf(benchmark);
      const isOneOfSeveral = (jobs.get(name)?.size ?? 0) > 1;
      readBenchmark(benchmark, isOneOfSeveral ? `${name} [${jobOf(benchmark)}]` : name, collected);
    }
    return collected.file(source.name, originOf(json));
  },
};

function nameOf(benchmark: Members): string {
  const full = textOf(benchmark.FullName)?.trim();
  if (full) return full;
  const parts = [benchmark.Namespace, benchmark.Type, benchmark.Method ?? benchmark.MethodTitle].map(textOf);
  const parameters = textOf(benchmark.Parameters) ?? '';
  return parts.filter((part) => part).join('.') + (parameters === '' ? '' : `(${parameters})`);
}

/** What a benchmark was run with, without the name that is made up for it: `Toolchain=net8.0`. */
function jobOf({ DisplayInfo: text }: Members): string {
  const job = (textOf(text) ?? '').replace(/^.*?: /, '').replace(/ \[[^[\]]*\]$/, '');
  return /^Job-\w+\((.*)\)$/.exec(job)?.[1] ?? job;
}

function jobsOf(benchmarks: readonly Members[]): ReadonlyMap<string, ReadonlySet<string>> {
  const jobs = new Map<string, Set<string>>();
  for (const benchmark of benchmarks) {
    const name = nameOf(benchmark);
    jobs.set(name, (jobs.get(name) ?? new Set()).add(jobOf(benchmark)));
  }
  return jobs;
}

function readBenchmark(benchmark: Members, name: string, collected: Collected): void {
  if (name === '') {
    collected.problem(null, 'one of its benchmarks has no name; it is no result as BenchmarkDotNet writes it.');
    return;
  }
  const statistics = membersOf(benchmark.Statistics);
  const mean = numberOf(statistics.Mean);
  if (mean === null) {
    collected.problem(name, 'it has no statistics: it failed. Mend it; what it printed says why.');
    return;
  }
  const figures = figuresOf(benchmark, statistics);
  collected.add(name, { ...TIME, value: inBaseUnits(mean, NANOSECOND), figures }, { line: null });
  const bytes = membersOf(benchmark.Memory).BytesAllocatedPerOperation;
  if (bytes === undefined || bytes === null || !collected.has(name)) return;
  collected.addFigure(name, ALLOCATED_BYTES, numberOf(bytes) ?? Number.NaN, { line: null });
}

function figuresOf(benchmark: Members, statistics: Members): MeasuredFigures {
  const launches = launchesOf(benchmark, statistics);
  if (launches.length > 0) {
    const isInProcess = /InProcess/.test(textOf(benchmark.DisplayInfo) ?? '');
    return isInProcess ? { kind: 'samples', samples: launches.flat() } : { kind: 'processes', processes: launches };
  }
  const values = numbersOf(statistics.OriginalValues);
  if (values !== null && values.length > 0) {
    return { kind: 'samples', samples: values.map((value) => inBaseUnits(value, NANOSECOND)) };
  }
  const deviation = numberOf(statistics.StandardDeviation);
  return {
    kind: 'summary',
    deviation: deviation === null ? null : inBaseUnits(deviation, NANOSECOND),
    count: numberOf(statistics.N),
  };
}

/** Seconds per operation, launch by launch, without warm-up, pilot and what measuring itself costs. */
function launchesOf(benchmark: Members, statistics: Members): readonly (readonly number[])[] {
  const launches = new Map<unknown, number[]>();
  for (const measurement of elementsOf(benchmark.Measurements).map(membersOf)) {
    const { IterationMode: mode, IterationStage: stage, Operations: operations, Nanoseconds: time } = measurement;
    // Before 0.11 there was no stage, and the results were a mode of their own.
    if (!(mode === 'Result' || (mode === 'Workload' && stage === 'Result'))) continue;
    const figure = (numberOf(time) ?? Number.NaN) / (numberOf(operations) ?? Number.NaN);
    const launch = launches.get(measurement.LaunchIndex) ?? [];
    launch.push(inBaseUnits(figure, NANOSECOND));
    launches.set(measurement.LaunchIndex, launch);
  }
  if (launches.size > 0) return [...launches.values()];
  // Without results of iterations, those of one launch are in the statistics.
  const indexes = new Set(elementsOf(benchmark.Measurements).map((each) => membersOf(each).LaunchIndex));
  const values = numbersOf(statistics.OriginalValues) ?? [];
  return indexes.size === 1 && values.length > 0 ? [values.map((value) => inBaseUnits(value, NANOSECOND))] : [];
}

function originOf(json: Members): RunOrigin {
  const host = membersOf(json.HostEnvironmentInfo);
  const processor = textOf(host.ProcessorName) ?? textOf(membersOf(host.ProcessorName).Value);
  return {
    machine: machineLine([processor, textOf(host.OsVersion)]),
    runtime: textOf(host.RuntimeVersion) ?? textOf(host.ClrVersion),
  };
}
