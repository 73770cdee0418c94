import type { FiguresOfSide } from '../../judge/files/case.ts';
import type { ProcessSummary } from '../../model/baseline.ts';
import { RUN_BOUNDS } from '../../model/bounds.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { type Metric, TIME } from '../../model/metric.ts';
import type { MetricEvidence } from '../../model/metric-result.ts';
import { median } from '../../statistics/core/median.ts';
import { sketchOf } from '../../statistics/core/quantile-sketch.ts';

/** The figures of a metric, process by process; a summary is one figure of one process. */
export function processesOf({ figures, value }: MeasuredMetric): readonly (readonly number[])[] {
  switch (figures.kind) {
    case 'processes': {
      const some = figures.processes.filter((samples) => samples.length > 0);
      return some.length > 0 ? atMost(RUN_BOUNDS.processes.most, some) : [[value]];
    }
    case 'samples':
      return figures.samples.length > 0 ? [figures.samples] : [[value]];
    case 'summary':
      return [[value]];
  }
}

// Of thousands of processes, neighbours count as one.
function atMost(most: number, processes: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const together = Math.ceil(processes.length / most);
  if (together === 1) return processes;
  return Array.from({ length: Math.ceil(processes.length / together) }, (_, i) =>
    processes.slice(i * together, (i + 1) * together).flat(),
  );
}

/** All figures of a metric, without a copy of them where one process gave them all. */
export function allFiguresOf(metric: MeasuredMetric): readonly number[] {
  const processes = processesOf(metric);
  return processes.length === 1 ? processes[0]! : processes.flat();
}

/** What each process says, by its own median. */
export function locationsOf(metric: MeasuredMetric): readonly number[] {
  return processesOf(metric).map(median);
}

/**
 * The standard deviation of an estimate of a run, on the logarithmic scale, by how much the processes of runs differ among
 * themselves; 0 where they do not, or there is one of each.
 * @param runs of each run what its processes say.
 */
export function scatterOf(runs: readonly (readonly number[])[]): number {
  let squares = 0;
  let freedom = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (const run of runs) {
    const logs = run.filter((each) => each > 0).map(Math.log);
    if (logs.length < 2) continue;
    const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
    squares += logs.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    freedom += logs.length - 1;
    fewest = Math.min(fewest, logs.length);
  }
  return freedom === 0 ? 0 : MEDIAN_ABOVE_MEAN * Math.sqrt(squares / freedom / fewest);
}

/** By how much the median of a few scatters more than their mean; of many normal ones by a quarter. */
const MEDIAN_ABOVE_MEAN = 1.25;

/** What verdicts are made from: the median of what the processes say, each by its own median. */
export function estimateOf(metric: MeasuredMetric): number {
  return median(locationsOf(metric));
}

/** How much the figures can be trusted. */
export function evidenceOf(metric: MeasuredMetric): MetricEvidence {
  if (metric.scatter !== 'sampled') return 'exact';
  const processes = processesOf(metric);
  if (processes.length > 1) return 'processes';
  return metric.figures.kind === 'summary' || processes[0]!.length < 2 ? 'summary' : 'samples';
}

/** One side of a comparison, as the judge of two sides sees it. */
export function figuresOf(metric: MeasuredMetric): FiguresOfSide {
  const { figures, value, relativeError } = metric;
  const isSummary = figures.kind === 'summary' && figures.deviation !== null && figures.count !== null;
  return {
    estimate: figures.kind === 'summary' ? value : estimateOf(metric),
    processes: processesOf(metric),
    evidence: evidenceOf(metric),
    summary: isSummary ? { deviation: figures.deviation!, count: figures.count! } : null,
    relativeError,
  };
}

/** Why a metric of one name is not the same on both sides, in words; null where it is. */
export function differentlyDeclared(what: string, base: Metric, head: Metric): string | null {
  if (base.unit === head.unit && base.better === head.better) return null;
  const [before, now] = [base, head].map(
    ({ unit, better }) => `${unit === '' ? 'no unit' : unit}, ${better} is better`,
  );
  return `${what} was another metric before (${before}) than it is now (${now}).`;
}

/** What is stored of each process. */
export function summariesOf(metric: MeasuredMetric): readonly ProcessSummary[] {
  return processesOf(metric).map((samples, position) => ({
    location: median(samples),
    control: null,
    cpuTime: null,
    controlCpuTime: null,
    callsPerSample: 1,
    position,
    sketch: sketchOf(samples),
  }));
}

/** What is wrong with a figure, in words; null where nothing is. */
export function problemWithFigures(metric: MeasuredMetric): string | null {
  const isWrong = (figure: number) => !isFigure(metric, figure);
  // Without one list of all: there may be millions.
  const process = processesOf(metric).find((samples) => samples.some(isWrong));
  const wrong = isWrong(metric.value) ? metric.value : process?.find(isWrong);
  if (wrong === undefined) return null;
  return `${metric.name} is ${wrong} ${metric.unit}`.trim().concat(`; ${EXPECTED} Look at what its harness printed.`);
}

const EXPECTED = `a time is above 0, and any other figure from 0 to ${RUN_BOUNDS.value.most}.`;

function isFigure({ name, unit }: Metric, figure: number): boolean {
  const { least, most } = name === TIME.name && unit === TIME.unit ? RUN_BOUNDS.time : RUN_BOUNDS.value;
  return figure >= least && figure <= most;
}
