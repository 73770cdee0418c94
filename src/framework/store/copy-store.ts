import { gateColumns } from '../../baselines/encoding/gate-row.ts';
import { checksumOfText, runText } from '../../baselines/portable-checksum.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import { StoreError, UsageError } from '../../errors.ts';
import type { RunRecord, SeriesKey } from '../../model/baseline.ts';
import type { StoredGate } from '../../model/gate.ts';
import { parseTime } from '../../real-time.ts';

/** What was copied. */
export interface CopiedStore {
  readonly series: number;
  readonly runs: number;
  /** Of a suite in an environment, what the newest whole run found. */
  readonly gates: number;
}

/** Runs that are added at a time. */
const RUNS_AT_ONCE = 500;

/**
 * Copies all runs of a store into another, series by series, and its gates, and reads each back: what is there must be what was
 * read, by number and by checksum. Runs of the other store stay; those of the same identity are replaced. A gate that a later run
 * found stays as well. It can be done again after a trouble.
 * @throws {StoreError} where either cannot be used, and where something arrived differently.
 */
export async function copyStore(from: BaselineStore, to: BaselineStore): Promise<CopiedStore> {
  const all = await from.series();
  const gates = await from.gates();
  if (all.length === 0 && gates.length === 0)
    throw new UsageError('Nothing is stored there, so there is nothing to copy.');
  let copied = 0;
  for (const series of all) {
    const runs = await from.history(series);
    for (let start = 0; start < runs.length; start += RUNS_AT_ONCE)
      await to.append(runs.slice(start, start + RUNS_AT_ONCE));
    await requireArrived(series, runs, to);
    copied += runs.length;
  }
  for (const gate of gates) await copyGate(gate, to);
  return { series: all.length, runs: copied, gates: gates.length };
}

async function copyGate(gate: StoredGate, to: BaselineStore): Promise<void> {
  const there = await to.gate(gate);
  if (there !== null && parseTime(there.recordedAt) > parseTime(gate.recordedAt)) return;
  await to.append([], gate);
  const arrived = await to.gate(gate);
  if (arrived !== null && gateColumns(arrived).checksum === gateColumns(gate).checksum) return;
  throw notArrived(`What the gate was in the run ${JSON.stringify(gate.runId)} of ${JSON.stringify(gate.suite)}`);
}

async function requireArrived(series: SeriesKey, runs: readonly RunRecord[], to: BaselineStore): Promise<void> {
  const arrived = new Set((await to.history(series)).map(checksumOf));
  const missing = runs.find((run) => !arrived.has(checksumOf(run)));
  if (missing === undefined) return;
  throw notArrived(`The run ${JSON.stringify(missing.runId)} of ${JSON.stringify(series.testName)}`);
}

function notArrived(what: string): StoreError {
  return new StoreError(
    `${what} did not arrive as it was read. What was copied before is there; look at the warnings of both stores, and copy again.`,
  );
}

function checksumOf(run: RunRecord): string {
  return checksumOfText(runText(run));
}
