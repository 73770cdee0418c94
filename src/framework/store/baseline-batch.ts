import type { RunRecord } from '../../model/baseline.ts';

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
