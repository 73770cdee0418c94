import { StatisticalValidationError } from '../../errors.ts';
import { median } from '../core/median.ts';
import { medianInterval } from '../core/median-interval.ts';
import type { Samples } from '../core/samples.ts';
import { saturated } from '../core/saturated.ts';
import type { EffectSize } from './effect-size.ts';

/**
 * Median of `current` minus median of `baseline`, in the unit of the samples. The interval joins the two medians' own
 * bootstrap intervals by the method of variance estimates recovery (Zou and Donner, Statistics in Medicine 27, 2008): no
 * seed, no Monte Carlo error. The samples must be independent. What is beyond the range of a double ends at its largest.
 * @throws StatisticalValidationError where a side is empty, a sample is not finite, or the level is not in 0..1.
 */
export function differenceOfMedians(baseline: Samples, current: Samples, confidenceLevel = 0.95): EffectSize {
  const before = located(baseline, confidenceLevel);
  const after = located(current, confidenceLevel);
  return recovered(before, after);
}

/**
 * Median of `current` divided by median of `baseline`; 1.05 is five percent slower. The interval as for the difference,
 * on the logarithms of the medians.
 * @throws StatisticalValidationError as `differenceOfMedians` does, and where a sample is not positive.
 */
export function ratioOfMedians(baseline: Samples, current: Samples, confidenceLevel = 0.95): EffectSize {
  requirePositive(baseline, 'baselineSamples');
  requirePositive(current, 'currentSamples');
  const before = located(baseline, confidenceLevel);
  const after = located(current, confidenceLevel);
  const { interval } = recovered(logarithms(before), logarithms(after));
  return {
    estimate: saturated(after.estimate / before.estimate),
    interval: [saturated(Math.exp(interval[0])), saturated(Math.exp(interval[1]))],
  };
}

function located(samples: Samples, confidenceLevel: number): EffectSize {
  return { estimate: median(samples), interval: medianInterval(samples, confidenceLevel) };
}

function logarithms({ estimate, interval }: EffectSize): EffectSize {
  return { estimate: Math.log(estimate), interval: [Math.log(interval[0]), Math.log(interval[1])] };
}

/** Interval of after − before from the interval of each. */
function recovered(before: EffectSize, after: EffectSize): EffectSize {
  const estimate = saturated(after.estimate - before.estimate);
  const below = Math.hypot(after.estimate - after.interval[0], before.interval[1] - before.estimate);
  const above = Math.hypot(after.interval[1] - after.estimate, before.estimate - before.interval[0]);
  return { estimate, interval: [saturated(estimate - below), saturated(estimate + above)] };
}

function requirePositive(samples: Samples, name: string): void {
  for (let i = 0; i < samples.length; i++) {
    if (samples[i]! <= 0) {
      throw new StatisticalValidationError(`${name}[${i}] is ${samples[i]}: a ratio needs positive samples`, {
        data: { name, index: i, value: samples[i] },
      });
    }
  }
}
