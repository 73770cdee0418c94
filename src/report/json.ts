import type { AcrossReport } from '../model/across.ts';
import type { PerformanceBaseline, RunRecord } from '../model/baseline.ts';
import type { BisectReport } from '../model/bisect.ts';
import type { FilesReport } from '../model/compared-files.ts';
import type { DoctorReport } from '../model/doctor.ts';
import type { ListReport } from '../model/list.ts';
import type { PerformanceTestResult, RunReport } from '../model/result.ts';
import type { CompareReport } from '../model/revisions.ts';
import type { SmokeReport } from '../model/smoke.ts';
import { stableJson, stableJsonElement, stableJsonPieces, Verbatim } from './stable-json.ts';

/**
 * Results of no run in particular, for programs; `schemaVersion` rises when a reader would have to change.
 *
 * @example
 * import type { ResultsReport } from 'evenkeel';
 *
 * function medians({ results }: ResultsReport): ReadonlyMap<string, number> {
 *   return new Map(results.map(({ testName, statistics }) => [testName, statistics.median]));
 * }
 */
export interface ResultsReport {
  /** Which report this is: always `results`. */
  readonly kind: 'results';
  /** Version of this form: it rises when a reader would have to change. */
  readonly schemaVersion: 1;
  /** In the order in which they were given. */
  readonly results: readonly PerformanceTestResult[];
}

/**
 * What is stored, for programs; `schemaVersion` rises when a reader would have to change.
 *
 * @example
 * import type { StoredReport } from 'evenkeel';
 *
 * function withoutBaseline({ series }: StoredReport): readonly string[] {
 *   return series.filter(({ baseline }) => baseline === null).map(({ newest }) => newest.testName);
 * }
 */
export interface StoredReport {
  /** Which report this is: always `stored`. */
  readonly kind: 'stored';
  /** Version of this form: it rises when a reader would have to change. */
  readonly schemaVersion: 1;
  /** One for each test in each environment. */
  readonly series: readonly StoredSeriesReport[];
}

/** A test in an environment. */
export interface StoredSeriesReport {
  /** Null where no run of it counts. */
  readonly baseline: PerformanceBaseline | null;
  /** Its newest run, whether it counts or not. */
  readonly newest: RunRecord;
}

const ACROSS: readonly (keyof AcrossReport)[] = [
  'kind',
  'schemaVersion',
  'evenkeelVersion',
  'confidenceLevel',
  'projects',
  'moves',
  'warnings',
  'tests',
];
// The keys of each report in the order of reading: what it is, how it went or what to do, then the details.
const RUN: readonly (keyof RunReport)[] = [
  'schemaVersion',
  'evenkeelVersion',
  'startedAt',
  'duration',
  'summary',
  'warnings',
  'environment',
  'results',
  'comparisons',
  'candidates',
  'failures',
  'skipped',
];
const COMPARE: readonly (keyof CompareReport)[] = [
  'kind',
  'schemaVersion',
  'evenkeelVersion',
  'startedAt',
  'duration',
  'summary',
  'base',
  'head',
  'warnings',
  'environment',
  'comparisons',
  'metrics',
  'onlyInBase',
  'onlyInHead',
  'skipped',
  'failures',
];
const FILES: readonly (keyof FilesReport)[] = [
  'kind',
  'schemaVersion',
  'evenkeelVersion',
  'summary',
  'base',
  'head',
  'warnings',
  'comparisons',
  'geometricMeans',
  'onlyInBase',
  'onlyInHead',
  'failures',
];
const BISECT: readonly (keyof BisectReport)[] = [
  'kind',
  'schemaVersion',
  'evenkeelVersion',
  'startedAt',
  'duration',
  'summary',
  'head',
  'confidence',
  'warnings',
  'environment',
  'tests',
  'failures',
];
const RESULTS: readonly (keyof ResultsReport)[] = ['kind', 'schemaVersion', 'results'];
const SMOKE: readonly (keyof SmokeReport)[] = [
  'kind',
  'schemaVersion',
  'evenkeelVersion',
  'startedAt',
  'duration',
  'summary',
  'ran',
  'failures',
  'skipped',
];
const LIST: readonly (keyof ListReport)[] = [
  'kind',
  'schemaVersion',
  'evenkeelVersion',
  'summary',
  'tests',
  'failures',
];
const DOCTOR: readonly (keyof DoctorReport)[] = [
  'kind',
  'schemaVersion',
  'evenkeelVersion',
  'advice',
  'environment',
  'host',
  'calibration',
  'noise',
];

