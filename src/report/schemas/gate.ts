import * as v from 'valibot';
import { text } from './values.ts';

const value = v.union([text, v.number(), v.boolean()]);

/** What a change did to the gate itself. */
export const gateChange = v.variant('kind', [
  v.looseObject({ kind: v.picklist(['test_gone', 'test_left_out']), testName: text, file: text, words: text }),
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
