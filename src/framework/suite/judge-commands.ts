import { withinNoise } from '../../judge/commands/noise.ts';
import { notesOnEnds } from '../../judge/commands/run-notes.ts';
import { suspicionOfCommand } from '../../judge/commands/suspicion.ts';
import type { Decision } from '../../judge/gate.ts';
import type { MetricJudgement } from '../../judge/metrics/case.ts';
import { disagreeing, reportedOnly } from '../../judge/metrics/messages.ts';
import { CommandLauncher } from '../../measure/commands/command-launcher.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { CommandRun } from '../../model/command.ts';
import type { VerdictEvidence } from '../../model/evidence.ts';
import { type Metric, TIME } from '../../model/metric.ts';
import type { FailedTest, PerformanceTestResult } from '../../model/result.ts';
import type { Verdict } from '../../model/verdict.ts';
import { isoTime } from '../../real-time.ts';
import { median } from '../../statistics/core/median.ts';
import { commandMetrics, decides } from '../commands/command-metrics.ts';
import {
  leastRunsOf,
  type MeasuredCommand,
  measureCommandTests,
  type PlannedCommandTest,
  TOO_SHORT,
} from '../commands/measure-command-tests.ts';
import type { ConfirmEvent } from '../confirm/confirmation.ts';
import { type JudgedMetric, judgeMetrics, type RunPlace } from '../metrics/judge-metrics.ts';
import { resultOfJudged } from '../metrics/metric-results.ts';
import { readHistory } from '../store/history.ts';
import type { Confirmed, ConfirmedSuspects, SuspectCommand } from './confirm-in-pairs.ts';
import { type EndOfRun, type ToJudge, unlessUnreadable } from './judge-last.ts';
import type { JudgedBeside, JudgeTools } from './judge-suite.ts';
import { baselineKeyOf } from './plan-suite.ts';

/** How commands are measured. */
export interface CommandsOptions {
  readonly signal: AbortSignal | undefined;
  /** What a reaper is started from. Default: this package's own. */
  readonly reaperProgram?: string | undefined;
  readonly onEvent: ((event: ConfirmEvent) => void) | undefined;
  /** Told of each run of the first measurement. */
  readonly onFirst: (progress: StepProgress) => void;
}

/** Commands that were measured once. */
export interface CommandsOutcome {
  readonly failures: readonly FailedTest[];
  /** What concerns the run as a whole, as advice. */
  readonly warnings: readonly string[];
  /** Those whose time past runs cannot clear, where pairs may decide. */
  readonly suspects: readonly SuspectCommand[];
  /** Measures those that look worse once more, but for those whose time pairs decided about and that look no worse besides. */
  lookAgain(paired: Pick<ConfirmedSuspects, 'commands' | 'failures'>): Promise<FinishedCommands>;
}

/** Commands that were measured, to be judged when it is known how the run ends. */
export interface FinishedCommands {
  /** Of the second measurement. */
  readonly failures: readonly FailedTest[];
  readonly toJudge: readonly ToJudge[];
}

const METHOD = 'fresh_processes';
const NOTHING: FinishedCommands = { failures: [], toJudge: [] };
const NONE: CommandsOutcome = { failures: [], warnings: [], suspects: [], lookAgain: async () => NOTHING };

/** A command with the runs of its first and, where it had one, its second measurement. */
interface LookedAt {
  readonly test: PlannedCommandTest;
  readonly first: readonly CommandRun[];
  readonly second: readonly CommandRun[];
  readonly controls: readonly number[];
  /** What came of it in pairs; null where it had none to be asked. */
  readonly confirmed: Confirmed | null;
}

/**
 * Measures commands. About the time of those that past runs cannot clear, pairs with the code of their baseline decide. What
 * else looks worse, and all of those without pairs, is measured once more, after all others: noise comes in bursts, and a
 * regression is what both measurements show.
 */
export async function measureCommands(
  tests: readonly PlannedCommandTest[],
  tools: JudgeTools,
  options: CommandsOptions,
): Promise<CommandsOutcome> {
  if (tests.length === 0) return NONE;
  const measured = await measure(tests, options, options.onFirst);
  const whole: JudgedOnce[] = [];
  const unread: FailedTest[] = [];
  for (const each of measured.filter(({ failure }) => failure === null)) {
    const judged = await unlessUnreadable(each.test, () => judgeOnce(each, tools));
    if ('suspect' in judged) whole.push(judged);
    else unread.push(judged);
  }
  const suspects = whole.flatMap(({ suspect }) =>
    mayBeConfirmed(tools) && suspect.suspicion.isSuspect ? suspect : [],
  );
  return {
    failures: [...measured.flatMap(({ failure }) => failure ?? []), ...unread],
    warnings: [...new Set(measured.flatMap(({ runs }) => runs.flatMap(({ unknown }) => unknown ?? [])))],
    suspects,
    lookAgain: (paired) => lookAgain(whole, paired, tools, options),
  };
}

