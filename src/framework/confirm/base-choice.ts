import type { BaseRevision } from '../../model/base-revision.ts';
import type { NoBase } from './no-base.ts';

/**
 * What made a commit the one to compare with:
 * - `against`: somebody named it;
 * - `pull_request`, `branch`: this branch left another one there;
 * - `newest_baseline`, `oldest_anchor`: the test's baseline was measured on it;
 * - `baseline_elsewhere`: the same in another environment.
 */
export type WhyBase =
  | 'against'
  | 'pull_request'
  | 'branch'
  | 'newest_baseline'
  | 'oldest_anchor'
  | 'baseline_elsewhere';

/** The commit that a test is to be measured against in pairs, or why there is none. */
export type BaseChoice = { readonly kind: 'revision'; readonly base: BaseRevision; readonly why: WhyBase } | NoBase;
