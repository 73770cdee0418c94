import { canDoWithout } from '../../baselines/away.ts';
import { baselineRuns } from '../../baselines/baseline-runs.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import { machineSessionSince } from '../../environment/machine-session.ts';
import type { RunRecord, SeriesKey } from '../../model/baseline.ts';
import type { MeasurementMethod } from '../../model/measurement.ts';
import { parseTime, timeOfDay } from '../../real-time.ts';
import { JUDGED_RUNS } from './run-recorder.ts';

/** Clocks of machines that share a store differ by less than this (milliseconds). */
const UNREMARKABLE = 60_000;

/** A run of the baseline. */
export interface StoredRun extends RunRecord {
  /** Whether it was made on this machine as it is now, and not long ago. */
  readonly isOfSameMachineSession: boolean;
}

/** What is stored of a test, as far as this run can use it. */
export interface StoredHistory {
  /** The runs of the baseline, oldest first. */
  readonly runs: readonly StoredRun[];
  /** Where there are none: what is stored of this test elsewhere, in words. */
  readonly incomparable: readonly string[];
  /** Whether nothing of it is known, because the store is away. Default: it could be read. */
  readonly isUnread?: boolean;
}

const UNREAD: StoredHistory = { runs: [], incomparable: [], isUnread: true };

const methodNames: Readonly<Record<MeasurementMethod, string>> = {
  fresh_processes: 'measured in fresh processes',
  in_process: 'measured in-process',
  samples: 'given as samples',
};

/**
 * Reads the runs that a run by `method` may be compared with. Where the store is away and not required, that is the answer.
 * @param since when this machine session began.
 * @throws {StoreError} {CacheCorruptionError} where it cannot be read otherwise.
 */
export async function readHistory(
  store: BaselineStore,
  key: SeriesKey,
  method: MeasurementMethod,
  since: Date = machineSessionSince(),
): Promise<StoredHistory> {
  try {
    // Those that are left after this run: others make it no surer, and a series may have thousands.
    const records = await store.history(key, { newest: JUDGED_RUNS });
    const runs = baselineRuns(records, method);
    if (runs.length > 0) return { runs: runs.map((run) => withMachineSession(run, since)), incomparable: [] };
    return { runs: [], incomparable: [...otherMethods(records, method), ...(await otherEnvironments(store, key))] };
  } catch (error) {
    if (!canDoWithout(error)) throw error;
    return UNREAD;
  }
}

function withMachineSession(run: RunRecord, since: Date): StoredRun {
  const time = parseTime(run.recordedAt);
  // When a run that is dated in the future was made is unknown.
  const isPast = time <= timeOfDay() + UNREMARKABLE;
  return { ...run, isOfSameMachineSession: isPast && time >= since.getTime() };
}

function otherMethods(records: readonly RunRecord[], method: MeasurementMethod): readonly string[] {
  const others = new Set(records.map((record) => record.method).filter((other) => other !== method));
  return [...others].map((other) => `runs of this environment, ${methodNames[other]}`);
}

async function otherEnvironments(store: BaselineStore, { testName, environmentKey }: SeriesKey) {
  const series = await store.series({ testName });
  return series
    .filter((other) => other.environmentKey !== environmentKey)
    .map((other) => `${other.runs} ${other.runs === 1 ? 'run' : 'runs'} in the environment ${other.environmentKey}`);
}

/**
 * Calls a sample in most processes of a baseline, so that the next run can be measured alike; of several as common, the
 * latest. Undefined where there is none. A function that allocates can differ by a third between batches of different
 * sizes, and twice where one of them always contains a collection.
 */
export function baselineBatch({ runs }: { readonly runs: readonly RunRecord[] }): number | undefined {
  const batches = runs.flatMap(({ processes }) => processes.map(({ callsPerSample }) => callsPerSample));
  const counts = new Map<number, number>();
  for (const calls of batches) counts.set(calls, (counts.get(calls) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return batches.findLast((calls) => counts.get(calls) === most);
}
