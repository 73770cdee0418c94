import type { RunRecord } from '../../model/baseline.ts';
import type { MeasurementMethod } from '../../model/measurement.ts';
import type { ThresholdBounds } from '../../model/verdict.ts';
import { parseTime } from '../../real-time.ts';
import { formatFigure } from '../format.ts';
import { shortNumber } from './facts.ts';
import { laneOf } from './lanes.ts';
import { packNumbers } from './packed-numbers.ts';
import type { Named, PastRuns } from './page.ts';
import { isMissing, type Missing, type PageHistory, type PageLane, RUN_MARKS, type RunMark } from './page-data.ts';

/** The run that a report is about, as a run of a history. */
export interface PresentRun {
  readonly runId: string;
  readonly method: MeasurementMethod;
  readonly recordedAt: string;
  readonly estimate: number;
  /** Of each of its processes. */
  readonly locations: readonly number[];
  readonly commit: string | null;
  readonly branch: string | null;
  /** Null of a metric for which there are none. */
  readonly thresholds: Pick<ThresholdBounds, 'lowerBound' | 'upperBound' | 'baselineMedian'> | null;
}

// A per mille is enough for the ends of a bar.
const ENDS = 1000;

/** The runs of a series with the present one as the last, or why there are none. */
export function historyOf(
  past: PastRuns | Missing,
  now: PresentRun | null,
  named: Named,
  unit: string,
): PageHistory | Missing {
  const records = earlierRuns(past, now);
  if (isMissing(past) || records.length === 0) return { missing: whyMissing(past, now, unit) };
  const marks = marksOf(records);
  const runs = [...records.map((record, i) => ({ ...record, mark: marks[i]!, locations: locationsOf(record) }))];
  const all = now === null ? runs : [...runs, { ...now, mark: 'now' as const }];
  const thresholds = now?.thresholds ?? null;
  named.base ??= records.findLast(({ commit }) => commit !== null && commit !== now?.commit)?.commit ?? null;
  return {
    marks: all.map(({ mark }) => RUN_MARKS[mark]).join(''),
    at: minutesOf(all.map(({ recordedAt }) => parseTime(recordedAt))),
    commits: all.map(({ commit }) => named.hashes.placeOf(commit)),
    branches: oneOf(all.map(({ branch }) => named.branches.placeOf(branch))),
    estimates: packNumbers(all.map(({ estimate }) => estimate)),
    lows: packNumbers(
      all.map(({ locations }) => least(locations)),
      ENDS,
    ),
    highs: packNumbers(
      all.map(({ locations }) =>
        least(
          locations.map((each) => -each),
          -1,
        ),
      ),
      ENDS,
    ),
    baseline: baselineOf(past),
    margin:
      thresholds === null || thresholds.baselineMedian === null
        ? null
        : { low: shortNumber(thresholds.lowerBound), high: shortNumber(thresholds.upperBound) },
  };
}

/** What the processes of past runs said, which count for the baseline; null where there are none. */
export function pastLane(past: PastRuns | Missing, now: PresentRun | null): PageLane | null {
  const records = earlierRuns(past, now);
  const marks = marksOf(records);
  const counting = records.filter((_, i) => marks[i] !== 'regression' && marks[i] !== 'superseded');
  return laneOf(`${counting.length} past ${counting.length === 1 ? 'run' : 'runs'}`, counting.flatMap(locationsOf));
}

// Runs of another method say nothing of this one's. This one may be stored already, and so may those after it.
function earlierRuns(past: PastRuns | Missing, now: PresentRun | null): readonly RunRecord[] {
  if (isMissing(past)) return [];
  const method = now?.method ?? past.records.at(-1)?.method;
  const records = past.records.filter((record) => record.method === method);
  if (now === null) return records;
  const own = records.findIndex(({ runId }) => runId === now.runId);
  const until = parseTime(now.recordedAt);
  return own === -1 ? records.filter(({ recordedAt }) => !(parseTime(recordedAt) > until)) : records.slice(0, own);
}

function marksOf(records: readonly RunRecord[]): readonly RunMark[] {
  const accepted = records.findLastIndex(({ status }) => status === 'accepted');
  return records.map(({ status }, i) => (i < accepted ? 'superseded' : status));
}

function locationsOf({ processes }: RunRecord): readonly number[] {
  return processes.map(({ location }) => location);
}

function least(values: readonly number[], sign = 1): number | null {
  return values.length === 0 ? null : sign * values.reduce((smallest, value) => Math.min(smallest, value));
}

// To the minute: what the page shows.
function minutesOf(times: readonly number[]): PageHistory['at'] {
  const minutes = times.map((time) => Math.floor(time / 60_000));
  return minutes.every(Number.isFinite) ? minutes.map((minute, i) => minute - (minutes[i - 1] ?? 0)) : null;
}

function baselineOf({ baseline }: PastRuns): PageHistory['baseline'] {
  if (baseline === null) return null;
  const [low, high] = baseline.confidenceInterval;
  return { center: shortNumber(baseline.medianTime), low: shortNumber(low), high: shortNumber(high) };
}

function oneOf(places: readonly number[]): readonly number[] {
  return new Set(places).size === 1 ? places.slice(0, 1) : places;
}

function whyMissing(past: PastRuns | Missing, now: PresentRun | null, unit: string): string {
  const why = isMissing(past) ? past.missing : 'No earlier run of it is stored here.';
  const { baselineMedian = null, upperBound = Number.NaN } = now?.thresholds ?? {};
  if (baselineMedian === null) return why;
  const baseline = formatFigure(baselineMedian, unit);
  return `${why} It was held against a baseline of ${baseline}; up to ${formatFigure(upperBound, unit)} counts as unchanged.`;
}
