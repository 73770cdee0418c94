import type { BaseRevision } from '../../model/base-revision.ts';
import type { CandidatesResult } from '../../model/candidates.ts';
import { type Metric, TIME } from '../../model/metric.ts';
import type { MetricResult } from '../../model/metric-result.ts';
import type {
  FailedTest,
  PerformanceComparisonResult,
  PerformanceTestResult,
  RunReport,
  SkippedTest,
} from '../../model/result.ts';
import type { CompareReport, RevisionComparison, RevisionMetric, UnpairedTest } from '../../model/revisions.ts';
import type { SmokeReport } from '../../model/smoke.ts';
import type { PerformanceStatistics } from '../../model/statistics.ts';
import type { Change, ValidationResult, Verdict } from '../../model/verdict.ts';
import { choiceInWords, othersInWords } from '../candidates-in-words.ts';
import { baseOf, type DecidedBy, decidedBy, formatBase } from '../deciding.ts';
import { formatFigure, formatInterval, formatPercent } from '../format.ts';
import { functionsOf } from '../stand-ins.ts';
import { isNothingCompared, testsOfCompare } from '../tests-of-compare.ts';

/**
 * What became of a test: a verdict, or none because it failed, because its file leaves it out, or because it is still to
 * be written; `ran` where nothing was to be judged.
 */
export type Outcome = Verdict | 'failed' | 'skipped' | 'todo' | 'ran';

/** The part of a summary that stored runs keep, and the rest where it is known. */
export type EntryStatistics = Pick<PerformanceStatistics, 'median' | 'percentiles' | 'sampleCount'> &
  Readonly<Record<'mean' | 'stdDev' | 'mad' | 'outliersCount', number | null>>;

/** What a document says of one test, whether it was compared with its past, with another function, or failed. */
export interface Entry {
  readonly name: string;
  readonly file: string | null;
  /** What it is listed under: its file where there is one. */
  readonly group: string;
  readonly outcome: Outcome;
  /** The outcome in words. */
  readonly message: string;
  /** Of a comparison of several functions: what it says of all of them. */
  readonly choice?: CandidatesResult;
  readonly warnings: readonly string[];
  /** What was measured: time, unless it says otherwise. */
  readonly metric: Metric;
  /** The figure of the metric, in its unit; null where nothing was measured. */
  readonly value: number | null;
  /** In the metric's unit; null where nothing was measured, and each figure that is not known. */
  readonly statistics: EntryStatistics | null;
  /** In percent, against the baseline; null where there is none. The interval is null where it is not known. */
  readonly change: { readonly percent: number; readonly interval: Change['interval'] | null } | null;
  readonly detectablePercent: number | null;
  /** Null where nothing decided, or where that is not known. */
  readonly decidedBy: DecidedBy | null;
  /** The commit whose code it was held against in pairs of processes, in words; null where it was not. */
  readonly base: string | null;
  /** ISO 8601; null where it is not known of this test. */
  readonly timestamp: string | null;
  readonly environmentKey: string | null;
}

const IN_PROCESS = 'in this process';
const NOTHING = { decidedBy: null, base: null } as const;

/** The entries of results, in their order. */
export function entriesOfResults(results: readonly PerformanceTestResult[]): readonly Entry[] {
  return results.flatMap((result) => {
    const [primary, ...others] = result.metrics ?? [];
    const own = entryOf(result, primary);
    return [own, ...others.map((metric) => entryOfMetric(metric, own))];
  });
}

function entryOf(result: PerformanceTestResult, primary: MetricResult | undefined): Entry {
  return {
    ...judged(primary?.validation ?? result.validation),
    name: result.testName,
    file: result.file,
    group: result.file ?? IN_PROCESS,
    metric: primary ?? TIME,
    value: primary?.value ?? result.statistics.median,
    statistics: result.statistics,
    change: result.change,
    decidedBy: decidedBy(result),
    base: baseOf(result),
    timestamp: result.timestamp,
    environmentKey: result.environmentContext.environmentKey,
  };
}

