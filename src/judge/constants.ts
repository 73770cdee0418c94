/** Every figure that the judge goes by. @@ */

// Looks

/** Measurements of a run that a change takes at least. */
export const LOOKS_FOR_A_CHANGE = 2;
/** Measurements of a run at most; then a doubt stays one. */
export const MOST_LOOKS = 3;
/** So many times its margin is beyond doubt after two looks; what lies nearer takes a third. */
export const FAR_FROM_THE_MARGIN = 1.4;
/** Chance that one look at unchanged code seems slower, where past runs are of one or two processes. */
export const FALSE_ALARM_RATE = 0.03;
/** The same where several fresh processes make each run. */
export const FALSE_ALARM_RATE_OF_SEVERAL = 0.08;
/** From so many processes on a run has several. */
export const SEVERAL_PROCESSES = 3;
/** How the chance of a false alarm is split over the views. */
export const SHARE_OF_VIEW = { lowEnd: 0.8, cpuTime: 0.1, drift: 0.1 } as const;
/** Chance that what all looks of a run share is beyond the margin in unchanged code. */
export const SHARED_RATE = 0.001;

// Margins

/** How sure a change of the stated detectable size is to be caught. */
export const DETECTABLE_POWER = 0.9;
/** How many runs the prior on the spread between runs is worth. */
export const PRIOR_WEIGHT = 4;
/** Standard deviation between runs before any were seen, of the low end, on the logarithmic scale. */
export const PRIOR_DEVIATION = { fresh_processes: 0.025, in_process: 0.05, samples: 0.05 } as const;
/** How many times that an aspect moves. */
export const PRIOR_TIMES = { lowEnd: 1, cpuTime: 2 } as const;
/** The narrowest margin of runs of fresh processes, in percent. */
export const STEADIEST_PERCENT = 3.5;
/** How much of the control kernel's jitter is the least that is believed of the spread between runs. */
export const SPREAD_OF_JITTER = 0.25;
/** The most that jitter makes believed of it, on the logarithmic scale. */
export const MOST_SPREAD_OF_JITTER = 0.06;
/** The share of the variance between runs that is never put down to processes that disagree. */
export const LEAST_SHARED = 0.25;
/** The margin of runs of a single process, in times of what the past reached. */
export const HEADROOM_ALONE = 1.2;
/** From so many runs on, their spread is taken from their MAD. */
export const RUNS_FOR_MAD = 5;
/** Resamples of the bootstrap. */
export const RESAMPLES = 400;
/** The quantile of what its processes say that is a run's estimate. */
export const ESTIMATE_QUANTILE = 0.25;
/** The standard error of that quantile, in times of the median's. */
export const ERROR_OF_QUANTILE = 0.6;
/** Noise that hides a slow-down of more percent than this leaves no gate. */
export const BLIND_ABOVE_PERCENT = 50;
/** From so many runs on, more hardly narrow the margin. */
export const RUNS_FOR_FULL_STRENGTH = 12;

// Doubts

/** Standard errors beyond the tolerance from which a run's processes agree. */
export const CLEAR_ERRORS = 3.5;
/** The quantile that stands for the quickest processes: the second lowest, or nearly, of the ten of two looks. */
export const QUICKEST_PROCESSES = 0.1;
/** The share of a slow-down that the quickest processes must show. */
export const SHARE_OF_THE_QUICKEST = 0.5;
/** The level of the precedence test, times the number of past processes. */
export const PRECEDENCE_LEVEL_OF_ONE = 0.02;
/** The lowest level of the precedence test. */
export const LEAST_PRECEDENCE_LEVEL = 0.0003;
/** From so many processes on, one may have been lucky: then the second quickest counts. */
export const ENOUGH_FOR_A_LUCKY_ONE = 10;
/** The share of the level at which it does. */
export const SHARE_OF_THE_SECOND = 0.3;
/** How steeply code may follow a machine that is slower than in any past run, on the logarithmic scale. */
export const STEEPEST = 4;
/** From so many interruptions a sample on, the quickest samples are interrupted too. */
export const OFTEN_INTERRUPTED = 0.5;
/** The share of a run's processes that may be interrupted. */
export const MOST_INTERRUPTED = 0.5;
/** The share of a slow-down by the clock that processor time must show for it to be work. */
export const SHARE_OF_WORK = 0.5;
/** So many samples of one process are enough for their low end to be none that waited. */
export const ENOUGH_SAMPLES = 20;
/** Past runs that processor time takes before it accuses. */
export const RUNS_FOR_CPU_TIME = 5;

// Drift and improvements

