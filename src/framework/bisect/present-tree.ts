import { readFile } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import type { SuiteFile } from '../../measure/processes/collect-tests.ts';
import type { Repository } from '../../revisions/repository.ts';
import { digestOf } from './saved-search.ts';

/** The tree that all commits are held against. */
export interface PresentTree {
  /** Of its commit and of everything by which it differs from that. */
  readonly fingerprint: string;
  /** @throws {UsageError} where it has changed: what was measured before and what is measured now have no yardstick in common. */
  requireSame(): Promise<void>;
}

/**
 * Takes the fingerprint of the present tree.
 * @param cache directory of the baselines, relative to the root, in which the search itself writes.
 */
export async function presentTree(
  repository: Repository,
  files: readonly SuiteFile[],
  cache: string,
): Promise<PresentTree> {
  const fingerprint = await fingerprintOf(repository, files, cache);
  return {
    fingerprint,
    async requireSame() {
      if ((await fingerprintOf(repository, files, cache)) === fingerprint) return;
      throw new UsageError(
        'The present tree changed during the search. Every commit is held against it, so that what was measured before and after cannot be compared: leave it alone, and search again. A search in another check-out needs no pause: git worktree add ../search',
      );
    },
  };
}

async function fingerprintOf({ git }: Repository, files: readonly SuiteFile[], cache: string): Promise<string> {
  const apart = cache === '' || cache.startsWith('..') ? [] : [`:(top,exclude,literal)${cache}`];
  const head = await git.ask('rev-parse', '--verify', '--quiet', 'HEAD');
  const difference = await git.ask('diff', '--no-ext-diff', '--binary', 'HEAD', '--', ':/', ...apart);
  const contents = await Promise.all(files.map(({ path }) => readFile(path, 'utf8').catch(() => '')));
  return digestOf(JSON.stringify([head.stdout, difference.stdout, contents]));
}
