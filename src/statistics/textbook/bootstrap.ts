import { StatisticalValidationError } from '../../errors.ts';
import { mean } from '../core/mean.ts';
import { normalCdf, normalQuantile } from '../core/normal.ts';
import { interpolate } from '../core/quantile.ts';
import { createGenerator, type Generator, randomIndex } from '../core/random.ts';
import { checkedCopy, requireCount, requireOpenUnit, type Samples } from '../core/samples.ts';
import { saturated } from '../core/saturated.ts';
import { standardDeviation } from '../core/standard-deviation.ts';
import { onUnitScale } from '../core/unit-scale.ts';

/** A number calculated from samples; it may read them only while it runs. */
export type Statistic = (samples: Float64Array) => number;

/** How to resample. */
export interface BootstrapOptions {
  /** Default 0.95. */
  readonly confidenceLevel?: number;
  /** Default 2,000. */
  readonly resamples?: number;
  /** Source of randomness; by default one with a fixed seed, so that results repeat. */
  readonly generator?: Generator;
}

/** Above this many samples the jackknife leaves out groups of samples instead of single ones. */
const JACKKNIFE_GROUPS = 1_000;

/**
 * Percentile bootstrap interval for any statistic of independent samples (Efron and Tibshirani, "An Introduction to the
 * Bootstrap", 1993, chapter 13). For a median `StatisticalValidator` gives the same without resampling.
 * @throws StatisticalValidationError where there is no sample, one is not finite, or an option is out of range.
 * @example
 * import { percentileInterval } from 'evenkeel';
 *
 * const slowest = (samples: Float64Array) => Math.max(...samples);
 * const [low, high] = percentileInterval([1.01, 1.02, 1.0, 1.03, 1.09], slowest, { confidenceLevel: 0.9 });
 * console.log(low, high);
 */
export function percentileInterval(
  samples: Samples,
  statistic: Statistic,
  options: BootstrapOptions = {},
): readonly [number, number] {
  const source = checkedCopy(samples);
  const drawn = new Float64Array(source.length);
  return intervalOfReplicates(options, (generator) => {
    resample(source, drawn, generator);
    return statistic(drawn);
  });
}

/**
 * Bias-corrected and accelerated bootstrap interval for a smooth statistic of independent samples (Efron, Journal of the
 * American Statistical Association 82, 1987). The acceleration comes from the jackknife, which is of no use for a median.
 * At 95 % it covers 92 to 93 % with 20 to 50 samples.
 * @throws StatisticalValidationError where there are fewer than two samples, one is not finite, or an option is out of range.
 */
export function bcaInterval(
  samples: Samples,
  statistic: Statistic,
  options: BootstrapOptions = {},
): readonly [number, number] {
  const source = checkedCopy(samples, 2);
  const drawn = new Float64Array(source.length);
  const { replicates, confidenceLevel } = replicate(options, (generator) => {
    resample(source, drawn, generator);
    return statistic(drawn);
  });
  const observed = requireFinite(statistic(source.slice()));
  const bias = normalQuantile(shareBelow(replicates, observed));
  const acceleration = jackknifeAcceleration(source, statistic);
  const place = (p: number): number => {
    const z = bias + normalQuantile(p);
    // Beyond its pole the transformation would turn back: there it ends at the outermost replicate.
    return normalCdf(bias + z / Math.max(0, 1 - acceleration * z));
  };
  const tail = (1 - confidenceLevel) / 2;
  return [replicateAt(replicates, place(tail)), replicateAt(replicates, place(1 - tail))];
}

/**
 * Studentised bootstrap interval (bootstrap-t) for the mean of independent samples (Efron and Tibshirani, 1993, chapter
 * 12): wider on the side of the longer tail, and nearer to its level than Student's t where samples are skewed.
 * Resamples without spread, which have no t, are drawn again.
 * @throws StatisticalValidationError where there are fewer than five samples, one is not finite, or an option is out of range.
 */
export function studentizedInterval(samples: Samples, options: BootstrapOptions = {}): readonly [number, number] {
  const source = checkedCopy(samples, 5);
  const center = mean(source);
  const spread = standardDeviation(source);
  if (spread === 0) return [center, center];
  const drawn = new Float64Array(source.length);
  const [low, high] = intervalOfReplicates(options, (generator) => {
    let resampledSpread = 0;
    while (resampledSpread === 0) {
      resample(source, drawn, generator);
      resampledSpread = standardDeviation(drawn);
    }
    return (mean(drawn) - center) / resampledSpread;
  });
  return [saturated(center - high * spread), saturated(center - low * spread)];
}

/** Percentile interval of what `draw` returns, over as many draws as the options ask for. */
export function intervalOfReplicates(
  options: BootstrapOptions,
  draw: (generator: Generator) => number,
): readonly [number, number] {
  const { replicates, confidenceLevel } = replicate(options, draw);
  const tail = (1 - confidenceLevel) / 2;
  return [replicateAt(replicates, tail), replicateAt(replicates, 1 - tail)];
}

/** The replicate at rank (R + 1) p of R, below which a further one would fall with probability p (Davison and Hinkley, 1997). */
function replicateAt(replicates: Float64Array, p: number): number {
  const last = replicates.length - 1;
  const position = Math.max(0, Math.min(last, (replicates.length + 1) * p - 1));
  const below = Math.floor(position);
  return interpolate(replicates[below]!, replicates[Math.min(last, below + 1)]!, position - below);
}

/** Fills `into` with values of `source` drawn with replacement. */
export function resample(source: Float64Array, into: Float64Array, generator: Generator): void {
  for (let i = 0; i < into.length; i++) into[i] = source[randomIndex(generator, source.length)]!;
}

function replicate(
  options: BootstrapOptions,
  draw: (generator: Generator) => number,
): { readonly replicates: Float64Array; readonly confidenceLevel: number } {
  const { confidenceLevel = 0.95, resamples = 2_000, generator = createGenerator() } = options;
  requireOpenUnit(confidenceLevel, 'confidenceLevel');
  requireCount(resamples, 'resamples');
  const replicates = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) replicates[i] = requireFinite(draw(generator));
  return { replicates: replicates.sort(), confidenceLevel };
}

/**
 * What a statistic returned, if it is a finite number.
 * @throws StatisticalValidationError where it is not.
 */
export function requireFinite(value: number): number {
  if (!Number.isFinite(value)) {
    throw new StatisticalValidationError(`the statistic is ${value} for some samples: give one that is always finite`);
  }
  return value;
}

/** Share of replicates below the observed value, ties counting half; never quite 0 or 1. */
function shareBelow(replicates: Float64Array, observed: number): number {
  let twice = 0;
  for (const value of replicates) twice += value < observed ? 2 : value === observed ? 1 : 0;
  return Math.min(2 * replicates.length - 1, Math.max(1, twice)) / (2 * replicates.length);
}

function jackknifeAcceleration(source: Float64Array, statistic: Statistic): number {
  const groups = Math.min(source.length, JACKKNIFE_GROUPS);
  const left = new Float64Array(groups);
  for (let group = 0; group < groups; group++) {
    // Every groups-th sample, so that a drift over time falls on all groups alike.
    left[group] = requireFinite(statistic(source.filter((_, i) => i % groups !== group)));
  }
  const scaled = onUnitScale(left.sort());
  const center = mean(scaled);
  let squares = 0;
  let cubes = 0;
  for (const value of scaled) {
    squares += (center - value) ** 2;
    cubes += (center - value) ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}
