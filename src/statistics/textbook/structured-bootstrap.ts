import { StatisticalValidationError } from '../../errors.ts';
import { mean } from '../core/mean.ts';
import { normalSurvival } from '../core/normal.ts';
import { randomIndex } from '../core/random.ts';
import { checkedCopy, requireCount, requireOpenUnit, type Samples } from '../core/samples.ts';
import { studentTQuantile } from '../core/student-t.ts';
import { autocorrelation } from './autocorrelation.ts';
import { type BootstrapOptions, intervalOfReplicates, resample, type Statistic } from './bootstrap.ts';

/** How to resample a series. */
export interface BlockOptions extends BootstrapOptions {
  /** Neighbouring samples that are drawn together; by default chosen from the correlation of neighbours. */
  readonly blockLength?: number;
}

/**
 * Percentile interval for a statistic of a series whose neighbours resemble each other, in the order in which they were
 * taken: moving blocks are drawn, so that what lies within a block stays correlated (Künsch, Annals of Statistics 17,
 * 1989). Covers a few points less than it says, the more so the stronger the correlation and the shorter the series.
 * @throws StatisticalValidationError where there are fewer than four samples, one is not finite, or an option is out of range.
 * @example
 * import { movingBlockInterval } from 'evenkeel';
 *
 * const mean = (samples: Float64Array) => samples.reduce((sum, value) => sum + value, 0) / samples.length;
 * // A daily figure: that of tomorrow resembles that of today.
 * const [low, high] = movingBlockInterval([1.01, 1.02, 1.02, 1.05, 1.06, 1.04, 1.03, 1.02, 1.0, 1.01], mean);
 * console.log(low, high);
 */
export function movingBlockInterval(
  samples: Samples,
  statistic: Statistic,
  options: BlockOptions = {},
): readonly [number, number] {
  const source = checkedCopy(samples, 4);
  const length = options.blockLength ?? blockLengthFor(source);
  requireCount(length, 'blockLength');
  if (length > source.length) {
    throw new StatisticalValidationError(
      `blockLength is ${length}: give at most the number of samples, ${source.length}`,
    );
  }
  const drawn = new Float64Array(source.length);
  return intervalOfReplicates(options, (generator) => {
    for (let filled = 0; filled < drawn.length; filled += length) {
      const start = randomIndex(generator, source.length - length + 1);
      drawn.set(source.subarray(start, start + Math.min(length, drawn.length - filled)), filled);
    }
    return statistic(drawn);
  });
}

/**
 * Percentile interval for what runs of several levels have in common: blocks (or runs), processes within a block,
 * iterations within a process, each drawn with replacement within the level above it (Davison and Hinkley, "Bootstrap
 * Methods and their Application", 1997, section 3.8). The statistic is taken of each process, then averaged over the
 * processes of a block and over blocks. Blocks are few, so the percentiles are taken as far out as Student's t would go
 * (Hesterberg, The American Statistician 69, 2015); without that, 12 blocks cover 88 % instead of 95.
 * @throws StatisticalValidationError where there are fewer than two blocks, one is empty, a sample is not finite, or an
 * option is out of range.
 * @example
 * import { hierarchicalInterval, type PerformanceTestResult } from 'evenkeel';
 *
 * const mean = (samples: Float64Array) => samples.reduce((sum, value) => sum + value, 0) / samples.length;
 * // What the mean of a test is, by several runs of it, each of several processes.
 * const ofRuns = (runs: readonly PerformanceTestResult[]) =>
 *   hierarchicalInterval(runs.map(({ processes }) => processes.map(({ samples }) => samples)), mean);
 * console.log(ofRuns);
 */
export function hierarchicalInterval(
  blocks: readonly (readonly Samples[])[],
  statistic: Statistic,
  options: BootstrapOptions = {},
): readonly [number, number] {
  const source = checkedBlocks(blocks);
  const confidenceLevel = expandedLevel(options.confidenceLevel ?? 0.95, source.length);
  return intervalOfReplicates({ ...options, confidenceLevel }, (generator) => {
    const pick = <T>(items: readonly T[]): T[] => items.map(() => items[randomIndex(generator, items.length)]!);
    const processEstimate = (iterations: Float64Array): number => {
      const drawn = new Float64Array(iterations.length);
      resample(iterations, drawn, generator);
      return statistic(drawn);
    };
    return mean(pick(source).map((processes) => mean(pick(processes).map(processEstimate))));
  });
}

/** Carlstein's length for a series whose correlation halves at a constant rate (Annals of Statistics 14, 1986). */
function blockLengthFor(source: Float64Array): number {
  const correlation = Math.min(0.97, Math.max(0, autocorrelation(source, 1)));
  const shape = Math.max(1, ((2 * correlation) / (1 - correlation ** 2)) ** (2 / 3));
  return Math.min(Math.ceil(shape * Math.cbrt(source.length)), source.length >> 1);
}

/** The level whose normal quantile, for `count` values and their spread with divisor n, is Student's for the level given. */
function expandedLevel(confidenceLevel: number, count: number): number {
  requireOpenUnit(confidenceLevel, 'confidenceLevel');
  const t = studentTQuantile((1 + confidenceLevel) / 2, count - 1);
  return 1 - 2 * normalSurvival(t * Math.sqrt(count / (count - 1)));
}

function checkedBlocks(blocks: readonly (readonly Samples[])[]): Float64Array[][] {
  if (blocks.length < 2) {
    throw new StatisticalValidationError(
      `there are ${blocks.length} blocks: at least 2 are needed to see how they differ`,
    );
  }
  return blocks.map((processes, b) => {
    if (processes.length === 0) throw new StatisticalValidationError(`blocks[${b}] is empty: it needs a process`);
    return processes.map((iterations, p) => checkedCopy(iterations, 1, `blocks[${b}][${p}]`));
  });
}
