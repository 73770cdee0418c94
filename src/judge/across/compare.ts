import type { AcrossRow, AcrossTest } from '../../model/across.ts';
import type { Metric } from '../../model/metric.ts';
import type { Change } from '../../model/verdict.ts';
import { median } from '../../statistics/core/median.ts';
import { studentTQuantile, studentTSurvival } from '../../statistics/core/student-t.ts';
import { degreesOfDifference, studentized } from '../../statistics/core/welch.ts';
import { percentOf } from '../percent.ts';
import {
  type AcrossRun,
  allowanceBetween,
  estimateOf,
  intervalOf,
  type LogEstimate,
  type LogSpeeds,
  slownessOf,
  speedsOf,
  WINDOW,
} from './estimate.ts';

/** A series to be compared: the runs that its baseline is made of. */
export interface AcrossSeries {
  readonly project: string;
  readonly environmentKey: string;
  /** Oldest first, one or more. */
  readonly runs: readonly (AcrossRun & { readonly recordedAt: string })[];
}

/** What is to be compared. */
export interface AcrossCase {
  readonly testName: string;
  readonly metric: Metric;
  readonly series: readonly AcrossSeries[];
  /** The project whose best series the others are held against; null for the best of all. */
  readonly reference: string | null;
  readonly confidenceLevel: number;
}

/** A comparison that is finished but for what holds together with all others of a report. */
export interface ComparedTest {
  readonly test: Omit<AcrossTest, 'rows'>;
  /** Each with the chance of what was seen where it does not differ from the reference; null where nothing can be said. */
  readonly rows: readonly { readonly row: Omit<AcrossRow, 'differs'>; readonly pValue: number | null }[];
  /** How many statements could have been made: of every pair where the reference is chosen by what was seen. */
  readonly statements: number;
}

/** A series with what is worked out of it. */
interface Known {
  readonly series: AcrossSeries;
  readonly window: AcrossSeries['runs'];
  readonly measured: LogEstimate | null;
  /** What is compared: of times of different machines the normalised figure. Null where it cannot be. */
  readonly compared: LogEstimate | null;
  readonly speeds: LogSpeeds | null;
  readonly note: string | null;
}

/** Holds the series of one test against each other. */
export function compareAcross(given: AcrossCase): ComparedTest {
  const { testName, metric, series, confidenceLevel, reference } = given;
  const normalising = normalisingOf(metric, series);
  const known = series.map((each) => knownOf(each, metric, normalising));
  const better = metric.better === 'lower' ? 1 : -1;
  const ranked = known
    .filter((each) => each.compared !== null)
    .sort((a, b) => better * (a.compared!.location - b.compared!.location) || byName(a, b));
  const first = ranked.find((each) => reference === null || each.series.project === reference) ?? null;
  const rest = known.filter((each) => each.compared === null).sort(byName);
  const rows = [...ranked, ...rest].map((each) => {
    const difference = first === null || each === first ? null : differenceBetween(each, first, confidenceLevel);
    return {
      row: {
        ...rowOf(each, normalising, confidenceLevel),
        rank: each.compared === null ? null : ranked.indexOf(each) + 1,
        isReference: each === first,
        change: difference?.change ?? null,
      },
      pValue: difference?.pValue ?? null,
    };
  });
  const others = Math.max(0, ranked.length - 1);
  const statements = reference === null ? (ranked.length * others) / 2 : others;
  return { test: { testName, metric, normalising }, rows, statements };
}

function normalisingOf(metric: Metric, series: readonly AcrossSeries[]): AcrossTest['normalising'] {
  if (slownessOf(metric) === 0) return 'not_needed';
  const kinds = new Set(series.map(({ environmentKey }) => environmentKey));
  return kinds.size === 1 ? 'same_machines' : 'by_factor';
}

function knownOf(series: AcrossSeries, metric: Metric, normalising: AcrossTest['normalising']): Known {
  const window = series.runs.slice(-WINDOW);
  const base = { series, window, speeds: null };
  if (window.some(({ value }) => !(value > 0))) return { ...base, measured: null, compared: null, note: ZERO };
  const measured = estimateOf(
    window.map(({ value }) => Math.log(value)),
    metric,
  );
  const alone = measured.error === null ? ONE_RUN : null;
  if (normalising !== 'by_factor') return { ...base, measured, compared: measured, note: alone };
  const timed = window.flatMap(({ value, speed }) => (speed === null ? [] : [{ value, speed }]));
  if (timed.length === 0) return { ...base, measured, compared: null, note: NO_FACTOR };
  const compared = estimateOf(
    timed.map(({ value, speed }) => Math.log(value) - slownessOf(metric) * Math.log(speed.factor)),
    metric,
  );
  const few = compared.error === null && alone === null ? ONE_FACTOR : alone;
  return { ...base, measured, compared, speeds: speedsOf(timed.map(({ speed }) => speed)), note: few };
}

const ZERO = 'It was 0, of which nothing is so many percent.';
const ONE_RUN = 'It has one run, so what runs differ by is not known.';
const NO_FACTOR = 'It cannot be normalised: none of its runs says how fast its machine was (evenkeel stores that now).';
const ONE_FACTOR =
  'One of its runs alone says how fast its machine was, so what normalised runs differ by is not known.';

function rowOf(
  { series, window, measured, compared, note }: Known,
  normalising: AcrossTest['normalising'],
  confidence: number,
) {
  const isNormalised = normalising === 'by_factor' && compared !== null;
  const factors = window.flatMap(({ speed }) => speed?.factor ?? []);
  return {
    project: series.project,
    environmentKey: series.environmentKey,
    runs: window.length,
    lastRecordedAt: window.at(-1)!.recordedAt,
    estimate: measured === null ? median(window.map(({ value }) => value)) : Math.exp(measured.location),
    interval: measured && intervalOf(measured, confidence),
    normalised: isNormalised ? Math.exp(compared.location) : null,
    normalisedInterval: isNormalised ? intervalOf(compared, confidence) : null,
    factor: isNormalised ? median(factors) : null,
    note,
  };
}

/**
 * Welch's test of two trimmed means with their winsorised errors, as Yuen proposed it (Biometrika 61, 1974); the difference may be
 * what the machines' kinds of work explain.
 */
function differenceBetween(
  { compared: own, speeds }: Known,
  { compared: other, speeds: others }: Known,
  confidence: number,
): { readonly change: Change | null; readonly pValue: number | null } | null {
  if (own === null || other === null || own.error === null || other.error === null) return null;
  const difference = own.location - other.location;
  const allowance = speeds !== null && others !== null ? allowanceBetween(speeds, others) : 0;
  const error = Math.hypot(own.error, other.error);
  const [a, b] = [own, other].map(({ error: each, degreesOfFreedom: df }) => ({ error: each!, df }));
  const df = degreesOfDifference(a!, b!);
  const half = studentTQuantile(1 - (1 - confidence) / 2, df) * error + allowance;
  const size = Math.max(Math.abs(own.location), Math.abs(other.location));
  const statistic = studentized(Math.max(0, Math.abs(difference) - allowance), error, size);
  return {
    change: { percent: percentOf(difference), interval: [percentOf(difference - half), percentOf(difference + half)] },
    pValue: Math.min(1, 2 * studentTSurvival(statistic, df)),
  };
}

function byName({ series: a }: Known, { series: b }: Known): number {
  const [one, other] = [a, b].map(({ project, environmentKey }) => `${project}\0${environmentKey}`);
  return one! < other! ? -1 : Number(one! > other!);
}
