import * as v from 'valibot';
import { OPTION_BOUNDS } from '../../model/bounds.ts';
import type { StoredGate } from '../../model/gate.ts';
import type { Part } from '../../model/part.ts';
import { compareReport, runReport } from './documents.ts';
import { runRecord } from './measurement.ts';
import { nullableBoolean, nullableText, text } from './values.ts';

const number = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(OPTION_BOUNDS.shards.most));
const value = v.union([text, v.pipe(v.number(), v.finite()), v.boolean()]);

const facts = {
  part: number,
  of: number,
  evenkeelVersion: text,
  project: text,
  commit: nullableText,
  isDirty: nullableBoolean,
  settings: v.record(text, value),
  suite: v.array(
    v.object({
      kind: v.picklist(['test', 'comparison', 'metric', 'command', 'left_out', 'failed']),
      testName: nullableText,
      file: text,
      baselineKey: nullableText,
      part: number,
    }),
  ),
};

// Whoever stores it looks at what is in it.
const gate = v.custom<StoredGate | null>((given) => typeof given === 'object');

const ofRun = v.object({
  ...facts,
  command: v.literal('run'),
  report: runReport,
  recording: v.picklist(['record', 'accept', 'none']),
  records: v.array(runRecord),
  gate,
});

const ofCompare = v.object({ ...facts, command: v.literal('compare'), report: compareReport });

/** What one machine measured and judged of a suite. */
export const partSchema: v.GenericSchema<unknown, Part> = v.pipe(
  v.variant('command', [ofRun, ofCompare]),
  v.check(({ part, of, suite }) => part <= of && suite.every((each) => each.part <= of), 'there are not so many parts'),
);
