import type { LostRun } from '../model/baseline.ts';
import { shorten } from '../output/shorten.ts';

/** More tests than these are counted, not named. */
const NAMED_TESTS = 10;
/** Of each of them, more runs than these are counted. */
const DATED_RUNS = 3;
/** Of each name, in characters. */
const MOST_OF_NAME = 200;

/** Lost runs in words, test by test: `"parse" (2 runs, of 2026-01-04 12:00 and 2026-01-06 12:00)`. */
export function lossesInWords(lost: readonly LostRun[]): string {
  const byTest = new Map<string | null, LostRun[]>();
  for (const run of lost) byTest.set(run.testName, [...(byTest.get(run.testName) ?? []), run]);
  const tests = [...byTest].map(([testName, runs]) => `${nameOf(testName)} (${runsInWords(runs)})`);
  return listed(tests, NAMED_TESTS, 'tests');
}

function nameOf(testName: string | null): string {
  return testName === null ? 'a test whose name is lost as well' : JSON.stringify(shorten(testName, MOST_OF_NAME));
}

function runsInWords(runs: readonly LostRun[]): string {
  const times = runs.map(({ recordedAt }) => recordedAt ?? 'an unknown time');
  const count = runs.length === 1 ? '1 run' : `${runs.length} runs`;
  return `${count}, of ${listed(times.toSorted().map(withoutSeconds), DATED_RUNS, '')}`;
}

function withoutSeconds(time: string): string {
  const [, day, minute] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(time) ?? [];
  return day === undefined ? JSON.stringify(shorten(time, MOST_OF_NAME)) : `${day} ${minute}`;
}

function listed(texts: readonly string[], most: number, what: string): string {
  const shown = texts.slice(0, most);
  const rest = texts.length - shown.length;
  if (rest > 0) shown.push(`${rest} more ${what}`.trim());
  return [shown.slice(0, -1).join(', '), ...shown.slice(-1)].filter((text) => text !== '').join(' and ');
}
