import type { PerformanceConfig } from '../../config/performance-config.ts';
import { planDefaults } from '../../config/plan.ts';
import { UsageError } from '../../errors.ts';
import { RUNS_FOR_FULL_STRENGTH } from '../../judge/constants.ts';
import type { Judgement } from '../../judge/history/case.ts';
import { judgeAgainstHistory } from '../../judge/history/judge-history.ts';
import { locationOf } from '../../measure/location.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { MeasurementMethod } from '../../model/measurement.ts';
import type { RegressionTestResult } from '../../model/statistics.ts';
import type { RegressionAnalysisResult } from '../../model/verdict.ts';
import { mergeSketches, sketchQuantile } from '../../statistics/core/quantile-sketch.ts';
import { readHistory, type StoredHistory } from '../store/history.ts';
import type { FrameworkSession } from './framework-session.ts';
import { problemWithSamples } from './given-samples.ts';

/** What `validateRegression` is asked. */
export interface RegressionQuestion {
  readonly testName: string;
  /** Seconds per call, of one process. */
  readonly samples: readonly number[];
  readonly significanceLevel: number;
}

// Both are samples of a single process.
const COMPARABLE_METHODS: readonly MeasurementMethod[] = ['in_process', 'samples'];
const RESTORED_SAMPLES = 100;

/** Judges given samples as a new run among the stored ones. */
export async function analyseRegression(
  session: FrameworkSession,
  question: RegressionQuestion,
): Promise<RegressionAnalysisResult> {
  checkQuestion(question);
  const { testName, samples, significanceLevel } = question;
  const { config } = session;
  const { stored, method } = await historyOf(session, testName);
  const judgement = judgeAgainstHistory({
    history: stored.runs,
    incomparable: stored.incomparable,
    isUnread: stored.isUnread,
    looks: [[{ location: locationOf(samples), cpuTime: null, control: null, controlCpuTime: null }]],
    method,
    thresholdFactor: planDefaults.thresholdFactor,
    tolerancePercent: planDefaults.tolerancePercent,
    statisticalMethod: config.statisticalMethod,
    confidenceLevel: config.confidenceLevel,
    falseAlarmRate: significanceLevel,
  });
  const isRegression = judgement.validation.verdict === 'regression';
  const tests = await textbookTests(stored.runs, samples, config);
  for (const test of tests) session.logger?.logRegressionDetection(test);
  return {
    testName,
    isRegression,
    verdict: judgement.validation.verdict,
    changePercent: judgement.change?.percent ?? null,
    change: judgement.change,
    validation: judgement.validation,
    thresholds: judgement.thresholds,
    tests,
    recommendation: recommend(judgement, stored.runs.length),
  };
}

async function historyOf(session: FrameworkSession, testName: string) {
  const store = await session.store.reader();
  const { environmentKey } = await session.environment();
  let last: { stored: StoredHistory; method: MeasurementMethod } | null = null;
  for (const method of COMPARABLE_METHODS) {
    last = { stored: await readHistory(store, { testName, environmentKey }, method), method };
    if (last.stored.runs.length > 0) break;
  }
  return last!;
}

// The newest stored run stands for the baseline, its samples being read back from the sketch.
async function textbookTests(
  runs: readonly RunRecord[],
  samples: readonly number[],
  { regressionTestMethod }: PerformanceConfig,
): Promise<readonly RegressionTestResult[]> {
  const newest = runs.at(-1);
  if (!newest || samples.length < 2) return [];
  const { StatisticalValidator } = await import('../../statistics/textbook/statistical-validator.ts');
  const sketch = mergeSketches(newest.processes.map((process) => process.sketch));
  const restored = Array.from({ length: RESTORED_SAMPLES }, (_, i) =>
    sketchQuantile(sketch, (i + 0.5) / RESTORED_SAMPLES),
  );
  return [new StatisticalValidator().testRegression(restored, samples, { testType: regressionTestMethod })];
}

function recommend({ validation }: Judgement, runs: number): string {
  if (validation.verdict === 'regression') {
    return 'Measure again in fresh processes (evenkeel run) before believing it; samples of one process cannot be confirmed here.';
  }
  if (runs < RUNS_FOR_FULL_STRENGTH) {
    return `Only ${runs} earlier ${runs === 1 ? 'run is' : 'runs are'} known: record ${RUNS_FOR_FULL_STRENGTH - runs} more for the full strength of this check.`;
  }
  return 'Nothing to do.';
}

function checkQuestion({ testName, samples, significanceLevel }: RegressionQuestion): void {
  const at = `validateRegression(${JSON.stringify(testName)})`;
  const problem = problemWithSamples(samples);
  if (problem) throw new UsageError(`${at}: ${problem}.`);
  if (!(significanceLevel > 0 && significanceLevel < 1)) {
    throw new UsageError(`${at}: significanceLevel must be between 0 and 1, not ${significanceLevel}.`);
  }
}
