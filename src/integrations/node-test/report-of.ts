import type { RunReport } from '../../model/result.ts';
import { RunBook } from '../shared/run-book.ts';
import { circumstancesOf } from './circumstances.ts';
import { unpackMessage } from './message.ts';
import { settingsOf } from './process-host.ts';

/**
 * The report of a run.
 * @param diagnostics what its tests told.
 * @param startedAt when it began.
 * @returns null where the configuration is wrong, which every test says of itself.
 */
export async function reportOf(diagnostics: readonly string[], startedAt: Date): Promise<RunReport | null> {
  const settings = await settingsOf(circumstancesOf()).catch(() => null);
  if (settings === null) return null;
  const book = new RunBook(settings, startedAt);
  for (const text of diagnostics) {
    const message = await unpackMessage(text);
    if (message !== null) book.add(message.owner, message.outcome);
  }
  return book.close();
}
