import type { ProcessMeasurement } from '../../src/model/measurement.ts';
import { ALLOCATED_BYTES, type Metric } from '../../src/model/metric.ts';
import type { CompareReport, RevisionComparison, RevisionMetric } from '../../src/model/revisions.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { environment, failure, validation } from './fixtures.ts';

/** The parts of a comparison that a test chooses. */
export interface ComparisonSketch {
  readonly testName: string;
  readonly verdict: Verdict;
  readonly file?: string;
  /** Seconds. */
  readonly base: number;
  readonly percent: number;
  readonly detects?: number | null;
  readonly message?: string;
  readonly warnings?: readonly string[];
  readonly blocks?: number;
  readonly doubts?: RevisionComparison['validation']['doubts'];
}

export function comparison(sketch: ComparisonSketch): RevisionComparison {
  const { testName, verdict, base, percent, blocks = 6, file = 'bench/parse.perf.ts' } = sketch;
  const head = base * (1 + percent / 100);
  const processes = (location: number) => Array.from({ length: blocks }, (_, round) => processOf(location, round));
  return {
    testName,
    file,
    baseStatistics: statisticsOf(base),
    headStatistics: statisticsOf(head),
    change: { percent, interval: [percent - 1.3, percent + 1.4] },
    aspect: 'lowEnd',
    validation: validation(verdict, {
      message: sketch.message ?? '',
      warnings: sketch.warnings ?? [],
      ...(sketch.doubts && { doubts: sketch.doubts }),
      minimumDetectableChangePercent: sketch.detects === undefined ? 3.2 : sketch.detects,
    }),
    logRatios: { lowEnd: Array.from({ length: blocks }, () => Math.log(head / base)), cpuTime: [] },
    manner: { kind: 'by_turns', isPinned: true },
    control: { percent: 0.1, interval: [-0.4, 0.6] },
    baseProcesses: processes(base),
    headProcesses: processes(head),
  };
}

function processOf(location: number, round: number): ProcessMeasurement {
  return {
    round,
    position: 0,
    startedAt: '2026-03-14T09:26:53.589Z',
    callsPerSample: 1,
    samples: [location],
    samplesPerTurn: 1,
    control: [],
    cpuTime: null,
    controlCpuTime: null,
    interruptions: null,
    location,
    emptyCall: 1e-9,
    timingShare: 0.001,
    collectedGarbage: true,
    stoppedEarly: null,
  };
}

function statisticsOf(median: number): RevisionComparison['baseStatistics'] {
  const percentiles = { 5: median, 25: median, 75: median, 95: median };
  return { median, mean: median, stdDev: 0, mad: 0, percentiles, outliersCount: 0, sampleCount: 600 };
}

const REASON = "Error: Cannot find module 'main:src/stream.js' imported from main:bench/stream.perf.ts";
const ADVICE = 'Reading the clock cost 2.0 % of a sample. Return the input from `beforeEach`.';

/** The parts of a metric of both sides that a test chooses. */
export interface MetricSketch extends Pick<RevisionMetric, 'testName'> {
  readonly metric: Metric;
  readonly file?: string;
  readonly verdict: Verdict;
  /** Of the base and the present tree. */
  readonly figures: readonly [number, number];
  readonly processes: number;
  readonly message: string;
}

export function revisionMetric(sketch: MetricSketch): RevisionMetric {
  const { testName, metric, verdict, figures, processes, message, file = 'bench/parse.perf.ts' } = sketch;
  const percent = 100 * (figures[1] / figures[0] - 1);
  const side = (center: number) => ({ center, interval: null, count: 4, evidence: 'processes' as const, processes });
  return {
    testName,
    file,
    ...metric,
    base: side(figures[0]),
    head: side(figures[1]),
    change: { percent, interval: [percent, percent] },
    changePercent: percent,
    pValue: 0,
    method: 'welch_t',
    isSignificant: percent !== 0,
    processesNeeded: null,
    validation: validation(verdict, { message, minimumDetectableChangePercent: 0.5 }),
  };
}

