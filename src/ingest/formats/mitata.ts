import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { ALLOCATED_BYTES, TIME } from '../../model/metric.ts';
import { samplesOr, summaryOf } from '../figures.ts';
import { Findings, type RunFindings } from '../findings.ts';
import { elementsOf, type Members, membersOf, numberOf, numbersOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { isoTime, machineLine, versionLine } from '../origin.ts';
import { nameWithin, withParameters } from '../parameters.ts';
import type { Reader } from '../reader.ts';

/**
 * mitata's `format: 'json'`, and the `json: true` of versions before 1. Times are in nanoseconds, bytes in bytes.
 * @see https://github.com/evanwashere/mitata
 */
export const mitata: Reader = {
  format: 'mitata',
  title: 'mitata',
  recognises(source) {
    const json = membersOf(jsonOf(source));
    const benchmarks = elementsOf(json.benchmarks).map(membersOf);
    if ('noop' in membersOf(json.context)) return benchmarks.some(({ runs }) => Array.isArray(runs));
    return (
      textOf(json.runtime) !== null && 'cpu' in json && benchmarks.some((each) => 'stats' in each || 'error' in each)
    );
  },
  read(source) {
    const json = membersOf(source.json());
    const { now, cpu, arch, runtime, version } = membersOf(json.context);
    const findings = new Findings();
    const run = findings.run({
      recordedAt: isoTime(now),
      machine: machineLine([textOf(membersOf(cpu).name) ?? textOf(json.cpu), textOf(arch)]),
      runtime: versionLine(runtime ?? json.runtime, version),
    });
    const layout = elementsOf(json.layout).map(membersOf);
    for (const benchmark of elementsOf(json.benchmarks).map(membersOf)) {
      if (!Array.isArray(benchmark.runs)) addRun(benchmark, groupOf(benchmark.group), run, findings);
      const group = textOf(layout[numberOf(benchmark.group) ?? -1]?.name);
      for (const each of elementsOf(benchmark.runs).map(membersOf)) addRun(each, group, run, findings);
    }
    return findings.file(source.name);
  },
};

// Before version 1, groups without a name were given one.
function groupOf(group: unknown): string | null {
  const name = textOf(group);
  return name?.startsWith('$mitata_group') ? null : name;
}

function addRun(
  { name, args, stats, error }: Members,
  group: string | null,
  run: RunFindings,
  findings: Findings,
): void {
  const full = nameWithin(group, withParameters(textOf(name) ?? '<no name>', membersOf(args)));
  const own = membersOf(stats);
  const value = numberOf(own.avg);
  if (error !== undefined && error !== null) {
    findings.problem(full, `it failed: ${textOf(membersOf(error).message) ?? String(error)}.`);
  } else if (value === null || value <= 0) {
    findings.problem(
      full,
      `its mean is ${JSON.stringify(own.avg ?? null)}; it failed, or does nothing that can be measured.`,
    );
  } else {
    run.add(full, [timeOf(value, own), ...heapOf(own)]);
    if ('counters' in own || 'gc' in own)
      findings.note('Hardware counters, and the time of garbage collections, are left out.');
  }
}

const NANOSECOND = 1e-9;

function timeOf(value: number, { samples }: Members): MeasuredMetric {
  const times = numbersOf(samples)?.map((sample) => sample * NANOSECOND) ?? null;
  const isWhole = times?.every((time) => time > 0) ?? false;
  return { ...TIME, value: value * NANOSECOND, figures: samplesOr(isWhole ? times : null, summaryOf()) };
}

// By how much the heap grew in a call, where it did: not what was allocated to the byte.
function heapOf({ heap }: Members): readonly MeasuredMetric[] {
  const { avg, _: count } = membersOf(heap);
  const value = numberOf(avg);
  if (value === null || value < 0) return [];
  return [{ ...ALLOCATED_BYTES, scatter: 'sampled', value, figures: summaryOf(null, numberOf(count)) }];
}
