import * as v from 'valibot';
import type { SuspicionName } from '../../model/suspicion.ts';
import type { DoubtName } from '../../model/verdict.ts';
import { environment } from './environment.ts';
import { method, metric, processMeasurement, statistics } from './measurement.ts';
import { count, interval, nullableNumber, nullableText, number, numbers, text, texts } from './values.ts';

// Records, so that the compiler asks for every name that there is.
const DOUBT_NAMES: Readonly<Record<DoubtName, true>> = {
  looks_disagree: true,
  waited_in_one_process: true,
  interrupted_by_other_programs: true,
  machine_slower_than_any_past_run: true,
  processes_disagree: true,
  not_outstanding: true,
  near_the_margin: true,
  few_runs_of_cpu_time: true,
  too_noisy: true,
  side_differs_from_itself: true,
  probably_slower: true,
  pairs_too_noisy: true,
};

const SUSPICION_NAMES: Readonly<Record<SuspicionName, true>> = {
  no_history: true,
  few_runs: true,
  incomparable_history: true,
  slower_look: true,
  above_the_bar: true,
  cpu_time_up: true,
  drifted: true,
  history_from_elsewhere: true,
  too_noisy: true,
  undecided_before: true,
};

const doubtName = v.picklist(Object.keys(DOUBT_NAMES) as DoubtName[]);

/** What was made of a measurement. */
export const validation = v.looseObject({
  isValid: v.boolean(),
  verdict: v.picklist(['pass', 'regression', 'improvement', 'inconclusive', 'no_baseline', 'incomparable']),
  message: text,
  confidenceLevel: number,
  testStatistic: nullableNumber,
  pValue: nullableNumber,
  validationMethod: text,
  minimumDetectableChangePercent: nullableNumber,
  doubts: v.exactOptional(v.array(v.looseObject({ name: doubtName, sentence: text }))),
  warnings: texts,
});

/** A change against the baseline, in percent of it. */
export const change = v.looseObject({ percent: number, interval });

/** Bounds within which a time counts as unchanged, in seconds. */
export const thresholds = v.looseObject({
  lowerBound: number,
  upperBound: number,
  baselineMedian: nullableNumber,
  adaptiveFactor: number,
  calculationMethod: text,
});

/** Whether a run was stored. */
export const recording = v.variant('state', [
  v.looseObject({ state: v.literal('recorded') }),
  v.looseObject({ state: v.literal('recorded_in_part') }),
  v.looseObject({ state: v.literal('accepted') }),
  v.looseObject({ state: v.literal('kept_as_regression') }),
  v.looseObject({ state: v.literal('not_recorded'), reason: text }),
  v.looseObject({ state: v.literal('waiting'), reason: text }),
  v.looseObject({ state: v.literal('failed'), reason: text }),
]);

const view = v.looseObject({
  name: v.picklist(['lowEnd', 'cpuTime', 'drift']),
  expected: number,
  measured: number,
  runs: count,
  changePercent: number,
  allowedPercent: number,
  spreadPercent: number,
  machinePercent: number,
  correctionPercent: number,
  slowLooks: count,
  looks: count,
  isFromElsewhere: v.optional(v.boolean(), false),
  checks: v.optional(v.array(v.looseObject({ name: doubtName, applies: v.boolean(), figures: text })), []),
});

const aspect = v.picklist(['lowEnd', 'cpuTime']);
const logRatios = v.looseObject({ lowEnd: numbers, cpuTime: numbers });

/** The commit that code was held against. */
export const base = v.looseObject({ ref: text, commit: text, isMergeBase: v.boolean() });

/** How the processes of a pair were measured. */
const manner = v.variant('kind', [
  v.looseObject({ kind: v.literal('by_turns'), isPinned: v.boolean() }),
  v.looseObject({ kind: v.literal('one_after_other'), reason: text }),
]);

const suspicions = v.array(
  v.looseObject({ name: v.picklist(Object.keys(SUSPICION_NAMES) as SuspicionName[]), sentence: text }),
);

/** What decided: past runs, or pairs of processes. */
export const evidence = v.variant('decidedBy', [
  v.looseObject({ decidedBy: v.literal('history'), suspicions, withoutPairs: nullableText }),
  v.looseObject({
    decidedBy: v.literal('pairs'),
    suspicions,
    base,
    manner,
    aspect,
    logRatios,
    control: v.nullable(change),
    historyChange: v.nullable(change),
  }),
]);

/** What a figure was made from. */
export const metricEvidence = v.picklist(['processes', 'samples', 'summary', 'exact']);

const metricResult = v.looseObject({
  ...metric.entries,
  value: nullableNumber,
  evidence: v.nullable(metricEvidence),
  how: v.exactOptional(text),
  change: v.nullable(change),
  validation,
  recording,
});

/** A test's result. */
export const result = v.looseObject({
  testName: text,
  baselineKey: text,
  file: nullableText,
  method,
  samples: numbers,
  statistics,
  estimate: number,
  change: v.nullable(change),
  validation,
  environmentContext: environment,
  views: v.array(view),
  evidence,
  thresholds,
  processes: v.array(processMeasurement),
  recording,
  metrics: v.exactOptional(v.array(metricResult)),
  timestamp: text,
});

/** A comparison of two functions. */
export const comparison = v.looseObject({
  baselineName: text,
  candidateName: text,
  testName: text,
  file: nullableText,
  baselineStats: statistics,
  candidateStats: statistics,
  overheadPercent: number,
  overheadInterval: interval,
  maxOverheadPercent: number,
  isWithinThreshold: v.boolean(),
  statisticalSignificance: validation,
  recommendation: text,
  control: v.exactOptional(change),
});

const relation = v.picklist(['better', 'worse', 'alike', 'open']);

/** What a comparison of several functions says of all of them. */
export const candidates = v.looseObject({
  testName: text,
  file: nullableText,
  metrics: v.array(metric),
  candidates: v.array(
    v.looseObject({
      name: text,
      figures: v.array(v.looseObject({ metric: text, value: nullableNumber })),
      isDominated: v.boolean(),
      dominatedBy: nullableText,
      confidence: number,
    }),
  ),
  pairs: v.array(
    v.looseObject({
      candidate: text,
      against: text,
      differences: v.array(v.looseObject({ metric: text, change: v.nullable(change), relation })),
    }),
  ),
  confidenceLevel: number,
  tolerancePercent: number,
  preference: v.nullable(v.looseObject({ prefer: texts, winner: nullableText, possible: texts, message: text })),
  message: text,
  warnings: texts,
});

/** A test's result on both sides of a comparison of revisions. */
export const revisionComparison = v.looseObject({
  testName: text,
  file: text,
  baseStatistics: statistics,
  headStatistics: statistics,
  change,
  aspect,
  validation,
  logRatios,
  manner,
  control: v.nullable(change),
  baseProcesses: v.array(processMeasurement),
  headProcesses: v.array(processMeasurement),
});

/** How a file leaves a test out. */
export const skipReason = v.picklist(['skip', 'only', 'todo']);

/** A test that its file leaves out. */
export const skippedTest = v.looseObject({ testName: text, file: text, reason: skipReason, message: text });

/** A test that gave no result. */
export const failure = v.looseObject({
  testName: nullableText,
  file: text,
  reason: v.picklist([
    'threw',
    'timed_out',
    'process_died',
    'invalid_answer',
    'invalid_file',
    'store_failed',
    'interrupted',
    'base_failed',
  ]),
  message: text,
  stack: nullableText,
});
