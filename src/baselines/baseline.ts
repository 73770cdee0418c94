import type { PerformanceBaseline, ProcessSummary, RunRecord } from '../model/baseline.ts';
import type { MeasurementMethod } from '../model/measurement.ts';
import type { QuantileSketch } from '../model/statistics.ts';
import { decayedMedian } from '../statistics/core/decayed-median.ts';
import { medianAbsoluteDeviation } from '../statistics/core/median-absolute-deviation.ts';
import { medianInterval } from '../statistics/core/median-interval.ts';
import { mergeSketches, sketchCount, sketchQuantile } from '../statistics/core/quantile-sketch.ts';
import { baselineRuns } from './baseline-runs.ts';
import { ofMetric } from './metric-text.ts';

/** Rises when a reader of stored baselines would have to change. */
export const BASELINE_VERSION = '1';

const CONFIDENCE_LEVEL = 0.95;
/** 97.5th percentile of the standard normal distribution: what 95 % confidence takes on either side. */
// A process's location is this quantile of its samples.
const LOCATION = 0.05;
const NORMAL_QUANTILE = 1.959964;

/**
 * The baseline that the runs of one series make up; which of them count is what `baselineRuns` says.
 *
 * The median is weighted: each run's decay factor scales the weight of all runs before it. The interval is that of the
 * runs' estimates; of a single run, that of its processes' locations; of a single process, that of its samples, which
 * knows nothing of the spread between runs and is too narrow for it.
 *
 * @param records - runs of one series, in any order
 * @param method - as in `baselineRuns`
 * @returns null where no run counts
 */
export function baselineFrom(records: readonly RunRecord[], method?: MeasurementMethod): PerformanceBaseline | null {
  const runs = baselineRuns(records, method);
  const newest = runs.at(-1);
  if (newest === undefined) return null;
  const estimates = runs.map((run) => run.estimate);
  const processes = runs.flatMap((run) => run.processes);
  const sketch = mergeComparable(processes);
  return {
    testName: newest.testName,
    environmentKey: newest.environmentKey,
    ...ofMetric(newest.metric),
    medianTime: decayedMedian(
      estimates,
      runs.map((run) => run.decayFactor),
    ),
    madTime: medianAbsoluteDeviation(estimates),
    percentiles: {
      5: sketchQuantile(sketch, 0.05),
      25: sketchQuantile(sketch, 0.25),
      75: sketchQuantile(sketch, 0.75),
      95: sketchQuantile(sketch, 0.95),
    },
    sampleCount: processes.reduce((sum, process) => sum + sketchCount(process.sketch), 0),
    runCount: runs.length,
    lastUpdated: newest.recordedAt,
    confidenceInterval: intervalOf(estimates, processes),
    version: BASELINE_VERSION,
    metadata: {
      method: newest.method,
      runId: newest.runId,
      commit: newest.commit,
      branch: newest.branch,
      firstRecordedAt: runs[0]!.recordedAt,
      isAccepted: runs[0]!.status === 'accepted',
    },
  };
}

/** Sketches merge only where their accuracy is the same; the newest one's is what stands. */
function mergeComparable(processes: readonly ProcessSummary[]): QuantileSketch {
  const sketches = processes.map((process) => process.sketch);
  return mergeSketches(sketches.filter((sketch) => sketch.accuracy === sketches.at(-1)!.accuracy));
}

function intervalOf(estimates: readonly number[], processes: readonly ProcessSummary[]): readonly [number, number] {
  if (estimates.length > 1) return medianInterval(estimates, CONFIDENCE_LEVEL);
  const locations = processes.map((process) => process.location);
  return locations.length > 1 ? medianInterval(locations, CONFIDENCE_LEVEL) : intervalOfSamples(processes[0]!.sketch);
}

/** Ranks around the location's by the normal approximation of the binomial distribution, read from the sketch. */
function intervalOfSamples(sketch: QuantileSketch): readonly [number, number] {
  const reach = NORMAL_QUANTILE * Math.sqrt((LOCATION * (1 - LOCATION)) / sketchCount(sketch));
  const at = (p: number) => sketchQuantile(sketch, Math.min(1, Math.max(0, p)));
  return [at(LOCATION - reach), at(LOCATION + reach)];
}
