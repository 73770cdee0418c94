import { randomUUID } from 'node:crypto';
import { startResourceWatch } from '../../environment/resources.ts';
import type { Judgement } from '../../judge/case.ts';
import { measureFunction } from '../../measure/measure-function.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import type { TestPlan } from '../../model/suite.ts';
import { baselineBatch } from '../baseline-batch.ts';
import { fallbacksIn } from '../fallbacks.ts';
import { type JudgeRequest, judgeTest } from '../judge-test.ts';
import { recordingOf, recordingPolicy, recordOf } from '../recording.ts';
import { testResult } from '../test-result.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Session } from './session.ts';

/** A test to run here and now. */
export interface InProcessTest {
  readonly testName: string;
  readonly baselineKey: string;
  readonly fn: () => unknown;
  readonly plan: TestPlan;
}

const METHOD = 'in_process';

/** Measures a function in this process, judges it against its earlier runs, and records it. */
export function runTestInProcess(session: Session, test: InProcessTest): Promise<PerformanceTestResult> {
  return oneAtATime(() => runTest(session, test));
}

async function runTest(session: Session, test: InProcessTest): Promise<PerformanceTestResult> {
  const { testName, baselineKey, fn, plan } = test;
  const { config } = session;
  const watch = startResourceWatch();
  const environment = await session.environment();
  const store = await session.store.get();
  const { environmentKey } = environment;
  const callsPerSample = await baselineBatch(store, { testName: baselineKey, environmentKey }, METHOD);
  const judge = (looks: JudgeRequest['looks']) =>
    judgeTest(store, { baselineKey, environmentKey, method: METHOD, plan, config, looks });

  const subject = { fn, context: undefined, beforeEach: null };
  const how = { ...plan, callsPerSample };
  const looks = [[await measureFunction(subject, how)]];
  let judgement = await judge(looks);
  while (judgement.needsConfirmation) {
    looks.push([await measureFunction(subject, how, { round: looks.length, position: 0 })]);
    judgement = await judge(looks);
  }

  const timestamp = new Date().toISOString();
  const context = { ...environment, resourceConstraints: watch.stop() };
  const policy = recordingPolicy('automatic', context.ciEnvironment);
  const fallbacks = fallbacksIn(looks.flat());
  const recording = recordingOf(policy, judgement.validation, judgement.isDisputed, fallbacks);
  const common = { baselineKey, method: METHOD, processes: looks.flat(), context, config } as const;
  const record = recordOf(recording, {
    ...common,
    // Every call is a run of its own, however often a process runs a test.
    runId: randomUUID(),
    estimate: judgement.estimate,
    recordedAt: timestamp,
    decayFactor: 1 - config.adaptationRate,
  });
  if (record) await session.store.append(record);
  const warned = withWarnings(judgement, store.warnings());
  return testResult({ ...common, testName, file: null, judgement: warned, recording, timestamp });
}

function withWarnings(judgement: Judgement, more: readonly string[]): Judgement {
  const { validation } = judgement;
  return { ...judgement, validation: { ...validation, warnings: [...validation.warnings, ...more] } };
}
