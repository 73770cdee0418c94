import { createHash } from 'node:crypto';
import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { EnvironmentDetector } from '../../environment/environment-detector.ts';
import { UsageError } from '../../errors.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { StoredGate } from '../../model/gate.ts';
import type { ComparePart, ListedTest, Part, RunPart } from '../../model/part.ts';
import type { Recording } from '../../model/recording.ts';
import type { PerformanceTestResult, RunReport } from '../../model/result.ts';
import type { CompareReport } from '../../model/revisions.ts';
import { summarizeComparison } from '../compare/compare-summary.ts';
import { nothingCompared } from '../compare/warnings.ts';
import { recordingOff } from '../gate/stored-gate.ts';
import { withNotStored } from '../result/results.ts';
import { packageVersion } from '../result/version.ts';
import { openStore } from '../store/open-store.ts';
import { projectName } from '../store/project-name.ts';
import {
  acceptingBeside,
  inPart,
  policyFor,
  type RecordingWish,
  recordingPolicy,
  tryToStore,
} from '../store/recording.ts';
import { RunRecorder } from '../store/run-recorder.ts';
import { isCutShort } from '../suite/measure-and-judge.ts';
import { summarizeRun } from '../suite/run-summary.ts';
import { problemsWithParts, type ReadPart } from './check-parts.ts';
import { placeOf } from './outcomes.ts';

/** How parts are put together. */
export interface MergeOptions {
  readonly parts: readonly ReadPart[];
  /** What is wrong with files that could not be read, a sentence each without its full stop. */
  readonly unread: readonly string[];
  readonly config: PerformanceConfig;
  /** The working directory, in the tree that was measured. */
  readonly directory: string;
  /** What the user wants to happen with what was measured. */
  readonly recording: RecordingWish;
  readonly failOnInconclusive: boolean;
  readonly failOnGateChange: boolean;
}

/** What parts make together. */
export type MergedReport =
  | { readonly kind: 'run'; readonly report: RunReport }
  | { readonly kind: 'compare'; readonly report: CompareReport };

/**
 * Puts the parts of a suite together: makes sure that they are whole, reports on all of it, and stores it as one run.
 * @throws {UsageError} that names everything that keeps the parts from being one suite; nothing is stored then.
 */
export async function mergeParts(options: MergeOptions): Promise<MergedReport> {
  const { config, directory, unread } = options;
  const { ciEnvironment } = await contextOf();
  const place = { project: config.project || (await projectName(directory)), commit: ciEnvironment.commit };
  const parts = options.parts.toSorted((a, b) => a.part.part - b.part.part);
  const problems = [...unread, ...problemsWithParts(parts, place)];
  if (problems.length > 0) throw notWhole(problems);
  const [first, ...others] = parts.map(({ part }) => part);
  if (first === undefined) throw notWhole(['there is no part at all']);
  if (first.command === 'compare') {
    return { kind: 'compare', report: mergedComparison([first, ...(others as readonly ComparePart[])], options) };
  }
  return { kind: 'run', report: await mergedRun([first, ...(others as readonly RunPart[])], options, ciEnvironment) };
}

function notWhole(problems: readonly string[]): UsageError {
  const lines = problems.map((problem) => `\n  ${problem}.`);
  return new UsageError(
    `These are not all parts of one suite, so nothing is said of it, and nothing was stored:${lines.join('')}`,
    {
      data: { problems },
    },
  );
}

async function contextOf() {
  return { ciEnvironment: await new EnvironmentDetector().detectCiEnvironment() };
}

type CiEnvironment = Awaited<ReturnType<typeof contextOf>>['ciEnvironment'];
type Several<Item> = readonly [Item, ...Item[]];

