import { StoreError } from '../../errors.ts';
import type { RunRecord } from '../../model/baseline.ts';
import { parseTime } from '../../real-time.ts';
import { textOfMetric } from '../metric-text.ts';
import type { BaselineStore, DistantStore } from '../store.ts';
import type { ClaimedFile, NamedProblem, Spool } from './spool.ts';
import { isFor, resultsIn } from './spool-contents.ts';
import type { Waiting, WaitingFor, WaitingProblem } from './waiting-text.ts';

/** What was sent, and what was not. */
export interface Sent {
  readonly files: number;
  /** Results that the store has now. */
  readonly results: number;
  /** ISO 8601, of the oldest; null where nothing was sent. */
  readonly since: string | null;
  /** Files that could not be sent, with why, as the end of a sentence that begins with the name. They are kept. */
  readonly problems: readonly NamedProblem[];
  /** Why no more was sent; null where all was that could be. */
  readonly trouble: StoreError | null;
}

/**
 * Gives a store what waits for it, file by file, oldest first. A file goes when the store has what is in it. What is there already is
 * not added again, so that what became of it meanwhile stands. Whatever cannot be sent is kept, and keeps no other file from going.
 */
export async function sendWaiting(store: DistantStore, spool: Spool): Promise<Sent> {
  const { names, problems: unseen } = spool.look();
  const problems: NamedProblem[] = [...unseen];
  const results = new Set<string>();
  let [files, since]: [number, string | null] = [0, null];
  let trouble: StoreError | null = null;
  for (const name of names) {
    const outcome = await sendFile(name, store, spool);
    if (outcome === null) continue;
    if (outcome instanceof StoreError) {
      trouble = outcome;
      break;
    }
    if ('problem' in outcome) {
      problems.push({ file: name, ...outcome });
      continue;
    }
    files++;
    since ??= outcome.since;
    for (const result of resultsIn(outcome)) results.add(result);
  }
  return { files, results: results.size, since, problems, trouble };
}

/** @returns what was sent, or why not; the store's error where it fails; null where there is nothing to be sent from here. */
async function sendFile(
  name: string,
  store: DistantStore,
  spool: Spool,
): Promise<WaitingFor | WaitingProblem | StoreError | null> {
  const content = (await spool.read(name))?.content ?? null;
  if (content === null || 'problem' in content) return content;
  if (!isFor(content, store)) return null;
  let claimed: ClaimedFile | null = null;
  try {
    claimed = spool.claim(name);
    if (claimed === null) return null;
    const problem = await sendContent(content, store);
    if (problem !== null) return { problem };
    claimed.done();
    claimed = null;
    return content;
  } catch (error) {
    if (error instanceof StoreError) return error;
    if (!isOfFiles(error)) throw error;
    return { problem: `cannot be taken to be sent: ${error.message}` };
  } finally {
    claimed?.release();
  }
}

/** @returns why it cannot be sent; null where it is. */
async function sendContent({ runs, gate, statuses }: Waiting, store: BaselineStore): Promise<string | null> {
  const missing: RunRecord[] = [];
  for (const run of runs) if (!(await isThere(run, store))) missing.push(run);
  const known = gate === null ? null : await store.gate(gate);
  // That of a later run counts.
  const isNewest = gate !== null && (known === null || parseTime(known.recordedAt) < parseTime(gate.recordedAt));
  if (isNewest) await store.append(missing, gate);
  else if (missing.length > 0) await store.append(missing);
  for (const { runId, status, ...key } of statuses) {
    if (await store.setStatus(key, runId, status)) continue;
    return `makes the run ${JSON.stringify(runId)} of ${JSON.stringify(key.testName)} \`${status}\`, and there is no such run; remove it where it is not wanted any more`;
  }
  return null;
}

/** Whether the store has this run as it is: one that was a part of a run is replaced by the whole. */
async function isThere(run: RunRecord, store: BaselineStore): Promise<boolean> {
  const { testName, environmentKey, runId, method, recordedAt } = run;
  const [metric, time] = [textOfMetric(run.metric), parseTime(recordedAt)];
  const series = (await store.series({ testName, environmentKey })).find(
    (each) => textOfMetric(each.metric) === metric,
  );
  // Most are newer than all that is there, and no run has to be read.
  if (series === undefined || parseTime(series.lastRecordedAt) < time || parseTime(series.firstRecordedAt) > time)
    return false;
  const stored = (await store.history(run)).find((each) => each.runId === runId && each.method === method);
  return stored !== undefined && stored.recordedAt === recordedAt && stored.status !== 'partial';
}

function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