/** Something of everything. */
export const compareReport: CompareReport = {
  kind: 'compare',
  schemaVersion: 1,
  evenkeelVersion: '1.2.3',
  environment,
  startedAt: '2026-03-14T09:26:53.589Z',
  duration: 83.4,
  base: { ref: 'main', commit: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d', isMergeBase: false },
  head: { commit: '9f2c4e81d07b35a6c1e2f4098d7b6a5c4e3f2a1b', isDirty: true },
  comparisons: [
    comparison({ testName: 'parser > parses the handbook', verdict: 'pass', base: 1.84e-3, percent: 0.3 }),
    comparison({
      testName: 'parser > parses a page',
      verdict: 'regression',
      base: 2.31e-5,
      percent: 31.2,
      message: 'Slower by 31.2 %.',
      warnings: [ADVICE],
    }),
    comparison({
      testName: 'joins',
      file: 'bench/join.perf.ts',
      verdict: 'inconclusive',
      base: 4.5e-7,
      percent: 4.1,
      detects: 11.9,
      blocks: 24,
      message: 'Probably slower by 4.1 %, but not surely.',
      doubts: [{ name: 'probably_slower', sentence: 'It is slower in all likelihood, but not surely.' }],
      warnings: [ADVICE],
    }),
    comparison({ testName: 'splits', file: 'bench/join.perf.ts', verdict: 'improvement', base: 3e-4, percent: -20 }),
    comparison({
      testName: 'one block',
      file: 'bench/join.perf.ts',
      verdict: 'incomparable',
      base: 3e-4,
      percent: 0,
      detects: null,
    }),
  ],
  metrics: [
    revisionMetric({
      testName: 'parser > parses a page',
      metric: ALLOCATED_BYTES,
      verdict: 'regression',
      figures: [4816, 9632],
      processes: 3,
      message: '100.0 % more, beyond the margin of 0.5 %.',
    }),
    revisionMetric({
      testName: 'rows read',
      file: 'bench/rows.perf.ts',
      metric: { name: 'value', unit: 'rows', better: 'lower', scatter: 'single' },
      verdict: 'pass',
      figures: [120, 120],
      processes: 1,
      message: 'No more than can be told.',
    }),
  ],
  onlyInBase: [
    { testName: 'dropped', file: 'bench/join.perf.ts', reason: 'Only main (1a2b3c4) declares it.' },
    { testName: null, file: 'bench/old.perf.ts', reason: 'Only main (1a2b3c4) has its file.' },
  ],
  onlyInHead: [
    { testName: 'streams a file', file: 'bench/stream.perf.ts', reason: REASON },
    { testName: 'streams a socket', file: 'bench/stream.perf.ts', reason: REASON },
  ],
  skipped: [
    { testName: 'plus or join', file: 'bench/join.perf.ts', reason: 'That is for evenkeel run.' },
    {
      testName: 'answers',
      file: 'bench/rows.perf.ts',
      reason:
        'It was another metric before (kB, lower is better) than it is now (bytes, lower is better). Neither was measured.',
      kind: 'metric',
    },
  ],
  failures: [failure],
  gateChanges: [
    {
      kind: 'test_gone',
      testName: 'dropped',
      file: 'bench/join.perf.ts',
      words:
        '"dropped" (bench/join.perf.ts) is not there any more; it is in main (1a2b3c4). What it measured is not held against anything.',
    },
  ],
  warnings: ['Taken from the present tree for both sides, because main (1a2b3c4) lacks them: bench/data.json.'],
  summary: {
    total: 7,
    passed: 2,
    regressions: 1,
    improvements: 1,
    inconclusive: 1,
    incomparable: 1,
    onlyInBase: 2,
    onlyInHead: 2,
    skipped: 2,
    failed: 1,
    gateChanges: 1,
    interrupted: false,
    exitCode: 2,
  },
};
