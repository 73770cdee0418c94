/** Marks exported baselines. */
export const PORTABLE_FORMAT = 'evenkeel-baselines';

/** Rises when a reader of exported baselines would have to change. 3 knew nothing of what runs were made with. */
export const PORTABLE_VERSION = 4;

/** What this version reads. */
export const READABLE_VERSIONS: readonly number[] = [3, PORTABLE_VERSION];
