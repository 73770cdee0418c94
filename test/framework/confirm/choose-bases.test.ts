import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { BaselineRun, SuspectedTest } from '../../../src/framework/confirm/choose-base.ts';
import { type BasesQuestion, type ChosenBases, chooseBases } from '../../../src/framework/confirm/choose-bases.ts';
import { type MadeRepository, makeRepository, repositoryIn } from '../../revisions/made-repository.ts';
import { supervised } from '../../revisions/supervised.ts';
import { local, temporaryDirectory } from '../fixtures.ts';

const CI = { ...local, isCI: true, provider: 'github_actions', branch: 'main', defaultBranch: 'main' };
const PULL_REQUEST = { ...CI, isPullRequest: true, branch: 'feature', baseBranch: 'main' };

function test(...runs: readonly BaselineRun[]): SuspectedTest {
  return { isDrift: false, runs, elsewhere: [] };
}

const clean = (commit: string): BaselineRun => ({ commit, isDirty: false, status: 'recorded' });
const dirty = (commit: string): BaselineRun => ({ ...clean(commit), isDirty: true });
const unknown = (commit: string | null): BaselineRun => ({ commit, isDirty: null, status: 'recorded' });
const undecided = (commit: string): BaselineRun => ({ ...clean(commit), status: 'undecided' });
const headOf = ({ git }: MadeRepository, ref = 'HEAD') => git('rev-parse', ref).trim();

function choose<Test extends SuspectedTest>(
  made: Pick<MadeRepository, 'directory'>,
  tests: readonly Test[],
  question: Partial<BasesQuestion> = {},
): Promise<ChosenBases<Test>> {
  const { directory } = made;
  const usual = { directory, supervision: supervised(), ci: local, isDirty: true, against: '', mainBranch: '' };
  return chooseBases(tests, { ...usual, ...question });
}

/** What one test is compared with: its commit and why, or why with nothing. */
async function baseFor(made: Pick<MadeRepository, 'directory'>, one: SuspectedTest, question?: Partial<BasesQuestion>) {
  const { groups, withoutBase } = await choose(made, [one], question);
  const [group] = groups;
  return group === undefined ? withoutBase[0]!.none : { ...group.base, why: group.why };
}

function cloneOf(origin: MadeRepository, ...options: readonly string[]): MadeRepository {
  const directory = join(temporaryDirectory(), 'clone');
  origin.git('clone', '--quiet', ...options, `file://${origin.directory}`, directory);
  return repositoryIn(directory);
}

/** `main` went on after `feature` left it; `feature` is checked out. */
function forked() {
  const made = makeRepository();
  const fork = headOf(made);
  made.git('switch', '--quiet', '--create', 'feature');
  const feature = made.commit();
  made.git('switch', '--quiet', 'main');
  const main = made.commit();
  made.git('switch', '--quiet', 'feature');
  return { made, fork, feature, main };
}

