import { DependencyResolutionError } from '../errors.ts';
import type { PerformanceBaseline } from '../model/baseline.ts';
import type { QuantileSketch } from '../model/statistics.ts';
import { interpolate } from '../statistics/core/quantile.ts';
import { sketchCount, sketchQuantile } from '../statistics/core/quantile-sketch.ts';

/** How long a function was last recorded to take, in this environment. */
export interface RecordedTime {
  /** The distribution of its time in seconds per call: a sketch of its samples, or a baseline, of which the percentiles. */
  readonly times: QuantileSketch | Pick<PerformanceBaseline, 'percentiles'>;
  /** Whether the function returned a promise. Default: what the call says, or that it did not. */
  readonly isAsync?: boolean;
}

/** A function whose recorded time is wanted. */
export interface RecordedFunction {
  /** The module, as the call named it. */
  readonly modulePath: string;
  /** The function of that module. */
  readonly functionName: string;
  /** What the call says that its time is recorded under; default: `<module path>#<function name>`. */
  readonly baselineKey: string;
}

/** Looks a recorded time up; null where there is none. */
export type RecordedTimeLookup = (wanted: RecordedFunction) => RecordedTime | null | Promise<RecordedTime | null>;

// Enough that drawing from them is as good as drawing from the distribution; they take 4 kB.
const TABLE_SIZE = 512;

/**
 * Evenly spread quantiles of a recorded distribution, ascending, in seconds: drawing one of them at random draws from
 * the distribution. Between a baseline's percentiles it is linear, and flat beyond the outermost ones.
 * @throws {DependencyResolutionError} for a distribution that is empty or none of durations.
 */
export function quantileTable(times: RecordedTime['times'], size: number = TABLE_SIZE): Float64Array {
  const quantile = 'buckets' in times ? sketchReader(times) : percentileReader(times);
  const table = Float64Array.from({ length: size }, (_, i) => quantile((i + 0.5) / size));
  if (table.every((seconds) => seconds >= 0 && seconds < Number.POSITIVE_INFINITY)) return table;
  throw unusable('it holds what is not a duration in seconds');
}

type QuantileReader = (p: number) => number;

function sketchReader(sketch: QuantileSketch): QuantileReader {
  if (sketchCount(sketch) === 0) throw unusable('it is of no samples');
  return (p) => sketchQuantile(sketch, p);
}

function percentileReader({ percentiles }: Pick<PerformanceBaseline, 'percentiles'>): QuantileReader {
  const points = Object.entries(percentiles)
    .map(([percent, seconds]) => ({ p: Number(percent) / 100, seconds }))
    .sort((a, b) => a.p - b.p);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) throw unusable('it has no percentiles');
  return (p) => {
    const above = points.findIndex((point) => point.p >= p);
    if (above === -1) return last.seconds;
    if (above === 0) return first.seconds;
    const [low, high] = [points[above - 1]!, points[above]!];
    return interpolate(low.seconds, high.seconds, (p - low.p) / (high.p - low.p));
  };
}

function unusable(problem: string): DependencyResolutionError {
  return new DependencyResolutionError(
    `A recorded time cannot be used: ${problem}. Look at what \`recordedTime\` of the DependencyResolver returns.`,
  );
}
