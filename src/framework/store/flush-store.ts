import { patientStoreIn } from '../../baselines/spool/patient-store.ts';
import { type Sent, sendWaiting } from '../../baselines/spool/send-waiting.ts';
import { contentsOf, isFor, type SpoolContents, type WaitingResults } from '../../baselines/spool/spool-contents.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { UsageError } from '../../errors.ts';
import { openStore, spoolOf } from './open-store.ts';
import { countsInWords, minuteOf, notSent } from './waiting-words.ts';

/** What became of what waited. */
export interface FlushedStore {
  /** The server's address, without what is secret. */
  readonly place: string;
  readonly project: string;
  readonly sent: Sent;
  /** What waits still, for whatever store. */
  readonly left: SpoolContents;
  /** The same in sentences; empty where nothing waits. */
  readonly words: readonly string[];
}

/**
 * Sends a server what waits for it beside the project.
 * @throws {UsageError} where there is no server; {StoreError} where its package is missing. What the server says is in the answer.
 */
export async function flushStore(config: PerformanceConfig): Promise<FlushedStore> {
  const opened = config.store === '' ? null : await openStore(config, null);
  const store = opened === null ? null : patientStoreIn(opened);
  if (store === null) {
    throw new UsageError(
      'Baselines are not kept on a server, and nothing waits for anything else. Name a server with --store, or with `store` in the configuration.',
    );
  }
  try {
    const { place, project, spool } = store;
    store.askAnew();
    const sent = await sendWaiting(store, spool);
    const left = await contentsOf(spool);
    const words = left.waiting.map((each) => waitsInWords(each, left, isFor(each, store)));
    return { place, project, sent, left, words: [...words, ...notSent(left, { spool })] };
  } finally {
    await store.close();
  }
}

/** What waits beside the project, in sentences; nothing where nothing does. */
export async function waitingBeside(config: PerformanceConfig): Promise<readonly string[]> {
  const spool = spoolOf(config);
  const contents = await contentsOf(spool);
  return [...contents.waiting.map((each) => waitsInWords(each, contents, false)), ...notSent(contents, { spool })];
}

function waitsInWords(
  { store, project, since, ...counts }: WaitingResults,
  { directory }: SpoolContents,
  isForThis: boolean,
): string {
  const where = isForThis ? '' : ` for ${store}, project ${project}`;
  return `${countsInWords(counts)} since ${minuteOf(since)} in ${directory}${where}`;
}
