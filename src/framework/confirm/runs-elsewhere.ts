import { baselineRuns } from '../../baselines/baseline-runs.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { RunRecord } from '../../model/baseline.ts';
import { baselineKeyOf } from '../suite/plan-suite.ts';

/** The runs of a test's baselines in all environments, oldest first. */
export async function runsElsewhere(store: BaselineStore, test: PlannedTest): Promise<readonly RunRecord[]> {
  const all: RunRecord[] = [];
  for (const { testName, environmentKey } of await store.series({ testName: baselineKeyOf(test) })) {
    all.push(...baselineRuns(await store.history({ testName, environmentKey }), 'fresh_processes'));
  }
  return all.toSorted((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt));
}
