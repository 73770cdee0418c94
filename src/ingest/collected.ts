import type { IngestedFile } from '../model/ingested.ts';
import type { MeasuredFigures, MeasuredMetric } from '../model/measured-metric.ts';
import type { Metric } from '../model/metric.ts';
import { median } from '../statistics/core/median.ts';
import { Findings, type RunOrigin } from './findings.ts';
import { detached } from './text-chunks.ts';

// Far more than any harness prints of one benchmark; a file of gigabytes must not fill the memory.
const MOST_FIGURES = 20_000;

/** Where a figure is from. */
export interface FigurePlace {
  readonly line: number | null;
  /** Tells figures of different processes apart, where the file does. Default: all are of one. */
  readonly process?: number;
}

interface Figures {
  readonly metric: Metric;
  /** As the harness gives it; only of the first one. */
  readonly first: { readonly value: number; readonly figures: MeasuredFigures };
  readonly processes: number[][];
  process: number | undefined;
  times: number;
  count: number;
  areProcesses: boolean;
}

/**
 * What a reader finds of one run, figure by figure: repeated benchmarks come together, and figures that are none become problems.
 * Nothing of it grows without bound.
 */
export class Collected {
  readonly #benchmarks = new Map<string, Map<string, Figures>>();
  readonly #findings = new Findings();
  #leftOut = 0;

  /** Of all benchmarks until now. */
  names(): readonly string[] {
    return [...this.#benchmarks.keys()];
  }

  has(name: string, metric?: string): boolean {
    const metrics = this.#benchmarks.get(name);
    return metrics !== undefined && (metric === undefined || metrics.has(metric));
  }

  /** A figure of one process, or one more of them. */
  addFigure(name: string, metric: Metric, figure: number, place: FigurePlace): void {
    // Nearly all of a large file are of this kind, which is why they have a way of their own.
    const known = this.#benchmarks.get(name)?.get(metric.name);
    const isOneMore = known?.metric === metric && known.process === place.process && known.count < MOST_FIGURES;
    if (isOneMore && figure > 0 && figure < Number.POSITIVE_INFINITY) {
      known.processes.at(-1)!.push(figure);
      known.count++;
      known.times++;
      known.areProcesses = false;
      return;
    }
    this.#add(name, metric, figure, { kind: 'samples', samples: [figure] }, place);
  }

  /** A metric with all that the harness says of it; where it is there already, its figures are added. */
  add(name: string, all: MeasuredMetric, place: FigurePlace): void {
    const { value, figures, ...metric } = all;
    this.#add(name, metric, value, figures, place);
  }

  #add(name: string, metric: Metric, value: number, figures: MeasuredFigures, place: FigurePlace): void {
    const all = figures.kind === 'summary' ? [value] : [value, ...figuresOf(figures)];
    const wrong = whatIsWrong(all, metric);
    if (wrong !== null) {
      this.problem(name, wrong, place.line);
      return;
    }
    const metrics = this.#metricsOf(name);
    const known = metrics.get(metric.name);
    if (known === undefined) metrics.set(metric.name, firstOf(metric, value, figures, place.process));
    else if (known.metric.unit === metric.unit) this.#addTo(known, value, figures, place.process);
    else {
      const units = `${quoted(known.metric.unit)} before and in ${quoted(metric.unit)} here`;
      this.problem(name, `its ${metric.name} is in ${units}; give these benchmarks names of their own.`, place.line);
    }
  }

  /** As {@link Findings.problem}. */
  problem(name: string | null, message: string, line: number | null = null): void {
    this.#findings.problem(name, message, line);
  }

  /** As {@link Findings.note}. */
  note(sentence: string): void {
    this.#findings.note(sentence);
  }

  /**
   * Everything found.
   * @param origin what the file says of its run as a whole.
   * @param metricOf changes a metric at the end, where the file says what it is behind its figures.
   * @param nameOf the same of names; two benchmarks must not get one name.
   * @throws {IngestError} where there is nothing, not even a problem.
   */
  file(
    file: string,
    origin: RunOrigin = {},
    metricOf: (metric: Metric) => Metric = (metric) => metric,
    nameOf: (name: string) => string = (name) => name,
  ): IngestedFile {
    const run = this.#findings.run(origin);
    for (const [name, metrics] of this.#benchmarks) {
      const found = [...metrics.values()].map((each) => ({ ...metricOf(each.metric), ...figuresInAll(each) }));
      run.add(nameOf(name), found);
    }
    if (this.#leftOut > 0) this.note(`${this.#leftOut} figures are left out: ${MOST_FIGURES} of each metric are read.`);
    return this.#findings.file(file, nameOf);
  }

  #metricsOf(name: string): Map<string, Figures> {
    const known = this.#benchmarks.get(name);
    if (known !== undefined) return known;
    const metrics = new Map<string, Figures>();
    this.#benchmarks.set(detached(name), metrics);
    return metrics;
  }

  #addTo(known: Figures, value: number, figures: MeasuredFigures, process: number | undefined): void {
    const groups = groupsOf(value, figures);
    known.times++;
    known.areProcesses &&= figures.kind === 'processes';
    for (const group of groups) {
      const room = MOST_FIGURES - known.count;
      if (group.length > room) this.#leftOut += group.length - room;
      const kept = group.length > room ? group.slice(0, room) : group;
      if (kept.length === 0) continue;
      known.count += kept.length;
      const isSame = figures.kind !== 'processes' && known.process === process;
      if (isSame) known.processes.at(-1)!.push(...kept);
      else known.processes.push([...kept]);
    }
    known.process = process;
  }
}

function firstOf(metric: Metric, value: number, figures: MeasuredFigures, process: number | undefined): Figures {
  const processes = groupsOf(value, figures).map((group) => group.slice(0, MOST_FIGURES));
  const count = processes.reduce((sum, group) => sum + group.length, 0);
  const areProcesses = figures.kind === 'processes';
  return { metric, first: { value, figures }, processes, process, times: 1, count, areProcesses };
}

function groupsOf(value: number, figures: MeasuredFigures): readonly (readonly number[])[] {
  if (figures.kind === 'processes') return figures.processes;
  return [figures.kind === 'samples' ? figures.samples : [value]];
}

function figuresOf(figures: MeasuredFigures): readonly number[] {
  if (figures.kind === 'processes') return figures.processes.flat();
  return figures.kind === 'samples' ? figures.samples : [];
}

function figuresInAll({ first, processes, times, areProcesses }: Figures): Pick<MeasuredMetric, 'value' | 'figures'> {
  if (times === 1) return first;
  if (areProcesses || processes.length > 1) {
    return { value: median(processes.flat()), figures: { kind: 'processes', processes } };
  }
  // No copy of what may be most of a large file.
  const [samples = []] = processes;
  return { value: median(samples), figures: { kind: 'samples', samples } };
}

/** Null where a figure is one that can be compared. */
function whatIsWrong(figures: readonly number[], { name, unit }: Metric): string | null {
  if (figures.some((figure) => !Number.isFinite(figure))) return `its ${name} is no number; measure it again.`;
  if (figures.some((figure) => figure < 0)) return `its ${name} is negative, which it cannot be; measure it again.`;
  const isRatio = unit === 'seconds' || unit.endsWith('per second') || name === 'instructions';
  return isRatio && figures.some((figure) => figure === 0)
    ? `its ${name} is 0: rounded to nothing, or the compiler removed the work; give it more work, or a smaller unit.`
    : null;
}

function quoted(unit: string): string {
  return unit === '' ? 'no unit' : unit;
}
