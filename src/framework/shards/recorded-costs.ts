import { canDoWithout } from '../../baselines/away.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import { type PlannedTest, sidesOf } from '../../measure/processes/schedule.ts';
import type { RunRecord, SeriesOverview } from '../../model/baseline.ts';
import { parseTime } from '../../real-time.ts';
import { median } from '../../statistics/core/median.ts';
import { baselineKeyOf } from '../suite/plan-suite.ts';

/** Seconds that a process takes besides its samples: to start, to load the file, to warm up. */
const SECONDS_OF_PROCESS = 0.5;

/** Where recorded times are read from. */
export type RecordedTimes = Pick<BaselineStore, 'series' | 'history'>;

/**
 * About how many seconds each test takes, by what is stored of it. All machines that take part must find the same, although
 * somebody may record a run between their starts: so only runs are looked at that were recorded before the commit was made which
 * is measured, and of one environment, whichever this is. What is not known takes as long as most others; where nothing is,
 * everything takes equally long, as where the store is away: whether the others found the same is seen when they are put together.
 * @param before milliseconds; null where that is not known: no run is looked at then.
 */
export async function recordedCosts(
  tests: readonly PlannedTest[],
  store: RecordedTimes,
  before: number | null,
): Promise<ReadonlyMap<PlannedTest, number>> {
  const known =
    before === null ? new Map<PlannedTest, number>() : await unlessAway(() => knownCosts(tests, store, before));
  const usual = known.size === 0 ? 1 : median([...known.values()]);
  return new Map(tests.map((test) => [test, known.get(test) ?? usual * sidesOf(test.declaration).length]));
}

async function unlessAway(read: () => Promise<Map<PlannedTest, number>>): Promise<Map<PlannedTest, number>> {
  try {
    return await read();
  } catch (error) {
    if (!canDoWithout(error)) throw error;
    return new Map();
  }
}

async function knownCosts(
  tests: readonly PlannedTest[],
  store: RecordedTimes,
  before: number,
): Promise<Map<PlannedTest, number>> {
  const series = await store.series();
  const byName = new Map<string, SeriesOverview>();
  for (const each of series) {
    const isUsable = each.metric === undefined && parseTime(each.firstRecordedAt) < before;
    // They are sorted by environment: of those that count the first is the same wherever somebody looks.
    if (isUsable && !byName.has(each.testName)) byName.set(each.testName, each);
  }
  const known = new Map<PlannedTest, number>();
  for (const test of tests) {
    const own = byName.get(baselineKeyOf(test));
    const newest = own && (await store.history(own)).findLast((run) => parseTime(run.recordedAt) < before);
    if (newest !== undefined) known.set(test, secondsOf(newest, test));
  }
  return known;
}

// What is configured counts: the number of processes may have changed since.
function secondsOf({ processes }: RunRecord, { plan }: PlannedTest): number {
  const each = processes.map(
    ({ location, callsPerSample, sketch }) => location * callsPerSample * (sketch.zeroCount + countOf(sketch.buckets)),
  );
  return plan.processes * (SECONDS_OF_PROCESS + median(each));
}

function countOf(buckets: readonly (readonly [number, number])[]): number {
  return buckets.reduce((sum, [, count]) => sum + count, 0);
}
