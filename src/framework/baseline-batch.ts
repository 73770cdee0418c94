import type { StoredHistory } from './history.ts';

/**
 * Calls a sample in the newest run of a baseline, so that the next run can be measured alike; undefined where there is
 * none. A function that allocates can differ by a third between batches of different sizes.
 */
export function baselineBatch({ runs }: StoredHistory): number | undefined {
  return runs.at(-1)?.processes[0]?.callsPerSample;
}