// What is accepted anyway needs no more.
function mayBeConfirmed({ policy, confirm }: JudgeTools): boolean {
  return policy.mode !== 'accept' && confirm !== null;
}

async function measure(
  tests: readonly PlannedCommandTest[],
  { reaperProgram, signal }: CommandsOptions,
  onStep: (progress: StepProgress) => void,
): Promise<readonly MeasuredCommand[]> {
  const launcher = await CommandLauncher.open(reaperProgram === undefined ? {} : { reaperProgram });
  try {
    return (await measureCommandTests(tests, { launcher, signal, onStep })).map(withFigures);
  } finally {
    await launcher.close();
  }
}

/** A command that was measured once, and what past runs say of it. */
interface JudgedOnce extends MeasuredCommand {
  readonly suspect: SuspectCommand;
  /** Metrics that look worse than in past runs. */
  readonly worse: ReadonlySet<string>;
}

async function judgeOnce(measured: MeasuredCommand, tools: JudgeTools): Promise<JudgedOnce> {
  const { test, runs } = measured;
  const { environmentKey } = tools.context;
  const stored = await readHistory(tools.store, { testName: baselineKeyOf(test), environmentKey }, METHOD);
  let verdict: Verdict = 'no_baseline';
  const judged = await judgeRuns(test, measured, tools, {
    // Before anything is put down to noise.
    onTime: (judgement) => {
      verdict = judgement.validation.verdict;
    },
  });
  const suspicion = suspicionOfCommand({
    times: runs.map(({ wall }) => wall),
    history: stored.runs.map(({ processes, ...run }) => ({ ...run, times: processes.map(({ location }) => location) })),
    incomparable: stored.incomparable,
    isUnread: stored.isUnread,
    verdict,
    tolerancePercent: test.plan.tolerancePercent,
    statisticalMethod: tools.config.statisticalMethod,
  });
  return { ...measured, suspect: { test, stored, suspicion, said: judged[0]!.judgement }, worse: worseOf(judged) };
}

function worseOf(judged: readonly JudgedMetric[]): ReadonlySet<string> {
  return new Set(judged.flatMap(({ result }) => (result.validation.verdict === 'regression' ? result.name : [])));
}

async function lookAgain(
  whole: readonly JudgedOnce[],
  { commands, failures }: Pick<ConfirmedSuspects, 'commands' | 'failures'>,
  tools: JudgeTools,
  options: CommandsOptions,
): Promise<FinishedCommands> {
  const left = whole.filter(({ test }) => !failures.some((failure) => isOf(failure, test)));
  const isDecided = ({ test }: JudgedOnce) => (commands.get(test)?.decision ?? null) !== null;
  const looksWorse = (each: JudgedOnce) => [...each.worse].some((name) => name !== TIME.name || !isDecided(each));
  // Whose code is accepted anyway is not looked at again.
  const mayLook = tools.policy.mode !== 'accept' && !options.signal?.aborted;
  const again = await measureAgain(mayLook ? left.filter(looksWorse).map(({ test }) => test) : [], options);
  const secondOf = new Map(again.map((each) => [each.test, each]));
  const looked = left
    .filter(({ test }) => (secondOf.get(test)?.failure ?? null) === null)
    .map(({ test, runs, controls }): LookedAt => {
      const second = secondOf.get(test);
      return {
        ...{ test, first: runs, second: second?.runs ?? [], controls: [...controls, ...(second?.controls ?? [])] },
        confirmed: commands.get(test) ?? null,
      };
    });
  return {
    failures: again.flatMap(({ failure }) => failure ?? []),
    toJudge: looked.map((each) => ({
      test: each.test,
      judge: async (end) => ({ beside: await judgeCommand(each, { ...tools, ...end }) }),
    })),
  };
}

function isOf({ testName, file }: FailedTest, test: PlannedCommandTest): boolean {
  return testName === test.declaration.name && file === test.file;
}

async function measureAgain(
  suspects: readonly PlannedCommandTest[],
  options: CommandsOptions,
): Promise<readonly MeasuredCommand[]> {
  if (suspects.length === 0) return [];
  const names = suspects.map(({ declaration }) => declaration.name);
  options.onEvent?.({ kind: 'confirming', tests: names, processes: leastRunsOf(suspects), base: null });
  return measure(suspects, options, (progress) => options.onEvent?.({ kind: 'step', progress }));
}

/**
 * Leaves out runs that took no longer than the shell alone: they have no time that could be told. Where these are most of
 * them, the test has none.
 */
