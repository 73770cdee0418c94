/** Marks exported baselines. */
export const PORTABLE_FORMAT = 'evenkeel-baselines';

/** Rises when a reader of exported baselines would have to change. */
export const PORTABLE_VERSION = 3;

/** What can be imported: runs of version 2 do not say whether the tree was as committed. */
export const READABLE_VERSIONS = [2, PORTABLE_VERSION] as const;