describe('the base of a pull request', () => {
  it('is where it left its target, whatever happened there since', async () => {
    const { made, fork, main } = forked();
    const base = await baseFor(made, test(clean(main)), { ci: PULL_REQUEST });
    expect(base).toEqual({ ref: 'main', commit: fork, isMergeBase: true, why: 'pull_request' });
  });

  it('needs no baseline', async () => {
    const { made, fork } = forked();
    expect(await baseFor(made, test(), { ci: PULL_REQUEST, isDirty: null })).toMatchObject({ commit: fork });
  });

  it("is looked for on the remote's branch first, which is the newer one", async () => {
    const { made: origin, fork, main } = forked();
    const clone = cloneOf(origin);
    clone.git('branch', '--quiet', 'main', fork);
    clone.git('merge', '--quiet', 'origin/main');
    expect(await baseFor(clone, test(), { ci: PULL_REQUEST })).toMatchObject({ ref: 'origin/main', commit: main });
  });

  it('is the target where a temporary merge with it is checked out', async () => {
    const { made, feature, main } = forked();
    made.git('switch', '--quiet', '--detach', 'main');
    made.git('merge', '--quiet', '--no-ff', 'feature');
    expect(await baseFor(made, test(), { ci: PULL_REQUEST })).toMatchObject({ commit: main, isMergeBase: true });
    made.git('branch', '--quiet', '--delete', '--force', 'main', 'feature');
    // The merge still knows its parents, and the vendor which of them is the author's.
    const ci = { ...PULL_REQUEST, headCommit: feature };
    expect(await baseFor(made, test(), { ci })).toEqual({
      ref: 'main',
      commit: main,
      isMergeBase: true,
      why: 'pull_request',
    });
    expect(await baseFor(made, test(), { ci: PULL_REQUEST })).toMatchObject({ reason: 'unknown_branch' });
  });

  it('comes from the default branch where the vendor does not say which is the target', async () => {
    const { made, fork } = forked();
    const ci = { ...PULL_REQUEST, baseBranch: null };
    expect(await baseFor(made, test(), { ci })).toMatchObject({ commit: fork });
    expect(await baseFor(made, test(), { ci: { ...ci, defaultBranch: null } })).toMatchObject({ commit: fork });
    made.git('branch', '--quiet', '--move', 'main', 'trunk-of-ours');
    const question = { ci: { ...ci, defaultBranch: null }, mainBranch: 'trunk-of-ours' };
    expect(await baseFor(made, test(), question)).toMatchObject({ ref: 'trunk-of-ours', commit: fork });
  });

  it('is the code of the baseline where the target is missing, if that is there', async () => {
    const { made, fork } = forked();
    const ci = { ...PULL_REQUEST, baseBranch: 'gone' };
    expect(await baseFor(made, test(clean(fork)), { ci })).toMatchObject({ commit: fork, why: 'newest_baseline' });
    expect(await baseFor(made, test(), { ci })).toEqual({
      kind: 'none',
      reason: 'unknown_branch',
      sentence: 'The branch gone, from which this one comes, is not in this clone.',
      remedy: expect.stringContaining('git fetch origin gone:refs/remotes/origin/gone; or name a revision'),
    });
  });

  it('is missing from a shallow clone', async () => {
    const { made: origin } = forked();
    const clone = cloneOf(origin, '--depth=1');
    expect(await baseFor(clone, test(), { ci: PULL_REQUEST })).toEqual({
      kind: 'none',
      reason: 'shallow_clone',
      sentence: 'This is a shallow clone, which lacks the commit where this left main.',
      remedy: expect.stringMatching(/fetch-depth: 0 .*GIT_DEPTH: 0 .*git fetch --unshallow/),
    });
    clone.git('fetch', '--quiet', '--depth=1', 'origin', 'main:refs/remotes/origin/main');
    expect(await baseFor(clone, test(), { ci: PULL_REQUEST })).toMatchObject({ reason: 'shallow_clone' });
    clone.git('fetch', '--quiet', '--unshallow', 'origin');
    expect(await baseFor(clone, test(), { ci: PULL_REQUEST })).toMatchObject({ ref: 'origin/main' });
  });

  it('is missing where histories have nothing in common', async () => {
    const made = makeRepository();
    made.git('switch', '--quiet', '--orphan', 'feature');
    made.commit();
    expect(await baseFor(made, test(), { ci: PULL_REQUEST })).toMatchObject({ reason: 'no_common_history' });
  });
});

describe('the base of another branch in CI', () => {
  it('is where it left the main one', async () => {
    const { made, fork, main } = forked();
    const ci = { ...CI, branch: 'feature' };
    const base = await baseFor(made, test(clean(main)), { ci });
    expect(base).toEqual({ ref: 'main', commit: fork, isMergeBase: true, why: 'branch' });
  });

  it.each([
    ['the main one', CI],
    ['one that cannot be told', { ...CI, branch: null }],
    ['one of a working copy', { ...local, branch: 'feature', defaultBranch: 'main' }],
  ])('is that of the baseline on %s', async (_what, ci) => {
    const { made, main } = forked();
    const base = await baseFor(made, test(clean(main)), { ci });
    expect(base).toEqual({ ref: main, commit: main, isMergeBase: false, why: 'newest_baseline' });
  });
});

