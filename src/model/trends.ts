/** One run of a series: what was measured, and when. */
export interface SeriesRun {
  /** The run's figure, in the unit of its metric: seconds per call, bytes, … */
  readonly value: number;
  /** ISO 8601. */
  readonly recordedAt: string;
  /** Commit that was measured; null where it is not known. */
  readonly commit: string | null;
}

/** A change of level in a series that lasted. */
export interface Step {
  /** Commit of the first run of the new level; null where it is not known. */
  readonly commit: string | null;
  /** Commit of the last run of the old level: the change is in what came after it. Null where it is not known. */
  readonly previousCommit: string | null;
  /** ISO 8601, of the first run of the new level. */
  readonly recordedAt: string;
  /** Its place in the series, counted from 0. */
  readonly index: number;
  /** From the old level to the new one, in percent of the old one; positive where the figure rose. */
  readonly changePercent: number;
  /** Interval for the change at 95 %, in percent. */
  readonly interval: readonly [low: number, high: number];
  /**
   * 1 less the chance that a series without a step shows one as clear as this, at most; adjusted for all places that were looked
   * at and for autocorrelation. From 0.99 to 1.
   */
  readonly confidence: number;
}

/** How a series drifts since its last step. */
export interface Drift {
  /** Percent a run; positive where the figure rises. */
  readonly percentPerRun: number;
  /** Interval for it at 95 %, in percent a run. */
  readonly interval: readonly [low: number, high: number];
  /** Chance of a drift as clear as this in a series that stays where it is; two-sided. */
  readonly pValue: number;
  /** Whether the drift is told apart from chance: `pValue` of at most 0.001. */
  readonly isDrifting: boolean;
}

/** Runs of one hour or weekday. */
export interface SeasonPart {
  /** The hour, 0 to 23, or the weekday, 0 for Sunday to 6, in UTC. */
  readonly part: number;
  /** How many runs fall on it. */
  readonly runs: number;
  /** By how much their median differs from that of all runs, in percent. */
  readonly changePercent: number;
}

/** A rhythm of days or weeks. */
export interface Season {
  /** What decides. */
  readonly by: 'hour' | 'weekday';
  /** Chance of as clear a rhythm where there is none. At most 0.001. */
  readonly pValue: number;
  /** Each hour or weekday with runs, in order. */
  readonly parts: readonly SeasonPart[];
}

/** What a series' history says of it. */
export interface SeriesAnalysis {
  /** How many runs were looked at. */
  readonly runs: number;
  /** Changes of level, oldest first; empty where there are none that can be told from chance. */
  readonly steps: readonly Step[];
  /** Drift since the last step; null where there are too few runs since then. */
  readonly trend: Drift | null;
  /** Rhythms that can be told from chance; empty where there are none, or the times do not allow to see one. */
  readonly seasons: readonly Season[];
  /** Robust standard deviation of the runs around their levels, in percent; null where there are too few runs. */
  readonly spreadPercent: number | null;
  /** How much a run's figure hangs on that of the run before it, from 0 to 1; above 0.7 it is taken for 0.7. */
  readonly autocorrelation: number;
  /** How many independent runs would say as much as those since the last step. */
  readonly effectiveRuns: number;
  /** What limits all of this, in sentences: few runs, gaps, doubles, times that run backwards. */
  readonly notes: readonly string[];
}

/** What the history of a stored series says of it. */
export interface SeriesTrends extends SeriesAnalysis {
  /** What its runs are stored under. */
  readonly testName: string;
  /** Name of its metric: `time`, `allocatedBytes`, … */
  readonly metric: string;
  /** Unit of its figures; '' for a bare number. */
  readonly unit: string;
  /** Which change of it is a good one. */
  readonly better: 'lower' | 'higher';
  /** The project that it is of. */
  readonly project: string;
  /** Separates machines whose results must not be compared. */
  readonly environmentKey: string;
}
