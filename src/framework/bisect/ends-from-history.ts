import { oldestFirst } from '../../baselines/order.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import type { RunRecord, SeriesKey } from '../../model/baseline.ts';
import { TIME } from '../../model/metric.ts';
import { isAncestor } from '../../revisions/history.ts';
import { findCommit, type Repository } from '../../revisions/repository.ts';
import { baselineKeyOf } from '../suite/plan-suite.ts';
import type { SearchedTest } from './searched-tests.ts';

/** A good and a bad commit, as full hashes. */
export interface Ends {
  readonly good: string;
  readonly bad: string;
}

/** Where to look. */
export interface HistoryPlace {
  readonly store: BaselineStore;
  readonly repository: Repository;
  /** This machine's; other environments are asked where it knows nothing. */
  readonly environmentKey: string;
  readonly isCI: boolean;
}

/**
 * The commits between which a test became worse, by its stored runs: that of the last run that was none, and that of the first
 * regression after it, as far as both are here.
 * @param bad the bad commit, where it is known already.
 * @returns why there are none, in words, where the newest run is no regression or its code is not known.
 */
export async function endsFromHistory(
  test: SearchedTest,
  bad: string | null,
  place: HistoryPlace,
): Promise<Ends | string> {
  const keys = await keysOf(test, place);
  let reason = 'nothing is stored of it';
  for (const key of keys) {
    const runs = oldestFirst(await place.store.history(key)).filter((run) => isOfCommit(run, place.isCI));
    const found = bad === null ? await sinceRegression(runs, place) : await before(bad, runs, place);
    if (typeof found !== 'string') return found;
    reason = found;
  }
  return reason;
}

async function keysOf(
  { test, metric }: SearchedTest,
  { store, environmentKey }: HistoryPlace,
): Promise<readonly SeriesKey[]> {
  const testName = baselineKeyOf(test);
  const series = (await store.series({ testName })).filter((each) => (each.metric?.name ?? TIME.name) === metric.name);
  const isHere = (key: SeriesKey) => key.environmentKey === environmentKey;
  return [...series.filter(isHere), ...series.filter((key) => !isHere(key))].map((each) => ({
    testName,
    environmentKey: each.environmentKey,
    ...(each.metric !== undefined && { metric: each.metric }),
  }));
}

// Where the state is not known, it is most likely as committed where nobody edits the tree.
function isOfCommit({ commit, isDirty }: RunRecord, isCI: boolean): boolean {
  return commit !== null && (isDirty === false || (isDirty === null && isCI));
}

async function sinceRegression(runs: readonly RunRecord[], { repository }: HistoryPlace): Promise<Ends | string> {
  if (runs.length === 0) return 'no stored run of it says which commit it measured';
  if (runs.at(-1)!.status !== 'regression') return 'its newest stored run is no regression';
  const last = runs.findLastIndex(({ status }) => status !== 'regression');
  const worse = runs.slice(last + 1).map(({ commit }) => commit!);
  const bad = await firstHere(worse, repository);
  if (bad === null) return 'the commits of its regressions are not in this repository';
  const good = await newestBefore(bad, runs.slice(0, last + 1), repository);
  return good === null ? `no stored run of it that was none is of a commit before ${bad.slice(0, 7)}` : { good, bad };
}

async function before(bad: string, runs: readonly RunRecord[], { repository }: HistoryPlace): Promise<Ends | string> {
  const good = await newestBefore(bad, runs, repository);
  return good === null
    ? `no stored run of it that was no regression is of a commit before ${bad.slice(0, 7)}`
    : { good, bad };
}

async function newestBefore(bad: string, runs: readonly RunRecord[], repository: Repository): Promise<string | null> {
  const good = runs.filter(({ status }) => status !== 'regression').map(({ commit }) => commit!);
  for (const hash of new Set(good.toReversed())) {
    const commit = await findCommit(repository, hash);
    if (commit !== null && commit !== bad && (await isAncestor(repository, commit, bad))) return commit;
  }
  return null;
}

async function firstHere(commits: readonly string[], repository: Repository): Promise<string | null> {
  for (const hash of new Set(commits)) {
    const commit = await findCommit(repository, hash);
    if (commit !== null) return commit;
  }
  return null;
}
