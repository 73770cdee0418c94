import { type Alternative, pValueFromTails } from './alternative.ts';
import { mean } from './mean.ts';
import { requireSamples, type Samples } from './samples.ts';
import { saturated } from './saturated.ts';
import { standardDeviation } from './standard-deviation.ts';
import { studentTCdf, studentTSurvival } from './student-t.ts';

/** A t statistic with its law and its p-value. */
export interface TTestResult {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/**
 * Welch's t-test of two independent samples with unequal variances, mean of `current` minus mean of `baseline` (Welch,
 * Biometrika 34, 1947). Where neither sample varies, the standard error is taken to be the rounding error of the means:
 * equal constants give t = 0, different ones a huge t.
 * @param options.alternative 'greater' (the default) asks whether `current` is slower.
 * @throws StatisticalValidationError where a side has fewer than two samples or one is not finite.
 */
export function welchTTest(
  baseline: Samples,
  current: Samples,
  options: { readonly alternative?: Alternative } = {},
): TTestResult {
  requireSamples(baseline, 2, 'baselineSamples');
  requireSamples(current, 2, 'currentSamples');
  return welchFrom(
    {
      location: mean(baseline),
      error: standardDeviation(baseline) / Math.sqrt(baseline.length),
      df: baseline.length - 1,
    },
    { location: mean(current), error: standardDeviation(current) / Math.sqrt(current.length), df: current.length - 1 },
    options.alternative ?? 'greater',
  );
}

/** A location estimate with its standard error, on `df` degrees of freedom. */
interface Estimate {
  readonly location: number;
  readonly error: number;
  readonly df: number;
}

/** Welch's statistic and degrees of freedom (Welch and Satterthwaite) for current − baseline. */
function welchFrom(baseline: Estimate, current: Estimate, alternative: Alternative): TTestResult {
  const error = saturated(Math.hypot(baseline.error, current.error));
  const degreesOfFreedom = degreesOfDifference(baseline, current);
  const size = Math.max(Math.abs(baseline.location), Math.abs(current.location));
  const statistic = studentized(current.location - baseline.location, error, size);
  return { statistic, degreesOfFreedom, pValue: studentTPValue(statistic, degreesOfFreedom, alternative) };
}

/** `difference` in standard errors, where an error of 0 stands for the rounding error of numbers of that `size`. */
export function studentized(difference: number, error: number, size: number): number {
  if (difference === 0) return 0;
  const least = Math.max(size * Number.EPSILON, Number.MIN_VALUE);
  return saturated(difference / Math.max(error, least));
}

/** The p-value of a t statistic. */
export function studentTPValue(statistic: number, degreesOfFreedom: number, alternative: Alternative): number {
  const lower = studentTCdf(statistic, degreesOfFreedom);
  return pValueFromTails(lower, studentTSurvival(statistic, degreesOfFreedom), alternative);
}

/**
 * The degrees of freedom of a difference of two independent estimates (Satterthwaite, Biometrics Bulletin 2, 1946); of two without
 * error, those of both.
 */
export function degreesOfDifference(
  baseline: Pick<Estimate, 'error' | 'df'>,
  current: Pick<Estimate, 'error' | 'df'>,
): number {
  const larger = Math.max(baseline.error, current.error);
  if (larger === 0) return baseline.df + current.df;
  const a = (baseline.error / larger) ** 2;
  const b = (current.error / larger) ** 2;
  return (a + b) ** 2 / ((a * a) / baseline.df + (b * b) / current.df);
}
