import { StatisticalValidationError } from '../../errors.ts';
import type { RegressionTestResult, RegressionTestType } from '../../model/statistics.ts';
import { mannWhitneyTest } from '../core/mann-whitney.ts';
import { requireOpenUnit, type Samples } from '../core/samples.ts';
import { welchTTest } from '../core/welch.ts';
import { numberInWords, percentInWords, pValueInWords } from '../core/words.ts';
import { cohensD } from './effect-size.ts';
import { kolmogorovSmirnovTest } from './kolmogorov-smirnov.ts';

/** Which test, and how sure it is to be. */
export interface RegressionTestOptions {
  /** Default 'mann_whitney'. */
  readonly testType?: RegressionTestType;
  /** Default 0.95: a regression is a p-value below 0.05. */
  readonly confidenceLevel?: number;
}

interface Outcome {
  /** The test and its statistic, in words. */
  readonly evidence: string;
  readonly testStatistic: number;
  readonly pValue: number;
  readonly effectSize: number;
  /** What the effect size says, in words. */
  readonly effect: string;
  /** What the test found where it found something. */
  readonly found: string;
}

const TESTS: Readonly<Record<RegressionTestType, (baseline: Samples, current: Samples) => Outcome>> = {
  mann_whitney: rankOutcome,
  t_test: meanOutcome,
  ks_test: shapeOutcome,
};

/**
 * One-sided textbook test of whether `current` is slower than `baseline`: Mann-Whitney (statistic U, effect size Cliff's
 * delta), Welch's t (t, Cohen's d) or Kolmogorov-Smirnov (D, D). `pValue` is that of the hypothesis that current samples
 * are not slower: that they exceed baseline samples in no more than half of all pairs, that their mean is not greater, or
 * that they are nowhere in the distribution slower. It takes the samples to be independent; samples of one process are
 * not, and two processes running the same code differ for it in a third of all comparisons.
 * @throws StatisticalValidationError where a side is empty (`t_test`: has fewer than two samples), a sample is not finite,
 * or an option is unknown or out of range; its `data` holds the arguments.
 */
export function regressionTest(
  baseline: Samples,
  current: Samples,
  options: RegressionTestOptions = {},
): RegressionTestResult {
  const { testType = 'mann_whitney', confidenceLevel = 0.95 } = options;
  const question = { testType, confidenceLevel };
  try {
    return test(baseline, current, question);
  } catch (error) {
    if (!(error instanceof StatisticalValidationError)) throw error;
    const data = { ...error.data, baselineSamples: baseline, currentSamples: current, ...question };
    throw new StatisticalValidationError(error.message, { data, cause: error });
  }
}

function test(
  baseline: Samples,
  current: Samples,
  { testType, confidenceLevel }: Required<RegressionTestOptions>,
): RegressionTestResult {
  requireOpenUnit(confidenceLevel, 'confidenceLevel');
  if (!Object.hasOwn(TESTS, testType)) {
    throw new StatisticalValidationError(`${String(testType)} is no test: use mann_whitney, t_test or ks_test`);
  }
  const outcome = TESTS[testType](baseline, current);
  const isRegression = outcome.pValue < 1 - confidenceLevel;
  return {
    testType,
    testStatistic: outcome.testStatistic,
    pValue: outcome.pValue,
    isRegression,
    effectSize: outcome.effectSize,
    confidenceLevel,
    interpretation: interpret(outcome, isRegression, confidenceLevel),
  };
}

function interpret(outcome: Outcome, isRegression: boolean, confidenceLevel: number): string {
  const sure = `${outcome.evidence}, one-sided ${pValueInWords(outcome.pValue)} if they were not, ${percentInWords(confidenceLevel)} confidence`;
  const finding = isRegression
    ? `${outcome.found} (${sure}); ${outcome.effect}.`
    : `No evidence that the current samples are slower (${sure}); ${outcome.effect}. That does not show that they are equally fast.`;
  const limits = isRegression
    ? 'If each side was measured in one process, this may be the difference between two processes and not between two versions of the code: samples of one process are not independent runs.'
    : 'Samples of one process are not independent runs: compare several fresh processes a side.';
  return `${finding} ${limits}`;
}

function rankOutcome(baseline: Samples, current: Samples): Outcome {
  const { u, pValue } = mannWhitneyTest(baseline, current);
  const pairs = baseline.length * current.length;
  return {
    evidence: `Mann-Whitney, U = ${numberInWords(u)}`,
    testStatistic: u,
    pValue,
    effectSize: (2 * u) / pairs - 1,
    effect: `a current sample is slower than a baseline sample in ${percentInWords(u / pairs)} of all pairs`,
    found: 'The current samples tend to be slower',
  };
}

function meanOutcome(baseline: Samples, current: Samples): Outcome {
  const { statistic, pValue } = welchTTest(baseline, current);
  const effectSize = cohensD(baseline, current).estimate;
  return {
    evidence: `Welch, t = ${numberInWords(statistic)}`,
    testStatistic: statistic,
    pValue,
    effectSize,
    effect: `the means differ by ${numberInWords(effectSize)} standard deviations`,
    found: 'The current mean is greater',
  };
}

function shapeOutcome(baseline: Samples, current: Samples): Outcome {
  const { d, pValue } = kolmogorovSmirnovTest(baseline, current);
  return {
    evidence: `Kolmogorov-Smirnov, D = ${numberInWords(d)}`,
    testStatistic: d,
    pValue,
    effectSize: d,
    effect: `at some duration the share of samples that take longer is ${numberInWords(100 * d)} percentage points greater`,
    found: 'Somewhere in their distribution the current samples are slower',
  };
}
