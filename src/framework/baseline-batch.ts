import type { BaselineStore } from '../baselines/store.ts';
import type { SeriesKey } from '../model/baseline.ts';
import type { MeasurementMethod } from '../model/measurement.ts';
import { readHistory } from './history.ts';

/**
 * Calls a sample in the newest run of a baseline, so that the next run can be measured alike; undefined where there is
 * none. A function that allocates can differ by a third between batches of different sizes.
 */
export async function baselineBatch(
  store: BaselineStore,
  key: SeriesKey,
  method: MeasurementMethod,
): Promise<number | undefined> {
  const { runs } = await readHistory(store, key, method);
  return runs.at(-1)?.processes[0]?.callsPerSample;
}
