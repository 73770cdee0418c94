import { withinNoise } from '../../judge/commands/noise.ts';
import { notesOnEnds } from '../../judge/commands/run-notes.ts';
import { suspicionOfCommand } from '../../judge/commands/suspicion.ts';
import type { Decision } from '../../judge/gate.ts';
import type { MetricJudgement } from '../../judge/metrics/case.ts';
import { disagreeing, reportedOnly } from '../../judge/metrics/messages.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { CommandRun } from '../../model/command.ts';
import type { VerdictEvidence } from '../../model/evidence.ts';
import { type Metric, TIME } from '../../model/metric.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import type { Verdict } from '../../model/verdict.ts';
import { isoTime } from '../../real-time.ts';
import { median } from '../../statistics/core/median.ts';
import { commandMetrics, decides } from '../commands/command-metrics.ts';
import type { MeasuredCommand, PlannedCommandTest } from '../commands/measure-command-tests.ts';
import { type JudgedMetric, judgeMetrics, type RunPlace } from '../metrics/judge-metrics.ts';
import { resultOfJudged } from '../metrics/metric-results.ts';
import { readHistory } from '../store/history.ts';
import type { Confirmed, SuspectCommand } from './confirm-in-pairs.ts';
import type { EndOfRun } from './judge-last.ts';
import type { JudgedBeside, JudgeTools } from './judge-suite.ts';
import { baselineKeyOf } from './plan-suite.ts';

const METHOD = 'fresh_processes';

/** A command with the runs of its first and, where it had one, its second measurement. */
export interface LookedAt {
  readonly test: PlannedCommandTest;
  readonly first: readonly CommandRun[];
  readonly second: readonly CommandRun[];
  readonly controls: readonly number[];
  /** What came of it in pairs; null where it had none to be asked. */
  readonly confirmed: Confirmed | null;
}

/** A command that was measured once, and what past runs say of it. */
export interface JudgedOnce extends MeasuredCommand {
  readonly suspect: SuspectCommand;
  /** Metrics that look worse than in past runs. */
  readonly worse: ReadonlySet<string>;
}

/** Judges a command by its first measurement alone. */
export async function judgeOnce(measured: MeasuredCommand, tools: JudgeTools): Promise<JudgedOnce> {
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

/** Judges a command by all that was measured of it. */
export async function judgeCommand(
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
