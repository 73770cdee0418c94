import { changeInWords, entriesOfResults } from '../../report/documents/entry.ts';
import { formatDuration } from '../../report/format.ts';
import { neutralizeLine } from '../../report/text/neutralize.ts';
import { packOutcome, readOutcome, type TestOutcome, unbelievable } from '../shared/outcome.ts';
import type { OutcomeOwner } from '../shared/run-book.ts';
import { isMessage, MARK } from './conventions.ts';

/** What a test tells the reporter. */
export interface Message {
  readonly owner: OutcomeOwner;
  readonly outcome: TestOutcome;
}

/**
 * What a test measured, as a text for `t.diagnostic`: that is an event of node:test, and arrives from the process of the
 * test file wherever reporters are.
 */
export function packMessage({ owner, outcome }: Message): string {
  return `${MARK}${JSON.stringify(owner)}${packOutcome(outcome)}`;
}

/**
 * The message of a diagnostic; null where it is none of ours. What only begins like one, or does not hold, is a failure of
 * the test that told it, as far as that is known.
 */
export async function unpackMessage(diagnostic: string): Promise<Message | null> {
  if (!isMessage(diagnostic)) return null;
  const end = diagnostic.lastIndexOf('}') + 1;
  const owner = ownerIn(diagnostic.slice(MARK.length, end));
  if (owner !== null) return { owner, outcome: await readOutcome(diagnostic.slice(end), owner) };
  const nobody = { id: diagnostic, testName: UNKNOWN, file: UNKNOWN };
  return { owner: nobody, outcome: unbelievable('it does not say which test it is of', nobody) };
}

const UNKNOWN = '(unknown)';

function ownerIn(text: string): OutcomeOwner | null {
  try {
    const owner: unknown = JSON.parse(text);
    const { id, testName, file } = owner as OutcomeOwner;
    return [id, testName, file].every((part) => typeof part === 'string') ? { id, testName, file } : null;
  } catch {
    return null;
  }
}

/** The same in a few words, for the reporters of others: `evenkeel: 1.20 ms, +3.1 % [-2.0, +8.4], pass`. */
export function sayMessage({ outcome }: Message): readonly string[] {
  const measured = entriesOfResults(outcome.results).map(({ statistics, change, outcome: verdict }) => {
    const median = statistics && formatDuration(statistics.median);
    const parts = [median, change && changeInWords(change), verdict.replaceAll('_', ' ')];
    return parts.filter((part) => part !== null).join(', ');
  });
  const compared = outcome.comparisons.map(({ recommendation }) => recommendation);
  return [...measured, ...compared].map((words) => `${MARK} ${neutralizeLine(words)}`);
}