/** The oldest runs, which drift is held against. */
export const ANCHOR_RUNS = 5;
/** Past runs that it takes. */
export const RUNS_FOR_DRIFT = 10;
/** Drift below this is none, in percent. */
export const DRIFT_TOLERANCE_PERCENT = 5;
/** So many runs in a row that confirm an improvement become the baseline. */
export const RUNS_TO_FOLLOW = 3;

// The machine

/** How a test follows the control kernel before anything was seen, on the logarithmic scale. */
export const PRIOR_SLOPE = 0.9;
/** Standard deviation of that. */
export const PRIOR_SLOPE_DEVIATION = 0.6;
/** What a process is worth in fitting it. */
export const WORTH_OF_A_PROCESS = 0.3;
/** The share of a machine's shift that stays open however many runs there are. */
export const MODEL_ERROR = 0.15;
/** Deviations from which on residuals pull as if they lay there. */
export const HUBER = 2;
/** Passes of the robust regression. */
export const REGRESSION_PASSES = 3;
/** The least that residuals are taken to deviate. */
export const LEAST_RESIDUAL = 0.005;
/** A change of the machine that people are told of, as a logarithm. */
export const NOTEWORTHY_MACHINE = Math.log(1.05);

// Pairs

/** Pairs of processes a test takes at most where nobody says otherwise. */
export const MOST_PAIRS = 36;
/** With fewer than this, no pairs say that something is slower. */
export const LEAST_PAIRS = 8;
/** When growing numbers of pairs are looked at, as shares of the most; the first ones can only dismiss. */
export const PAIR_LOOKS = [4, 6, 8, 12, 16, 24, 36].map((pairs) => pairs / MOST_PAIRS);
/** The fewest pairs that are looked at. */
export const FIRST_PAIR_LOOK = 4;
/** Chance of any false alarm by pairs in a suite of unchanged tests. */
export const SUITE_ALPHA = 0.001;
/** How that is split over the aspects of a test. */
export const SHARE_OF_ASPECT = { lowEnd: 0.9, cpuTime: 0.1 } as const;
/** A slow-down of two codes must surely be above this, as a logarithm; or above half of the test's tolerance. */
export const PAIR_FLOOR = Math.log1p(0.01);
/** Shares of the pairs that are set aside at either end, in two t-tests of which the clearer one counts. */
export const PAIR_TRIMS = [0.1, 0.25] as const;
/** The p-value that the sign test of the same pairs must reach besides: with eight pairs, all above the floor. */
export const SIGN_LEVEL = 0.004;
/** Standard deviation of pairs that is believed at least, on the logarithmic scale. */
export const LEAST_PAIR_DEVIATION = 0.005;
/** A test is dismissed once its slow-down is below this, or half of what is tolerated, in all likelihood; as a logarithm. */
export const DISMISSED_BELOW = Math.log1p(0.025);
/** How likely, by a t-test. */
export const DISMISS_LEVEL = 0.05;
/** How likely, by a sign test: four pairs of four below. */
export const DISMISS_SIGN_LEVEL = 0.0655;
/** The mean of processor time that is greater with less doubt than this keeps a test from being dismissed. */
export const SUSPICIOUS_CPU_TIME = 0.1;
/** A slow-down with a smaller p-value is probable, though not sure. */
export const PROBABLE = 0.01;
/** A comparison that would not see a slow-down of so many percent, or of what is tolerated where that is more, is too noisy. */
export const PAIRS_BLIND_ABOVE_PERCENT = 25;
/** The share of the most pairs that a test gets that is only too noisy. */
export const SHARE_FOR_THE_BLIND = 0.5;
/** A side that differs from itself with a smaller p-value is not to be compared with another. */
export const CONTROL_LEVEL = 0.001;
/** Differences of a side from itself below this do not count, as a logarithm. */
export const LEAST_CONTROL_DIFFERENCE = 0.005;

// Suspicion

/** The slow-down that must not go by unsuspected, in percent, where the user tolerates no more. */
export const SUSPECTED_PERCENT = 5;
/** The share of runs slowed down by that which must be suspect. */
export const SUSPICION_POWER = 0.99;
/** Standard deviation between runs before any were seen, on the logarithmic scale. */
export const SUSPICION_PRIOR_DEVIATION = { fresh_processes: 0.015, in_process: 0.05, samples: 0.05 } as const;
/** How many runs that belief is worth. */
export const SUSPICION_PRIOR_WEIGHT = 8;
/** The score of what has no history: below that of every suspect that has. */
export const SCORE_WITHOUT_HISTORY = 0.01;