describe('the base of a test with a baseline', () => {
  it('is the newest commit that was measured as it is; for drift the oldest', async () => {
    const made = makeRepository();
    const commits = [headOf(made), made.commit(), made.commit()] as const;
    made.git('switch', '--quiet', '--detach', commits[0]);
    const runs = [dirty(commits[0]), ...commits.slice(0, 2).map(clean), dirty(commits[2])];
    expect(await baseFor(made, test(...runs))).toMatchObject({ commit: commits[1], why: 'newest_baseline' });
    const drift = { ...test(...runs), isDrift: true };
    expect(await baseFor(made, drift)).toMatchObject({ commit: commits[0], why: 'oldest_anchor' });
  });

  it('is none that was too noisy to tell, while there is another one; then the oldest', async () => {
    const made = makeRepository();
    const [one, two, three] = [headOf(made), made.commit(), made.commit()];
    made.commit();
    const runs = [undecided(one), clean(two), undecided(three)];
    expect(await baseFor(made, test(...runs))).toMatchObject({ commit: two, why: 'newest_baseline' });
    expect(await baseFor(made, { ...test(...runs), isDrift: true })).toMatchObject({ commit: two });
    expect(await baseFor(made, { isDrift: false, runs: [], elsewhere: runs })).toMatchObject({ commit: two });
    expect(await baseFor(made, test(undecided(one), undecided(three)))).toMatchObject({ commit: one });
  });

  it('is the newest commit of another environment where nothing is stored here', async () => {
    const made = makeRepository();
    const [one, two] = [headOf(made), made.commit()];
    const elsewhere = [clean(one), clean(two)];
    for (const isDrift of [false, true]) {
      const base = await baseFor(made, { isDrift, runs: [], elsewhere });
      expect(base).toMatchObject({ commit: two, why: 'baseline_elsewhere' });
    }
    expect(await baseFor(made, { isDrift: false, runs: [dirty(one)], elsewhere })).toMatchObject({ kind: 'none' });
  });

  it('takes a tree of which nobody knows for the commit in CI, and nowhere else', async () => {
    const made = makeRepository();
    const first = headOf(made);
    made.commit();
    expect(await baseFor(made, test(unknown(first)), { ci: CI })).toMatchObject({ commit: first });
    expect(await baseFor(made, test(unknown(first)))).toMatchObject({ reason: 'unknown_baseline_code' });
    expect(await baseFor(made, test(unknown(null)), { ci: CI })).toMatchObject({ reason: 'unknown_baseline_code' });
    expect(await baseFor(made, test(dirty(first)), { ci: CI })).toMatchObject({ reason: 'uncommitted_baseline' });
    expect(await baseFor(made, test(unknown(first), dirty(first)))).toMatchObject({ reason: 'uncommitted_baseline' });
  });

  it('is missing where nothing is stored', async () => {
    expect(await baseFor(makeRepository(), test())).toMatchObject({
      reason: 'no_baseline',
      remedy: 'Record a run, or name a revision to compare with: --against <ref>.',
    });
  });

  it('is found though its branch was deleted, until its commit is gone; then an older one is', async () => {
    const { made, fork, feature } = forked();
    made.git('switch', '--quiet', 'main');
    made.git('branch', '--quiet', '--delete', '--force', 'feature');
    expect(await baseFor(made, test(clean(fork), clean(feature)))).toMatchObject({ commit: feature });
    made.git('reflog', 'expire', '--expire=now', '--all');
    made.git('gc', '--quiet', '--prune=now');
    expect(await baseFor(made, test(clean(fork), clean(feature)))).toMatchObject({ commit: fork });
    expect(await baseFor(made, test(clean(feature)))).toEqual({
      kind: 'none',
      reason: 'commit_gone',
      sentence: expect.stringContaining(
        `The commit ${feature.slice(0, 7)}, on which the baseline was measured, is not in`,
      ),
      remedy: expect.stringContaining(`git fetch origin ${feature}`),
    });
  });

  it('is missing from a shallow clone', async () => {
    const origin = makeRepository();
    const first = headOf(origin);
    origin.commit();
    const clone = cloneOf(origin, '--depth=1');
    expect(await baseFor(clone, test(clean(first)))).toMatchObject({
      reason: 'shallow_clone',
      sentence: `This is a shallow clone, which lacks the commit ${first.slice(0, 7)}, on which the baseline was measured.`,
    });
    clone.git('fetch', '--quiet', '--depth=1', 'origin', first);
    expect(await baseFor(clone, test(clean(first)))).toMatchObject({ commit: first });
  });
});

