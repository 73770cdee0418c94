import type { PerformanceBaseline, RunRecord, SeriesOverview } from '../../src/model/baseline.ts';
import type { EnvironmentContext } from '../../src/model/environment.ts';
import type { PairsEvidence, VerdictEvidence } from '../../src/model/evidence.ts';
import type { ProcessMeasurement } from '../../src/model/measurement.ts';
import type {
  FailedTest,
  PerformanceComparisonResult,
  PerformanceTestResult,
  RunReport,
} from '../../src/model/result.ts';
import type { PerformanceStatistics } from '../../src/model/statistics.ts';
import type { ValidationResult, Verdict } from '../../src/model/verdict.ts';

const STARTED_AT = '2026-03-14T09:26:53.589Z';

export const environment: EnvironmentContext = {
  ciEnvironment: {
    isCI: true,
    provider: 'github_actions',
    isPullRequest: false,
    subject: { kind: 'branch' },
    branch: 'main',
    baseBranch: null,
    defaultBranch: 'main',
    commit: '9f2c4e81d07b35a6c1e2f4098d7b6a5c4e3f2a1b',
    headCommit: null,
    pullRequest: null,
    runId: '7164',
    runUrl: 'https://ci.example/runs/7164',
  },
  platformProfile: {
    cpuCores: 4,
    cpuQuota: null,
    cpuModel: 'AMD EPYC 7763',
    cpuFrequencyMhz: 2445,
    memoryGb: 15.6,
    platformFamily: 'linux',
    virtualized: true,
    virtualizationEvidence: ['hypervisor flag'],
    baselineFactor: 1.08,
    architecture: 'x86_64',
    nodeVersion: '22.13.0',
    v8Version: '12.4.254.21-node.33',
  },
  resourceConstraints: {
    cpuPercent: 12.5,
    cpuStealPercent: 0.2,
    cpuOthersPercent: 1.4,
    cpuThrottledPercent: null,
    cpuPressurePercent: 0.6,
    memoryPressurePercent: 0,
    ioPressurePercent: 0,
    memoryPercent: 31,
    diskIoRate: 20480,
    loadAverage: 0.42,
    measurementDuration: 0.25,
  },
  performanceMultiplier: 1.08,
  runtimeConditions: [],
  timestamp: STARTED_AT,
  sessionId: 'b1946ac9',
  environmentKey: 'linux-x86_64-epyc-7763-4cpu-node22-ci',
};

/** What a test is made from; everything else follows from it. */
export interface ResultSketch {
  readonly testName: string;
  readonly file?: string | null;
  /** Seconds per call. */
  readonly median?: number;
  /** Locations of the processes, as multiples of the median. */
  readonly locations?: readonly number[];
  readonly verdict?: Verdict;
  readonly message?: string;
  readonly change?: PerformanceTestResult['change'];
  readonly detects?: number | null;
  readonly warnings?: readonly string[];
  readonly recording?: PerformanceTestResult['recording'];
  readonly views?: PerformanceTestResult['views'];
  readonly evidence?: VerdictEvidence;
}

/** Past runs cleared it at once. */
export const byHistory: VerdictEvidence = { decidedBy: 'history', suspicions: [], withoutPairs: null };

