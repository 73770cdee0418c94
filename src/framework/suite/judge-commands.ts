import { withinNoise } from '../../judge/commands/noise.ts';
import { notesOnEnds } from '../../judge/commands/run-notes.ts';
import { disagreeing, reportedOnly } from '../../judge/metrics/messages.ts';
import { CommandLauncher } from '../../measure/commands/command-launcher.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { CommandRun } from '../../model/command.ts';
import { type Metric, TIME } from '../../model/metric.ts';
import type { FailedTest, PerformanceTestResult } from '../../model/result.ts';
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
import { type EndOfRun, type ToJudge, unlessUnreadable } from './judge-last.ts';
import type { JudgedBeside, JudgeTools } from './judge-suite.ts';
import { baselineKeyOf } from './plan-suite.ts';

/** How commands are measured. */
export interface CommandsOptions {
  readonly signal: AbortSignal | undefined;
  /** What a reaper is started from. Default: this package's own. */
  readonly reaperProgram?: string | undefined;
  readonly onEvent: ((event: ConfirmEvent) => void) | undefined;
  readonly onStep: (progress: StepProgress) => void;
}

/** Commands that were measured, to be judged when it is known how the run ends. */
export interface CommandsOutcome {
  readonly failures: readonly FailedTest[];
  /** What concerns the run as a whole, as advice. */
  readonly warnings: readonly string[];
  readonly toJudge: readonly ToJudge[];
}

const METHOD = 'fresh_processes';
const NONE: CommandsOutcome = { failures: [], warnings: [], toJudge: [] };

/** A command with the runs of its first and, where it had one, its second measurement. */
interface LookedAt {
  readonly test: PlannedCommandTest;
  readonly first: readonly CommandRun[];
  readonly second: readonly CommandRun[];
  readonly controls: readonly number[];
}

/**
 * Measures commands, and those that look worse once more, after all others: noise comes in bursts, and a regression is what
 * both measurements show.
 */
export async function measureCommands(
  tests: readonly PlannedCommandTest[],
  tools: JudgeTools,
  options: CommandsOptions,
): Promise<CommandsOutcome> {
  if (tests.length === 0) return NONE;
  const { reaperProgram } = options;
  const launcher = await CommandLauncher.open(reaperProgram === undefined ? {} : { reaperProgram });
  try {
    const measured = (await measureCommandTests(tests, { ...options, launcher })).map(withFigures);
    const whole = measured.filter(({ failure }) => failure === null);
    const suspects: PlannedCommandTest[] = [];
    const unread = new Map<PlannedCommandTest, FailedTest>();
    for (const each of whole) {
      const isSuspect = await unlessUnreadable(each.test, () => looksWorse(each, tools));
      if (isSuspect === true) suspects.push(each.test);
      else if (isSuspect !== false) unread.set(each.test, isSuspect);
    }
    const again = await measureAgain(suspects, launcher, tools, options);
    const secondOf = new Map(again.map((each) => [each.test, each]));
    const looked = whole
      .filter(({ test }) => !unread.has(test) && (secondOf.get(test)?.failure ?? null) === null)
      .map(({ test, runs, controls }): LookedAt => {
        const second = secondOf.get(test);
        return { test, first: runs, second: second?.runs ?? [], controls: [...controls, ...(second?.controls ?? [])] };
      });
    return {
      failures: [...[...measured, ...again].flatMap(({ failure }) => failure ?? []), ...unread.values()],
      warnings: [...new Set(measured.flatMap(({ runs }) => runs.flatMap(({ unknown }) => unknown ?? [])))],
      toJudge: looked.map((each) => ({
        test: each.test,
        judge: async (end) => ({ beside: await judgeCommand(each, { ...tools, ...end }) }),
      })),
    };
  } finally {
    await launcher.close();
  }
}

// Whose code is accepted anyway is not looked at again.
async function looksWorse({ test, runs, controls }: MeasuredCommand, tools: JudgeTools): Promise<boolean> {
  if (tools.policy.mode === 'accept') return false;
  const judged = await judgeRuns(test, { runs, controls }, tools);
  return judged.some(({ result }) => result.validation.verdict === 'regression');
}

async function measureAgain(
  suspects: readonly PlannedCommandTest[],
  launcher: CommandLauncher,
  { policy }: JudgeTools,
  options: CommandsOptions,
): Promise<readonly MeasuredCommand[]> {
  if (suspects.length === 0 || policy.mode === 'accept' || options.signal?.aborted) return [];
  const names = suspects.map(({ declaration }) => declaration.name);
  options.onEvent?.({ kind: 'confirming', tests: names, processes: leastRunsOf(suspects), base: null });
  return (await measureCommandTests(suspects, { ...options, launcher })).map(withFigures);
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
  { test, first, second, controls }: LookedAt,
  tools: JudgeTools & EndOfRun,
): Promise<JudgedBeside> {
  const worse = second.length === 0 ? null : await worseMetrics(test, { runs: second, controls }, tools);
  const isDisputed = ({ name }: Metric) => worse !== null && !worse.has(name);
  const runs = [...first, ...second];
  const { recordedAt } = tools;
  const judged = await judgeRuns(test, { runs, controls }, tools, { isDisputed, recordedAt });
  return {
    records: judged.flatMap(({ record }) => record ?? []).map((record) => withControl(record, controls)),
    result: (failure) => resultOf(test, { runs, judged, failure, recordedAt }, tools),
  };
}

/** Which metrics a second measurement alone finds worse as well. */
async function worseMetrics(
  test: PlannedCommandTest,
  measured: Measured,
  tools: JudgeTools,
): Promise<ReadonlySet<string>> {
  const judged = await judgeRuns(test, measured, tools);
  return new Set(
    judged.filter(({ result }) => result.validation.verdict === 'regression').map(({ result }) => result.name),
  );
}

type Measured = Pick<MeasuredCommand, 'runs' | 'controls'>;

interface HowToJudge {
  readonly isDisputed?: (metric: Metric) => boolean;
  readonly recordedAt?: string;
}

async function judgeRuns(
  test: PlannedCommandTest,
  { runs, controls }: Measured,
  tools: JudgeTools & { readonly isCutShort?: boolean },
  { isDisputed = () => false, recordedAt = isoTime() }: HowToJudge = {},
): Promise<readonly JudgedMetric[]> {
  const { ciEnvironment, sessionId, environmentKey } = tools.context;
  const { commit, branch } = ciEnvironment;
  const place: RunPlace = { runId: sessionId, recordedAt, commit, branch, isDirty: tools.isDirty };
  const baselineKey = baselineKeyOf(test);
  const { runs: past } = await readHistory(tools.store, { testName: baselineKey, environmentKey }, METHOD);
  const given = {
    baselineKey,
    method: METHOD,
    metrics: commandMetrics(runs),
    plan: test.plan,
    amend: (metric: Metric, judgement: JudgedMetric['judgement']) => {
      if (!decides(metric)) return reportedOnly(judgement);
      if (judgement.validation.verdict !== 'regression') return judgement;
      if (isDisputed(metric)) return disagreeing(judgement);
      if (metric.name !== TIME.name) return judgement;
      return withinNoise(judgement, { times: runs.map(({ wall }) => wall), controls, pastControls: controlsOf(past) });
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
}

function resultOf(
  test: PlannedCommandTest,
  { runs, judged, failure, recordedAt }: Judged,
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
    config,
  });
  const warnings = [...result.validation.warnings, ...notesOnEnds(runs)];
  return { ...result, validation: { ...result.validation, warnings } };
}
