/** Why a test is worth a comparison that history cannot give. */
export type SuspicionName =
  | 'no_history'
  | 'incomparable_history'
  | 'few_runs'
  | 'slower_look'
  | 'above_the_bar'
  | 'cpu_time_up'
  | 'drifted'
  | 'history_from_elsewhere'
  | 'too_noisy'
  | 'undecided_before';

/** One of these reasons. */
export interface SuspicionReason {
  /** Which reason it is, for programs. */
  readonly name: SuspicionName;
  /** In words. */
  readonly sentence: string;
}

/** Whether a test is suspect, and how much. */
export interface Suspicion {
  readonly isSuspect: boolean;
  readonly reasons: readonly SuspicionReason[];
  /**
   * The most suspicious have the most: how many standard deviations it is slower, at least a little above 0; less than
   * that without a history, which says nothing; 0 where it is not suspect.
   */
  readonly score: number;
}
