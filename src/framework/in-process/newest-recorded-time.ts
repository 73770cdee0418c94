import { baselineRuns } from '../../baselines/baseline-runs.ts';
import type { RecordedTime } from '../../dependencies/recorded-time.ts';
import { mergeSketches } from '../../statistics/core/quantile-sketch.ts';
import type { FrameworkSession } from './framework-session.ts';

/** The samples of the newest run that is part of a baseline in this environment; null where there is none. */
export async function recordedTimeOf(session: FrameworkSession, baselineKey: string): Promise<RecordedTime | null> {
  const store = await session.store.reader();
  const { environmentKey } = await session.environment();
  const newest = baselineRuns(await store.history({ testName: baselineKey, environmentKey })).at(-1);
  return newest === undefined ? null : { times: mergeSketches(newest.processes.map(({ sketch }) => sketch)) };
}
