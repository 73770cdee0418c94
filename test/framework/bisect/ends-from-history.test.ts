import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { endsFromHistory } from '../../../src/framework/bisect/ends-from-history.ts';
import type { SearchedTest } from '../../../src/framework/bisect/searched-tests.ts';
import type { RunRecord } from '../../../src/model/baseline.ts';
import { ALLOCATED_BYTES, TIME } from '../../../src/model/metric.ts';
import { openRepository } from '../../../src/revisions/repository.ts';
import { unwatched } from '../../../src/revisions/supervision.ts';
import { runRecord } from '../../baselines/records.ts';
import { makeRepository } from '../../revisions/made-repository.ts';

const NAME = 'parse a large file';
const HERE = 'linux-x86_64-node20';
const searched = (metric = TIME) =>
  ({ test: { declaration: { name: NAME, options: {} } }, metric, key: NAME }) as unknown as SearchedTest;

async function place(runs: (commits: readonly string[]) => readonly Partial<RunRecord>[]) {
  const made = makeRepository();
  const commits = [made.git('rev-parse', 'HEAD').trim(), ...Array.from({ length: 5 }, () => made.commit())];
  const store = createMemoryStore();
  await store.append(runs(commits).map((run, i) => runRecord(i, run)));
  const repository = await openRepository(made.directory, unwatched(undefined));
  return { commits, made, place: { store, repository, environmentKey: HERE, isCI: false } };
}

const recorded = (commit: string | undefined) => ({ commit: commit!, status: 'recorded' }) as const;
const regression = (commit: string | undefined) => ({ commit: commit!, status: 'regression' }) as const;

describe('endsFromHistory', () => {
  it('is the last run that was no regression, and the first one after it', async () => {
    const given = await place((c) => [recorded(c[0]), recorded(c[1]), regression(c[3]), regression(c[4])]);
    const { commits } = given;
    expect(await endsFromHistory(searched(), null, given.place)).toEqual({ good: commits[1], bad: commits[3] });
  });

  it('passes over commits that are not here, and trees that were none', async () => {
    const gone = 'f'.repeat(40);
    const given = await place((c) => [
      recorded(c[0]),
      recorded(gone),
      { ...recorded(c[2]), isDirty: true },
      regression(gone),
      regression(c[4]),
    ]);
    const { commits } = given;
    expect(await endsFromHistory(searched(), null, given.place)).toEqual({ good: commits[0], bad: commits[4] });
  });

  it('is older than a bad commit that is named', async () => {
    const given = await place((c) => [recorded(c[0]), recorded(c[1]), recorded(c[5])]);
    const { commits } = given;
    expect(await endsFromHistory(searched(), commits[3]!, given.place)).toEqual({ good: commits[1], bad: commits[3] });
  });

  it('asks other machines where this one knows nothing, and only of the metric', async () => {
    const given = await place((c) => [
      { ...recorded(c[0]), metric: ALLOCATED_BYTES, environmentKey: 'elsewhere' },
      { ...regression(c[2]), metric: ALLOCATED_BYTES, environmentKey: 'elsewhere' },
      recorded(c[3]),
    ]);
    const { commits } = given;
    const ends = await endsFromHistory(searched(ALLOCATED_BYTES), null, given.place);
    expect(ends).toEqual({ good: commits[0], bad: commits[2] });
  });

  it.each<[string, (commits: readonly string[]) => readonly Partial<RunRecord>[], RegExp]>([
    ['nothing is stored', () => [], /^nothing is stored of it$/],
    ['the newest run is fine', (c) => [regression(c[1]), recorded(c[2])], /^its newest stored run is no regression$/],
    ['no run says its code', (c) => [{ ...regression(c[1]), isDirty: null }], /which commit it measured$/],
    ['nothing was good', (c) => [regression(c[1])], /that was none is of a commit before/],
    ['what was good came later', (c) => [recorded(c[5]), regression(c[1])], /that was none is of a commit before/],
    ['the bad ones are gone', (c) => [recorded(c[1]), regression('f'.repeat(40))], /not in this repository$/],
  ])('says why there are none: %s', async (_what, runs, reason) => {
    const given = await place(runs);
    expect(await endsFromHistory(searched(), null, given.place)).toMatch(reason);
  });
});
