import type { LineEvidence } from '../../judge/bisect/levels.ts';
import type { Line } from '../../revisions/history.ts';
import type { SearchedTest } from './searched-tests.ts';

/** What a commit said of a test. */
export type CommitEvidence = {
  /** Logarithms of its figure against the present tree's: more is worse. */
  looks?: readonly number[];
  /** Why it cannot be measured, in words. */
  unusable?: string;
};

/** Everything that a search has measured, by test and commit: what is asked again is not measured again. */
export class SearchEvidence {
  readonly #tests: Map<string, Map<string, CommitEvidence>>;

  constructor(saved: SavedEvidence = {}) {
    this.#tests = new Map(Object.entries(saved).map(([key, commits]) => [key, new Map(Object.entries(commits))]));
  }

  of({ key }: Pick<SearchedTest, 'key'>, hash: string): CommitEvidence {
    return this.#tests.get(key)?.get(hash) ?? {};
  }

  add(test: SearchedTest, hash: string, found: CommitEvidence): void {
    const commits = this.#tests.get(test.key) ?? new Map<string, CommitEvidence>();
    this.#tests.set(test.key, commits);
    const looks = [...(commits.get(hash)?.looks ?? []), ...(found.looks ?? [])];
    commits.set(hash, found.unusable === undefined ? { looks } : { unusable: found.unusable });
  }

  /** What it comes to on a line. */
  along({ commits }: Pick<Line, 'commits'>, test: SearchedTest): LineEvidence {
    const looks = new Map<number, readonly number[]>();
    const unusable = new Set<number>();
    for (const [at, { hash }] of commits.entries()) {
      const own = this.of(test, hash);
      if (own.unusable !== undefined) unusable.add(at);
      else if (own.looks !== undefined && own.looks.length > 0) looks.set(at, own.looks);
    }
    return { last: commits.length - 1, looks, unusable, scatter: test.metric.scatter };
  }

  /** Hashes that were measured, or could not be, for any test. */
  counts(): { readonly measured: number; readonly unusable: number } {
    const all = [...this.#tests.values()].flatMap((commits) => [...commits]);
    const hashes = (is: (found: CommitEvidence) => boolean) =>
      new Set(all.filter(([, found]) => is(found)).map(([hash]) => hash)).size;
    return {
      measured: hashes(({ unusable }) => unusable === undefined),
      unusable: hashes(({ unusable }) => unusable !== undefined),
    };
  }

  toJSON(): SavedEvidence {
    return Object.fromEntries([...this.#tests].map(([key, commits]) => [key, Object.fromEntries(commits)]));
  }
}

/** In a form that can be written. */
export type SavedEvidence = Readonly<Record<string, Readonly<Record<string, CommitEvidence>>>>;
