import * as v from 'valibot';
import type { AcrossReport } from '../../model/across.ts';
import { metric } from './measurement.ts';
import { count, interval, nullableBoolean, nullableNumber, nullableText, number, text, texts } from './values.ts';

const change = v.looseObject({ percent: number, interval });
const pair = v.nullable(v.tuple([number, number]));

const row = v.looseObject({
  project: text,
  environmentKey: text,
  runs: count,
  lastRecordedAt: text,
  estimate: number,
  interval: pair,
  normalised: nullableNumber,
  normalisedInterval: pair,
  factor: nullableNumber,
  rank: v.nullable(count),
  isReference: v.boolean(),
  change: v.nullable(change),
  differs: nullableBoolean,
  note: nullableText,
});

/** What `evenkeel across --json` writes. */
export const acrossReport: v.GenericSchema<unknown, AcrossReport> = v.looseObject({
  kind: v.literal('across'),
  schemaVersion: v.literal(1),
  evenkeelVersion: text,
  confidenceLevel: number,
  projects: texts,
  tests: v.array(
    v.looseObject({
      testName: text,
      metric,
      normalising: v.picklist(['by_factor', 'same_machines', 'not_needed']),
      rows: v.array(row),
    }),
  ),
  alone: count,
  moves: v.array(
    v.looseObject({
      day: text,
      metric,
      projects: texts,
      facts: v.array(v.looseObject({ name: text, from: nullableText, to: nullableText })),
      change,
      series: v.array(v.looseObject({ project: text, testName: text, metric, environmentKey: text, change })),
    }),
  ),
  warnings: texts,
});
