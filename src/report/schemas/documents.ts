import * as v from 'valibot';
import type { BisectReport } from '../../model/bisect.ts';
import type { FilesReport } from '../../model/compared-files.ts';
import type { DoctorReport } from '../../model/doctor.ts';
import type { ListReport } from '../../model/list.ts';
import type { RunReport } from '../../model/result.ts';
import type { CompareReport } from '../../model/revisions.ts';
import type { SmokeReport } from '../../model/smoke.ts';
import { TEST_OPTIONS } from '../../model/test-options.ts';
import type { ResultsReport, StoredReport } from '../json.ts';
import { calibration, environment, resources } from './environment.ts';
import {
  base,
  candidates,
  change,
  comparison,
  failure,
  metricEvidence,
  result,
  revisionComparison,
  skippedTest,
  skipReason,
  validation,
} from './judgement.ts';
import { baseline, fallbacks, metric, runRecord } from './measurement.ts';
import { count, interval, nullableBoolean, nullableNumber, nullableText, number, text, texts } from './values.ts';

const exitCode = v.pipe(v.number(), v.integer());

const value = v.union([text, v.number(), v.boolean()]);

/** What a change did to the gate itself. */
const gateChange = v.variant('kind', [
  v.looseObject({
    kind: v.picklist(['test_gone', 'test_left_out', 'metric_changed']),
    testName: text,
    file: text,
    words: text,
  }),
  v.looseObject({
    kind: v.literal('limit_widened'),
    option: text,
    before: value,
    now: value,
    testNames: v.array(text),
    words: text,
  }),
  v.looseObject({ kind: v.literal('setting_changed'), setting: text, before: value, now: value, words: text }),
  v.looseObject({ kind: v.literal('recording_off'), words: text }),
]);

/** What `evenkeel run --json` writes. */
export const runReport: v.GenericSchema<unknown, RunReport> = v.looseObject({
  schemaVersion: v.literal(1),
  evenkeelVersion: text,
  environment,
  startedAt: text,
  duration: number,
  results: v.array(result),
  comparisons: v.array(comparison),
  candidates: v.exactOptional(v.array(candidates)),
  failures: v.array(failure),
  // Reports of earlier versions know nothing of it.
  skipped: v.optional(v.array(skippedTest), []),
  gateChanges: v.optional(v.array(gateChange), []),
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
    skipped: v.optional(count, 0),
    todo: v.optional(count, 0),
    notStored: v.optional(count, 0),
    gateChanges: v.optional(count, 0),
    interrupted: v.boolean(),
    exitCode,
  }),
});

const figureSummary = v.looseObject({
  center: number,
  interval: v.nullable(interval),
  count,
  evidence: metricEvidence,
  processes: count,
});

const comparedMetric = v.looseObject({
  ...metric.entries,
  base: figureSummary,
  head: figureSummary,
  change: v.nullable(change),
  changePercent: nullableNumber,
  pValue: nullableNumber,
  method: v.picklist(['mann_whitney', 'welch_t', 'welch_t_of_summaries', 'none']),
  isSignificant: v.boolean(),
  processesNeeded: nullableNumber,
  validation,
});

const unpaired = v.array(
  v.looseObject({
    testName: nullableText,
    file: text,
    reason: text,
    mark: v.exactOptional(skipReason),
    kind: v.exactOptional(v.literal('metric')),
  }),
);

/** What `evenkeel compare --json` writes. */
export const compareReport: v.GenericSchema<unknown, CompareReport> = v.looseObject({
  kind: v.literal('compare'),
  schemaVersion: v.literal(1),
  evenkeelVersion: text,
  environment,
  startedAt: text,
  duration: number,
  base,
  head: v.looseObject({ commit: nullableText, isDirty: v.boolean() }),
  comparisons: v.array(revisionComparison),
  // Reports of earlier versions know nothing of it.
  metrics: v.optional(
    v.array(v.looseObject({ ...comparedMetric.entries, testName: text, file: text, how: v.exactOptional(text) })),
    [],
  ),
  onlyInBase: unpaired,
  onlyInHead: unpaired,
  skipped: unpaired,
  failures: v.array(failure),
  gateChanges: v.optional(v.array(gateChange), []),
  warnings: texts,
  summary: v.looseObject({
    total: count,
    passed: count,
    regressions: count,
    improvements: count,
    inconclusive: count,
    incomparable: count,
    onlyInBase: count,
    onlyInHead: count,
    skipped: count,
    failed: count,
    gateChanges: v.optional(count, 0),
    interrupted: v.boolean(),
    exitCode,
  }),
});

const filesSide = v.looseObject({ paths: texts, commit: nullableText, machine: nullableText, runtime: nullableText });

/** What `evenkeel compare --files --json` writes. */
export const filesReport: v.GenericSchema<unknown, FilesReport> = v.looseObject({
  kind: v.literal('compare-files'),
  schemaVersion: v.literal(1),
  evenkeelVersion: text,
  base: filesSide,
  head: filesSide,
  comparisons: v.array(
    v.looseObject({
      testName: text,
      metrics: v.array(comparedMetric),
    }),
  ),
  geometricMeans: v.array(
    v.looseObject({
      name: text,
      unit: text,
      base: nullableNumber,
      head: nullableNumber,
      changePercent: nullableNumber,
      benchmarks: count,
    }),
  ),
  onlyInBase: texts,
  onlyInHead: texts,
  failures: v.array(failure),
  warnings: texts,
  summary: v.looseObject({
    total: count,
    passed: count,
    regressions: count,
    improvements: count,
    inconclusive: count,
    incomparable: count,
    onlyInBase: count,
    onlyInHead: count,
    failed: count,
    exitCode,
  }),
});

