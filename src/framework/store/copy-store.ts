import { checksumOfText, runText } from '../../baselines/portable-checksum.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import { StoreError, UsageError } from '../../errors.ts';
import type { RunRecord, SeriesKey } from '../../model/baseline.ts';

/** What was copied. */
export interface CopiedStore {
  readonly series: number;
  readonly runs: number;
}

/** Runs that are added at a time. */
const RUNS_AT_ONCE = 500;

/**
 * Copies all runs of a store into another, series by series, and reads each back: what is there must be what was read, by number
 * and by checksum. Runs of the other store stay; those of the same identity are replaced. It can be done again after a trouble.
 * What the gate was in the newest run is not copied: the next run stores it anew.
 * @throws {StoreError} where either cannot be used, and where something arrived differently.
 */
export async function copyStore(from: BaselineStore, to: BaselineStore): Promise<CopiedStore> {
  const all = await from.series();
  if (all.length === 0) throw new UsageError('Nothing is stored there, so there is nothing to copy.');
  let copied = 0;
  for (const series of all) {
    const runs = await from.history(series);
    for (let start = 0; start < runs.length; start += RUNS_AT_ONCE)
      await to.append(runs.slice(start, start + RUNS_AT_ONCE));
    await requireArrived(series, runs, to);
    copied += runs.length;
  }
  return { series: all.length, runs: copied };
}

async function requireArrived(series: SeriesKey, runs: readonly RunRecord[], to: BaselineStore): Promise<void> {
  const arrived = new Set((await to.history(series)).map(checksumOf));
  const missing = runs.find((run) => !arrived.has(checksumOf(run)));
  if (missing === undefined) return;
  throw new StoreError(
    `The run ${JSON.stringify(missing.runId)} of ${JSON.stringify(series.testName)} did not arrive as it was read. What was copied ` +
      'before is there; look at the warnings of both stores, and copy again.',
  );
}

function checksumOf(run: RunRecord): string {
  return checksumOfText(runText(run));
}
