import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { planTest } from '../../../src/config/plan.ts';
import { pairEvidence } from '../../../src/framework/compare/pair-evidence.ts';
import type { Confirm, Confirmation, Suspect } from '../../../src/framework/confirm/confirmation.ts';
import type { JudgeTools } from '../../../src/framework/suite/judge-suite.ts';
import { measureAndJudge, type RunEvent } from '../../../src/framework/suite/measure-and-judge.ts';
import { judgePairs } from '../../../src/judge/revisions/pairs.ts';
import type { PlannedTest } from '../../../src/measure/processes/schedule.ts';
import type { WorkerOutcome, WorkerPool } from '../../../src/measure/processes/worker-process.ts';
import type { BaseRevision } from '../../../src/model/base-revision.ts';
import type { PerformanceTestResult } from '../../../src/model/result.ts';
import type { ComparisonOptions, Side, TestDeclaration } from '../../../src/model/suite.ts';
import { talking } from '../../measure/processes/talking.ts';
import { context, measured } from '../fixtures.ts';

export const KEY = 'linux-x86_64-2c';

/** What a process is asked to measure. */
export interface Question {
  readonly testName: string;
  readonly side: Side;
  /** How often the test's side was measured before in this run. */
  readonly before: number;
}

/** Answers with a location in seconds, or with how the process ended. */
export type Script = (question: Question) => number | WorkerOutcome;

/** Processes that say what a script tells them to, so that verdicts do not depend on a machine. */
export function scriptedPool(script: Script): WorkerPool & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  const pool = talking(async (request, _timeLimit, signal) => {
    if (signal?.aborted) return { kind: 'aborted' };
    if (request.kind !== 'measure' && request.kind !== 'own_metric') throw new Error('only measuring is scripted');
    const { testName } = request;
    const side = request.kind === 'measure' ? request.side : 'candidate';
    const before = asked.filter((each) => each === `${testName}/${side}`).length;
    asked.push(`${testName}/${side}`);
    const answer = script({ testName, side, before });
    if (typeof answer !== 'number') return answer;
    if (request.kind === 'own_metric') return { kind: 'figures', figures: new Array(request.calls.least).fill(answer) };
    return { kind: 'measured', measurement: measured(answer, request.place) };
  });
  return { ...pool, asked };
}

/** A test as the plan of a run has it. */
export function planned(
  name: string,
  options: ComparisonOptions = {},
  kind: TestDeclaration['kind'] = 'test',
): PlannedTest {
  const declaration: TestDeclaration = { kind, name, options: { processes: 3, ...options } };
  return {
    declaration,
    file: 'a.perf.ts',
    load: { file: '/a.perf.ts', loader: 'node', cacheDirectory: null },
    plan: planTest(declaration, new PerformanceConfig(), { isCI: false }),
  };
}

/** Judges by a store in memory, and records. */
export function tools(overrides: Partial<JudgeTools> = {}): JudgeTools {
  const store = overrides.store ?? createMemoryStore();
  return {
    store,
    context: context(),
    config: new PerformanceConfig(),
    policy: { mode: 'record' },
    isDirty: null,
    confirm: null,
    record: (records) => store.append(records),
    ...overrides,
  };
}

/** One run; each has a session of its own. */
export async function run(tests: readonly PlannedTest[], given: JudgeTools, script: Script, signal?: AbortSignal) {
  const events: RunEvent[] = [];
  const pool = scriptedPool(script);
  const session = { ...given, context: { ...given.context, sessionId: crypto.randomUUID() } };
  const outcome = await measureAndJudge(tests, session, { pool, signal, onEvent: (event) => events.push(event) });
  return { ...outcome, events, asked: pool.asked };
}

/** The commit that scripted pairs were measured against. */
export const BASE: BaseRevision = { ref: 'main', commit: `1a2b3c4${'0'.repeat(33)}`, isMergeBase: true };

/** What so many pairs say of a test that is slower by a factor; they scatter by a thousandth. */
export function inPairs(_suspect: Pick<Suspect, 'test'>, factor: number, pairs = 8): Confirmation {
  const wobble = Array.from({ length: pairs }, (_, i) => 1 + 0.001 * ((i % 3) - 1));
  const processes = { base: wobble.map(() => measured(1)), head: wobble.map((each) => measured(factor * each)) };
  const evidence = pairEvidence(processes);
  const judgement = judgePairs({ ...evidence, tests: 12, blocks: 8, tolerancePercent: 2, confidenceLevel: 0.95 });
  const end = { kind: 'judged', judgement, evidence } as const;
  const manner = { kind: 'by_turns', isPinned: true } as const;
  return { kind: 'judged', base: BASE, manner, notes: [], end };
}

/** Pairs that say what a script tells them to; `asked` are the names of the suspects, a list each time. */
export function confirming(script: (suspect: Suspect) => Confirmation) {
  const asked: (readonly string[])[] = [];
  const confirm: Confirm = async (suspects, onEvent) => {
    const names = suspects.map(({ test }) => test.declaration.name);
    asked.push(names);
    onEvent({ kind: 'confirming', tests: names, processes: 2 * names.length, base: BASE });
    return new Map(suspects.map((suspect) => [suspect.test, script(suspect)]));
  };
  return { asked, confirm };
}

/** The verdicts of a run, by test. */
export const verdicts = (results: readonly PerformanceTestResult[]) =>
  Object.fromEntries(results.map(({ testName, validation }) => [testName, validation.verdict]));

/** How the runs of a test were recorded, oldest first. */
export async function statuses(given: JudgeTools, testName: string): Promise<readonly string[]> {
  return (await given.store.history({ testName, environmentKey: KEY })).map(({ status }) => status);
}

/** Runs of unchanged code first, for which nothing is confirmed. */
export async function withRuns(
  count: number,
  names: readonly string[],
  given: JudgeTools = tools(),
): Promise<JudgeTools> {
  const tests = names.map((name) => planned(name));
  for (let i = 0; i < count; i++) await run(tests, given, () => 1 + 0.002 * (i % 3));
  return given;
}
