import { randomUUID } from 'node:crypto';
import { type PerformanceTestingError, StoreError, UsageError } from '../../errors.ts';
import type { Judgement } from '../../judge/history/case.ts';
import { fallbacksIn } from '../../judge/stand-ins.ts';
import { looksAtState } from '../../measure/looks-at-state.ts';
import { measureFunction } from '../../measure/measure-function.ts';
import { type Subject, subjectOf } from '../../measure/subject.ts';
import type { RunRecord } from '../../model/baseline.ts';
import { type FunctionMetric, othersIn } from '../../model/function-metrics.ts';
import type { ProcessMeasurement } from '../../model/measurement.ts';
import type { NotInStore, Recording } from '../../model/recording.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import type { TestPlan } from '../../model/suite.ts';
import { isoTime } from '../../real-time.ts';
import { type JudgeRequest, judgeTest } from '../result/judge-test.ts';
import { testResult } from '../result/results.ts';
import { withResources } from '../result/watched-resources.ts';
import { problemWithName } from '../store/baseline-keys.ts';
import { baselineBatch, readHistory } from '../store/history.ts';
import { isStoreFailure, recordedAs, recordingOf, recordingPolicy, waitingIn } from '../store/recording.ts';
import { unreadOf } from '../store/waiting-words.ts';
import { refusal } from '../store/who-writes.ts';
import type { FrameworkSession } from './framework-session.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** A test to run here and now. */
export interface InProcessTest {
  readonly testName: string;
  readonly baselineKey: string;
  readonly fn: (given: never) => unknown;
  /** What the function is given. */
  readonly given: unknown;
  readonly plan: TestPlan;
}

const METHOD = 'in_process';

/** Measures a function in this process, judges it against its earlier runs, and records it. */
export function runTestInProcess(session: FrameworkSession, test: InProcessTest): Promise<PerformanceTestResult> {
  return oneAtATime(() => runTest(session, test));
}

async function runTest(session: FrameworkSession, test: InProcessTest): Promise<PerformanceTestResult> {
  const { testName, baselineKey, fn, given, plan } = test;
  const { config } = session;
  const problem = problemWithName(baselineKey);
  if (problem !== null) throw new UsageError(`runPerformanceTest: ${problem}`);
  const context = await session.environment();
  const policy = recordingPolicy(session.recording, context.ciEnvironment, config.mainBranch);
  if (session.recording === 'accept' && policy.mode === 'none') {
    throw new UsageError(refusal("`recording: 'accept'`", policy.reason, "`recording: 'accept_always'`"));
  }
  const onlyReads = policy.mode === 'none' || session.recorder !== null;
  // A store that cannot be made is better known before the test is measured.
  const store = await (onlyReads ? session.store.reader() : session.store.writer());
  const { environmentKey } = context;
  const stored = await readHistory(store, { testName: baselineKey, environmentKey }, METHOD);
  const judge = (looks: JudgeRequest['looks']) => judgeTest(stored, { method: METHOD, plan, config, looks });

  session.logger?.logTestStart(testName, { ...plan });
  const subject = subjectOf(fn as Subject['fn'], given);
  const how = { ...plan, callsPerSample: baselineBatch(stored) };
  const looks: ProcessMeasurement[][] = [];
  const look = async () => {
    const [round, before] = [looks.length, looks.flat()];
    const options = { ...how, looksAtState: looksAtState(round, before) };
    looks.push([await withResources(() => measureFunction(subject, options, { round, position: 0 }))]);
  };
  await look();
  let judgement = judge(looks);
  while (judgement.needsConfirmation) {
    await look();
    judgement = judge(looks);
  }

  const timestamp = isoTime();
  const fallbacks = fallbacksIn(looks.flat());
  const wanted = recordingOf(policy, judgement, fallbacks);
  const common = { baselineKey, method: METHOD, processes: looks.flat(), context, config } as const;
  const { recording, record } = recordedAs(wanted, {
    ...common,
    // Every call is a run of its own, however often a process runs a test.
    runId: randomUUID(),
    estimate: judgement.estimate,
    verdict: judgement.validation.verdict,
    recordedAt: timestamp,
    decayFactor: 1 - config.adaptationRate,
    isUnread: stored.isUnread,
  });
  const kept = await keep(session, recording, record);
  const failure = kept instanceof Error ? kept : null;
  const told = [...(await session.store.warnings()), ...unreadOf(store), ...notMeasured(config.metrics)];
  const warned = withWarnings(judgement, told);
  const outcome =
    failure === null
      ? ((kept as NotInStore | null) ?? recording)
      : ({ state: 'failed', reason: failure.message } as const);
  const result = testResult({ ...common, testName, file: null, judgement: warned, recording: outcome, timestamp });
  session.logger?.logTestResult(result);
  // There is no report here that could say it, and a gate that never learns must not go unnoticed.
  if (failure !== null) throw new StoreError(failure.message, { data: { ...failure.data, result }, cause: failure });
  return result;
}

/** Stores a run. @returns null where it is stored; else that it waits, or why it is not stored. */
async function keep(
  session: FrameworkSession,
  recording: Recording,
  record: RunRecord | null,
): Promise<NotInStore | PerformanceTestingError | null> {
  if (recording.state === 'failed') return new StoreError(recording.reason);
  if (record === null) return null;
  try {
    return waitingIn(await (session.recorder ?? session.store.append.bind(session.store))([record]));
  } catch (error) {
    if (isStoreFailure(error)) return error;
    throw error;
  }
}

// What a call asks for itself is refused before.
function notMeasured(metrics: readonly FunctionMetric[]): readonly string[] {
  const others = othersIn(metrics);
  if (others.length === 0) return [];
  return [
    `The configuration asks for ${others.join(', ')}, which cannot be measured in this process: declare the test by perf() in a performance file.`,
  ];
}

function withWarnings(judgement: Judgement, more: readonly string[]): Judgement {
  const { validation } = judgement;
  return { ...judgement, validation: { ...validation, warnings: [...validation.warnings, ...more] } };
}
