import { baselineRuns } from '../../baselines/baseline-runs.ts';
import { oldestFirst } from '../../baselines/order.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import type { RunRecord, SeriesKey } from '../../model/baseline.ts';
import type { MeasurementMethod } from '../../model/measurement.ts';

/**
 * The runs that make up a test's baselines in all other environments, oldest first: their times mean nothing here, but
 * the code that they measured does.
 */
export async function readBaselinesElsewhere(
  store: Pick<BaselineStore, 'series' | 'history'>,
  { testName, environmentKey }: SeriesKey,
  method: MeasurementMethod,
): Promise<readonly RunRecord[]> {
  const runs: RunRecord[] = [];
  for (const series of await store.series({ testName })) {
    if (series.environmentKey !== environmentKey) runs.push(...baselineRuns(await store.history(series), method));
  }
  return oldestFirst(runs);
}