const bisectCommit = v.looseObject({ hash: text, subject: text });

/** What `evenkeel bisect --json` writes. */
export const bisectReport: v.GenericSchema<unknown, BisectReport> = v.looseObject({
  kind: v.literal('bisect'),
  schemaVersion: v.literal(1),
  evenkeelVersion: text,
  environment,
  startedAt: text,
  duration: number,
  head: v.looseObject({ commit: nullableText, isDirty: v.boolean() }),
  confidence: number,
  tests: v.array(
    v.looseObject({
      testName: text,
      file: text,
      metric,
      good: bisectCommit,
      bad: bisectCommit,
      commits: count,
      outcome: v.picklist(['found', 'open', 'alike', 'undecided']),
      message: text,
      change: v.nullable(change),
      steps: v.array(
        v.looseObject({
          first: bisectCommit,
          last: bisectCommit,
          commits: count,
          merges: v.array(bisectCommit),
          probability: number,
          isSettled: v.boolean(),
          change,
          isWorse: v.boolean(),
        }),
      ),
      measured: v.array(
        v.looseObject({
          hash: text,
          subject: text,
          branchOf: nullableText,
          change: v.nullable(change),
          pairs: count,
          unusable: nullableText,
        }),
      ),
    }),
  ),
  failures: v.array(failure),
  warnings: texts,
  summary: v.looseObject({
    total: count,
    found: count,
    worse: count,
    open: count,
    alike: count,
    undecided: count,
    failed: count,
    measured: count,
    unusable: count,
    interrupted: v.boolean(),
    exitCode,
  }),
});

/** What `evenkeel run --smoke --json` writes. */
export const smokeReport: v.GenericSchema<unknown, SmokeReport> = v.looseObject({
  kind: v.literal('smoke'),
  schemaVersion: v.literal(1),
  evenkeelVersion: text,
  startedAt: text,
  duration: number,
  ran: v.array(v.looseObject({ testName: text, file: text, fallbacks: v.exactOptional(fallbacks) })),
  failures: v.array(failure),
  skipped: v.array(skippedTest),
  summary: v.looseObject({
    total: count,
    ran: count,
    failed: count,
    skipped: count,
    todo: count,
    interrupted: v.boolean(),
    exitCode,
  }),
});

/** What `evenkeel list --json` writes. */
export const listReport: v.GenericSchema<unknown, ListReport> = v.looseObject({
  kind: v.literal('list'),
  schemaVersion: v.literal(1),
  evenkeelVersion: text,
  tests: v.array(
    v.looseObject({
      testName: text,
      file: text,
      kind: v.picklist(['test', 'comparison', 'metric', 'command']),
      mark: v.nullable(skipReason),
      skipped: v.nullable(skipReason),
      baselineKey: nullableText,
      options: v.nullable(
        v.looseObject({
          iterations: count,
          warmupIterations: count,
          processes: count,
          maxDuration: number,
          timeLimit: number,
          thresholdFactor: number,
          tolerancePercent: number,
          statisticalMethod: v.picklist(TEST_OPTIONS.statisticalMethod.words),
          maxOverheadPercent: number,
          metrics: v.array(v.picklist(TEST_OPTIONS.metrics.words)),
        }),
      ),
    }),
  ),
  failures: v.array(failure),
  summary: v.looseObject({ total: count, files: count, skipped: count, todo: count, failed: count, exitCode }),
});

/** What `generatePerformanceReport` gives as JSON. */
export const resultsReport: v.GenericSchema<unknown, ResultsReport> = v.looseObject({
  kind: v.literal('results'),
  schemaVersion: v.literal(1),
  results: v.array(result),
});

/** What `evenkeel report --format json` writes of the store. */
export const storedReport: v.GenericSchema<unknown, StoredReport> = v.looseObject({
  kind: v.literal('stored'),
  schemaVersion: v.literal(1),
  series: v.array(v.looseObject({ baseline: v.nullable(baseline), newest: runRecord })),
});

/** What `evenkeel doctor --json` writes. */
export const doctorReport: v.GenericSchema<unknown, DoctorReport> = v.looseObject({
  kind: v.literal('doctor'),
  schemaVersion: v.literal(1),
  evenkeelVersion: text,
  advice: texts,
  environment,
  host: v.looseObject({
    governor: nullableText,
    turbo: nullableBoolean,
    simultaneousThreads: nullableBoolean,
    clockSource: nullableText,
    powerSource: v.nullable(v.picklist(['mains', 'battery'])),
    savesPower: nullableBoolean,
  }),
  counters: v.looseObject({ instructions: v.boolean(), reason: nullableText }),
  calibration,
  noise: v.looseObject({
    passes: count,
    quickest: number,
    medianPercent: number,
    percentile95Percent: number,
    longestInterruption: number,
    resources,
  }),
});