// Its own line, because its verdict is its own.
function entryOfMetric({ validation, change, value, ...metric }: MetricResult, test: Entry): Entry {
  const figures = { metric, value, statistics: null, change, decidedBy: null, base: null };
  return { ...test, ...judged(validation), ...figures, name: `${test.name} (${metric.name})` };
}

/** The entries of a run: its results, its comparisons, what failed, and what was left out. */
export function entriesOfRun(report: RunReport): readonly Entry[] {
  const { results, comparisons, candidates = [], failures, skipped, environment } = report;
  const { environmentKey } = environment;
  return [
    ...entriesOfResults(results),
    ...comparisons.map((comparison) => {
      const all = candidates.find((each) => each.testName === comparison.testName && each.file === comparison.file);
      return { ...compared(comparison, all), environmentKey };
    }),
    ...failures.map((failure) => ({ ...failed(failure), environmentKey })),
    ...skipped.map((test) => ({ ...leftOut(test), environmentKey })),
  ];
}

/** The entries of a smoke run, in which nothing was judged. */
export function entriesOfSmoke({ ran, failures, skipped }: SmokeReport): readonly Entry[] {
  const entries = [
    ...ran.map(({ testName, file, fallbacks = [] }) => {
      const company = fallbacks.length > 0 ? `, with stand-ins for ${functionsOf(fallbacks)}` : '';
      const message = `It ran${company}; nothing was judged.`;
      return { ...unmeasured(testName, file), outcome: 'ran' as const, message };
    }),
    ...failures.map(failed),
    ...skipped.map(leftOut),
  ];
  return entries.map((entry) => ({ ...entry, environmentKey: null }));
}

/**
 * The entries of a comparison of revisions: the present tree's tests against the base, what failed, and the tests that
 * one side alone has. Comparisons of two functions, which need no other revision, are `incomparable` here.
 */
export function entriesOfCompare(report: CompareReport): readonly Entry[] {
  const { environmentKey } = report.environment;
  // New tests beside others are welcome; on their own they leave nothing that could have been held.
  const isAnyCompared = !isNothingCompared(report);
  const entries = [
    ...testsOfCompare(report).flatMap(({ comparison, metrics }) => [
      ...(comparison === null ? [] : [revised(comparison, report.base)]),
      ...metrics.map((metric) => revisedMetric(metric, comparison !== null)),
    ]),
    ...report.failures.map(failed),
    ...report.onlyInHead.map((test) => unpaired(test, isAnyCompared ? 'no_baseline' : 'incomparable')),
    ...report.onlyInBase.map((test) => unpaired(test, 'incomparable')),
    ...report.skipped.map((test) => unpaired(test, outcomeOfMark(test.mark))),
  ];
  return entries.map((entry) => ({ ...entry, environmentKey }));
}

function revised({ testName, file, headStatistics, change, validation }: RevisionComparison, base: BaseRevision) {
  const by = validation.verdict === 'incomparable' ? NOTHING : { decidedBy: 'pairs' as const, base: formatBase(base) };
  const facts = { ...timeOf(headStatistics), change, ...by, timestamp: null };
  return { ...judged(validation), name: testName, file, group: file, ...facts };
}

// Its own line, because its verdict is its own.
function revisedMetric({ testName, file, head, change, validation, ...metric }: RevisionMetric, isBesideTime: boolean) {
  const name = isBesideTime ? `${testName} (${metric.name})` : testName;
  const facts = { metric, value: head.center, statistics: null, change, ...NOTHING, timestamp: null };
  return { ...judged(validation), name, file, group: file, ...facts };
}

function unpaired({ testName, file, reason }: UnpairedTest, outcome: Outcome) {
  return { ...unmeasured(testName, file), outcome, message: reason };
}

