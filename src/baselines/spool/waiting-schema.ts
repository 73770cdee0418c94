import * as v from 'valibot';
import { runSchema } from '../portable-schema.ts';
import { isTime } from '../record-check.ts';
import { WAITING_FORMAT, WAITING_VERSION } from './waiting-format.ts';

const { metric, status } = runSchema.entries;

/** What stands beside the runs in a file that waits; version 1. */
export const waitingHeadSchema = v.object({
  format: v.literal(WAITING_FORMAT),
  version: v.literal(WAITING_VERSION),
  store: v.string(),
  project: v.string(),
  since: v.pipe(v.string(), v.check(isTime)),
  statuses: v.array(v.object({ testName: v.string(), environmentKey: v.string(), metric, runId: v.string(), status })),
  gate: v.nullable(v.record(v.string(), v.unknown())),
  checksum: v.string(),
  runs: v.array(v.never()),
});
