import type { ProjectSeries, RunRecord, SeriesKey, SeriesOverview } from '../model/baseline.ts';
import type { SuiteKey } from '../model/gate.ts';
import { parseTime } from '../real-time.ts';
import { ofMetric, textOfMetric } from './metric-text.ts';

/** Sorts by time; runs of one instant stay in the order given. Times are compared as instants, not as text. */
export function oldestFirst<R extends Pick<RunRecord, 'recordedAt'>>(runs: readonly R[]): R[] {
  return runs
    .map((run) => ({ run, time: parseTime(run.recordedAt) }))
    .sort((a, b) => a.time - b.time)
    .map(({ run }) => run);
}

/** Groups runs by series, keeping their order. */
export function bySeries<R extends SeriesKey>(runs: readonly R[]): readonly (readonly R[])[] {
  const groups = new Map<string, R[]>();
  for (const run of runs) {
    const key = JSON.stringify([run.testName, run.environmentKey, textOfMetric(run.metric)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [run]);
    else group.push(run);
  }
  return [...groups.values()];
}

/** Sums runs up by series, sorted by test name, then by environment key and metric (by code unit), time first. */
export function overviewsOf(runs: readonly Pick<RunRecord, keyof SeriesKey | 'recordedAt'>[]): SeriesOverview[] {
  return bySeries(runs).map(overviewOf).sort(bySeriesName);
}

function overviewOf(runs: readonly Pick<RunRecord, keyof SeriesKey | 'recordedAt'>[]): SeriesOverview {
  const ordered = oldestFirst(runs);
  const first = ordered.at(0)!;
  const last = ordered.at(-1)!;
  return {
    testName: first.testName,
    environmentKey: first.environmentKey,
    ...ofMetric(first.metric),
    runs: ordered.length,
    firstRecordedAt: first.recordedAt,
    lastRecordedAt: last.recordedAt,
  };
}

/** By test name, then by environment key and metric (by code unit), time first. */
export function bySeriesName(a: SeriesKey, b: SeriesKey): number {
  return (
    byCodeUnit(a.testName, b.testName) ||
    byCodeUnit(a.environmentKey, b.environmentKey) ||
    byCodeUnit(textOfMetric(a.metric), textOfMetric(b.metric))
  );
}

/** By suite, then by environment key (by code unit). */
export function bySuite(a: SuiteKey, b: SuiteKey): number {
  return byCodeUnit(a.suite, b.suite) || byCodeUnit(a.environmentKey, b.environmentKey);
}

/** When the newest of these runs was recorded, in milliseconds since 1970; null of none. */
export function newestTimeOf(runs: readonly Pick<RunRecord, 'recordedAt'>[]): number | null {
  let newest: number | null = null;
  for (const { recordedAt } of runs) newest = Math.max(newest ?? Number.NEGATIVE_INFINITY, parseTime(recordedAt));
  return newest;
}

/** By test name, then by metric (time first), project and environment key, as UTF-8 is ordered: as databases do it. */
export function byTestAcrossProjects(a: ProjectSeries, b: ProjectSeries): number {
  return (
    byBytes(a.testName, b.testName) ||
    byBytes(textOfMetric(a.metric), textOfMetric(b.metric)) ||
    byBytes(a.project ?? '', b.project ?? '') ||
    byBytes(a.environmentKey, b.environmentKey)
  );
}

function byBytes(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
