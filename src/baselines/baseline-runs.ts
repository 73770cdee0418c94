import type { RunRecord } from '../model/baseline.ts';
import type { MeasurementMethod } from '../model/measurement.ts';
import { oldestFirst } from './order.ts';

/** Whether a run of this status is part of a baseline: a regression is kept, but must not be learned. */
export function countsForBaseline(run: Pick<RunRecord, 'status'>): boolean {
  return run.status !== 'regression';
}

/** Whether a run counts for a baseline also where it is the only one: one that was cut short does not. */
export function isBaselineByItself(run: Pick<RunRecord, 'status'>): boolean {
  return countsForBaseline(run) && run.status !== 'partial';
}

/**
 * The runs that a baseline is made from: those of one method that are `recorded` or `accepted`, from the newest
 * `accepted` one on, because accepting a change says that runs before it no longer count. Those that were cut short
 * (`partial`) are among them where there is a whole one.
 *
 * @param records - runs of one series, in any order
 * @param method - whose runs to take; where it is not given, the method of the newest run that counts
 * @returns oldest first; empty where no run counts
 */
export function baselineRuns(records: readonly RunRecord[], method?: MeasurementMethod): readonly RunRecord[] {
  const counting = oldestFirst(records).filter(countsForBaseline);
  const chosen = method ?? counting.at(-1)?.method;
  const ofMethod = counting.filter((run) => run.method === chosen);
  const accepted = ofMethod.findLastIndex((run) => run.status === 'accepted');
  const since = ofMethod.slice(Math.max(accepted, 0));
  return since.some(isBaselineByItself) ? since : [];
}
