import type { PerformanceConfig } from '../../config/performance-config.ts';
import { EnvironmentDetector } from '../../environment/environment-detector.ts';
import { fewOf } from '../../ingest/findings.ts';
import type { Reader } from '../../ingest/reader.ts';
import { now } from '../../measure/clock.ts';
import type { FailedTest, PerformanceTestResult, RunReport } from '../../model/result.ts';
import { dateOf, isoTime } from '../../real-time.ts';
import { packageVersion } from '../result/version.ts';
import { openExistingStore, openStore } from '../store/open-store.ts';
import { policyFor, type RecordingWish } from '../store/recording.ts';
import { RunRecorder } from '../store/run-recorder.ts';
import { unreadOf } from '../store/waiting-words.ts';
import { summarizeRun } from '../suite/run-summary.ts';
import { type IngestTools, judgeRun } from './judge-run.ts';
import { historyOf, oneRunOf, type WholeRun } from './one-run.ts';
import { nothingFound, type ReadAll, readResults } from './read-results.ts';
import { recordHistory } from './record-history.ts';

/** Options for `ingestFiles`. */
export interface IngestOptions {
  /** Files and directories of results; `-` is the standard input. */
  readonly paths: readonly string[];
  /** The format of all of them; null to find it by content. */
  readonly format: string | null;
  /** Readers besides evenkeel's own. Default: none. */
  readonly readers?: readonly Reader[];
  readonly config: PerformanceConfig;
  readonly recording: RecordingWish;
  /** Put before every name. Default: nothing. */
  readonly prefix?: string;
  /** Keeps results apart from those of other projects in the same store; null where there is one project. */
  readonly project: string | null;
  /** The commit that was measured; null for what the file says, or else the one that is checked out. */
  readonly commit: string | null;
  /** Whether runs of other versions of an interpreter, a virtual machine or the like are of one series. */
  readonly acrossVersions: boolean;
  /** Whether each run of a history is recorded. */
  readonly history: boolean;
  readonly failOnInconclusive: boolean;
}

/**
 * Reads the results of other harnesses, holds them against the stored runs, records and reports them, as `evenkeel run` does with
 * what it measures itself.
 * @throws {UsageError} where what was measured is to be accepted and may not write; {StoreError} where baselines cannot be read.
 */
export async function ingestFiles(options: IngestOptions): Promise<RunReport> {
  const { config, paths, format, readers = [] } = options;
  const startedAt = dateOf();
  const start = now();
  // What this machine has was not what the results were made with.
  const { madeWith: _, ...context } = await new EnvironmentDetector().getEnvironmentContext();
  const policy = policyFor(options.recording, context.ciEnvironment, config.mainBranch);
  const read = await readResults(paths, { format, readers, cwd: process.cwd() });
  const store = await (policy.mode === 'none' ? openExistingStore : openStore)(config, null);
  try {
    const recorder = new RunRecorder(store);
    if (policy.mode !== 'none') await recorder.begin();
    const tools: IngestTools = {
      store,
      context,
      config,
      policy,
      record: (records) => recorder.record(records),
      recordAsDated: (records) => recorder.recordAsDated(records),
      prefix: options.prefix ?? '',
      project: options.project,
      acrossVersions: options.acrossVersions,
    };
    const { results, failures, notes } = await judged(read, options, tools);
    const all = [...read.failures, ...failures, ...nothingFound(read)];
    if (policy.mode !== 'none') await recorder.tryToRetain(config);
    const outcome = { results, comparisons: [], failures: all, skipped: [] };
    return {
      schemaVersion: 1,
      evenkeelVersion: packageVersion(),
      environment: context,
      startedAt: startedAt.toISOString(),
      duration: now() - start,
      ...outcome,
      gateChanges: [],
      warnings: [
        ...read.notes,
        ...notes,
        ...acrossVersions(read, options),
        ...store.warnings(),
        ...unreadOf(store),
        ...recorder.warnings,
      ],
      summary: summarizeRun({
        ...outcome,
        interrupted: false,
        failOnInconclusive: options.failOnInconclusive,
        mustMeasure: true,
      }),
    };
  } finally {
    await store.close();
  }
}

// Whoever reads the report has to know what its figures may be owed to.
function acrossVersions({ read }: ReadAll, options: IngestOptions): readonly string[] {
  const all = [
    ...new Set(read.flatMap(({ runs }) => runs.map(({ runtime = null }) => runtime ?? 'a runtime that is not named'))),
  ];
  return options.acrossVersions && all.length > 0
    ? [`--across-versions: runs are held against each other whatever has run them; here ${fewOf(all)}.`]
    : [];
}

interface Judged {
  readonly results: readonly PerformanceTestResult[];
  readonly failures: readonly FailedTest[];
  readonly notes: readonly string[];
}

async function judged({ read }: ReadAll, options: IngestOptions, tools: IngestTools): Promise<Judged> {
  if (!options.history) {
    const { run, failures, notes } = oneRunOf(read, '--history records them all');
    return { results: await judgeRun(run, placeOf(run, options, tools), tools), failures, notes };
  }
  const { runs, failures } = historyOf(read);
  const newest = runs.at(-1);
  if (newest === undefined) return { results: [], failures, notes: [] };
  const notes = await recordHistory(runs.slice(0, -1), tools);
  return { results: await judgeRun(newest, placeOf(newest, options, tools), tools), failures, notes };
}

function placeOf({ commit, recordedAt }: WholeRun, options: IngestOptions, { context }: IngestTools) {
  const { commit: here, branch } = context.ciEnvironment;
  return {
    runId: context.sessionId,
    recordedAt: options.history && recordedAt !== null ? recordedAt : isoTime(),
    commit: options.commit ?? commit ?? here,
    branch,
    // What was measured elsewhere may have been of a tree that nobody knows.
    isDirty: null,
  };
}
