/** The commit that the present tree was compared with. */
export interface BaseRevision {
  /** As the user wrote it. */
  readonly ref: string;
  /** Full hash. */
  readonly commit: string;
  /** Whether it is the merge-base of HEAD and `ref` instead of `ref` itself. */
  readonly isMergeBase: boolean;
}
