import { randomUUID } from 'node:crypto';
import { baselineRuns } from '../baselines/baseline-runs.ts';
import type { BaselineStore } from '../baselines/store.ts';
import { planDefaults } from '../config/plan.ts';
import { ThresholdCalculationError } from '../errors.ts';
import { historyBounds } from '../judge/history.ts';
import { locationOf } from '../measure/location.ts';
import type { RunRecord, SeriesKey } from '../model/baseline.ts';
import type { StatisticalMethod } from '../model/statistics.ts';
import type { ThresholdBounds } from '../model/verdict.ts';
import { sketchOf } from '../statistics/quantile-sketch.ts';
import type { LazyStore } from './lazy-store.ts';

// As the specification has it (4.1).
const DECAY_FACTOR = 0.9;

/** How to calculate a threshold. */
export interface ThresholdOptions {
  readonly confidenceLevel: number;
  readonly adaptationRate: number;
  readonly statisticalMethod: StatisticalMethod;
}

/** Bounds for the next run of a test; see `ThresholdManager.calculateThreshold`. */
export async function calculateThreshold(
  store: BaselineStore,
  key: SeriesKey,
  currentSamples: readonly number[],
  { confidenceLevel, adaptationRate, statisticalMethod }: ThresholdOptions,
): Promise<ThresholdBounds> {
  checkSamples(currentSamples, key.testName);
  checkShare('confidenceLevel', confidenceLevel, confidenceLevel > 0 && confidenceLevel < 1);
  checkShare('adaptationRate', adaptationRate, adaptationRate >= 0 && adaptationRate <= 1);
  const runs = baselineRuns(await store.history(key));
  return historyBounds({
    history: runs.map((run) => ({ ...run, decayFactor: Math.min(run.decayFactor, 1 - adaptationRate) })),
    current: locationOf(currentSamples),
    method: runs.at(-1)?.method ?? 'samples',
    thresholdFactor: planDefaults.thresholdFactor,
    tolerancePercent: planDefaults.tolerancePercent,
    statisticalMethod,
    falseAlarmRate: 1 - confidenceLevel,
  });
}

/** Adds samples to a series, as one run; see `ThresholdManager.updateBaseline`. */
export async function addRun(
  store: LazyStore,
  key: SeriesKey,
  samples: readonly number[],
  decayFactor: number = DECAY_FACTOR,
): Promise<void> {
  checkSamples(samples, key.testName);
  checkShare('decayFactor', decayFactor, decayFactor >= 0 && decayFactor <= 1);
  const location = locationOf(samples);
  const record: RunRecord = {
    ...key,
    runId: randomUUID(),
    recordedAt: new Date().toISOString(),
    method: 'samples',
    status: 'recorded',
    estimate: location,
    decayFactor,
    commit: null,
    branch: null,
    processes: [{ location, control: null, callsPerSample: 1, position: 0, sketch: sketchOf(samples) }],
  };
  await store.append(record);
}

function checkSamples(samples: readonly number[], testName: string): void {
  const at = `The threshold of ${JSON.stringify(testName)}`;
  if (samples.length === 0) throw new ThresholdCalculationError(`${at} cannot be calculated: there are no samples.`);
  const index = samples.findIndex((sample) => !(Number.isFinite(sample) && sample > 0));
  if (index === -1) return;
  throw new ThresholdCalculationError(
    `${at} cannot be calculated: sample ${index} is ${samples[index]}; samples are seconds a call, above 0.`,
    { data: { index, value: samples[index] } },
  );
}

function checkShare(name: string, value: number, isRight: boolean): void {
  if (isRight) return;
  throw new ThresholdCalculationError(`${name} must be a number from 0 to 1, not ${value}.`, {
    data: { [name]: value },
  });
}
