import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { ALLOCATIONS, type Better, CPU_TIME, type Metric, PEAK_MEMORY, THROUGHPUT, TIME } from '../../model/metric.ts';
import type { Collected } from '../collected.ts';
import { type Members, numberOf, textOf } from '../json.ts';
import { inBaseUnits, secondsIn } from '../units.ts';

/** What the library writes of its own; everything else is a counter of the benchmark. */
const OWN_KEYS = new Set(
  (
    'name family_index per_family_instance_index run_name run_type repetitions repetition_index threads iterations real_time ' +
    'cpu_time time_unit label error_occurred error_message skipped skip_message aggregate_name aggregate_unit big_o ' +
    'cpu_coefficient real_coefficient rms'
  ).split(' '),
);
/** What stands behind the name of what was made from several repetitions. */
const AGGREGATE = /_(mean|median|stddev|cv|BigO|RMS|min|max)$/;

/** A run of Google Benchmark with the members of its JSON, whichever form it was read from. */
export interface GoogleRun extends Members {
  /** Where it stands; absent where the form has no lines. */
  readonly [LINE]?: number;
}

/** The key of a run's line: what its library writes has text for keys. */
export const LINE = Symbol('line');

/** Adds runs to what was found: repetitions are samples, and what was made of them is left out unless there is nothing else. */
export function collectRuns(runs: readonly GoogleRun[], collected: Collected): void {
  const names = new Set(runs.map(({ name }) => String(name)));
  const measured = runs.filter((run) => !isAggregate(run, names));
  const made = runs.filter((run) => isAggregate(run, names));
  const counters = new Map<string, Metric>();
  for (const run of measured) readRun(run, collected, counters);
  for (const better of ['lower', 'higher'] as const) noteCounters(better, counters, collected);
  readAggregates(made, new Set(measured.map(nameOf)), collected);
}

function nameOf({ name, run_name: runName }: Members): string {
  return textOf(runName)?.trim() || String(name);
}

// Versions before 1.5 do not say it: then by its name, where there is something that it can be made from.
function isAggregate({ run_type: type, name }: Members, names: ReadonlySet<string>): boolean {
  if (type !== undefined) return type === 'aggregate';
  const [suffix] = AGGREGATE.exec(String(name)) ?? [];
  if (suffix === undefined) return false;
  // No benchmark is called so, whatever else of it was lost.
  if (suffix === '_stddev') return true;
  const base = String(name).slice(0, -suffix.length);
  return ['', '_mean', '_median', '_stddev'].some((other) => other !== suffix && names.has(base + other));
}

function readRun(run: GoogleRun, collected: Collected, counters: Map<string, Metric>): void {
  const name = nameOf(run);
  if (run.error_occurred === true) {
    collected.problem(name, `it failed: ${textOf(run.error_message) ?? 'it does not say why'}.`, lineOf(run));
    return;
  }
  if (run.skipped === true) {
    collected.note(`${name} was skipped: ${textOf(run.skip_message) ?? 'it does not say why'}.`);
    return;
  }
  const seconds = secondsIn(textOf(run.time_unit) ?? '');
  if (seconds === null || !('real_time' in run)) {
    collected.problem(name, 'it has no real_time with a time_unit; run it again.', lineOf(run));
    return;
  }
  const times = [
    [TIME, numberOf(run.real_time)],
    [CPU_TIME, numberOf(run.cpu_time)],
  ] as const;
  for (const [metric, time] of times) {
    if (metric === TIME || 'cpu_time' in run) {
      collected.addFigure(name, metric, time === null ? Number.NaN : inBaseUnits(time, seconds), { line: lineOf(run) });
    }
  }
  readCounters(run, name, collected, counters);
}

function readCounters(run: GoogleRun, name: string, collected: Collected, counters: Map<string, Metric>): void {
  for (const [key, value] of Object.entries(run)) {
    if (OWN_KEYS.has(key) || key.trim() === '' || typeof value === 'string') continue;
    const metric = counterOf(key, run);
    collected.addFigure(name, metric, numberOf(value) ?? Number.NaN, { line: lineOf(run) });
    if (!Object.hasOwn(COUNTERS, key)) counters.set(key, metric);
  }
}

