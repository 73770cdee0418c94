/** Marks exported baselines. */
export const PORTABLE_FORMAT = 'evenkeel-baselines';

/** Rises when a reader of exported baselines would have to change. */
export const PORTABLE_VERSION = 3;
