import * as v from 'valibot';
import { base, change, evidence, failure, recording, thresholds, validation } from './judgement.ts';
import { method, statistics } from './measurement.ts';
import { count, nullableText, number, text, texts } from './values.ts';

const common = { time: text, level: v.picklist(['DEBUG', 'INFO', 'WARNING', 'ERROR']) };

const event = <Name extends string, Facts extends v.ObjectEntries>(name: Name, facts: Facts) =>
  v.looseObject({ ...common, event: v.literal(name), ...facts });

/** A line of `--log-json`, and of `PerformanceLogger` as JSON. */
export const logEvent = v.variant('event', [
  event('test_start', { testName: text, config: v.record(text, v.unknown()) }),
  event('test_result', {
    testName: text,
    file: nullableText,
    baselineKey: text,
    environmentKey: text,
    method,
    estimate: number,
    change: v.nullable(change),
    validation,
    evidence,
    statistics,
    thresholds,
    recording,
    timestamp: text,
  }),
  event('comparison_result', {
    testName: text,
    file: nullableText,
    metric: v.exactOptional(text),
    change: v.nullable(change),
    validation,
  }),
  event('regression_test', {
    testType: v.picklist(['mann_whitney', 't_test', 'ks_test']),
    testStatistic: number,
    pValue: number,
    isRegression: v.boolean(),
    effectSize: number,
    confidenceLevel: v.number(),
    interpretation: text,
  }),
  event('threshold_update', { testName: text, oldThreshold: thresholds, newThreshold: thresholds }),
  event('preparing', { words: text }),
  event('started', { tests: count, processes: count }),
  event('step', { testName: text, done: count, total: count, round: count, rounds: count }),
  event('confirming', { tests: texts, processes: count, base: v.nullable(base) }),
  event('test_failed', { ...failure.entries }),
  event('gate_changed', { kind: text, words: text }),
  event('warning', { words: text }),
  event('note', { words: text }),
  event('finished', { startedAt: text, duration: number, summary: v.looseObject({ exitCode: v.number() }) }),
]);
