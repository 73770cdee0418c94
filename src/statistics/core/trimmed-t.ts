import { StatisticalValidationError } from '../../errors.ts';
import type { Alternative } from './alternative.ts';
import { mean } from './mean.ts';
import type { Samples } from './samples.ts';
import { saturated } from './saturated.ts';
import { sortedCopy } from './sorted.ts';
import { standardDeviation } from './standard-deviation.ts';
import { trimCount, winsorize } from './trim.ts';
import { studentized, studentTPValue, type TTestResult } from './welch.ts';

/** What a trimmed t-test is to look for. */
export interface TrimmedTOptions {
  /** The hypothesis: the trimmed mean is no greater than this. Default 0. */
  readonly floor?: number;
  /** Share set aside at either end, from 0 (none) to below 0.5. Default 0.1. */
  readonly trim?: number;
  /** Default 'greater'. */
  readonly alternative?: Alternative;
}

/** A trimmed t-test, with what it estimated. */
export interface TrimmedTResult extends TTestResult {
  /** The trimmed mean. */
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
  const { location, spread, count, left } = trimmedSummary(differences, trim);
  const error = saturated((spread * Math.sqrt(count)) / left);
  const df = left - 1;
  const statistic = studentized(location - floor, error, Math.max(Math.abs(location), Math.abs(floor)));
  const pValue = studentTPValue(statistic, df, alternative);
  return { statistic, pValue, estimate: location, standardError: error, degreesOfFreedom: df };
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

function trimmedSummary(differences: Samples, trim: number): TrimmedSummary {
  const sorted = sortedCopy(differences, 2, 'differences');
  const count = sorted.length;
  const cut = trimCount(count, trim);
  const left = count - 2 * cut;
  if (left < 2) {
    throw new StatisticalValidationError(
      `differences has ${count} values, of which a trim of ${trim} leaves ${left}: at least 2 must be left; trim less or measure more`,
      { data: { count, trim } },
    );
  }
  const location = mean(sorted.subarray(cut, count - cut));
  return { location, spread: standardDeviation(winsorize(sorted, cut)), count, left };
}

function requireFinite(floor: number): void {
  if (!Number.isFinite(floor)) throw new StatisticalValidationError(`floor is ${floor}: give a finite number`);
}