/**
 * The report of a run for programs, piece by piece: JSON with two spaces of indentation and a newline at the end. The keys
 * of a report come in a fixed order, those of everything inside it in alphabetical order, so that equal reports are equal
 * texts. Numbers that JSON cannot write (NaN and the infinities) become null. The other reports are written alike.
 */
export function runJson(report: RunReport): Iterable<string> {
  return stableJsonPieces(report, RUN, withSharedSamples);
}

/** The report of a run as one text. */
export function renderJson(report: RunReport): string {
  return [...runJson(report)].join('');
}

/** The report of a comparison of revisions, piece by piece. */
export function compareJson(report: CompareReport): Iterable<string> {
  return stableJsonPieces(report, COMPARE);
}

/** The report of a comparison of files, piece by piece. */
export function filesJson(report: FilesReport): Iterable<string> {
  return stableJsonPieces(report, FILES);
}

/** The report of a search through history, piece by piece. */
export function bisectJson(report: BisectReport): Iterable<string> {
  return stableJsonPieces(report, BISECT);
}

/** Results of no run in particular, piece by piece. */
export function resultsJson(results: readonly PerformanceTestResult[]): Iterable<string> {
  return resultsReportJson({ kind: 'results', schemaVersion: 1, results });
}

/** A report of results that was read, piece by piece. */
export function resultsReportJson(report: ResultsReport): Iterable<string> {
  return stableJsonPieces(report, RESULTS, withSharedSamples);
}

/** The report of a smoke run. */
export function smokeJson(report: SmokeReport): string {
  return stableJson(report, SMOKE);
}

/** Projects of one store side by side, piece by piece. */
export function acrossJson(report: AcrossReport): Iterable<string> {
  return stableJsonPieces(report, ACROSS);
}

/** What performance files declare. */
export function listJson(report: ListReport): string {
  return stableJson(report, LIST);
}

/** The report of `evenkeel doctor`. */
export function renderDoctorJson(report: DoctorReport): string {
  return stableJson(report, DOCTOR);
}

/** What is stored, piece by piece, so that the store need not fit into memory. */
export async function* storedJson(series: AsyncIterable<StoredSeriesReport>): AsyncGenerator<string, void> {
  yield '{\n  "kind": "stored",\n  "schemaVersion": 1,\n  "series": [';
  let before = '\n';
  for await (const each of series) {
    yield before + stableJsonElement(each);
    before = ',\n';
  }
  yield before === '\n' ? ']\n}\n' : '\n  ]\n}\n';
}

/**
 * An element of a report, to be written quickly: a result whose samples are those of its processes, one after the other,
 * with both written as numbers only once. Writing numbers is nearly all of the time that a report takes.
 */
function withSharedSamples(element: unknown): unknown {
  if (!isResult(element) || !isJoined(element)) return element;
  const { samples: _, processes, ...rest } = element;
  const texts = processes.map((process) => JSON.stringify(process.samples));
  const inner = texts.map((text) => text.slice(1, -1)).filter((text) => text !== '');
  return {
    ...rest,
    samples: new Verbatim(`[${inner.join(',')}]`),
    processes: processes.map((process, i) => ({ ...process, samples: new Verbatim(texts[i]!) })),
  };
}

// Of the lists of a report, only results have processes of their own.
function isResult(element: unknown): element is PerformanceTestResult {
  return typeof element === 'object' && element !== null && 'processes' in element && 'samples' in element;
}

function isJoined({ samples, processes }: PerformanceTestResult): boolean {
  let at = 0;
  for (const process of processes) {
    for (const sample of process.samples) if (sample !== samples[at++]) return false;
  }
  return at === samples.length;
}
