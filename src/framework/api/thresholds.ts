import { randomUUID } from 'node:crypto';
import { baselineRuns } from '../../baselines/baseline-runs.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import { planDefaults } from '../../config/plan.ts';
import { ThresholdCalculationError } from '../../errors.ts';
import { thresholdFor } from '../../judge/history/threshold-bounds.ts';
import { locationOf } from '../../measure/location.ts';
import type { RunRecord, SeriesKey } from '../../model/baseline.ts';
import type { StatisticalMethod } from '../../model/statistics.ts';
import type { ThresholdBounds } from '../../model/verdict.ts';
import { isoTime } from '../../real-time.ts';
import { sketchOf } from '../../statistics/core/quantile-sketch.ts';
import { problemWithSamples } from '../in-process/given-samples.ts';
import { problemWithName } from '../store/baseline-keys.ts';
import type { LazyStore } from '../store/lazy-store.ts';

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
  checkSamples(currentSamples, `The threshold of ${JSON.stringify(key.testName)} cannot be calculated`);
  check('confidenceLevel', confidenceLevel, 'a number between 0 and 1', confidenceLevel > 0 && confidenceLevel < 1);
  check('adaptationRate', adaptationRate, 'a number from 0 to 1', isShare(adaptationRate));
  const runs = baselineRuns(await store.history(key));
  const { bounds } = thresholdFor({
    history: runs.map((run) => ({ ...run, decayFactor: Math.min(run.decayFactor, 1 - adaptationRate) })),
    current: locationOf(currentSamples),
    method: runs.at(-1)?.method ?? 'samples',
    thresholdFactor: planDefaults.thresholdFactor,
    tolerancePercent: planDefaults.tolerancePercent,
    statisticalMethod,
    falseAlarmRate: 1 - confidenceLevel,
  });
  return bounds;
}

/** Adds samples to a series, as one run; see `ThresholdManager.updateBaseline`. */
export async function addRun(
  store: LazyStore,
  key: SeriesKey,
  samples: readonly number[],
  decayFactor: number = DECAY_FACTOR,
): Promise<void> {
  const problem = problemWithName(key.testName) ?? problemWithName(key.environmentKey);
  if (problem !== null) throw new ThresholdCalculationError(problem, { data: { ...key } });
  checkSamples(samples, `The baseline of ${JSON.stringify(key.testName)} cannot be updated`);
  check('decayFactor', decayFactor, 'a number from 0 to 1', isShare(decayFactor));
  const location = locationOf(samples);
  const record: RunRecord = {
    ...key,
    runId: randomUUID(),
    recordedAt: isoTime(),
    method: 'samples',
    status: 'recorded',
    estimate: location,
    decayFactor,
    commit: null,
    branch: null,
    isDirty: null,
    processes: [
      {
        location,
        control: null,
        cpuTime: null,
        controlCpuTime: null,
        callsPerSample: 1,
        position: 0,
        sketch: sketchOf(samples),
      },
    ],
  };
  await store.append([record]);
}

function checkSamples(samples: readonly number[], what: string): void {
  const problem = problemWithSamples(samples);
  if (problem) throw new ThresholdCalculationError(`${what}: ${problem}.`, { data: { samples } });
}

function check(name: string, value: number, wants: string, isRight: boolean): void {
  if (isRight) return;
  throw new ThresholdCalculationError(`${name} must be ${wants}, not ${value}.`, { data: { [name]: value } });
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}
