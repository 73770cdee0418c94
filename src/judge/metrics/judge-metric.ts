import type { ThresholdBounds, ValidationResult, Verdict } from '../../model/verdict.ts';
import { decayedMedian } from '../../statistics/core/decayed-median.ts';
import { studentTQuantile, studentTSurvival } from '../../statistics/core/student-t.ts';
import {
  BLIND_ABOVE_PERCENT,
  DETECTABLE_POWER,
  HEADROOM_ALONE,
  METRIC_FALSE_ALARM_RATE,
  METRIC_TOLERANCE_PERCENT,
  PRIOR_WEIGHT,
  RUNS_FOR_FULL_STRENGTH,
} from '../constants.ts';
import { changeOf } from '../control.ts';
import { hiddenBySpreadPercent, type Margin, marginFor } from '../margin.ts';
import { percentOf } from '../percent.ts';
import { upperReach } from '../spread.ts';
import type { MetricCase, MetricJudgement } from './case.ts';
import { explainMetric, type MetricFacts } from './messages.ts';
import { priorDeviationOf } from './prior.ts';

/**
 * The judge of a metric's figures: a run is held against the runs before it by a prediction interval of Student's t, whose
 * deviation is the past's own with a prior by how the metric scatters and what its evidence is. There is one look only, so it is
 * as wide as a verdict needs, and no narrower than the past itself has gone. What is worse is always the upper side: figures
 * of which more is better are turned round.
 */
export function judgeMetric(given: MetricCase): MetricJudgement {
  const { history, value, incomparable } = given;
  if (history.length === 0) return withoutBaseline(given, incomparable.length > 0 ? 'incomparable' : 'no_baseline');
  const baseline = decayedMedian(
    history.map((run) => run.value),
    history.map(({ decayFactor }) => decayFactor),
  );
  // Nothing is so many percent of nothing.
  if (baseline === 0 || value === 0) return aroundZero(given, baseline);
  const direction = given.metric.better === 'lower' ? 1 : -1;
  const past = history.filter((run) => run.value > 0).map((run) => direction * Math.log(run.value));
  const center = direction * Math.log(baseline);
  const margin = marginOf(given, past, center);
  const shift = direction * Math.log(value) - center;
  const verdict = verdictOf(shift, margin);
  const detectable = detectablePercent(margin, direction);
  const told = changeOf(
    { estimate: direction * shift, standardError: margin.deviation, degreesOfFreedom: margin.degreesOfFreedom },
    given.confidenceLevel,
  );
  // What never scatters has no error that a change could be so many times of.
  const statistic = margin.deviation === 0 ? null : shift / margin.deviation;
  const facts = { given, baseline, change: told, margin, detectable, runsToGo: runsToGo(given) };
  return {
    change: told,
    thresholds: boundsOf(baseline, margin),
    validation: {
      ...validationOf(given, verdict, facts),
      testStatistic: statistic,
      pValue: statistic === null ? null : studentTSurvival(statistic, margin.degreesOfFreedom),
      minimumDetectableChangePercent: detectable,
    },
  };
}

function marginOf(given: MetricCase, past: readonly number[], center: number): Margin {
  const { metric, thresholdFactor, statisticalMethod } = given;
  const falseAlarmRate = METRIC_FALSE_ALARM_RATE;
  return marginFor(past, {
    falseAlarmRate,
    thresholdFactor,
    tolerancePercent: given.tolerancePercent ?? METRIC_TOLERANCE_PERCENT[metric.scatter],
    prior: { deviation: priorDeviationOf(given), weight: PRIOR_WEIGHT },
    leastWidth: HEADROOM_ALONE * Math.max(0, upperReach(past, center, falseAlarmRate)),
    statisticalMethod,
  });
}

function verdictOf(shift: number, margin: Margin): Verdict {
  if (shift > margin.width) return 'regression';
  if (shift < -margin.width) return 'improvement';
  return hiddenBySpreadPercent(margin, METRIC_FALSE_ALARM_RATE) > BLIND_ABOVE_PERCENT ? 'inconclusive' : 'pass';
}

// Of the value itself: 100 % more of what should be less is 50 % less of what should be more.
function detectablePercent({ width, deviation, degreesOfFreedom }: Margin, direction: number): number {
  const seen = width + studentTQuantile(DETECTABLE_POWER, degreesOfFreedom) * deviation;
  return Math.abs(percentOf(direction * seen));
}

function boundsOf(baseline: number, { width }: Margin): ThresholdBounds {
  return {
    lowerBound: baseline * Math.exp(-width),
    upperBound: baseline * Math.exp(width),
    baselineMedian: baseline,
    adaptiveFactor: Math.exp(width),
    calculationMethod: 'metric_history',
  };
}

/** Where the past or this run is at 0: what has a scale of its own can be told, what scatters cannot. */
function aroundZero(given: MetricCase, baseline: number): MetricJudgement {
  const { value } = given;
  return {
    change: baseline === 0 ? null : { percent: -100, interval: [-100, -100] },
    thresholds: pointBounds(Math.min(value, baseline), Math.max(value, baseline), baseline),
    validation: validationOf(given, verdictAroundZero(given, baseline), { given, baseline, runsToGo: runsToGo(given) }),
  };
}

function verdictAroundZero({ metric, value, history }: MetricCase, baseline: number): Verdict {
  const isLowerBetter = metric.better === 'lower';
  if (value === baseline) return 'pass';
  if (isLowerBetter ? value < baseline : value > baseline) return 'improvement';
  if (history.some((run) => (isLowerBetter ? run.value >= value : run.value <= value))) return 'pass';
  return metric.scatter === 'sampled' ? 'inconclusive' : 'regression';
}

function withoutBaseline(given: MetricCase, verdict: 'no_baseline' | 'incomparable'): MetricJudgement {
  return {
    change: null,
    thresholds: pointBounds(given.value, given.value, null),
    validation: validationOf(given, verdict, { given, runsToGo: RUNS_FOR_FULL_STRENGTH }),
  };
}

function pointBounds(lowerBound: number, upperBound: number, baselineMedian: number | null): ThresholdBounds {
  return { lowerBound, upperBound, baselineMedian, adaptiveFactor: 1, calculationMethod: 'metric_history' };
}

/** A verdict without statistics of its own. */
function validationOf({ statisticalMethod }: MetricCase, verdict: Verdict, facts: MetricFacts): ValidationResult {
  return {
    isValid: verdict !== 'regression',
    verdict,
    message: explainMetric(verdict, facts),
    confidenceLevel: 1 - METRIC_FALSE_ALARM_RATE,
    testStatistic: null,
    pValue: null,
    validationMethod: `metric_history_${statisticalMethod}`,
    minimumDetectableChangePercent: null,
    warnings: [],
  };
}

function runsToGo({ history, metric }: MetricCase): number {
  return metric.scatter === 'single' ? 0 : Math.max(0, RUNS_FOR_FULL_STRENGTH - history.length - 1);
}
