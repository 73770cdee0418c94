import { createHash } from 'node:crypto';
import type { RunRecord } from '../../model/baseline.ts';
import { isoTime, parseTime, timeOfDay } from '../../real-time.ts';
import { problemWithRecord } from '../store/recording.ts';
import type { IngestTools } from './judge-run.ts';
import { recordsOf } from './judge-run.ts';
import type { WholeRun } from './one-run.ts';

const MINUTE = 60_000;
const MOST_REASONS = 3;

/**
 * Stores the runs of a history, each with its own date, as what was once accepted: nobody is to be told of a regression of last
 * year. The same history recorded twice replaces itself.
 * @param runs oldest first, without the newest, which is judged.
 * @returns what a person must know.
 */
export async function recordHistory(runs: readonly WholeRun[], tools: IngestTools): Promise<readonly string[]> {
  const { policy, recordAsDated } = tools;
  if (runs.length === 0) return [];
  if (policy.mode === 'none') {
    return [
      `The ${runs.length} older runs of the history were not recorded (${policy.reason}), so the newest was held against what is stored alone.`,
    ];
  }
  const undated = runs.filter(({ recordedAt }) => recordedAt === null).length;
  const records: RunRecord[] = [];
  const refused: string[] = [];
  for (const [i, run] of runs.entries()) {
    const recordedAt = dated(run, runs.length - i);
    const place = { runId: runIdOf(run, recordedAt), recordedAt, commit: run.commit, branch: null, isDirty: null };
    for (const record of recordsOf(run, place, tools)) {
      const problem = problemWithRecord(record);
      if (problem === null) records.push(record);
      else refused.push(problem);
    }
  }
  const waiting = await recordAsDated(records);
  const become = waiting ? 'wait to be recorded' : 'were recorded';
  const kept = `${runs.length} older runs of the history ${become} with their own dates.`;
  return [
    kept,
    ...(undated === 0
      ? []
      : [`${undated} of them have no date, and are taken to be a minute apart, in the order of the file.`]),
    ...(refused.length === 0 ? [] : [refusedInWords(refused)]),
  ];
}

function refusedInWords(problems: readonly string[]): string {
  const reasons = [...new Set(problems)].slice(0, MOST_REASONS).join('; ');
  const figures = problems.length === 1 ? '1 figure of them was' : `${problems.length} figures of them were`;
  return `${figures} not recorded: ${reasons}.`;
}

function dated({ recordedAt }: WholeRun, minutesAgo: number): string {
  const time = recordedAt === null ? Number.NaN : parseTime(recordedAt);
  return Number.isNaN(time) ? isoTime(timeOfDay() - minutesAgo * MINUTE) : isoTime(time);
}

function runIdOf({ commit, machine }: WholeRun, recordedAt: string): string {
  const facts = JSON.stringify([commit, machine, recordedAt]);
  return `history-${createHash('sha256').update(facts).digest('hex').slice(0, 16)}`;
}
