import type { ValidationResult } from '../../model/verdict.ts';
import { normalQuantile } from '../../statistics/core/normal.ts';
import { studentTQuantile } from '../../statistics/core/student-t.ts';
import { trimCount } from '../../statistics/core/trim.ts';
import { trimmedTTest } from '../../statistics/core/trimmed-t.ts';
import { COMPARISON_FALSE_ALARM_RATE, COMPARISON_TRIM, DETECTABLE_POWER, LEAST_BLOCKS } from '../constants.ts';
import { firstEnough } from '../enough.ts';
import { percentOf } from '../percent.ts';
import { type ComparisonVerdict, explainComparison } from './messages.ts';

/** What a comparison is judged on. */
export interface ComparisonCase {
  /** ln(candidate ÷ baseline) of each block: a pair of fresh processes, or an interleaved stretch of one. */
  readonly logRatios: readonly number[];
  readonly maxOverheadPercent: number;
  /** Of the interval that is reported. */
  readonly confidenceLevel: number;
}

/** By what a comparison is judged; the defaults are those for pairs of fresh processes. */
export interface ComparisonRule {
  /** Share of the blocks that is set aside at either end. Default 0.1. */
  readonly trim?: number;
  /** What is added to the limit, as a logarithm of a ratio. Default 0. */
  readonly allowance?: number;
  /** Chance of a regression of a candidate that is exactly at the limit. Default 0.001. */
  readonly falseAlarmRate?: number;
  /** Why there is an allowance, for messages. */
  readonly allowedFor?: string;
  /** Whether there could be more pairs of processes, for messages. Default: no. */
  readonly isOfProcesses?: boolean;
  /** What is compared, for messages. Default: the candidate. */
  readonly subject?: string;
}

/** The result. */
export interface ComparisonJudgement {
  readonly validation: ValidationResult;
  readonly overheadPercent: number;
  readonly overheadInterval: readonly [number, number];
  readonly isWithinThreshold: boolean;
}

/**
 * Judges a comparison by a one-sided trimmed t-test of the blocks' log-ratios against the permitted overhead (Tukey and
 * McLaughlin, 1963). Only an overhead that is surely above the limit, and the allowance besides, is a regression.
 */
export function judgeComparison(
  { logRatios, maxOverheadPercent, confidenceLevel }: ComparisonCase,
  rule: ComparisonRule = {},
): ComparisonJudgement {
  const {
    trim = COMPARISON_TRIM,
    allowance = 0,
    allowedFor = '',
    falseAlarmRate = COMPARISON_FALSE_ALARM_RATE,
    isOfProcesses = false,
    subject = 'The candidate',
  } = rule;
  if (logRatios.length < LEAST_BLOCKS) return tooFewBlocks(logRatios, maxOverheadPercent, falseAlarmRate);
  const limit = Math.log1p(maxOverheadPercent / 100);
  const floor = limit + allowance;
  const test = trimmedTTest(logRatios, { floor, trim, alternative: 'greater' });
  const { estimate, standardError, degreesOfFreedom, pValue } = test;
  const half = studentTQuantile((1 + confidenceLevel) / 2, degreesOfFreedom) * standardError;
  const [lower, upper] = [estimate - half, estimate + half];
  const verdict = pValue < falseAlarmRate ? 'regression' : milderVerdict({ lower, upper, limit, allowance });
  const overheadPercent = percentOf(estimate);
  // Of pairs that scatter as these do.
  const shows = (pairs: number): boolean => {
    const left = pairs - 2 * trimCount(pairs, trim);
    const error = (standardError * Math.sqrt(logRatios.length)) / Math.sqrt(pairs);
    return floor + detectableErrors(left - 1, falseAlarmRate) * error <= estimate;
  };
  const facts = {
    subject,
    overhead: overheadPercent,
    limit: maxOverheadPercent,
    lower: percentOf(lower),
    allowance,
    allowedFor,
    enough: verdict === 'inconclusive' && isOfProcesses ? firstEnough(logRatios.length, shows) : null,
  };
  const detectable = floor + detectableErrors(degreesOfFreedom, falseAlarmRate) * standardError;
  return {
    overheadPercent,
    overheadInterval: [percentOf(lower), percentOf(upper)],
    isWithinThreshold: verdict !== 'regression',
    validation: {
      isValid: verdict !== 'regression',
      verdict,
      message: explainComparison(verdict, facts),
      confidenceLevel: 1 - falseAlarmRate,
      testStatistic: test.statistic,
      pValue,
      validationMethod: 'trimmed_t_of_log_ratios',
      minimumDetectableChangePercent: percentOf(detectable),
      warnings: [],
    },
  };
}

/**
 * How many standard errors beyond the limit an overhead must lie to be caught nine times in ten. The standard error that
 * this is said of is itself an estimate, as is the one that the next comparison will be held against; each is off by
 * about 1 ÷ √(2 df) of its size. That makes it the c with (c − t)² = z² (1 + (t² + c²) ÷ (2 df)).
 */
function detectableErrors(degreesOfFreedom: number, falseAlarmRate: number): number {
  const t = studentTQuantile(1 - falseAlarmRate, degreesOfFreedom);
  const z = normalQuantile(DETECTABLE_POWER);
  const rest = 1 - z ** 2 / (2 * degreesOfFreedom);
  return (t + Math.sqrt(t ** 2 - rest * (rest * t ** 2 - z ** 2))) / rest;
}

/** What an overhead is judged by; logarithms of ratios. */
interface Bounds {
  readonly lower: number;
  readonly upper: number;
  readonly limit: number;
  readonly allowance: number;
}

function milderVerdict({ lower, upper, limit, allowance }: Bounds): ComparisonVerdict {
  if (upper < -allowance) return 'improvement';
  // What is above the limit in all likelihood is not a pass, though the allowance keeps it from being a regression.
  return upper <= limit + allowance && lower <= limit ? 'pass' : 'inconclusive';
}

function tooFewBlocks(logRatios: readonly number[], limit: number, falseAlarmRate: number): ComparisonJudgement {
  const estimate = percentOf(logRatios.reduce((sum, ratio) => sum + ratio, 0) / Math.max(1, logRatios.length));
  return {
    overheadPercent: estimate,
    overheadInterval: [Math.min(...logRatios.map(percentOf)), Math.max(...logRatios.map(percentOf))],
    isWithinThreshold: true,
    validation: {
      isValid: true,
      verdict: 'inconclusive',
      message: `${logRatios.length} ${logRatios.length === 1 ? 'pair' : 'pairs'} of measurements cannot be held against a limit of ${limit} %; it takes ${LEAST_BLOCKS} pairs at least. Raise \`processes\`.`,
      confidenceLevel: 1 - falseAlarmRate,
      testStatistic: null,
      pValue: null,
      validationMethod: 'trimmed_t_of_log_ratios',
      minimumDetectableChangePercent: null,
      warnings: [],
    },
  };
}
