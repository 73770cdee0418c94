/**
 * What became of a run in the store. `not_recorded` was decided; `failed` should have been stored and could not be: the
 * verdict holds, but the run will be missing from the baseline. `waiting` runs are kept beside the project and sent when the store
 * can be reached again.
 */
export type Recording =
  | { readonly state: 'recorded' }
  /** The run was cut short: it counts beside whole runs, and is no baseline by itself. */
  | { readonly state: 'recorded_in_part' }
  | { readonly state: 'accepted' }
  | { readonly state: 'kept_as_regression' }
  | { readonly state: 'not_recorded'; readonly reason: string }
  /** The store was away: the run waits in the spool beside the project, and goes with the next one that reaches the store. */
  | { readonly state: 'waiting'; readonly reason: string }
  | { readonly state: 'failed'; readonly reason: string };

/** That what should be stored is not in the store: it waits for it, or is lost to it. */
export type NotInStore = Extract<Recording, { state: 'waiting' | 'failed' }>;