async function mergedRun(parts: Several<RunPart>, options: MergeOptions, ci: CiEnvironment): Promise<RunReport> {
  const { config } = options;
  const [{ report: first, suite }] = parts;
  const reports = parts.map(({ report }) => report);
  const runId = runIdOf(parts);
  const stored = await storeAll(parts, { runId, options, ci });
  const results = reports.flatMap((report) => report.results).map((result) => stored.settle(inRun(result, runId)));
  const order = inOrderOf(suite);
  const candidates = reports.flatMap((report) => report.candidates ?? []);
  const outcome = {
    results: results.toSorted(order),
    comparisons: reports.flatMap(({ comparisons }) => comparisons).toSorted(order),
    failures: reports.flatMap(({ failures }) => failures).toSorted(order),
    skipped: reports.flatMap(({ skipped }) => skipped).toSorted(order),
  };
  const automatic = recordingPolicy('automatic', ci, config.mainBranch);
  const gateChanges = unique([
    ...reports.flatMap((report) => report.gateChanges),
    ...recordingOff(options.recording, automatic, { ciEnvironment: ci }),
  ]);
  return {
    schemaVersion: 1,
    evenkeelVersion: packageVersion(),
    environment: { ...first.environment, sessionId: runId },
    ...timesOf(reports),
    ...outcome,
    ...(candidates.length > 0 && { candidates: candidates.toSorted(order) }),
    gateChanges,
    warnings: [...unique([...warningsOn(parts), ...reports.flatMap(({ warnings }) => warnings)]), ...stored.warnings],
    summary: summarizeRun({
      ...outcome,
      interrupted: false,
      failOnInconclusive: options.failOnInconclusive,
      gateChanges: gateChanges.length,
      failOnGateChange: options.failOnGateChange,
      mustMeasure: true,
    }),
  };
}

function mergedComparison(parts: Several<ComparePart>, options: MergeOptions): CompareReport {
  const [{ report: first, suite }] = parts;
  const reports = parts.map(({ report }) => report);
  const order = inOrderOf(suite);
  const outcome = {
    comparisons: reports.flatMap(({ comparisons }) => comparisons).toSorted(order),
    metrics: reports.flatMap(({ metrics }) => metrics).toSorted(order),
    // Each of them looked at all of the base.
    onlyInBase: unique(reports.flatMap(({ onlyInBase }) => onlyInBase)),
    onlyInHead: reports.flatMap(({ onlyInHead }) => onlyInHead).toSorted(order),
    skipped: reports.flatMap(({ skipped }) => skipped).toSorted(order),
    failures: reports.flatMap(({ failures }) => failures).toSorted(order),
    gateChanges: unique(reports.flatMap(({ gateChanges }) => gateChanges)),
  };
  const { failOnInconclusive, failOnGateChange } = options;
  return {
    ...first,
    ...timesOf(reports),
    ...outcome,
    warnings: [
      ...nothingCompared(outcome),
      ...unique([...warningsOn(parts), ...reports.flatMap(({ warnings }) => warnings)]),
    ],
    summary: summarizeComparison({ ...outcome, interrupted: false, failOnInconclusive, failOnGateChange }),
  };
}

// Machines measure at once: it takes as long as the slowest of them.
function timesOf(reports: readonly Pick<RunReport, 'startedAt' | 'duration'>[]) {
  return {
    startedAt: reports.map(({ startedAt }) => startedAt).toSorted()[0]!,
    duration: Math.max(...reports.map(({ duration }) => duration)),
  };
}

