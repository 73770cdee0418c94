import { canDoWithout } from '../../baselines/away.ts';
import { baselineRuns } from '../../baselines/baseline-runs.ts';
import type { RecordedTime } from '../../dependencies/recorded-time.ts';
import { mergeSketches } from '../../statistics/core/quantile-sketch.ts';
import type { FrameworkSession } from './framework-session.ts';

/** The samples of the newest run that is part of a baseline in this environment; null where there is none, or the store is away. */
export async function recordedTimeOf(session: FrameworkSession, baselineKey: string): Promise<RecordedTime | null> {
  const store = await session.store.reader();
  const { environmentKey } = await session.environment();
  const records = await store.history({ testName: baselineKey, environmentKey }).catch((error: unknown) => {
    if (!canDoWithout(error)) throw error;
    return [];
  });
  const newest = baselineRuns(records).at(-1);
  return newest === undefined ? null : { times: mergeSketches(newest.processes.map(({ sketch }) => sketch)) };
}
