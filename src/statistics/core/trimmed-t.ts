import { StatisticalValidationError } from '../../errors.ts';
import type { Alternative } from './alternative.ts';
import { mean } from './mean.ts';
import type { Samples } from './samples.ts';
import { saturated } from './saturated.ts';
import { sortedCopy } from './sorted.ts';
import { standardDeviation } from './standard-deviation.ts';
import { trimCount, winsorize } from './trimmed-mean.ts';
import { type Estimate, studentized, studentTPValue, type TTestResult, welchFrom } from './welch.ts';

/** What a trimmed t-test is to look for. */
export interface TrimmedTOptions {
  /** The hypothesis: the trimmed mean (or the difference of trimmed means) is no greater than this. Default 0. */
  readonly floor?: number;
  /** Share set aside at either end, from 0 (none) to below 0.5. Default 0.1, for two samples 0.2. */
  readonly trim?: number;
  /** Default 'greater'. */
  readonly alternative?: Alternative;
}

/** A trimmed t-test, with what it estimated. */
export interface TrimmedTResult extends TTestResult {
  /** The trimmed mean, or the difference of trimmed means. */
  readonly estimate: number;
  readonly standardError: number;
}

/**
 * One-sample trimmed t-test of differences (log-ratios of pairs, say) against a floor, with the winsorised standard
 * error and n − 2g − 1 degrees of freedom, g = ⌊trim · n⌋ (Tukey and McLaughlin, Sankhyā A 25, 1963). Where the
 * differences do not vary, the standard error is taken to be their rounding error.
 * @throws StatisticalValidationError where fewer than two differences are left after trimming or one is not finite.
 */
export function trimmedTTest(differences: Samples, options: TrimmedTOptions = {}): TrimmedTResult {
  const { floor = 0, trim = 0.1, alternative = 'greater' } = options;
  requireFinite(floor);
  const { location, spread, count, left } = trimmedSummary(differences, trim, 'differences');
  const error = saturated((spread * Math.sqrt(count)) / left);
  const df = left - 1;
  const statistic = studentized(location - floor, error, Math.max(Math.abs(location), Math.abs(floor)));
  const pValue = studentTPValue(statistic, df, alternative);
  return { statistic, pValue, estimate: location, standardError: error, degreesOfFreedom: df };
}

/**
 * Yuen's trimmed t-test of two independent samples: trimmed mean of `current` minus that of `baseline`, against a floor
 * (Yuen, Biometrika 61, 1974). Robust to outliers and to unequal spread; with `trim` 0 it is Welch's test.
 * @throws StatisticalValidationError where fewer than two samples a side are left after trimming or one is not finite.
 */
export function yuenTTest(baseline: Samples, current: Samples, options: TrimmedTOptions = {}): TrimmedTResult {
  const { floor = 0, trim = 0.2, alternative = 'greater' } = options;
  requireFinite(floor);
  const before = yuenEstimate(baseline, trim, 'baselineSamples');
  const after = yuenEstimate(current, trim, 'currentSamples');
  return {
    ...welchFrom(before, after, floor, alternative),
    estimate: saturated(after.location - before.location),
    standardError: saturated(Math.hypot(before.error, after.error)),
  };
}

/** Yuen's standard error differs from the one-sample one by √((n − 1) h / (n (h − 1))), with h samples left of n. */
function yuenEstimate(samples: Samples, trim: number, name: string): Estimate {
  const { location, spread, count, left } = trimmedSummary(samples, trim, name);
  return { location, error: spread * Math.sqrt((count - 1) / (left * (left - 1))), df: left - 1 };
}

interface TrimmedSummary {
  /** Trimmed mean. */
  readonly location: number;
  /** Winsorised standard deviation. */
  readonly spread: number;
  readonly count: number;
  /** How many samples trimming leaves. */
  readonly left: number;
}

function trimmedSummary(samples: Samples, trim: number, name: string): TrimmedSummary {
  const sorted = sortedCopy(samples, 2, name);
  const count = sorted.length;
  const cut = trimCount(count, trim);
  const left = count - 2 * cut;
  if (left < 2) {
    throw new StatisticalValidationError(
      `${name} has ${count} values, of which a trim of ${trim} leaves ${left}: at least 2 must be left; trim less or measure more`,
      { data: { name, count, trim } },
    );
  }
  const location = mean(sorted.subarray(cut, count - cut));
  return { location, spread: standardDeviation(winsorize(sorted, cut)), count, left };
}

function requireFinite(floor: number): void {
  if (!Number.isFinite(floor)) throw new StatisticalValidationError(`floor is ${floor}: give a finite number`);
}
