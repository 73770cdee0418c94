/** Marks what waits for a store. */
export const WAITING_FORMAT = 'evenkeel-waiting';

/** Rises when a reader of it would have to change, as it would where runs are exported in another form (`PORTABLE_VERSION`). */
export const WAITING_VERSION = 1;
