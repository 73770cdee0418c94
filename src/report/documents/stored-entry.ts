import type { RunRecord } from '../../model/baseline.ts';
import { TIME } from '../../model/metric.ts';
import { median } from '../../statistics/core/median.ts';
import { mergeSketches, sketchCount, sketchQuantile } from '../../statistics/core/quantile-sketch.ts';
import { formatCounted } from '../format.ts';
import type { Entry, EntryStatistics, Outcome } from './entry.ts';

/**
 * The newest run of a stored series as an entry: its status as the outcome, and its change against the median of the
 * runs before it that count, which is not a judgement. Null for a series without runs.
 *
 * @param records runs of one series, oldest first
 */
export function entryOfSeries(records: readonly RunRecord[]): Entry | null {
  const newest = records.at(-1);
  if (newest === undefined) return null;
  const { metric = TIME } = newest;
  const before = records
    .slice(0, -1)
    .filter(({ status, method }) => status !== 'regression' && method === newest.method);
  const accepted = before.findLastIndex(({ status }) => status === 'accepted');
  const counting = before.slice(Math.max(0, accepted));
  const outcome = outcomeOf(newest, counting.length);
  return {
    name: metric === TIME ? newest.testName : `${newest.testName} (${metric.name})`,
    file: null,
    group: newest.environmentKey,
    outcome,
    message: describe(outcome, newest, counting.length),
    warnings: [],
    metric,
    value: newest.estimate,
    statistics: statisticsOf(newest),
    change: counting.length === 0 ? null : { percent: percentSince(newest, counting), interval: null },
    detectablePercent: null,
    // The store keeps what was measured, not what was made of it.
    decidedBy: null,
    base: null,
    timestamp: newest.recordedAt,
    environmentKey: newest.environmentKey,
  };
}

function outcomeOf({ status }: RunRecord, runsBefore: number): Outcome {
  if (status === 'regression') return 'regression';
  if (status === 'undecided') return 'inconclusive';
  return runsBefore === 0 ? 'no_baseline' : 'pass';
}

function describe(outcome: Outcome, { status }: RunRecord, runsBefore: number): string {
  if (status === 'accepted') return 'Accepted as the new baseline.';
  if (outcome === 'no_baseline') return 'The first run that is stored.';
  const against =
    runsBefore === 0 ? '' : `; the change is against the median of ${formatCounted(runsBefore, 'run')} before it`;
  return `${WORDS[status]}${against}.`;
}

const WORDS: Readonly<Record<Exclude<RunRecord['status'], 'accepted'>, string>> = {
  recorded: 'Recorded',
  regression: 'Judged a regression when it was measured',
  undecided: 'Too noisy to tell when it was measured',
  partial: 'Recorded by a run that was cut short',
};

function percentSince({ estimate }: RunRecord, before: readonly RunRecord[]): number {
  return 100 * (estimate / median(before.map((run) => run.estimate)) - 1);
}

function statisticsOf({ processes }: RunRecord): EntryStatistics | null {
  if (processes.length === 0) return null;
  const sketch = mergeSketches(processes.map((process) => process.sketch));
  const at = (percent: number) => sketchQuantile(sketch, percent / 100);
  const percentiles = { 5: at(5), 25: at(25), 75: at(75), 95: at(95) };
  const unknown = { mean: null, stdDev: null, mad: null, outliersCount: null };
  return { median: at(50), percentiles, sampleCount: sketchCount(sketch), ...unknown };
}