/** The same parts make the same run, so that it is stored once however often they are put together. */
function runIdOf(parts: readonly RunPart[]): string {
  const sessions = parts.map(({ report }) => report.environment.sessionId);
  const hex = createHash('sha256').update(JSON.stringify(sessions)).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function inRun(result: PerformanceTestResult, sessionId: string): PerformanceTestResult {
  return { ...result, environmentContext: { ...result.environmentContext, sessionId } };
}

interface Storing {
  readonly runId: string;
  readonly options: MergeOptions;
  readonly ci: CiEnvironment;
}

interface Stored {
  /** A result that says what became of it in the store. */
  settle(result: PerformanceTestResult): PerformanceTestResult;
  readonly warnings: readonly string[];
}

/** Stores everything as one run; where this code may not, or the store cannot be written, results say so. */
async function storeAll(parts: Several<RunPart>, { runId, options, ci }: Storing): Promise<Stored> {
  const { config, recording } = options;
  const isAccepting = parts.some((part) => part.recording === 'accept');
  const policy = policyFor(isAccepting ? acceptingOf(recording) : recording, ci, config.mainBranch);
  if (policy.mode === 'none') {
    const { reason } = policy;
    return { settle: (result) => recordedAs(result, () => ({ state: 'not_recorded', reason })), warnings: [] };
  }
  const isShort = parts.some(({ report }) => isCutShort(report.failures));
  const all = parts.flatMap(({ records }) => records);
  const recordedAt = all.map((record) => record.recordedAt).reduce((a, b) => (a > b ? a : b), '');
  const records = (isShort ? all.flatMap(recordInPart) : all).map((record) => ({ ...record, runId, recordedAt }));
  const gates = isShort || parts.some((part) => part.recording === 'none') ? [] : gatesOf(parts, runId);
  const { failure, warnings } = await write(records, gates, config);
  return {
    settle: (result) => recordedAs(result, (own) => failure ?? (isShort ? inPart(own) : own)),
    warnings,
  };
}

function acceptingOf(recording: RecordingWish): RecordingWish {
  if (recording === 'never')
    throw new UsageError('The parts were measured with --update, and --no-record stores none of them: choose one.');
  return acceptingBeside(recording);
}

async function write(records: readonly RunRecord[], gates: readonly StoredGate[], config: PerformanceConfig) {
  let opened: BaselineStore | null = null;
  const warnings: string[] = [];
  try {
    const failure = await tryToStore(
      async (all, gate) => {
        const store = await openStore(config, null);
        opened = store;
        const recorder = new RunRecorder(store);
        await recorder.begin();
        const waits = await recorder.record(all, gate);
        // Machines of several kinds have a gate each.
        for (const other of gates.slice(1)) await recorder.record([], other);
        await recorder.tryToRetain(config);
        warnings.push(...store.warnings(), ...recorder.warnings);
        return waits;
      },
      records,
      gates[0],
    );
    return { failure, warnings };
  } finally {
    await (opened as BaselineStore | null)?.close();
  }
}

/** The gate as each kind of machine found it. */
function gatesOf(parts: readonly RunPart[], runId: string): readonly StoredGate[] {
  const gates = parts.flatMap(({ gate }) => gate ?? []);
  return [...new Map(gates.map((gate) => [gate.environmentKey, { ...gate, runId }])).values()];
}

// As of a run that ended before all of its tests were measured.
function recordInPart(record: RunRecord): readonly RunRecord[] {
  if (record.status === 'accepted') return [];
  return [record.status === 'regression' ? record : { ...record, status: 'partial' }];
}

// What was not to be stored is as it was.
function recordedAs(result: PerformanceTestResult, settle: (own: Recording) => Recording): PerformanceTestResult {
  const settled = (own: Recording) => (own.state === 'not_recorded' || own.state === 'failed' ? own : settle(own));
  const recording = settled(result.recording);
  const { metrics } = result;
  return withNotStored(
    {
      ...result,
      recording,
      ...(metrics && { metrics: metrics.map((metric) => ({ ...metric, recording: settled(metric.recording) })) }),
    },
    result.recording,
  );
}

type Placed = { readonly testName: string | null; readonly file: string | null };

function inOrderOf(suite: readonly ListedTest[]): (a: Placed, b: Placed) => number {
  const places = new Map<string, number>();
  suite.forEach((each, i) => {
    if (!places.has(placeOf(each))) places.set(placeOf(each), i);
  });
  const at = ({ testName, file }: Placed) => places.get(placeOf({ testName, file: file ?? '' })) ?? suite.length;
  return (a, b) => at(a) - at(b);
}

function unique<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** What a person should know of how the parts were measured. */
function warningsOn(parts: readonly Part[]): readonly string[] {
  const byKey = new Map<string, number[]>();
  for (const { part, report } of parts) {
    const { environmentKey } = report.environment;
    byKey.set(environmentKey, [...(byKey.get(environmentKey) ?? []), part]);
  }
  const places = [...byKey].map(([key, numbers]) => `${key} (part ${numbers.join(', ')})`);
  const changed = parts.filter(({ isDirty }) => isDirty).map(({ part }) => part);
  return [
    ...(places.length < 2
      ? []
      : [
          `The parts were measured on machines of different kinds: ${places.join(', ')}. Each test is held against runs of the kind that it was measured on, and of another kind there may be none: let all parts run on one kind.`,
        ]),
    ...(changed.length === 0
      ? []
      : [
          `Part ${changed.join(', ')} was measured on a tree that differs from its commit, so that it cannot be told whether all parts are of the same code.`,
        ]),
  ];
}
