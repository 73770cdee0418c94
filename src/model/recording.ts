/**
 * What became of a run in the store. `not_recorded` was decided; `failed` should have been stored and could not be: the
 * verdict holds, but the run will be missing from the baseline.
 */
export type Recording =
  | { readonly state: 'recorded' }
  /** The run was cut short: it counts beside whole runs, and is no baseline by itself. */
  | { readonly state: 'recorded_in_part' }
  | { readonly state: 'accepted' }
  | { readonly state: 'kept_as_regression' }
  | { readonly state: 'not_recorded'; readonly reason: string }
  | { readonly state: 'failed'; readonly reason: string };
