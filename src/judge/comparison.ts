import type { ValidationResult } from '../model/verdict.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { studentTQuantile } from '../statistics/student-t.ts';
import { trimmedTTest } from '../statistics/trimmed-t.ts';
import { type ComparisonVerdict, explainComparison } from './comparison-messages.ts';

/** What a comparison is judged on. */
export interface ComparisonCase {
  /** ln(candidate ÷ baseline) of each block: a pair of fresh processes, or an interleaved stretch of one. */
  readonly logRatios: readonly number[];
  readonly maxOverheadPercent: number;
  /** Of the interval that is reported. */
  readonly confidenceLevel: number;
}

/** What came of it. */
export interface ComparisonJudgement {
  readonly validation: ValidationResult;
  readonly overheadPercent: number;
  readonly overheadInterval: readonly [number, number];
  readonly isWithinThreshold: boolean;
}

// One alarm in a thousand comparisons of functions that are exactly at the limit.
const FALSE_ALARM_RATE = 0.001;
const POWER = 0.9;
const TRIM = 0.1;
/** A deviation of fewer blocks than this is not worth a verdict. */
const LEAST_BLOCKS = 4;

/**
 * Judges a comparison by a one-sided trimmed t-test of the blocks' log-ratios against the permitted overhead (Tukey and
 * McLaughlin, 1963). Only an overhead that is surely above the limit is a regression.
 */
export function judgeComparison({
  logRatios,
  maxOverheadPercent,
  confidenceLevel,
}: ComparisonCase): ComparisonJudgement {
  const floor = Math.log1p(maxOverheadPercent / 100);
  if (logRatios.length < LEAST_BLOCKS) return tooFewBlocks(logRatios, maxOverheadPercent);
  const test = trimmedTTest(logRatios, { floor, trim: TRIM, alternative: 'greater' });
  const reach = (probability: number) => studentTQuantile(probability, test.degreesOfFreedom) * test.standardError;
  const half = reach((1 + confidenceLevel) / 2);
  const interval = [percent(test.estimate - half), percent(test.estimate + half)] as const;
  const verdict = decide(test.pValue, interval, maxOverheadPercent);
  const overheadPercent = percent(test.estimate);
  return {
    overheadPercent,
    overheadInterval: interval,
    isWithinThreshold: verdict !== 'regression',
    validation: {
      isValid: verdict !== 'regression',
      verdict,
      message: explainComparison(verdict, { overhead: overheadPercent, limit: maxOverheadPercent, lower: interval[0] }),
      confidenceLevel: 1 - FALSE_ALARM_RATE,
      testStatistic: test.statistic,
      pValue: test.pValue,
      validationMethod: 'trimmed_t_of_log_ratios',
      minimumDetectableChangePercent: percent(floor + detectableErrors(test.degreesOfFreedom) * test.standardError),
      warnings: [],
    },
  };
}

/**
 * How many standard errors beyond the limit an overhead must lie to be caught nine times in ten. The standard error that
 * this is said of is itself an estimate, as is the one that the next comparison will be held against; each is off by
 * about 1 ÷ √(2 df) of its size. That makes it the c with (c − t)² = z² (1 + (t² + c²) ÷ (2 df)).
 */
function detectableErrors(degreesOfFreedom: number): number {
  const t = studentTQuantile(1 - FALSE_ALARM_RATE, degreesOfFreedom);
  const z = normalQuantile(POWER);
  const rest = 1 - z ** 2 / (2 * degreesOfFreedom);
  return (t + Math.sqrt(t ** 2 - rest * (rest * t ** 2 - z ** 2))) / rest;
}

function decide(pValue: number, [, upper]: readonly [number, number], limit: number): ComparisonVerdict {
  if (pValue < FALSE_ALARM_RATE) return 'regression';
  if (upper < 0) return 'improvement';
  return upper <= limit ? 'pass' : 'inconclusive';
}

function tooFewBlocks(logRatios: readonly number[], limit: number): ComparisonJudgement {
  const estimate = percent(logRatios.reduce((sum, ratio) => sum + ratio, 0) / Math.max(1, logRatios.length));
  return {
    overheadPercent: estimate,
    overheadInterval: [Math.min(...logRatios.map(percent)), Math.max(...logRatios.map(percent))],
    isWithinThreshold: true,
    validation: {
      isValid: true,
      verdict: 'inconclusive',
      message: `${logRatios.length} ${logRatios.length === 1 ? 'pair' : 'pairs'} of measurements cannot be held against a limit of ${limit} %; it takes ${LEAST_BLOCKS} pairs at least. Raise \`processes\`.`,
      confidenceLevel: 1 - FALSE_ALARM_RATE,
      testStatistic: null,
      pValue: null,
      validationMethod: 'trimmed_t_of_log_ratios',
      minimumDetectableChangePercent: null,
      warnings: [],
    },
  };
}

function percent(log: number): number {
  return 100 * Math.expm1(log);
}
