import { problemsOf } from '../../baselines/record-check.ts';
import { CacheCorruptionError, StoreError, UsageError } from '../../errors.ts';
import type { Judgement } from '../../judge/history/case.ts';
import { standInsFor } from '../../judge/stand-ins.ts';
import { locationOf } from '../../measure/location.ts';
import type { ProcessSummary, RunRecord, RunStatus } from '../../model/baseline.ts';
import type { UsedFallback } from '../../model/dependencies.ts';
import type { CIEnvironment, EnvironmentContext } from '../../model/environment.ts';
import type { StoredGate } from '../../model/gate.ts';
import type { MeasurementMethod, ProcessMeasurement } from '../../model/measurement.ts';
import type { NotInStore, Recording } from '../../model/recording.ts';
import type { Verdict } from '../../model/verdict.ts';
import { sketchOf } from '../../statistics/core/quantile-sketch.ts';
import { denialToWrite, refusal } from './who-writes.ts';

/**
 * What the user wants to happen with what was measured. `automatic` and `accept` write where this code may
 * (`denialToWrite`), `always` and `accept_always` everywhere; recording nothing may have a reason of its own.
 */
export type RecordingWish = 'automatic' | 'always' | 'never' | 'accept' | 'accept_always' | { readonly never: string };

/**
 * Stores runs, now or later, here or in another process; and with them the gate that a whole run found. Where they wait for a
 * store that is away, it answers that.
 */
export type Recorder = (
  records: readonly RunRecord[],
  gate?: StoredGate,
) => void | NotInStore | null | Promise<void> | Promise<NotInStore | null>;

/** What will happen with it. */
export type RecordingPolicy =
  | { readonly mode: 'record' | 'accept' }
  | { readonly mode: 'none'; readonly reason: string };

/**
 * What happens where: in CI only what is known to be the main branch writes baselines, unless the user says otherwise;
 * outside CI every run is recorded.
 * @param mainBranch the configuration's.
 */
export function recordingPolicy(wish: RecordingWish, ci: CIEnvironment, mainBranch = ''): RecordingPolicy {
  if (typeof wish === 'object') return { mode: 'none', reason: wish.never };
  if (wish === 'never') return { mode: 'none', reason: 'recording was switched off' };
  if (wish === 'accept_always') return { mode: 'accept' };
  if (wish === 'always') return { mode: 'record' };
  const denial = denialToWrite(ci, mainBranch);
  if (denial !== null)
    return { mode: 'none', reason: [denial.reason, denial.remedy].flatMap((text) => text ?? []).join('; ') };
  return { mode: wish === 'accept' ? 'accept' : 'record' };
}

/** The wish where what is measured is to be accepted, in view of the configured recording. */
export function acceptingBeside(wish: RecordingWish | undefined): 'accept' | 'accept_always' {
  return wish === 'always' || wish === 'accept_always' ? 'accept_always' : 'accept';
}

/**
 * What becomes of one judged test under a policy. What was measured with a fallback is never stored, because it would
 * pass for the real function.
 */
export function recordingOf(
  policy: RecordingPolicy,
  { validation: { verdict }, isDisputed, whyDisputed }: Pick<Judgement, 'validation' | 'isDisputed' | 'whyDisputed'>,
  fallbacks: readonly UsedFallback[] = [],
): Recording {
  if (fallbacks.length > 0) return { state: 'not_recorded', reason: `it was measured with ${standInsFor(fallbacks)}` };
  if (policy.mode === 'none') return { state: 'not_recorded', reason: policy.reason };
  if (policy.mode === 'accept') return { state: 'accepted' };
  if (verdict === 'regression') return { state: 'kept_as_regression' };
  // It may be a regression: learning it could hide the next one.
  if (isDisputed) return { state: 'not_recorded', reason: whyDisputed ?? 'its measurements did not agree' };
  return { state: 'recorded' };
}

/**
 * The policy of a command that a person may ask to accept what is measured.
 * @throws {UsageError} where this code may not.
 */
export function policyFor(wish: RecordingWish, ci: CIEnvironment, mainBranch: string): RecordingPolicy {
  const policy = recordingPolicy(wish, ci, mainBranch);
  if (wish !== 'accept' || policy.mode !== 'none') return policy;
  throw new UsageError(refusal('--update', policy.reason, '--update --record'));
}

const CUT_SHORT = 'the run was cut short, and only a whole one is accepted as new baselines: run it again';

/**
 * What becomes of a test in a run that ended before all of its tests were measured: those that were are chosen by how
 * long they take and what they looked like, so they are not a baseline by themselves.
 */
export function inPart(recording: Recording): Recording {
  if (recording.state === 'recorded') return { state: 'recorded_in_part' };
  return recording.state === 'accepted' ? { state: 'not_recorded', reason: CUT_SHORT } : recording;
}

/**
 * Stores runs.
 * @returns null where they are stored; otherwise why none of them is, or that they wait, instead of throwing: what was measured
 *   and judged must not be lost because a disk is full.
 */
