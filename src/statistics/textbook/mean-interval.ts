import { mean } from '../core/mean.ts';
import { requireOpenUnit, requireSamples, type Samples } from '../core/samples.ts';
import { saturated } from '../core/saturated.ts';
import { standardDeviation } from '../core/standard-deviation.ts';
import { studentTQuantile } from '../core/student-t.ts';

/**
 * Student's t interval for the mean, in the unit of the samples (Student, Biometrika 6, 1908). Exact for independent
 * normal samples; covers less than it says where samples are few and strongly skewed (89 % instead of 95 % with 20
 * samples of a lognormal of shape 0.8, 93 % with 100).
 * @throws StatisticalValidationError where there are fewer than two samples, one is not finite, or the level is not in 0..1.
 */
export function meanInterval(samples: Samples, confidenceLevel: number): readonly [number, number] {
  requireOpenUnit(confidenceLevel, 'confidenceLevel');
  requireSamples(samples, 2);
  const center = mean(samples);
  const reach =
    (studentTQuantile((1 + confidenceLevel) / 2, samples.length - 1) * standardDeviation(samples)) /
    Math.sqrt(samples.length);
  return [saturated(center - reach), saturated(center + reach)];
}
