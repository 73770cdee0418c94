import { UsageError } from '../errors.ts';
import type { RunRecord } from '../model/baseline.ts';
import { dateOf, parseTime } from '../real-time.ts';
import { countsForBaseline, isBaselineByItself } from './baseline-runs.ts';
import type { PruneOptions } from './store.ts';

/** What retention looks at. */
export type RetainedRun = Pick<RunRecord, 'recordedAt' | 'status' | 'method'>;

/** Enough runs for a spread between runs: fewer would leave a series without a gate. */
export const PROTECTED_RUNS = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The runs of one series that may go: older than `olderThanDays`, or beyond the newest `keepRuns`. Methods are never
 * compared with each other, so each is looked at by itself. Of each method these always stay, because a project that
 * sleeps for a month must not lose its gate, and slow drift is found against the anchor:
 * - the newest 3 runs;
 * - the newest 3 runs that count for the baseline, and the newest 3 whole ones, without which it is none;
 * - the anchor: the newest `accepted` run, or where there is none the oldest `recorded` one.
 *
 * @param runs - one series, oldest first
 * @throws UsageError where an option is not a number, or is negative
 */
export function expiredRuns<R extends RetainedRun>(runs: readonly R[], options: PruneOptions): readonly R[] {
  const oldestTime = options.now.getTime() - limit(options, 'olderThanDays') * DAY_MS;
  const keepRuns = limit(options, 'keepRuns');
  const expired = new Set<R>();
  for (const method of new Set(runs.map((run) => run.method))) {
    const ofMethod = runs.filter((run) => run.method === method);
    const protectedRuns = alwaysKept(ofMethod);
    ofMethod.forEach((run, index) => {
      const tooOld = parseTime(run.recordedAt) < oldestTime;
      const tooMany = ofMethod.length - index > keepRuns;
      if ((tooOld || tooMany) && !protectedRuns.has(run)) expired.add(run);
    });
  }
  return runs.filter((run) => expired.has(run));
}

/**
 * The newest runs of one series, as pruning would leave them: of each method so many, and besides them those that always stay.
 * @param runs one series, oldest first
 */
export function newestRuns<R extends RetainedRun>(runs: readonly R[], newest: number): readonly R[] {
  const expired = new Set(
    expiredRuns(runs, { keepRuns: newest, olderThanDays: Number.POSITIVE_INFINITY, now: ANY_TIME }),
  );
  return runs.filter((run) => !expired.has(run));
}

/**
 * Whether the newest `limit` runs of each method hold those that always stay but for the anchor: where the newest are one
 * regression after the other, they are further back.
 */
export function holdsProtected(runs: readonly RetainedRun[], limit: number): boolean {
  return [...new Set(runs.map(({ method }) => method))].every((method) => {
    const ofMethod = runs.filter((run) => run.method === method);
    return ofMethod.length < limit || ofMethod.slice(-limit).filter(isBaselineByItself).length >= PROTECTED_RUNS;
  });
}

// No age is asked for.
const ANY_TIME = dateOf(0);

function limit(options: PruneOptions, name: 'olderThanDays' | 'keepRuns'): number {
  const value = options[name];
  if (value >= 0) return value;
  throw new UsageError(`${name} must be a number of at least 0, but is ${value}; nothing was removed.`, {
    data: { [name]: value },
  });
}

function alwaysKept<R extends RetainedRun>(runs: readonly R[]): ReadonlySet<R> {
  const counting = runs.filter(countsForBaseline);
  const anchor = runs.findLast((run) => run.status === 'accepted') ?? counting[0];
  const whole = counting.filter(isBaselineByItself);
  const kept = new Set([runs, counting, whole].flatMap((these) => these.slice(-PROTECTED_RUNS)));
  if (anchor !== undefined) kept.add(anchor);
  return kept;
}
