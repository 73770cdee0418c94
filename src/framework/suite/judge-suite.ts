import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import type { Judgement } from '../../judge/history/case.ts';
import { fallbacksIn } from '../../judge/stand-ins.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { VerdictEvidence } from '../../model/evidence.ts';
import type { StoredGate } from '../../model/gate.ts';
import type { ProcessMeasurement } from '../../model/measurement.ts';
import type { NotInStore } from '../../model/recording.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import { isoTime } from '../../real-time.ts';
import type { Confirm } from '../confirm/confirmation.ts';
import type { RecordedMetric } from '../metrics/judge-metrics.ts';
import { withOtherMetrics } from '../metrics/metric-results.ts';
import { judgeTest } from '../result/judge-test.ts';
import { testResult } from '../result/results.ts';
import { baselineBatch, readHistory, type StoredHistory } from '../store/history.ts';
import {
  inPart,
  type Recorder,
  type RecordingPolicy,
  recordedAs,
  recordingOf,
  tryToStore,
} from '../store/recording.ts';
import { baselineKeyOf } from './plan-suite.ts';

/** What judging and recording work with. */
export interface JudgeTools {
  readonly store: BaselineStore;
  readonly context: EnvironmentContext;
  readonly config: PerformanceConfig;
  readonly policy: RecordingPolicy;
  readonly record: Recorder;
  /** Measures suspects in pairs; null where past runs alone are to decide. */
  readonly confirm: Confirm | null;
  /** Which tests pairs would have decided about, had they been suspect. Default: none. */
  readonly coveredByPairs?: ((tests: readonly ReadyTest[]) => Promise<ReadonlySet<PlannedTest>>) | undefined;
  /** Whether the tree differs from the context's commit; null where that is not known. */
  readonly isDirty: boolean | null;
}

/** A test that can be measured, with what it will be held against. */
export interface ReadyTest {
  readonly test: PlannedTest;
  readonly stored: StoredHistory;
}

/** A test with its measurements and what the judge said of them. */
export interface JudgedTest {
  readonly test: PlannedTest;
  readonly stored: StoredHistory;
  /** What decided about it so far. */
  readonly evidence: VerdictEvidence;
  /** The measurements, first to last, one per process. */
  readonly looks: readonly (readonly ProcessMeasurement[])[];
  readonly judgement: Judgement;
}

const METHOD = 'fresh_processes';

/**
 * Reads what a test will be held against, and has it measured with as many calls per sample as the newest run of that.
 * @throws {StoreError} {CacheCorruptionError} where it cannot be read.
 */
export async function makeReady({ store, context }: JudgeTools, test: PlannedTest): Promise<ReadyTest> {
  if (test.declaration.kind === 'comparison') return { test, stored: { runs: [], incomparable: [] } };
  const key = { testName: baselineKeyOf(test), environmentKey: context.environmentKey };
  const stored = await readHistory(store, key, METHOD);
  return { test: { ...test, callsPerSample: baselineBatch(stored) }, stored };
}

/** Judges a test by its measurements so far. */
export function judgeLooks(
  { config }: JudgeTools,
  { test, stored }: ReadyTest,
  looks: JudgedTest['looks'],
): JudgedTest {
  const judgement = judgeTest(stored, { method: METHOD, plan: test.plan, config, looks });
  const evidence = { decidedBy: 'history', suspicions: judgement.suspicion.reasons, withoutPairs: null } as const;
  return { test, stored, looks, judgement, evidence };
}

/** Adds another measurement to a judged test; its rounds count on from those before. */
export function withNextLook({ test, looks }: JudgedTest, next: readonly ProcessMeasurement[]): JudgedTest['looks'] {
  const offset = looks.length * test.plan.processes;
  return [...looks, next.map((process) => ({ ...process, round: process.round + offset }))];
}

/** How a run ended. */
export interface RunEnding {
  /** Whether it ended before all of its tests were measured. */
  readonly isCutShort: boolean;
  /** The gate that it found, to be stored with it; undefined where it was not the whole suite. */
  readonly gate?: StoredGate | undefined;
  /** What was judged of tests besides time, to be recorded with it. Default: nothing. */
  readonly others?: ReadonlyMap<PlannedTest, readonly RecordedMetric[]> | undefined;
  /** Tests that were judged by other means, and are recorded with the others. Default: none. */
  readonly beside?: readonly JudgedBeside[] | undefined;
}

/** A test that is judged already, but for whether it could be stored. */
export interface JudgedBeside {
  readonly records: readonly RunRecord[];
  /** Its result. @param failure why nothing could be stored, or that it waits; null where all is. */
  readonly result: (failure: NotInStore | null) => PerformanceTestResult;
}

/**
 * Records the judged tests of a run, all at once, so that a run is stored as a whole or not at all; and returns their
 * results. Where the store cannot be written the verdicts hold all the same, and each result says that it is not stored.
 */
export async function settle(
  tools: JudgeTools,
  judged: readonly JudgedTest[],
  { isCutShort, gate, others, beside = [] }: RunEnding,
): Promise<readonly PerformanceTestResult[]> {
  const timestamp = isoTime();
  const settled = judged.map((each) => {
    const { test, looks, judgement, evidence } = each;
    const { context, config } = tools;
    const fallbacks = fallbacksIn(looks.flat());
    const whole = recordingOf(tools.policy, judgement, fallbacks);
    const wanted = isCutShort ? inPart(whole) : whole;
    const common = {
      baselineKey: baselineKeyOf(test),
      method: METHOD,
      processes: looks.flat(),
      context,
      config,
    } as const;
    const { recording, record } = recordedAs(wanted, {
      ...common,
      estimate: judgement.estimate,
      verdict: judgement.validation.verdict,
      recordedAt: timestamp,
      isDirty: tools.isDirty,
      isUnread: each.stored.isUnread,
      decayFactor: 1 - config.adaptationRate,
    });
    const names = { testName: test.declaration.name, file: test.file };
    return {
      record,
      recording,
      others: others?.get(test) ?? [],
      parts: { ...common, ...names, judgement, evidence, timestamp },
    };
  });
  const records = [
    ...settled.flatMap((test) => [test, ...test.others].flatMap(({ record }) => record ?? [])),
    ...beside.flatMap((test) => test.records),
  ];
  const failure = await tryToStore(
    tools.record,
    records,
    isCutShort || tools.policy.mode === 'none' ? undefined : gate,
  );
  return [
    ...settled.map(({ record, recording, parts, others: judgedOthers }) =>
      withOtherMetrics(
        testResult({ ...parts, recording: (record !== null && failure) || recording }),
        judgedOthers.map(({ result, record: own }) => ({
          ...result,
          recording: (own !== null && failure) || result.recording,
        })),
      ),
    ),
    ...beside.map(({ result }) => result(failure)),
  ];
}
