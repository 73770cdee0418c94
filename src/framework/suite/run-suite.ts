import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { type PlanOverrides, planDefaults } from '../../config/plan.ts';
import { EnvironmentDetector } from '../../environment/environment-detector.ts';
import { startResourceWatch } from '../../environment/resources.ts';
import { now } from '../../measure/clock.ts';
import { type CollectedFile, collectAll, type SuiteFile } from '../../measure/processes/collect-tests.ts';
import { PROGRAMS, type Programs, type WorkerPool } from '../../measure/processes/worker-process.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { StoredGate } from '../../model/gate.ts';
import type { RunReport } from '../../model/result.ts';
import { dateOf } from '../../real-time.ts';
import { unwatched } from '../../revisions/supervision.ts';
import { isTreeDirty } from '../../revisions/tree-state.ts';
import { requireNamedBase } from '../confirm/choose-bases.ts';
import { confirmSuspects, coveredByPairs } from '../confirm/confirm-suspects.ts';
import { type GateOfRun, gateSinceNewestRun, recordingOff, type SuiteFacts } from '../gate/stored-gate.ts';
import { packageVersion } from '../result/version.ts';
import { openExistingStore, openStore } from '../store/open-store.ts';
import { policyFor, type Recorder, type RecordingWish, recordingPolicy } from '../store/recording.ts';
import { RunRecorder } from '../store/run-recorder.ts';
import { unreadOf } from '../store/waiting-words.ts';
import type { JudgeTools } from './judge-suite.ts';
import { measureAndJudge, type RunEvent } from './measure-and-judge.ts';
import {
  planSuite,
  refuseOnlyInCi,
  requireTests,
  type SuitePlan,
  type TakenPart,
  type TestSelection,
} from './plan-suite.ts';
import { summarizeRun } from './run-summary.ts';
import { startWorkplace, type Workplace } from './workplace.ts';