function noteCounters(better: Better, counters: ReadonlyMap<string, Metric>, collected: Collected): void {
  const names = [...counters].filter(([, metric]) => metric.better === better).map(([name]) => name);
  if (names.length > 0)
    collected.note(`Of the benchmarks' own counters ${names.join(', ')} the ${better} is the better one.`);
}

const OWN: Pick<Metric, 'better' | 'scatter'> = { better: 'lower', scatter: 'sampled' };
const COUNTERS: Readonly<Record<string, Metric>> = {
  items_per_second: THROUGHPUT,
  bytes_per_second: { ...THROUGHPUT, unit: 'bytes per second' },
  allocs_per_iter: ALLOCATIONS,
  max_bytes_used: PEAK_MEMORY,
  total_allocated_bytes: { ...OWN, name: 'total_allocated_bytes', unit: 'bytes' },
  net_heap_growth: { ...OWN, name: 'net_heap_growth', unit: 'bytes' },
};

function counterOf(key: string, run: Members): Metric {
  const known = Object.hasOwn(COUNTERS, key) ? COUNTERS[key]! : null;
  if (known === null) return { name: key, unit: '', better: isRate(key) ? 'higher' : 'lower', scatter: 'sampled' };
  // A benchmark has one throughput; where there are two, the items are it.
  return key === 'bytes_per_second' && 'items_per_second' in run ? { ...known, name: key } : known;
}

function isRate(key: string): boolean {
  return /per[ _]?s(?:ec(?:ond)?)?\b|\/s(?:ec)?\b|rate$|throughput|bandwidth/i.test(key);
}

/** With `--benchmark_report_aggregates_only` there is nothing else. */
function readAggregates(made: readonly GoogleRun[], measured: ReadonlySet<string>, collected: Collected): void {
  const alone = new Map<string, Map<string, GoogleRun>>();
  for (const run of made) {
    const kind = textOf(run.aggregate_name) ?? AGGREGATE.exec(String(run.name))?.[1] ?? '';
    const name = textOf(run.run_name)?.trim() || String(run.name).replace(AGGREGATE, '');
    if (measured.has(name)) continue;
    if (!alone.has(name)) alone.set(name, new Map());
    alone.get(name)!.set(kind, run);
  }
  for (const [name, kinds] of alone) {
    const chosen = kinds.get('median') ?? kinds.get('mean');
    if (chosen !== undefined) readSummary(name, chosen, kinds.get('stddev'), collected);
    else
      collected.note(`${name} is left out: ${[...kinds.keys()].join(', ') || 'an aggregate'} of it is no measurement.`);
  }
}

function readSummary(name: string, chosen: GoogleRun, spread: GoogleRun | undefined, collected: Collected): void {
  const seconds = secondsIn(textOf(chosen.time_unit) ?? '');
  const spreadUnit = secondsIn(textOf(spread?.time_unit) ?? '');
  if (chosen.error_occurred === true || seconds === null) {
    collected.problem(
      name,
      `it has no time: ${textOf(chosen.error_message) ?? 'its time_unit is missing'}.`,
      lineOf(chosen),
    );
    return;
  }
  const count = numberOf(chosen.repetitions);
  for (const [metric, key] of [[TIME, 'real_time'] as const, [CPU_TIME, 'cpu_time'] as const]) {
    if (!(key in chosen)) continue;
    const deviation = numberOf(spread?.[key]);
    const summary: MeasuredMetric = {
      ...metric,
      value: inBaseUnits(numberOf(chosen[key]) ?? Number.NaN, seconds),
      figures: {
        kind: 'summary',
        deviation: deviation === null || spreadUnit === null ? null : inBaseUnits(deviation, spreadUnit),
        count: count !== null && count > 0 ? count : null,
      },
    };
    collected.add(name, summary, { line: lineOf(chosen) });
  }
}

function lineOf(run: GoogleRun): number | null {
  return run[LINE] ?? null;
}
