import type { SeriesRun } from '../model/trends.ts';
import { parseTime } from '../real-time.ts';
import { median } from '../statistics/core/median.ts';

/** So many times as long as between most runs is a gap; of at least a week. */
const LONG = 20;
const WEEK = 7 * 86_400_000;

/** What the times and commits of runs say against reading much into them, in sentences. */
export function notesOf(runs: readonly SeriesRun[], fewest: number): readonly string[] {
  return [fewRuns(runs.length, fewest), doubles(runs), backwards(runs), gaps(runs)].filter((note) => note !== null);
}

function fewRuns(count: number, fewest: number): string | null {
  if (count >= fewest) return null;
  return `Only ${count} ${count === 1 ? 'run is' : 'runs are'} stored: from ${fewest} on a step can be told from chance.`;
}

function doubles(runs: readonly SeriesRun[]): string | null {
  let again = 0;
  for (const [i, { recordedAt, commit, value }] of runs.entries()) {
    const before = runs[i - 1];
    if (before?.recordedAt === recordedAt && before.commit === commit && before.value === value) again++;
  }
  if (again === 0) return null;
  const what = again === 1 ? '1 run is stored twice' : `${again} runs are stored twice`;
  return `${what}, with the same time, commit and figure: each counts as a run.`;
}

function backwards(runs: readonly SeriesRun[]): string | null {
  const times = runs.map(({ recordedAt }) => parseTime(recordedAt));
  const at = times.findIndex((time, i) => i > 0 && time < times[i - 1]!);
  if (at === -1) return null;
  return `The times run backwards at ${runs[at]!.recordedAt}: the runs are taken in the order in which they were given.`;
}

function gaps(runs: readonly SeriesRun[]): string | null {
  const times = runs.map(({ recordedAt }) => parseTime(recordedAt));
  const between = times.slice(1).map((time, i) => time - times[i]!);
  if (between.length < 2 || between.some((length) => !Number.isFinite(length))) return null;
  const longest = between.reduce((most, length) => Math.max(most, length), 0);
  if (longest < WEEK || longest < LONG * median(between)) return null;
  const at = between.indexOf(longest);
  const days = Math.round(longest / 86_400_000);
  return `Nothing was recorded for ${days} days after ${runs[at]!.recordedAt}: what changed meanwhile shows as one step.`;
}
