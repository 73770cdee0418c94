import { randomUUID } from 'node:crypto';
import { startResourceWatch } from '../../environment/resources.ts';
import { measureFunction } from '../../measure/measure-function.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import type { TestPlan } from '../../model/suite.ts';
import { type JudgeRequest, judgeTest } from '../judge-test.ts';
import { recordingOf, recordingPolicy, recordOf } from '../recording.ts';
import { testResult } from '../test-result.ts';
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
export async function runTestInProcess(session: Session, test: InProcessTest): Promise<PerformanceTestResult> {
  const { testName, baselineKey, plan } = test;
  const watch = startResourceWatch();
  const environment = await session.environment();
  const store = await session.store();
  const judge = (looks: JudgeRequest['looks']) => {
    const { environmentKey } = environment;
    const { confidenceLevel } = session.config;
    return judgeTest(store, { baselineKey, environmentKey, method: METHOD, plan, confidenceLevel, looks });
  };

  const subject = { fn: test.fn, context: undefined, beforeEach: null };
  const looks = [[await measureFunction(subject, plan)]];
  let judgement = await judge(looks);
  if (judgement.needsConfirmation) {
    looks.push([await measureFunction(subject, plan, { round: 1, position: 0 })]);
    judgement = await judge(looks);
  }

  const timestamp = new Date().toISOString();
  const context = { ...environment, resourceConstraints: watch.stop() };
  const policy = recordingPolicy('automatic', context.ciEnvironment);
  const recording = recordingOf(policy, judgement.validation, judgement.isDisputed);
  const common = { baselineKey, method: METHOD, processes: looks.flat(), context } as const;
  // Every call is a run of its own, however often a process runs a test.
  const facts = { ...common, estimate: judgement.estimate, recordedAt: timestamp, runId: randomUUID() };
  const record = recordOf(recording, facts);
  if (record) await store.append([record]);
  return testResult({ ...common, testName, file: null, judgement, recording, timestamp });
}
