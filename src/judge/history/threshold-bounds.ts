import type { MeasurementMethod } from '../../model/measurement.ts';
import type { ThresholdBounds } from '../../model/verdict.ts';
import { decayedMedian } from '../../statistics/core/decayed-median.ts';
import { heedingProcesses, leastWidthFor, type Margin, marginFor, priorFor } from '../margin.ts';
import { processError } from '../spread.ts';
import type { HistoryCase, PastRun } from './case.ts';

/** What bounds are calculated from. */
export interface BoundsCase extends Pick<HistoryCase, 'history' | 'method' | 'statisticalMethod' | 'thresholdFactor'> {
  readonly tolerancePercent: number;
  readonly falseAlarmRate: number;
  /** A measurement to lay the bounds around where there is no history, in seconds per call. */
  readonly current: number;
}

/** Where a baseline lies and how far from it a new run may be. */
export interface Threshold {
  /** Seconds per call: the baseline's, or the current measurement where there is no history. */
  readonly center: number;
  readonly margin: Margin;
  readonly bounds: ThresholdBounds;
}

/** The threshold that a new run is held against. With a history, the new run itself has no say in it. */
export function thresholdFor({ history, current, method, ...options }: BoundsCase): Threshold {
  const estimates = history.length === 0 ? [current] : history.map(({ estimate }) => estimate);
  const prior = priorOf(history, method);
  const margin = marginFor(estimates.map(Math.log), { ...options, prior, leastWidth: leastWidthFor(method) });
  const center = history.length === 0 ? current : baselineCenter(history);
  return { center, margin, bounds: boundsAround(center, margin, history.length > 0) };
}

function baselineCenter(history: readonly PastRun[]): number {
  return decayedMedian(
    history.map(({ estimate }) => estimate),
    history.map(({ decayFactor }) => decayFactor),
  );
}

function priorOf(history: readonly PastRun[], method: MeasurementMethod) {
  return heedingProcesses(
    priorFor(method),
    history.map(({ processes = [] }) => processError(processes.map(({ location }) => location))),
  );
}

/** The bounds of a margin. */
export function boundsAround(center: number, { width }: Margin, isBaseline: boolean): ThresholdBounds {
  return {
    lowerBound: center * Math.exp(-width),
    upperBound: center * Math.exp(width),
    baselineMedian: isBaseline ? center : null,
    adaptiveFactor: Math.exp(width),
    calculationMethod: isBaseline ? 'spread_between_runs' : 'prior_around_current_run',
  };
}
