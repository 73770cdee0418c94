import { USUAL_MAIN_BRANCHES } from '../config/main-branch.ts';
import { CacheCorruptionError, StoreError } from '../errors.ts';
import type { Judgement } from '../judge/history/case.ts';
import { standInsFor } from '../judge/stand-ins.ts';
import { locationOf } from '../measure/location.ts';
import type { ProcessSummary, RunRecord, RunStatus } from '../model/baseline.ts';
import type { UsedFallback } from '../model/dependencies.ts';
import type { CIEnvironment, EnvironmentContext } from '../model/environment.ts';
import type { MeasurementMethod, ProcessMeasurement } from '../model/measurement.ts';
import type { Recording } from '../model/result.ts';
import type { Verdict } from '../model/verdict.ts';
import { sketchOf } from '../statistics/quantile-sketch.ts';

/** What the user wants to happen with what was measured; recording nothing may have a reason of its own. */
export type RecordingWish = 'automatic' | 'always' | 'never' | 'accept' | { readonly never: string };

/** Stores runs, now or later, here or in another process. */
export type Recorder = (records: readonly RunRecord[]) => void | Promise<void>;

/** What will happen with it. */
export type RecordingPolicy =
  | { readonly mode: 'record' | 'accept' }
  | { readonly mode: 'none'; readonly reason: string };

/**
 * In CI the main branch writes baselines and everything else only reads them; a branch that cannot be told counts as
 * the main one. Outside CI every run is recorded.
 * @param mainBranch the configuration's; '' for the repository's default branch, or where that cannot be told for what main
 *   branches are usually called.
 */
export function recordingPolicy(wish: RecordingWish, ci: CIEnvironment, mainBranch = ''): RecordingPolicy {
  if (wish === 'accept') return { mode: 'accept' };
  if (typeof wish === 'object') return { mode: 'none', reason: wish.never };
  if (wish === 'never') return { mode: 'none', reason: 'recording was switched off' };
  if (wish === 'always' || !ci.isCI) return { mode: 'record' };
  if (ci.isPullRequest) return { mode: 'none', reason: 'pull requests read baselines and do not write them' };
  const known = mainBranch || ci.defaultBranch;
  if (ci.branch === null || (known ? [known] : USUAL_MAIN_BRANCHES).includes(ci.branch)) return { mode: 'record' };
  const main = known
    ? `the main branch (${known}) writes baselines, and this is ${ci.branch}`
    : `the main branch writes baselines, and this is ${ci.branch}; set main_branch if that is its name`;
  return { mode: 'none', reason: `in CI only ${main}` };
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
 * Stores runs.
 * @returns null where they are stored; otherwise why none of them is, instead of throwing: what was measured and judged
 *   must not be lost because a disk is full.
 */
export async function tryToStore(
  record: Recorder,
  records: readonly RunRecord[],
): Promise<Extract<Recording, { state: 'failed' }> | null> {
  if (records.length === 0) return null;
  try {
    await record(records);
    return null;
  } catch (error) {
    if (!isStoreFailure(error)) throw error;
    return { state: 'failed', reason: error.message };
  }
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

const statuses = { accepted: 'accepted', kept_as_regression: 'regression' } as const;

/**
 * How a run is stored. Noise has to be learned, or what is noisy would never have a history; but pairs must not be made
 * with code of which nobody knows whether it is slower (docs/decisions/0023-one-gate.md).
 */
function statusOf({ state }: Exclude<Recording, NotStored>, verdict: Verdict): RunStatus {
  if (state !== 'recorded') return statuses[state];
  return verdict === 'inconclusive' ? 'undecided' : 'recorded';
}

type NotStored = Extract<Recording, { state: 'not_recorded' | 'failed' }>;

/** The record to store; null where nothing is to be stored. */
export function recordOf(recording: Recording, facts: RecordFacts): RunRecord | null {
  if (recording.state === 'not_recorded' || recording.state === 'failed') return null;
  const { context } = facts;
  return {
    testName: facts.baselineKey,
    environmentKey: context.environmentKey,
    runId: facts.runId ?? context.sessionId,
    recordedAt: facts.recordedAt,
    method: facts.method,
    status: statusOf(recording, facts.verdict),
    estimate: facts.estimate,
    decayFactor: facts.decayFactor,
    commit: context.ciEnvironment.commit,
    branch: context.ciEnvironment.branch,
    isDirty: facts.isDirty ?? null,
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