export async function tryToStore(
  record: Recorder,
  records: readonly RunRecord[],
  gate?: StoredGate,
): Promise<NotInStore | null> {
  if (records.length === 0 && gate === undefined) return null;
  try {
    return waitingIn(await record(records, gate));
  } catch (error) {
    if (!isStoreFailure(error)) throw error;
    return { state: 'failed', reason: error.message };
  }
}

/** What a recorder answers where runs wait; null for whatever else it answers, because a program's own may answer anything. */
export function waitingIn(answer: unknown): NotInStore | null {
  const { state } = Object(answer) as { readonly state?: unknown };
  return state === 'waiting' ? (answer as NotInStore) : null;
}

/** Why a run cannot be stored as it is; null where it can. */
export function problemWithRecord(record: RunRecord): string | null {
  return problemsOf(record)[0] ?? null;
}

/** Whether an error says that the store failed, and nothing is wrong with what was to be stored. */
export function isStoreFailure(error: unknown): error is StoreError | CacheCorruptionError {
  return error instanceof StoreError || error instanceof CacheCorruptionError;
}

/** What a record is made from. */
export interface RecordFacts {
  readonly baselineKey: string;
  readonly method: MeasurementMethod;
  readonly estimate: number;
  readonly verdict: Verdict;
  /** Whether its past runs could not be read. Default: they could. */
  readonly isUnread?: boolean | undefined;
  readonly processes: readonly ProcessMeasurement[];
  readonly context: EnvironmentContext;
  readonly recordedAt: string;
  /** Whether the tree differs from the context's commit. Default: not known, as where nobody compares with its code. */
  readonly isDirty?: boolean | null;
  /** Default: the context's session. */
  readonly runId?: string;
  /** The weight that this run leaves to those before it. */
  readonly decayFactor: number;
}

/** What becomes of a test, and the record to store. */
export function recordedAs(recording: Recording, facts: RecordFacts): Recorded {
  return storable(recording, runRecordOf(recording, facts));
}

/** What becomes of a test, and the record to store; null where nothing is. */
export interface Recorded {
  readonly recording: Recording;
  readonly record: RunRecord | null;
}

/**
 * A record as it is to be stored. One that no measurement makes (of a clock that stands still, of a test that changed what
 * measures it) is not: what is read back would not be taken for a run, and the others are.
 */
export function storable(recording: Recording, record: RunRecord | null): Recorded {
  const [problem] = record === null ? [] : problemsOf(record);
  if (problem === undefined) return { recording, record };
  return { recording: { state: 'failed', reason: `What was measured cannot be stored: ${problem}.` }, record: null };
}

const statuses = { accepted: 'accepted', kept_as_regression: 'regression', recorded_in_part: 'partial' } as const;

/**
 * How a run is stored. What was held against nothing, because past runs could not be read, may be slower than they were. Noise has to be learned, or what is noisy would never have a history; but pairs must not be made
 * with code that may be slower (docs/decisions/0023-one-gate.md).
 */
export function statusOf(
  { state }: ToBeStored,
  { verdict, isUnread = false }: Pick<RecordFacts, 'verdict' | 'isUnread'>,
): RunStatus {
  if (state !== 'recorded') return statuses[state];
  return verdict === 'inconclusive' || (isUnread && verdict === 'no_baseline') ? 'undecided' : 'recorded';
}

type ToBeStored = Exclude<Recording, { state: 'not_recorded' | 'waiting' | 'failed' }>;

/** Whether something is to be stored of it. */
export function isToBeStored(recording: Recording): recording is ToBeStored {
  return recording.state in { recorded: true, ...statuses };
}

/** The record to store; null where nothing is to be stored. */
export function runRecordOf(recording: Recording, facts: RecordFacts): RunRecord | null {
  if (!isToBeStored(recording)) return null;
  const { context } = facts;
  return {
    testName: facts.baselineKey,
    environmentKey: context.environmentKey,
    runId: facts.runId ?? context.sessionId,
    recordedAt: facts.recordedAt,
    method: facts.method,
    status: statusOf(recording, facts),
    estimate: facts.estimate,
    decayFactor: facts.decayFactor,
    commit: context.ciEnvironment.commit,
    branch: context.ciEnvironment.branch,
    isDirty: facts.isDirty ?? null,
    ...(context.madeWith === undefined ? {} : { madeWith: context.madeWith }),
    processes: facts.processes.map(summaryOf),
  };
}

function summaryOf(process: ProcessMeasurement): ProcessSummary {
  const { location, control, cpuTime, controlCpuTime, callsPerSample, position, samples } = process;
  return {
    location,
    control: control.length > 0 ? locationOf(control) : null,
    cpuTime: cpuTime === null ? null : Math.fround(cpuTime),
    controlCpuTime: controlCpuTime === null ? null : Math.fround(controlCpuTime),
    callsPerSample,
    position,
    sketch: sketchOf(samples),
  };
}
