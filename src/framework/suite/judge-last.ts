import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { FailedTest } from '../../model/result.ts';
import { isoTime } from '../../real-time.ts';
import type { JudgedMetric } from '../metrics/judge-metrics.ts';
import { isStoreFailure } from '../store/recording.ts';
import type { JudgedBeside } from './judge-suite.ts';

/** What is known of a run once all of it is measured. */
export interface EndOfRun {
  /** ISO 8601. */
  readonly recordedAt: string;
  /** Whether it ended before all of its tests were measured and judged. */
  readonly isCutShort: boolean;
}

/** A test that is judged by metrics alone, or the metrics of a test besides its time. */
export type JudgedLast = { readonly beside: JudgedBeside } | { readonly others: readonly JudgedMetric[] };

/** What is judged when all of a run is measured. */
export interface ToJudge {
  readonly test: PlannedTest;
  /** Holds it against its series. Nothing is stored yet. @throws {StoreError} {CacheCorruptionError} where they cannot be read. */
  judge(end: EndOfRun): Promise<JudgedLast>;
}

/** What was judged last, and how the run ended with it. */
export interface JudgedAtTheEnd {
  readonly beside: readonly JudgedBeside[];
  /** What was judged of tests besides their time. */
  readonly others: ReadonlyMap<PlannedTest, readonly JudgedMetric[]>;
  /** Of tests whose series could not be read, by which they are left out. */
  readonly failures: ReadonlyMap<PlannedTest, FailedTest>;
  readonly isCutShort: boolean;
}

/**
 * Judges what was measured besides the time of functions. A test whose series cannot be read any more fails by its name, so that
 * nothing else of the run is lost; the others are then judged as parts of a run, because what is stored is not the whole one.
 */
export async function judgeLast(items: readonly ToJudge[], isCutShort: boolean): Promise<JudgedAtTheEnd> {
  const failures = new Map<PlannedTest, FailedTest>();
  const judged: (readonly [PlannedTest, JudgedLast])[] = [];
  const end = { recordedAt: isoTime(), isCutShort };
  for (const { test, judge } of items) {
    if (failures.has(test)) continue;
    const outcome = await unlessUnreadable(test, () => judge(end));
    if ('reason' in outcome) failures.set(test, outcome);
    else judged.push([test, outcome]);
  }
  if (failures.size > 0 && !isCutShort) {
    const rest = await judgeLast(
      items.filter(({ test }) => !failures.has(test)),
      true,
    );
    return { ...rest, failures: new Map([...failures, ...rest.failures]) };
  }
  return {
    beside: judged.flatMap(([, outcome]) => ('beside' in outcome ? outcome.beside : [])),
    others: new Map(judged.flatMap(([test, outcome]) => ('others' in outcome ? [[test, outcome.others]] : []))),
    failures,
    isCutShort,
  };
}

/** What judging a test says; that it failed, where its series cannot be read any more. */
export async function unlessUnreadable<Outcome>(
  test: PlannedTest,
  judge: () => Promise<Outcome>,
): Promise<Outcome | FailedTest> {
  try {
    return await judge();
  } catch (error) {
    if (!isStoreFailure(error)) throw error;
    return unreadable(test, error, 'It was measured and not judged');
  }
}

/** A test that has no verdict because its series could not be read. @param what became of it, as the beginning of a sentence. */
export function unreadable({ declaration, file }: PlannedTest, error: Error, what: string): FailedTest {
  const message =
    `${what}, because its baselines could not be read any more: ${error.message} What was measured before is reported; ` +
    'run this again.';
  return { testName: declaration.name, file, reason: 'store_failed', message, stack: null };
}