function compared(
  comparison: PerformanceComparisonResult,
  all: CandidatesResult | undefined,
): Omit<Entry, 'environmentKey'> {
  const { testName, baselineName, candidateName } = comparison;
  return {
    ...judged(comparison.statisticalSignificance),
    // A comparison of several functions has an entry for each candidate.
    name: (all?.candidates.length ?? 0) > 2 ? `${testName} (${candidateName} against ${baselineName})` : testName,
    file: comparison.file,
    group: comparison.file ?? IN_PROCESS,
    ...(all
      ? {
          message: `${comparison.recommendation}${othersInWords(all, candidateName)} ${choiceInWords(all)}`,
          choice: all,
        }
      : { message: comparison.recommendation }),
    ...timeOf(comparison.candidateStats),
    change: { percent: comparison.overheadPercent, interval: comparison.overheadInterval },
    // Its two functions, which have no past.
    ...NOTHING,
    timestamp: null,
  };
}

function failed({ testName, file, message }: FailedTest): Omit<Entry, 'environmentKey'> {
  return { ...unmeasured(testName, file), outcome: 'failed', message };
}

function leftOut({ testName, file, reason, message }: SkippedTest): Omit<Entry, 'environmentKey'> {
  return { ...unmeasured(testName, file), outcome: outcomeOfMark(reason), message };
}

function outcomeOfMark(mark: SkippedTest['reason'] | undefined): Outcome {
  if (mark === undefined) return 'incomparable';
  return mark === 'todo' ? 'todo' : 'skipped';
}

function unmeasured(testName: string | null, file: string) {
  const unknown = {
    metric: TIME,
    value: null,
    statistics: null,
    change: null,
    detectablePercent: null,
    ...NOTHING,
    timestamp: null,
  };
  return { name: testName ?? file, file, group: file, warnings: [], ...unknown };
}

function timeOf(statistics: PerformanceStatistics) {
  return { metric: TIME, value: statistics.median, statistics };
}

function judged({ verdict, message, warnings, minimumDetectableChangePercent }: ValidationResult) {
  return { outcome: verdict, message, warnings, detectablePercent: minimumDetectableChangePercent };
}

const WORDS: Readonly<Record<Outcome, readonly [one: string, several: string]>> = {
  regression: ['regression', 'regressions'],
  failed: ['failed', 'failed'],
  inconclusive: ['inconclusive', 'inconclusive'],
  improvement: ['improvement', 'improvements'],
  pass: ['passed', 'passed'],
  no_baseline: ['without baseline', 'without baseline'],
  incomparable: ['incomparable', 'incomparable'],
  ran: ['ran', 'ran'],
  skipped: ['skipped', 'skipped'],
  todo: ['todo', 'todo'],
};

/** Outcomes of tests that were not measured, nor meant to be. */
export const LEFT_OUT: readonly Outcome[] = ['skipped', 'todo'];

/** Every outcome, in the order in which people want to read of them. */
export const OUTCOMES = Object.keys(WORDS) as readonly Outcome[];

/** How many entries there are of each outcome, in the order of {@link OUTCOMES}; those that do not occur are left out. */
export function countOutcomes(entries: readonly Pick<Entry, 'outcome'>[]): ReadonlyMap<Outcome, number> {
  const counts = OUTCOMES.map(
    (outcome) => [outcome, entries.filter((entry) => entry.outcome === outcome).length] as const,
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

/** An outcome in words, after a number: `2 regressions`. */
export function outcomeInWords(outcome: Outcome, count: number): string {
  return `${count} ${WORDS[outcome][count === 1 ? 0 : 1]}`;
}

/** Whether some entries were decided by pairs and others not, so that it is worth a word for each. */
export function differInDeciding(entries: readonly Entry[]): boolean {
  return new Set(entries.flatMap(({ decidedBy: by }) => by ?? [])).size > 1;
}

/** The median of a test, or the one figure that there is, in words; '' where nothing was measured. */
export function figureInWords({ statistics, metric, value }: Pick<Entry, 'statistics' | 'metric' | 'value'>): string {
  const figure = statistics?.median ?? value;
  return figure === null ? '' : formatFigure(figure, metric.unit);
}

/** A change in words, with its interval where that is known: `+5.1 % [+3.9, +6.2]`. */
export function changeInWords({ percent, interval }: NonNullable<Entry['change']>): string {
  const change = formatPercent(percent, { sign: true });
  return interval === null ? change : `${change} ${formatInterval(interval)}`;
}
