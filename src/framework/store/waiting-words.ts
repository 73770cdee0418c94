import { type PatientStore, patientStoreIn } from '../../baselines/spool/patient-store.ts';
import type { Sent } from '../../baselines/spool/send-waiting.ts';
import type { SpoolContents } from '../../baselines/spool/spool-contents.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import type { StoreError } from '../../errors.ts';

/** More files than these are counted, not named. */
const NAMED_FILES = 5;

/** That something waits: how much, where, why, and how it goes. */
export function waitingInWords(
  waiting: Counts,
  { spool }: Pick<PatientStore, 'spool'>,
  { message }: Pick<StoreError, 'message'>,
): string {
  return (
    `${countsInWords(waiting)} ${countOf(waiting) === 1 ? 'waits' : 'wait'} in ${spool.directory}: ${message} The next run from here that ` +
    'reaches the store sends them, and so does `evenkeel store flush`; keep that directory where it does not outlive the job.'
  );
}

/** That past runs could not be read, and what that means; nothing where they could. */
export function unreadOf(store: BaselineStore): readonly string[] {
  const unread = patientStoreIn(store)?.unread ?? null;
  if (unread === null) return [];
  return [
    'Past runs could not be read, so pairs decided where git has the code to compare with (a pull request, --against <ref>), and ' +
      `elsewhere nothing was compared; nor is it known what changed in the gate. store_required makes that an error. ${unread.message}`,
  ];
}

/** What was sent; nothing where nothing was. */
export function sentInWords({ files, results, since }: Sent, { spool, place }: PatientStore): readonly string[] {
  if (files === 0) return [];
  return [
    `Sent to ${place}: ${counted(results, 'result')} that had waited in ${spool.directory} since ${minuteOf(since!)}.`,
  ];
}

/** What is wrong with files of a spool, in one sentence; nothing where nothing is. */
export function notSent(
  { problems }: Pick<SpoolContents, 'problems'>,
  { spool }: Pick<PatientStore, 'spool'>,
): readonly string[] {
  if (problems.length === 0) return [];
  const named = problems.slice(0, NAMED_FILES).map(({ file, problem }) => `${JSON.stringify(file)} ${problem}`);
  const rest = problems.length - named.length;
  const more = rest > 0 ? `; and ${rest} more` : '';
  return [`Not sent, and kept in ${spool.directory}: ${named.join('; ')}${more}.`];
}

/** How much waits. */
interface Counts {
  readonly results: number;
  readonly statuses: number;
}

/** How much waits, in words. */
export function countsInWords({ results, statuses }: Counts): string {
  const parts = [
    ...(results > 0 || statuses === 0 ? [counted(results, 'result')] : []),
    ...(statuses > 0 ? [counted(statuses, 'acceptance')] : []),
  ];
  return parts.join(' and ');
}

function countOf({ results, statuses }: Counts): number {
  return results + statuses;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** A time for people. */
export function minuteOf(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
