import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ThresholdManager } from 'evenkeel';
import { samplesOf } from './samples.ts';

/** A store of baselines in a directory of its own. */
export interface Stored {
  readonly directory: string;
  readonly thresholds: ThresholdManager;
}

/** An empty store. */
export function emptyStore(): Stored {
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-perf-'));
  return { directory, thresholds: new ThresholdManager({ cachePath: directory }) };
}

/** A store with runs of one test, of 20 samples each. */
export async function storeWith(runs: number, testName: string, environmentKey: string): Promise<Stored> {
  const stored = emptyStore();
  for (let run = 0; run < runs; run++) {
    await stored.thresholds.updateBaseline(testName, environmentKey, samplesOf(20, 0.001 * (1 + 0.01 * Math.sin(run))));
  }
  return stored;
}

/** Lets go of a store, and removes it. */
export async function removeStore({ directory, thresholds }: Stored): Promise<void> {
  await thresholds.close();
  rmSync(directory, { recursive: true, force: true });
}