/** Past runs could not clear it, so pairs of processes decided. */
export function byPairs(parts: Partial<PairsEvidence> = {}): PairsEvidence {
  const pairs = [0.071, 0.058, 0.064, 0.049, 0.068, 0.062, 0.055, 0.066];
  return {
    decidedBy: 'pairs',
    suspicions: [
      {
        name: 'slower_look',
        sentence: 'It is slower by more than what counts as noise (+7.2 %, noise +3.2 %).',
      },
      { name: 'history_from_elsewhere', sentence: 'Most of its past runs were made elsewhere or long ago.' },
    ],
    base: { ref: 'main', commit: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d', isMergeBase: false },
    manner: { kind: 'by_turns', isPinned: true },
    aspect: 'lowEnd',
    logRatios: { lowEnd: pairs, cpuTime: pairs.map((ratio) => ratio - 0.01) },
    control: { percent: 0.12, interval: [-0.31, 0.55] },
    historyChange: { percent: 7.2, interval: [4.6, 9.9] },
    ...parts,
  };
}

function statistics(median: number): PerformanceStatistics {
  return {
    median,
    mean: median * 1.01,
    stdDev: median * 0.02,
    mad: median * 0.01,
    percentiles: { 5: median * 0.98, 25: median * 0.99, 75: median * 1.01, 95: median * 1.05 },
    outliersCount: 1,
    sampleCount: 20,
  };
}

export function validation(verdict: Verdict, parts: Partial<ValidationResult> = {}): ValidationResult {
  return {
    isValid: verdict !== 'regression',
    verdict,
    message: 'No slower than the baseline of 14 runs.',
    confidenceLevel: 0.95,
    testStatistic: 0.4,
    pValue: 0.35,
    validationMethod: 'between_runs',
    minimumDetectableChangePercent: 2.1,
    warnings: [],
    ...parts,
  };
}

function processOf(location: number, round: number): ProcessMeasurement {
  return {
    round,
    position: 0,
    startedAt: STARTED_AT,
    callsPerSample: 64,
    timingShare: 0.004,
    cpuTime: null,
    controlCpuTime: null,
    interruptions: null,
    samples: [location * 0.99, location, location * 1.02],
    control: [0.00021],
    location,
    emptyCall: 4e-10,
    collectedGarbage: true,
    stoppedEarly: null,
  };
}

export function testResult(sketch: ResultSketch): PerformanceTestResult {
  const { testName, median = 12.34e-6, verdict = 'pass', change = { percent: 0.24, interval: [-0.61, 1.04] } } = sketch;
  const processes = (sketch.locations ?? [0.996, 0.999, 1, 1.003, 1.007]).map((at, round) =>
    processOf(median * at, round),
  );
  const { message, detects = 1.8, warnings = [] } = sketch;
  return {
    testName,
    baselineKey: testName,
    file: sketch.file === undefined ? 'bench/parse.perf.ts' : sketch.file,
    method: 'fresh_processes',
    samples: processes.flatMap(({ samples }) => samples),
    statistics: statistics(median),
    estimate: median,
    views: sketch.views ?? [],
    evidence: sketch.evidence ?? byHistory,
    change,
    validation: validation(verdict, {
      minimumDetectableChangePercent: detects,
      warnings,
      ...(message === undefined ? {} : { message }),
    }),
    environmentContext: environment,
    thresholds: {
      lowerBound: median * 0.97,
      upperBound: median * 1.03,
      baselineMedian: change === null ? null : median / (1 + change.percent / 100),
      adaptiveFactor: 1.03,
      calculationMethod: 'between_runs',
    },
    processes,
    recording: sketch.recording ?? { state: 'recorded' },
    timestamp: STARTED_AT,
  };
}

export function comparison(parts: Partial<PerformanceComparisonResult> = {}): PerformanceComparisonResult {
  return {
    baselineName: 'for loop',
    candidateName: 'reduce',
    testName: 'sum of 10,000 numbers',
    file: 'bench/collections.perf.ts',
    baselineStats: statistics(8.21e-6),
    candidateStats: statistics(8.87e-6),
    overheadPercent: 8.04,
    overheadInterval: [6.9, 9.3],
    maxOverheadPercent: 20,
    isWithinThreshold: true,
    statisticalSignificance: validation('pass'),
    recommendation: 'reduce is slower by less than the limit: either may be used.',
    ...parts,
  };
}

export const failure: FailedTest = {
  testName: 'serialize > cyclic object',
  file: 'bench/serialize.perf.ts',
  reason: 'threw',
  message:
    'Converting circular structure to JSON\n    --> starting at object with constructor Object\n    --- property self closes the circle',
  stack: [
    'TypeError: Converting circular structure to JSON',
    '    --> starting at object with constructor Object',
    '    --- property self closes the circle',
    '    at JSON.stringify (<anonymous>)',
    '    at serialize (file:///home/ci/app/src/serialize.ts:41:15)',
    '    at file:///home/ci/app/bench/serialize.perf.ts:12:3',
  ].join('\n'),
};

const FEW_CALLS = 'One call takes less than 20 steps of the clock even in a batch; let the test do more work per call.';
const TWO_MODES =
  'The processes fall into two groups, 6 % apart. The engine may compile the function in two ways; warm it up with the inputs that it meets later.';

/** Tests in three files, with every verdict among them. */
const results: readonly PerformanceTestResult[] = [
  testResult({ testName: 'parse > small document', locations: [0.9971, 0.9984, 1.0012, 1.0003, 0.9998] }),
  testResult({
    testName: 'parse > large document',
    median: 1.312e-3,
    verdict: 'regression',
    change: { percent: 6.31, interval: [4.12, 8.2] },
    message: '6.3 % slower than the code of main (1a2b3c4); confirmed in 8 pairs of processes that ran both by turns.',
    evidence: byPairs(),
    warnings: [TWO_MODES],
    recording: { state: 'kept_as_regression' },
  }),
  testResult({
    testName: 'parse > deeply nested document with 1,000 levels of arrays inside objects',
    median: 48.6e-6,
    locations: [0.93, 0.98, 1, 1.04, 1.11],
    verdict: 'inconclusive',
    change: { percent: 3.4, interval: [-4.8, 12.2] },
    detects: 14.6,
    message: 'Too noisy to tell within the time budget: a change of less than 14.6 % would not have been seen.',
  }),
  testResult({
    testName: 'tokenize',
    locations: [0.97, 1.02, 1, 1.01],
    median: 0.93e-9,
    detects: 4.4,
    warnings: [FEW_CALLS],
  }),
  testResult({ testName: '解析 > 日本語の文書', median: 25.1e-6, change: { percent: -0.1, interval: [-1, 0.9] } }),
  testResult({
    testName: 'serialize > flat object',
    file: 'bench/serialize.perf.ts',
    median: 845e-9,
    warnings: [FEW_CALLS],
  }),
  testResult({
    testName: 'serialize > dates',
    file: 'bench/serialize.perf.ts',
    median: 3.02e-6,
    verdict: 'improvement',
    change: { percent: -12.31, interval: [-14.02, -10.5] },
    message: 'Faster than the baseline of 14 runs.',
  }),
  testResult({
    testName: 'serialize > 🚀 streaming',
    file: 'bench/serialize.perf.ts',
    median: 0.0712,
    locations: [0.99, 1, 1.02],
    verdict: 'incomparable',
    change: null,
    detects: null,
    message: 'The baseline was measured in-process, this run in fresh processes; these are never compared.',
  }),
  testResult({
    testName: 'serialize > bigints',
    file: 'bench/serialize.perf.ts',
    median: 1.9e-6,
    verdict: 'no_baseline',
    change: null,
    detects: null,
    message:
      'First run: it is the baseline now. Run again to compare; 4 more runs until the gate has its full strength.',
  }),
  testResult({
    testName: 'map > insert',
    locations: [0.98, 1, 1.01],
    file: 'bench/collections.perf.ts',
    median: 101.4e-9,
  }),
  testResult({ testName: 'map > look up', file: 'bench/collections.perf.ts', median: 22.9e-9, warnings: [FEW_CALLS] }),
  testResult({
    testName: 'sort 100,000 numbers',
    file: 'bench/collections.perf.ts',
    median: 9.97e-3,
    change: { percent: 0.8, interval: [-0.2, 1.9] },
    message:
      'No slower than the code of main (1a2b3c4): change +0.8 % in 8 pairs of processes. It takes 5.1 % longer than in past runs, and so does that code here and now: it is the machine, or something that both share.',
    evidence: byPairs(),
  }),
];

/** The run that the golden files show: every verdict, a failure, two comparisons. */
export const report: RunReport = {
  schemaVersion: 1,
  evenkeelVersion: '0.1.0',
  environment,
  startedAt: STARTED_AT,
  duration: 83.4,
  results,
  comparisons: [
    comparison(),
    comparison({
      testName: 'deduplicate > Set against filter',
      baselineName: 'Set',
      candidateName: 'filter with indexOf',
      baselineStats: statistics(182e-6),
      candidateStats: statistics(1.93e-3),
      overheadPercent: 960.4,
      overheadInterval: [941.7, 983.1],
      isWithinThreshold: false,
      statisticalSignificance: validation('regression'),
      recommendation: 'filter with indexOf is slower than the limit allows: keep Set.',
    }),
  ],
  failures: [failure],
  skipped: [],
  gateChanges: [],
  warnings: [
    'The load average was 5.2 on 4 processors: something else was running. Close it, or expect wider intervals.',
  ],
  summary: {
    total: 15,
    passed: 8,
    regressions: 2,
    improvements: 1,
    inconclusive: 1,
    withoutBaseline: 1,
    incomparable: 1,
    failed: 1,
    skipped: 0,
    todo: 0,
    notStored: 0,
    gateChanges: 0,
    interrupted: false,
    exitCode: 2,
  },
};

/** What a newcomer sees: nothing to compare with, all tests told the same. */
export const firstRun: RunReport = {
  ...report,
  duration: 6.12,
  environment: {
    ...environment,
    ciEnvironment: { ...environment.ciEnvironment, isCI: false, provider: 'local', branch: null, commit: null },
    environmentKey: 'linux-x86_64-epyc-7763-4cpu-node22',
  },
  results: ['fibonacci > of 20', 'fibonacci > of 30'].map((testName, index) =>
    testResult({
      testName,
      file: 'fibonacci.perf.ts',
      median: [61.2e-6, 7.54e-3][index] ?? 0,
      verdict: 'no_baseline',
      change: null,
      detects: null,
      message:
        'First run: it is the baseline now. Run again to compare; 4 more runs until the gate has its full strength.',
    }),
  ),
  comparisons: [],
  failures: [],
  skipped: [],
  gateChanges: [],
  warnings: [],
  summary: {
    ...report.summary,
    total: 2,
    passed: 0,
    regressions: 0,
    improvements: 0,
    inconclusive: 0,
    withoutBaseline: 2,
    incomparable: 0,
    failed: 0,
    skipped: 0,
    todo: 0,
    notStored: 0,
    gateChanges: 0,
    exitCode: 0,
  },
};

const RUN_ESTIMATES = [1.231e-3, 1.228e-3, 1.31e-3, 1.24e-3, 1.25e-3, 1.312e-3];
const STATUSES = ['recorded', 'recorded', 'regression', 'accepted', 'recorded', 'regression'] as const;

/** Six runs of one series, oldest first: a regression that does not count, one that was accepted, one that is new. */
export const records: readonly RunRecord[] = RUN_ESTIMATES.map((estimate, at) => ({
  testName: 'parse > large document',
  environmentKey: environment.environmentKey,
  runId: `run-${at}`,
  recordedAt: `2026-03-0${at + 1}T08:0${at}:30.000Z`,
  method: 'fresh_processes',
  status: STATUSES[at] ?? 'recorded',
  estimate,
  decayFactor: 0.9,
  commit: at === 1 ? null : `${at}a1b2c3d4e5f60718293a4b5c6d7e8f901234567`,
  branch: 'main',
  isDirty: at === 2,
  processes: Array.from({ length: at === 0 ? 1 : 5 }, (_, position) => ({
    location: estimate,
    control: 0.00021,
    cpuTime: null,
    controlCpuTime: null,
    callsPerSample: 1,
    position,
    sketch: { accuracy: 0.01, zeroCount: 0, buckets: [[-334, 100]] },
  })),
}));

export const baseline: PerformanceBaseline = {
  testName: 'parse > large document',
  environmentKey: environment.environmentKey,
  medianTime: 1.245e-3,
  madTime: 4e-6,
  percentiles: { 5: 1.19e-3, 25: 1.22e-3, 75: 1.27e-3, 95: 1.35e-3 },
  sampleCount: 1000,
  runCount: 2,
  lastUpdated: '2026-03-05T08:04:30.000Z',
  confidenceInterval: [1.221e-3, 1.262e-3],
  version: '1',
  metadata: {},
};

const onLaptop = 'darwin-arm64-m3-8cpu-node22';
const seen = { firstRecordedAt: '2026-01-02T10:00:00.000Z', lastRecordedAt: '2026-03-06T08:05:30.000Z' };

export const overviews: readonly SeriesOverview[] = [
  { testName: 'parse > large document', environmentKey: environment.environmentKey, runs: 1204, ...seen },
  { testName: '解析 > 日本語の文書', environmentKey: environment.environmentKey, runs: 14, ...seen },
  { testName: 'parse > large document', environmentKey: onLaptop, runs: 1, ...seen },
];