/** Options for `runSuite`. */
export interface SuiteRunOptions {
  readonly files: readonly SuiteFile[];
  /** The configuration, where it declares tests. Default: none. */
  readonly configured?: readonly CollectedFile[];
  /** What was said while they were looked for: advice for the report. Default: nothing. */
  readonly notices?: readonly string[];
  readonly config: PerformanceConfig;
  /** Directory of the stored baselines; null for the configuration's. */
  readonly cachePath: string | null;
  readonly overrides: PlanOverrides;
  /** Only tests whose name contains this; null for all. */
  readonly filter: string | null;
  /** Only the tests of exactly these names, or those of which it is true. Default: all. */
  readonly only?: TestSelection;
  readonly recording: RecordingWish;
  /** Is given the runs that are to be stored, in place of the store. */
  readonly recorder?: Recorder;
  readonly failOnInconclusive: boolean;
  /** Whether a change that weakened the gate fails the run. Default: it is only said. */
  readonly failOnGateChange?: boolean;
  /** What makes this a run of a whole suite. Default: it is a part of one, and says nothing of the gate. */
  readonly suite?: SuiteFacts;
  /** Files that the caller writes reports to, relative to the working directory: they do not change what is measured. */
  readonly reportFiles?: readonly string[];
  /** Takes a part of the suite: the rest is measured elsewhere. Default: all of it is measured here. */
  readonly takePart?: (planned: PlannedSuite) => Promise<TakenPart>;
  /** Where tests are measured, and closed at the end. Default: processes that run this package's own worker. */
  readonly pool?: WorkerPool;
  /** What pairs of processes are started from. Default: this package's own programs. */
  readonly programs?: Programs;
  /** Ends the run early; what is complete by then is judged and kept. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

/** A suite that is about to be measured. */
export interface PlannedSuite extends Pick<JudgeTools, 'store' | 'policy' | 'isDirty'> {
  readonly plan: SuitePlan;
  /** The gate of the whole suite, to be stored; undefined where only some of its tests are asked for. */
  readonly gate: StoredGate | undefined;
}

/**
 * Runs performance files: measures every test in fresh processes, judges it against the stored runs, measures again
 * what looks slower, records, and reports.
 * @throws {UsageError} where no test is left to run, the revision to compare with is not there, what is measured is to be
 *   accepted and may not write, or there is no temporary directory; {StoreError} where baselines
 *   cannot be read, unless their server is away and not required: runs wait for it then. Where they cannot be written, the
 *   results say so (`recording`), and so does the exit code.
 */
export async function runSuite(options: SuiteRunOptions): Promise<RunReport> {
  const { config, signal, onEvent } = options;
  const startedAt = dateOf();
  // The time of day may be set meanwhile.
  const start = now();
  const watch = startResourceWatch();
  const context = await new EnvironmentDetector({ measuresIn: 'fresh_processes' }).getEnvironmentContext();
  const policy = policyFor(options.recording, context.ciEnvironment, config.mainBranch);
  const decidesByPairs = config.confirm === 'pairs' && policy.mode !== 'accept';
  if (decidesByPairs && config.against !== '') await requireAgainst(options, context);
  const onlyReads = policy.mode === 'none' || options.recorder !== undefined;
  const store = await (onlyReads ? openExistingStore : openStore)(config, options.cachePath);
  const isDirty = await isTreeDirty({
    directory: process.cwd(),
    commit: context.ciEnvironment.commit,
    leaveOut: [options.cachePath ?? config.cacheDirectory, ...(options.reportFiles ?? [])],
    signal,
  });
  const workplace = await startWorkplace(options);
  try {
    const { plan: whole, collected } = await collectAndPlan(options, context, workplace);
    const recorder = await recorderOf(store, onlyReads);
    const found = await gateOfRun(options, { store, collected, context });
    const planned = { plan: whole, gate: found.gate, store, policy, isDirty };
    const { plan, sharers } = await takenPart(planned, options);
    const record: Recorder = options.recorder ?? ((records, gate) => recorder.record(records, gate));
    const place = { context, isDirty, store };
    const tools: JudgeTools = {
      ...place,
      config,
      policy,
      record,
      ...(decidesByPairs ? pairTools(options, { ...place, sharers }) : NO_PAIRS),
    };
    const { failures, warnings, ...measured } = await measureAndJudge(plan.tests, tools, {
      pool: workplace.pool,
      signal,
      onEvent,
      gate: found.gate,
      reaperProgram: options.programs?.reaper,
    });
    const { changes: gateChanges } = found;
    if (!onlyReads) await recorder.tryToRetain(config);
    const environment = { ...context, resourceConstraints: watch.stop() };
    const outcome = { ...measured, failures: [...plan.failures, ...failures], skipped: plan.skipped };
    const interrupted = signal?.aborted ?? false;
    return {
      schemaVersion: 1,
      evenkeelVersion: packageVersion(),
      environment,
      startedAt: startedAt.toISOString(),
      duration: now() - start,
      ...outcome,
      gateChanges,
      warnings: [
        ...(options.notices ?? []),
        ...warnings,
        ...store.warnings(),
        ...unreadOf(store),
        ...recorder.warnings,
      ],
      summary: summarizeRun({
        ...outcome,
        interrupted,
        failOnInconclusive: options.failOnInconclusive,
        gateChanges: gateChanges.length,
        failOnGateChange: options.failOnGateChange,
        // What a part leaves out, others may have.
        mustMeasure: options.takePart === undefined,
      }),
    };
  } finally {
    try {
      await workplace.close();
    } finally {
      await store.close();
    }
  }
}

async function takenPart(planned: PlannedSuite, { takePart }: SuiteRunOptions): Promise<TakenPart> {
  return takePart === undefined ? { plan: planned.plan, sharers: 0 } : takePart(planned);
}

async function recorderOf(store: BaselineStore, onlyReads: boolean): Promise<RunRecorder> {
  const recorder = new RunRecorder(store);
  if (!onlyReads) await recorder.begin();
  return recorder;
}

interface GateTools extends Pick<JudgeTools, 'store' | 'context'> {
  readonly collected: readonly CollectedFile[];
}

async function gateOfRun(options: SuiteRunOptions, { store, collected, context }: GateTools): Promise<GateOfRun> {
  const { suite, config, cachePath, filter, only, recording } = options;
  const automatic = recordingPolicy('automatic', context.ciEnvironment, config.mainBranch);
  const off = recordingOff(recording, automatic, context);
  if (suite === undefined || filter !== null || only !== undefined) return { gate: undefined, changes: off };
  const stored = { config, cachePath };
  const isRequired = options.failOnGateChange ?? false;
  const facts = { ...suite, directory: process.cwd(), stored, context, isRequired };
  const { gate, changes } = await gateSinceNewestRun(store, collected, facts);
  return { gate, changes: [...changes, ...off] };
}

const NO_PAIRS = { confirm: null };

interface PairPlace extends Pick<JudgeTools, 'context' | 'isDirty' | 'store'>, Pick<TakenPart, 'sharers'> {}

function pairTools(
  { config, configured, signal, programs = PROGRAMS }: SuiteRunOptions,
  { store, sharers, ...known }: PairPlace,
): Pick<JudgeTools, 'confirm' | 'coveredByPairs'> {
  const configFile = configured?.[0]?.file.path ?? null;
  const place = { ...known, config, configFile, signal, programs, directory: process.cwd() };
  return {
    confirm: (suspects, onEvent) => confirmSuspects(suspects, { ...place, store, sharers, onEvent }),
    coveredByPairs: (tests) => coveredByPairs(tests, place),
  };
}

// Asked once before anything is measured.
async function requireAgainst({ config, signal }: SuiteRunOptions, context: EnvironmentContext) {
  const { against, mainBranch } = config;
  const place = { directory: process.cwd(), supervision: unwatched(signal) };
  await requireNamedBase({ ...place, ci: context.ciEnvironment, against, mainBranch });
}

async function collectAndPlan(
  options: SuiteRunOptions,
  context: EnvironmentContext,
  { pool, cacheDirectory }: Workplace,
): Promise<{ readonly plan: SuitePlan; readonly collected: readonly CollectedFile[] }> {
  const { files, configured = [], config, overrides, filter, signal } = options;
  const { isCI } = context.ciEnvironment;
  const timeLimit = planDefaults.timeLimit * (isCI ? config.ciTimeoutMultiplier : 1);
  const ofFiles = await collectAll(files, { pool, cacheDirectory, timeLimit, signal });
  const collected = [...ofFiles, ...configured];
  if (isCI) refuseOnlyInCi(collected);
  const plan = planSuite(collected, { config, isCI, overrides, filter, only: options.only ?? null });
  return { plan: requireTests(plan, options), collected };
}