describe('the base that somebody names', () => {
  it('goes over everything else', async () => {
    const { made, feature, main } = forked();
    const question = { ci: PULL_REQUEST, against: 'main' };
    const base = await baseFor(made, test(clean(feature)), question);
    expect(base).toEqual({ ref: 'main', commit: main, isMergeBase: false, why: 'against' });
  });

  it('is not replaced by another one where it is missing', async () => {
    const { made: origin, main } = forked();
    const clone = cloneOf(origin);
    expect(await baseFor(clone, test(clean(main)), { against: 'main' })).toMatchObject({
      reason: 'unknown_ref',
      sentence: 'There is no commit "main" in this repository to compare with.',
      remedy: 'There is origin/main: --against origin/main.',
    });
    expect(await baseFor(clone, test(clean(main)), { against: '--all' })).toMatchObject({
      reason: 'unknown_ref',
      remedy: expect.stringMatching(/git log --oneline --all/),
    });
    const shallow = cloneOf(origin, '--depth=1');
    expect(await baseFor(shallow, test(), { against: 'v1' })).toMatchObject({ reason: 'shallow_clone' });
  });
});

describe('the present code', () => {
  it('is no base for itself, unless it was changed', async () => {
    const made = makeRepository();
    const head = headOf(made);
    const none = {
      kind: 'none',
      reason: 'same_code',
      sentence: expect.stringContaining(head.slice(0, 7)),
      remedy: null,
    };
    const states = [
      { isDirty: false, ci: local },
      { isDirty: false, ci: PULL_REQUEST },
      { isDirty: null, ci: CI },
    ];
    for (const state of states) expect(await baseFor(made, test(clean(head)), state)).toEqual(none);
    for (const isDirty of [true, null]) {
      expect(await baseFor(made, test(clean(head)), { isDirty })).toMatchObject({ commit: head });
    }
    expect(await baseFor(made, test(), { isDirty: false, against: 'HEAD' })).toEqual(none);
  });
});

describe('where there is nothing to look in', () => {
  it('says so, and never throws', async () => {
    const directory = temporaryDirectory();
    expect(await baseFor({ directory }, test())).toMatchObject({
      reason: 'no_repository',
      sentence: `${directory} is not in a git repository, so there is no other code to compare with.`,
    });
    const made = repositoryIn(directory);
    made.git('init', '--quiet');
    expect(await baseFor(made, test(clean('f'.repeat(40))))).toMatchObject({ reason: 'no_commits' });
    expect(await baseFor({ directory: made.path('.git') }, test())).toMatchObject({
      reason: 'no_repository',
      sentence: expect.stringContaining('this operation must be run in a work tree.'),
    });
    vi.stubEnv('PATH', temporaryDirectory());
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await baseFor(made, test())).toMatchObject({ reason: 'no_git' });
  });

  it('passes on that somebody has interrupted it', async () => {
    const made = makeRepository();
    const reason = new Error('interrupted');
    const chosen = choose(made, [test()], { supervision: supervised(AbortSignal.abort(reason)) });
    await expect(chosen).rejects.toBe(reason);
  });
});

describe('several tests', () => {
  it('are grouped by commit, and by what is missing, in the order in which they were given', async () => {
    const made = makeRepository();
    const [one, two] = [headOf(made), made.commit()];
    made.commit();
    const tests = [
      { name: 'a', ...test(clean(two)) },
      { name: 'b', ...test(clean(one)) },
      { name: 'c', ...test() },
      { name: 'd', ...test(clean(two), clean(one)) },
      { name: 'e', ...test() },
      { name: 'f', ...test(clean(one), clean(two)), isDrift: true },
    ];
    const { repository, groups, withoutBase } = await choose(made, tests);
    expect(repository?.root).toBe(made.directory);
    expect(groups.map(({ base, why, tests: all }) => [base.commit, why, all.map(({ name }) => name)])).toEqual([
      [two, 'newest_baseline', ['a']],
      [one, 'newest_baseline', ['b', 'd', 'f']],
    ]);
    expect(withoutBase.map(({ none, tests: all }) => [none.reason, all.map(({ name }) => name)])).toEqual([
      ['no_baseline', ['c', 'e']],
    ]);
  });

  it('of which there are none need no repository', async () => {
    const chosen = await choose({ directory: join(temporaryDirectory(), 'nowhere') }, []);
    expect(chosen).toEqual({ repository: null, groups: [], withoutBase: [] });
  });
});