function withFigures(measured: MeasuredCommand): MeasuredCommand {
  const runs = measured.runs.filter(({ wall }) => wall > 0);
  if (measured.failure !== null || 2 * runs.length > measured.runs.length) return { ...measured, runs };
  const { declaration, file } = measured.test;
  const failure = {
    testName: declaration.name,
    file,
    reason: 'process_died',
    message: TOO_SHORT,
    stack: null,
  } as const;
  return { ...measured, failure };
}

async function judgeCommand(
  { test, first, second, controls, confirmed }: LookedAt,
  tools: JudgeTools & EndOfRun,
): Promise<JudgedBeside> {
  const worse = second.length === 0 ? null : worseOf(await judgeRuns(test, { runs: second, controls }, tools));
  const isDisputed = ({ name }: Metric) => worse !== null && !worse.has(name);
  const runs = [...first, ...second];
  const { recordedAt } = tools;
  const decision = confirmed?.decision ?? null;
  const judged = await judgeRuns(test, { runs, controls }, tools, { isDisputed, recordedAt, decision });
  const evidence = confirmed?.evidence;
  return {
    records: judged.flatMap(({ record }) => record ?? []).map((record) => withControl(record, controls)),
    result: (failure) => resultOf(test, { runs, judged, failure, recordedAt, evidence }, tools),
  };
}

type Measured = Pick<MeasuredCommand, 'runs' | 'controls'>;

interface HowToJudge {
  readonly isDisputed?: (metric: Metric) => boolean;
  readonly recordedAt?: string;
  /** What is said of the time in place of past runs; null where these decide. */
  readonly decision?: Decision | null;
  /** Told what past runs say of the time, before anything is put down to noise. */
  readonly onTime?: (judgement: MetricJudgement) => void;
}

async function judgeRuns(
  test: PlannedCommandTest,
  { runs, controls }: Measured,
  tools: JudgeTools & { readonly isCutShort?: boolean },
  { isDisputed = () => false, recordedAt = isoTime(), decision = null, onTime }: HowToJudge = {},
): Promise<readonly JudgedMetric[]> {
  const { ciEnvironment, sessionId, environmentKey } = tools.context;
  const { commit, branch } = ciEnvironment;
  const place: RunPlace = { runId: sessionId, recordedAt, commit, branch, isDirty: tools.isDirty };
  const baselineKey = baselineKeyOf(test);
  const { runs: past } = await readHistory(tools.store, { testName: baselineKey, environmentKey }, METHOD);
  const amendTime = (judgement: MetricJudgement): MetricJudgement => {
    onTime?.(judgement);
    if (decision !== null) return { ...judgement, ...decision };
    if (judgement.validation.verdict !== 'regression') return judgement;
    if (isDisputed(TIME)) return disagreeing(judgement);
    return withinNoise(judgement, { times: runs.map(({ wall }) => wall), controls, pastControls: controlsOf(past) });
  };
  const given = {
    baselineKey,
    method: METHOD,
    metrics: commandMetrics(runs),
    plan: test.plan,
    amend: (metric: Metric, judgement: MetricJudgement) => {
      if (!decides(metric)) return reportedOnly(judgement);
      if (metric.name === TIME.name) return amendTime(judgement);
      return judgement.validation.verdict === 'regression' && isDisputed(metric) ? disagreeing(judgement) : judgement;
    },
  } as const;
  return judgeMetrics(given, place, tools);
}

/** What the control took in past runs. */
function controlsOf(past: readonly Pick<RunRecord, 'processes'>[]): readonly number[] {
  return past.flatMap(({ processes }) => processes[0]?.control ?? []);
}

// Each process has that of its run.
function withControl(record: RunRecord, controls: readonly number[]): RunRecord {
  if (controls.length === 0 || record.metric !== undefined) return record;
  const control = median(controls);
  return { ...record, processes: record.processes.map((process) => ({ ...process, control })) };
}

interface Judged {
  readonly runs: readonly CommandRun[];
  readonly judged: readonly JudgedMetric[];
  readonly failure: Parameters<JudgedBeside['result']>[0];
  readonly recordedAt: string;
  readonly evidence: VerdictEvidence | undefined;
}

function resultOf(
  test: PlannedCommandTest,
  { runs, judged, failure, recordedAt, evidence }: Judged,
  { context, config }: JudgeTools,
): PerformanceTestResult {
  const result = resultOfJudged({
    testName: test.declaration.name,
    baselineKey: baselineKeyOf(test),
    file: test.file,
    method: METHOD,
    samples: runs.map(({ wall }) => wall),
    estimate: judged[0]!.result.value,
    environmentContext: context,
    timestamp: recordedAt,
    judged,
    failure,
    evidence,
    config,
  });
  const warnings = [...result.validation.warnings, ...notesOnEnds(runs)];
  return { ...result, validation: { ...result.validation, warnings } };
}
