import * as v from 'valibot';
import type { RunReport } from '../model/result.ts';

/** One place of a value that is not as it should be. */
interface Problem {
  /** For example `results[3].statistics.median`; `(whole)` for the value itself. */
  readonly path: string;
  readonly message: string;
}

/** What validating a report led to. */
export type ReportValidation =
  | { readonly valid: true; readonly report: RunReport }
  | { readonly valid: false; readonly problems: readonly Problem[] };

// JSON has no NaN and no infinities: they are written as null.
const numberOr = (absent: number) =>
  v.pipe(
    v.nullable(v.number()),
    v.transform((value) => value ?? absent),
  );
const number = numberOr(Number.NaN);
const interval = v.tuple([numberOr(Number.NEGATIVE_INFINITY), numberOr(Number.POSITIVE_INFINITY)]);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.string();
const texts = v.array(text);
const nullableText = v.nullable(text);
const nullableNumber = v.nullable(v.number());

const environment = v.looseObject({
  ciEnvironment: v.looseObject({
    isCI: v.boolean(),
    provider: text,
    isPullRequest: v.boolean(),
    branch: nullableText,
    baseBranch: nullableText,
    commit: nullableText,
    headCommit: nullableText,
    pullRequest: nullableNumber,
    runId: nullableText,
    runUrl: nullableText,
  }),
  platformProfile: v.looseObject({
    cpuCores: number,
    cpuQuota: nullableNumber,
    cpuModel: text,
    cpuFrequencyMhz: nullableNumber,
    memoryGb: number,
    platformFamily: text,
    virtualized: v.boolean(),
    virtualizationEvidence: texts,
    baselineFactor: number,
    architecture: text,
    nodeVersion: text,
    v8Version: v.optional(text, 'unknown'),
  }),
  resourceConstraints: v.looseObject({
    cpuPercent: number,
    cpuStealPercent: nullableNumber,
    cpuOthersPercent: v.optional(nullableNumber, null),
    cpuThrottledPercent: v.optional(nullableNumber, null),
    cpuPressurePercent: v.optional(nullableNumber, null),
    memoryPressurePercent: v.optional(nullableNumber, null),
    ioPressurePercent: v.optional(nullableNumber, null),
    memoryPercent: number,
    diskIoRate: number,
    loadAverage: nullableNumber,
    measurementDuration: number,
  }),
  performanceMultiplier: number,
  runtimeConditions: v.optional(texts, []),
  timestamp: text,
  sessionId: text,
  environmentKey: text,
});

const statistics = v.looseObject({
  median: number,
  mean: number,
  stdDev: number,
  mad: number,
  percentiles: v.objectWithRest({ 5: number, 25: number, 75: number, 95: number }, number),
  outliersCount: count,
  sampleCount: count,
});

const validation = v.looseObject({
  isValid: v.boolean(),
  verdict: v.picklist(['pass', 'regression', 'improvement', 'inconclusive', 'no_baseline', 'incomparable']),
  message: text,
  confidenceLevel: number,
  testStatistic: nullableNumber,
  pValue: nullableNumber,
  validationMethod: text,
  minimumDetectableChangePercent: nullableNumber,
  warnings: texts,
});

const processMeasurement = v.looseObject({
  round: count,
  position: count,
  startedAt: text,
  callsPerSample: count,
  timingShare: number,
  busy: nullableNumber,
  controlBusy: nullableNumber,
  samples: v.array(number),
  control: v.array(number),
  location: number,
  emptyCall: number,
  collectedGarbage: v.boolean(),
  stoppedEarly: nullableText,
});

const recording = v.variant('state', [
  v.looseObject({ state: v.literal('recorded') }),
  v.looseObject({ state: v.literal('accepted') }),
  v.looseObject({ state: v.literal('kept_as_regression') }),
  v.looseObject({ state: v.literal('not_recorded'), reason: text }),
  v.looseObject({ state: v.literal('failed'), reason: text }),
]);

const view = v.looseObject({
  name: v.picklist(['fast', 'busy', 'drift']),
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
  isClear: v.boolean(),
});

const result = v.looseObject({
  testName: text,
  baselineKey: text,
  file: nullableText,
  method: v.picklist(['fresh_processes', 'in_process', 'samples']),
  samples: v.array(number),
  statistics,
  estimate: number,
  change: v.nullable(v.looseObject({ percent: number, interval })),
  validation,
  environmentContext: environment,
  views: v.array(view),
  thresholds: v.looseObject({
    lowerBound: number,
    upperBound: number,
    baselineMedian: nullableNumber,
    adaptiveFactor: number,
    calculationMethod: text,
  }),
  processes: v.array(processMeasurement),
  recording,
  timestamp: text,
});

const comparison = v.looseObject({
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
});

const failure = v.looseObject({
  testName: nullableText,
  file: text,
  reason: v.picklist(['threw', 'timed_out', 'process_died', 'invalid_file', 'interrupted']),
  message: text,
  stack: nullableText,
});

const runReport: v.GenericSchema<unknown, RunReport> = v.looseObject({
  schemaVersion: v.literal(1),
  evenkeelVersion: text,
  environment,
  startedAt: text,
  duration: number,
  results: v.array(result),
  comparisons: v.array(comparison),
  failures: v.array(failure),
  warnings: texts,
  summary: v.looseObject({
    total: count,
    passed: count,
    regressions: count,
    improvements: count,
    inconclusive: count,
    withoutBaseline: count,
    incomparable: count,
    failed: count,
    notStored: count,
    interrupted: v.boolean(),
    exitCode: v.pipe(v.number(), v.integer()),
  }),
});

/** Holds a value against the shape of a report: the report, or every place where it differs. */
export function validateRunReport(value: unknown): ReportValidation {
  const { success, output, issues } = v.safeParse(runReport, value);
  if (success) return { valid: true, report: output };
  return { valid: false, problems: issues.map((issue) => ({ path: pathOf(issue), message: issue.message })) };
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return keys.length === 0 ? '(whole)' : keys.join('').replace(/^\./, '');
}
