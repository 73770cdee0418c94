import type { SeriesKey } from '../../model/baseline.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import { type Metric, TIME } from '../../model/metric.ts';
import type { MetricResult } from '../../model/metric-result.ts';
import type { PerformanceTestResult, RunReport } from '../../model/result.ts';
import type { SmokeReport } from '../../model/smoke.ts';
import { formatBase } from '../deciding.ts';
import { type Entry, entriesOfResults, entriesOfRun, entriesOfSmoke } from '../documents/entry.ts';
import { explainEvidence, explainViews, sayOfManner } from '../explanation.ts';
import { formatCount, formatCounted, formatElapsed, formatMoment } from '../format.ts';
import type { ResultsReport } from '../json.ts';
import { neutralizeLine, neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { type Asked, commandOf } from './commands.ts';
import { circumstances, factsOf, shortNumber, statisticsOf } from './facts.ts';
import { historyOf, type PresentRun, pastLane } from './history.ts';
import { laneOf } from './lanes.ts';
import { changeOf, Named, type Page, type PageTest, type PastOf, rowOf } from './page.ts';
import type { Missing, PageDetail, PageLanes, PageMetric, PagePairs, PageRow } from './page-data.ts';
import { MOST_SAMPLES, samplesOf } from './samples.ts';

/** The page of a run. */
export function runPage(report: RunReport, pastOf: PastOf): Page {
  const { results, environment, startedAt, duration, evenkeelVersion, gateChanges, warnings } = report;
  const named = new Named(environment.ciEnvironment.commit, environment.environmentKey);
  const based = results.find(({ evidence }) => evidence.decidedBy === 'pairs')?.evidence;
  if (based?.decidedBy === 'pairs') named.base = based.base.commit;
  const others = entriesOfRun({ ...report, results: [] });
  return {
    head: {
      title: 'Performance tests',
      version: neutralizeName(evenkeelVersion),
      facts: circumstances(environment, { startedAt, duration }),
      gate: gateChanges.map(({ words }) => neutralizeLine(words)),
      warnings: warnings.map(neutralizeText),
    },
    tests: testsOf(results, others, pastOf, named),
    named,
  };
}

/** The page of results of no run in particular. */
export function resultsPage({ results }: ResultsReport, pastOf: PastOf): Page {
  const first = results[0];
  const named = new Named(
    first?.environmentContext.ciEnvironment.commit ?? null,
    first?.environmentContext.environmentKey,
  );
  return {
    head: {
      title: 'Performance tests',
      version: '',
      facts: first === undefined ? [] : circumstances(first.environmentContext, { startedAt: first.timestamp }),
      gate: [],
      warnings: [],
    },
    tests: testsOf(results, [], pastOf, named),
    named,
  };
}

/** The page of a smoke run, in which nothing was measured. */
export function smokePage(report: SmokeReport): Page {
  const { startedAt, duration, evenkeelVersion } = report;
  const facts = factsOf({ Ran: `${formatMoment(startedAt)} UTC`, Took: formatElapsed(duration) });
  return {
    head: { title: 'Smoke run', version: neutralizeName(evenkeelVersion), facts, gate: [], warnings: [] },
    tests: testsOfEntries(entriesOfSmoke(report)),
    named: new Named(null),
  };
}

async function* testsOf(
  results: readonly PerformanceTestResult[],
  others: readonly Entry[],
  pastOf: PastOf,
  named: Named,
): AsyncGenerator<PageTest, void> {
  for (const result of results) {
    const [own, ...more] = entriesOfResults([result]);
    if (own === undefined) continue;
    const row = rowOf([own, ...more], result.testName);
    yield { row, detail: await detailOf(result, [own, ...more], row, pastOf, named) };
  }
  yield* testsOfEntries(others);
}

/** Tests of which there is nothing but an entry. */
export async function* testsOfEntries(entries: readonly Entry[]): AsyncGenerator<PageTest, void> {
  for (const entry of entries) yield { row: rowOf([entry]), detail: detailOfEntry(entry) };
}

// A comparison of functions, a failure, a test that was left out.
function detailOfEntry(entry: Entry): PageDetail {
  const { metric, outcome, statistics, warnings, file } = entry;
  const missing = { missing: 'The report has only its summary.' };
  const measured: PageMetric = {
    ...metricFacts(metric),
    outcome,
    message: '',
    change: entry.change === null ? null : changeOf(entry.change),
    estimate: null,
    statistics: statisticsOf(statistics),
    figures: [],
    history: { missing: 'Nothing is stored of it.' },
    processes: missing,
    pairs: null,
    samples: missing,
  };
  return {
    warnings: warnings.map(neutralizeText),
    reasons: [],
    facts: [],
    asked: askedOf({ name: nameOfTest(entry), file, isStored: false, isRegression: outcome === 'regression' }),
    metrics: statistics === null ? [] : [measured],
  };
}

async function detailOf(
  result: PerformanceTestResult,
  entries: readonly Entry[],
  row: PageRow,
  pastOf: PastOf,
  named: Named,
): Promise<PageDetail> {
  const { testName, baselineKey, file, evidence, environmentContext, recording, processes } = result;
  const [primary, ...others] = result.metrics ?? [];
  const metrics = [await metricOf(result, primary ?? TIME, entries, row, pastOf, named)];
  for (const metric of others) metrics.push(await otherMetricOf(result, metric, row, pastOf, named));
  const isClear = result.validation.verdict === 'pass';
  const base = evidence.decidedBy === 'pairs' ? evidence.base.commit : undefined;
  return {
    warnings: (entries[0]?.warnings ?? []).map(neutralizeText),
    // What cleared a test takes more room than the rest of it.
    reasons: [...explainEvidence(result), ...(isClear ? [] : explainViews(result))],
    facts: factsOf({
      'Stored under': baselineKey === testName ? null : baselineKey,
      Processes: processesInWords(processes),
      Recorded: 'reason' in recording ? `no: ${recording.reason}` : RECORDED[recording.state],
      'Environment key':
        named.environmentKey === environmentContext.environmentKey ? null : environmentContext.environmentKey,
    }),
    asked: askedOf({
      ...{ name: testName, key: baselineKey, file, base, isStored: true },
      isRegression: result.validation.verdict === 'regression',
    }),
    metrics,
  };
}

const RECORDED = {
  recorded: 'yes',
  recorded_in_part: 'in part: the run was cut short',
  accepted: 'as the new baseline',
  kept_as_regression: 'kept aside as a regression',
} as const;

function processesInWords(processes: PerformanceTestResult['processes']): string | null {
  const first = processes[0];
  if (first === undefined) return null;
  const samples = `${formatCounted(first.samples.length, 'sample')} of ${formatCounted(first.callsPerSample, 'call')}`;
  return processes.length === 1 ? `1, ${samples}` : `${formatCount(processes.length)}, each ${samples}`;
}

async function metricOf(
  result: PerformanceTestResult,
  metric: Metric,
  [own]: readonly Entry[],
  row: PageRow,
  pastOf: PastOf,
  named: Named,
): Promise<PageMetric> {
  const { statistics, processes, validation, change, thresholds, estimate } = result;
  const past = await pastOf(keyOf(result, metric));
  const locations = processes.map(({ location }) => location);
  const now = { ...presentRun(result), estimate, locations, thresholds };
  const most = validation.verdict === 'pass' ? MOST_SAMPLES.ofOthers : MOST_SAMPLES.ofAttention;
  return {
    ...metricFacts(metric),
    outcome: own?.outcome ?? validation.verdict,
    message: ofRow(neutralizeText(own?.message ?? validation.message), row),
    change: change === null ? null : changeOf(change),
    estimate: shortNumber(estimate),
    statistics: statisticsOf(statistics),
    figures: [],
    history: historyOf(past, now, named, metric.unit),
    processes: lanesOf(pastLane(past, now), laneOf('this run', locations)),
    pairs: pairsOf(result),
    samples: samplesOf([{ side: 'head', processes }], most),
  };
}

async function otherMetricOf(
  result: PerformanceTestResult,
  metric: MetricResult,
  row: PageRow,
  pastOf: PastOf,
  named: Named,
): Promise<PageMetric> {
  const { value, validation, change, unit, how } = metric;
  const past = await pastOf(keyOf(result, metric));
  const now = value === null ? null : { ...presentRun(result), estimate: value, locations: [], thresholds: null };
  return {
    ...metricFacts(metric),
    outcome: validation.verdict,
    message: ofRow(neutralizeText(validation.message), row),
    change: change === null ? null : changeOf(change),
    estimate: value,
    statistics: null,
    figures: factsOf({ 'How it was measured': how }),
    history: historyOf(past, now, named, unit),
    processes: lanesOf(pastLane(past, now), null),
    pairs: null,
    samples: { missing: 'Reports have the samples of the first metric alone.' },
  };
}

// Said once: it is a good part of what there is to say of a test.
function ofRow(message: string, row: PageRow): string {
  return message === row.message ? '' : message;
}

function metricFacts({ name, unit, better }: Metric) {
  return { name: neutralizeName(name), unit: neutralizeName(unit), better };
}

function keyOf({ baselineKey, environmentContext }: PerformanceTestResult, metric: Metric): SeriesKey {
  const { name, unit, better, scatter } = metric;
  const key = { testName: baselineKey, environmentKey: environmentContext.environmentKey };
  return name === TIME.name ? key : { ...key, metric: { name, unit, better, scatter } };
}

function nameOfTest({ name, choice }: Entry): string {
  return choice?.testName ?? name;
}

function presentRun({ method, timestamp, environmentContext }: PerformanceTestResult) {
  const { sessionId, ciEnvironment } = environmentContext as EnvironmentContext;
  const { commit, branch } = ciEnvironment;
  return { runId: sessionId, method, recordedAt: timestamp, commit, branch } satisfies Partial<PresentRun>;
}

/** Lanes of processes one below the other, or that there are none. */
export function lanesOf(...lanes: readonly (PageLanes['lanes'][number] | null)[]): PageLanes | Missing {
  const known = lanes.filter((lane) => lane !== null);
  return known.length === 0 ? { missing: 'The report has no figures of single processes.' } : { lanes: known };
}

function pairsOf({ evidence, change }: PerformanceTestResult): PagePairs | null {
  if (evidence.decidedBy !== 'pairs') return null;
  const { logRatios, aspect, control, base, manner } = evidence;
  return {
    percents: percentsOf(logRatios[aspect]),
    change: change === null ? null : changeOf(change),
    control: control === null ? null : changeOf(control),
    base: formatBase(base),
    manner: sayOfManner(manner),
  };
}

/** Logarithms of ratios as changes in percent. */
export function percentsOf(logRatios: readonly number[]): readonly number[] {
  return logRatios.map((ratio) => Number((100 * Math.expm1(ratio)).toPrecision(4)));
}

/** What commands for a test are made from; null where none can name it. */
export function askedOf(
  of: Omit<Asked, 'key' | 'base'> & {
    readonly name: string;
    readonly key?: string | undefined;
    readonly base?: string | undefined;
  },
): Asked | null {
  const { name, key = name, base, isStored, isRegression, file } = of;
  if (commandOf(name, key) === null) return null;
  return {
    ...(neutralizeName(name) !== name && { name }),
    ...(key !== name && { key }),
    ...(base !== undefined && { base }),
    isStored,
    isRegression,
    file: file === null || commandOf(file) === null ? null : file,
  };
}
