import * as v from 'valibot';
import type { DoctorReport } from '../../model/doctor.ts';
import type { RunReport } from '../../model/result.ts';
import type { CompareReport } from '../../model/revisions.ts';
import type { ResultsReport } from '../results-json.ts';
import type { StoredReport } from '../stored-json.ts';
import { calibration, environment, resources } from './environment.ts';
import { base, comparison, failure, result, revisionComparison, skippedTest, skipReason } from './judgement.ts';
import { baseline, runRecord } from './measurement.ts';
import { count, nullableBoolean, nullableText, number, text, texts } from './values.ts';

const exitCode = v.pipe(v.number(), v.integer());

/** What `evenkeel run --json` writes. */
export const runReport: v.GenericSchema<unknown, RunReport> = v.looseObject({
  schemaVersion: v.literal(1),
  evenkeelVersion: text,
  environment,
  startedAt: text,
  duration: number,
  results: v.array(result),
  comparisons: v.array(comparison),
  failures: v.array(failure),
  // Reports of earlier versions know nothing of it.
  skipped: v.optional(v.array(skippedTest), []),
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
    interrupted: v.boolean(),
    exitCode,
  }),
});

const unpaired = v.array(
  v.looseObject({ testName: nullableText, file: text, reason: text, mark: v.exactOptional(skipReason) }),
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
  onlyInBase: unpaired,
  onlyInHead: unpaired,
  skipped: unpaired,
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
    skipped: count,
    failed: count,
    interrupted: v.boolean(),
    exitCode,
  }),
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
