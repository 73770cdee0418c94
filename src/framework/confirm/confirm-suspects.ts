import { canDoWithout } from '../../baselines/away.ts';
import { baselineRuns } from '../../baselines/baseline-runs.ts';
import { oldestFirst } from '../../baselines/order.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { RunRecord, SeriesKey } from '../../model/baseline.ts';
import type { MeasurementMethod } from '../../model/measurement.ts';
import { type Supervision, unwatched } from '../../revisions/supervision.ts';
import { type ProcessSession, startProcessSession } from '../compare/process-session.ts';
import type { StoredHistory } from '../store/history.ts';
import { isStoreFailure } from '../store/recording.ts';
import { JUDGED_RUNS } from '../store/run-recorder.ts';
import { baselineKeyOf } from '../suite/plan-suite.ts';
import type { SuspectedTest } from './choose-base.ts';
import { type BasesQuestion, chooseBases } from './choose-bases.ts';
import { confirmAgainst } from './confirm-against.ts';
import {
  budgetFor,
  type Confirmation,
  type Confirmations,
  interrupted,
  type Suspect,
  type WithoutPairs,
  withoutPairs,
} from './confirmation.ts';
import type { NoBaseReason } from './no-base.ts';
import type { BaseContext } from './places.ts';

/** How suspects are confirmed. */
export interface ConfirmOptions extends Omit<BaseContext, 'repository' | 'session' | 'budget' | 'sharers'> {
  readonly store: BaselineStore;
  /** Whether the present tree differs from its commit; null where that is not known. */
  readonly isDirty: boolean | null;
  /** How many tests may be measured in pairs, here or on another machine that has a part of the suite. Default: the suspects. */
  readonly sharers?: number;
}

/**
 * Measures suspects in pairs of processes against the code that they are to be compared with, which is checked out for
 * that. Whatever stands in the way is an answer: past runs decide then.
 * @param suspects most suspicious first.
 */
export async function confirmSuspects(
  suspects: readonly Suspect[],
  options: ConfirmOptions,
): Promise<ReadonlyMap<PlannedTest, Confirmation>> {
  const confirmations: Confirmations = new Map();
  if (suspects.length === 0) return confirmations;
  const session = startProcessSession(options.programs, options.signal);
  try {
    await confirmIn(session, suspects, { ...options, confirmations });
  } catch (error) {
    if (!options.signal?.aborted) throw error;
    for (const { test } of suspects) if (!confirmations.has(test)) confirmations.set(test, interrupted(test));
  } finally {
    session.close();
  }
  return confirmations;
}

// Where the store is away, that is said once for all tests.
const HARMLESS: readonly NoBaseReason[] = ['same_code', 'no_baseline', 'unread_baseline'];

interface Confirming extends ConfirmOptions {
  readonly confirmations: Confirmations;
}

async function confirmIn(session: ProcessSession, suspects: readonly Suspect[], options: Confirming): Promise<void> {
  const { config, confirmations } = options;
  const asked: SuspectWithRuns[] = [];
  for (const suspect of suspects) {
    const read = await withRuns(suspect, options);
    if ('kind' in read) confirmations.set(suspect.test, read);
    else asked.push(read);
  }
  const chosen = await chooseBases(asked, questionFor(session.supervision, options));
  for (const { none, tests } of chosen.withoutBase) {
    const isHarmless = HARMLESS.includes(none.reason);
    for (const { test } of tests) confirmations.set(test, withoutPairs(none.sentence, none.remedy, isHarmless));
  }
  // One budget of time for all commits, and one of errors.
  const budget = { seconds: budgetFor(config.confirmBudget, suspects.length) };
  // Another machine's suspects are not known here, but how many there can be.
  const sharers = Math.max(options.sharers ?? 0, chosen.groups.flatMap(({ tests }) => tests).length);
  const place = { ...options, repository: chosen.repository!, session, budget, sharers };
  for (const { base, tests } of chosen.groups) {
    const found = await confirmAgainst(base, tests, place);
    for (const [test, confirmation] of found) confirmations.set(test, confirmation);
  }
}

/** What bases are chosen by, as far as all tests of a run share it. */
function questionFor(
  supervision: Supervision,
  { config, context, directory, isDirty }: Pick<ConfirmOptions, 'config' | 'context' | 'directory' | 'isDirty'>,
): BasesQuestion {
  const { against, mainBranch } = config;
  return { directory, supervision, ci: context.ciEnvironment, isDirty, against, mainBranch };
}

type SuspectWithRuns = Suspect & SuspectedTest;

async function withRuns(suspect: Suspect, { store, context }: ConfirmOptions): Promise<SuspectWithRuns | WithoutPairs> {
  const { runs } = suspect.stored;
  let { isUnread } = suspect.stored;
  const key = { testName: baselineKeyOf(suspect.test), environmentKey: context.environmentKey };
  let elsewhere: readonly RunRecord[] = [];
  try {
    if (runs.length === 0 && !isUnread) elsewhere = await readBaselinesElsewhere(store, key, 'fresh_processes');
  } catch (error) {
    if (!isStoreFailure(error)) throw error;
    isUnread = canDoWithout(error);
    if (!isUnread)
      return withoutPairs(`The baselines of other environments could not be read: ${error.message}`, 'Run this again.');
  }
  const isDrift = suspect.suspicion.reasons.every(({ name }) => name === 'drifted');
  return { ...suspect, isDrift, runs, elsewhere, isUnread };
}

/**
 * The tests that pairs would have decided about, had past runs suspected them: those of which the code to compare with is
 * there. What a run could have seen of them is what both steps see together.
 */
export async function coveredByPairs(
  tests: readonly { readonly test: PlannedTest; readonly stored: StoredHistory }[],
  { signal, ...options }: Pick<ConfirmOptions, 'config' | 'context' | 'directory' | 'isDirty' | 'signal'>,
): Promise<ReadonlySet<PlannedTest>> {
  const asked = tests.map(({ test, stored }) => ({ test, isDrift: false, runs: stored.runs, elsewhere: [] }));
  try {
    const { groups } = await chooseBases(asked, questionFor(unwatched(signal), options));
    return new Set(groups.flatMap((group) => group.tests.map(({ test }) => test)));
  } catch (error) {
    if (signal?.aborted) return new Set();
    throw error;
  }
}

/**
 * The runs that make up a test's baselines in all other environments, oldest first: their times mean nothing here, but
 * the code that they measured does.
 */
export async function readBaselinesElsewhere(
  store: Pick<BaselineStore, 'series' | 'history'>,
  { testName, environmentKey }: SeriesKey,
  method: MeasurementMethod,
): Promise<readonly RunRecord[]> {
  const runs: RunRecord[] = [];
  for (const series of await store.series({ testName })) {
    if (series.environmentKey !== environmentKey)
      runs.push(...baselineRuns(await store.history(series, { newest: JUDGED_RUNS }), method));
  }
  return oldestFirst(runs);
}
