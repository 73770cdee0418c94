import { describe, expect, it } from 'vitest';
import { branchOf, lineBetween, namedCommit } from '../../src/revisions/history.ts';
import { openRepository } from '../../src/revisions/repository.ts';
import { unwatched } from '../../src/revisions/supervision.ts';
import { type MadeRepository, makeRepository, repositoryIn } from './made-repository.ts';

const opened = ({ directory }: MadeRepository) => openRepository(directory, unwatched(undefined));

/** A main line of three commits, with a branch of two that was merged after the second. */
function withMerge() {
  const made = makeRepository();
  const first = made.git('rev-parse', 'HEAD').trim();
  const second = made.commit();
  made.git('checkout', '--quiet', '-b', 'side', first);
  const sides = [made.commit(), made.commit()];
  made.git('checkout', '--quiet', 'main');
  made.git('merge', '--quiet', '--no-ff', '--message', 'Merge: it\'s "all"\tof it', 'side');
  const merge = made.git('rev-parse', 'HEAD').trim();
  const last = made.commit();
  return { made, first, second, sides, merge, last };
}

describe('lineBetween', () => {
  it('follows first parents, the good commit first', async () => {
    const { made, first, second, merge, last } = withMerge();
    const { commits, notices } = await lineBetween(await opened(made), first, last);
    expect(commits.map(({ hash }) => hash)).toEqual([first, second, merge, last]);
    expect(commits[2]!.subject).toBe('Merge: it\'s "all"\tof it');
    expect(commits[2]!.parents).toHaveLength(2);
    expect(notices).toEqual([]);
  });

  it('begins before the merge where the good commit is on the branch, which is said', async () => {
    const { made, first, second, sides, merge } = withMerge();
    const { commits, notices } = await lineBetween(await opened(made), sides[0]!, merge);
    expect(commits.map(({ hash }) => hash)).toEqual([first, second, merge]);
    expect(notices).toEqual([expect.stringContaining(`the search begins at ${first.slice(0, 7)}`)]);
  });

  it('refuses two times the same commit, and says what is the other way round', async () => {
    const { made, first, last } = withMerge();
    const repository = await opened(made);
    await expect(lineBetween(repository, last, last)).rejects.toThrow(/^Good and bad are the same commit, \w{7}: /);
    await expect(lineBetween(repository, last, first)).rejects.toThrow(/It is the other way round: evenkeel bisect /);
  });

  it('refuses a good commit that is not in the history', async () => {
    const { made, first, last } = withMerge();
    made.git('checkout', '--quiet', '-b', 'other', first);
    const other = made.commit();
    await expect(lineBetween(await opened(made), other, last)).rejects.toThrow(
      /is not in the history of \w{7}.* git merge-base \w{7} \w{7} /,
    );
  });

  it('says of a shallow clone that it is one', async () => {
    const { made, first } = withMerge();
    const clone = makeRepository();
    clone.git('clone', '--quiet', '--depth=1', '--no-single-branch', `file://${made.directory}`, 'clone');
    const shallow = repositoryIn(clone.path('clone'));
    const repository = await opened(shallow);
    await expect(namedCommit(repository, first, '--good')).rejects.toThrow(
      /^--good: there is no commit .* shallow clone/,
    );
    const [side, head] = ['origin/side', 'HEAD'].map((ref) => shallow.git('rev-parse', ref).trim());
    await expect(lineBetween(repository, side!, head!)).rejects.toThrow(/git fetch --unshallow origin/);
  });
});

describe('branchOf', () => {
  it('is what a merge brought in, from where it began', async () => {
    const { made, first, sides, merge, last } = withMerge();
    const repository = await opened(made);
    const { commits } = await lineBetween(repository, first, last);
    const branch = await branchOf(repository, commits[2]!);
    expect(branch!.map(({ hash }) => hash)).toEqual([first, ...sides]);
    expect(await branchOf(repository, commits[3]!)).toBeNull();
    expect(commits[2]!.hash).toBe(merge);
  });

  it('is none of a merge of several at once', async () => {
    const made = makeRepository();
    const first = made.git('rev-parse', 'HEAD').trim();
    for (const name of ['one', 'two']) {
      made.git('checkout', '--quiet', '-b', name, first);
      made.write({ [`${name}.txt`]: name });
      made.commit();
    }
    made.git('checkout', '--quiet', 'main');
    made.git('merge', '--quiet', '--no-ff', '--message', 'both', 'one', 'two');
    const repository = await opened(made);
    const { commits } = await lineBetween(repository, first, made.git('rev-parse', 'HEAD').trim());
    expect(commits.at(-1)!.parents).toHaveLength(3);
    expect(await branchOf(repository, commits.at(-1)!)).toBeNull();
  });
});

it('namedCommit says where to look for what is not there', async () => {
  const repository = await opened(makeRepository());
  await expect(namedCommit(repository, 'v9', '--bad')).rejects.toThrow(
    /^--bad: there is no commit "v9" in this repository\. Look for it with: git log /,
  );
});
