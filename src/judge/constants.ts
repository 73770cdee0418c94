import { TEST_OPTIONS } from '../model/test-options.ts';

/*
 * Every figure that verdicts go by, in one table: what it is, where it is from, and what comes of half and of twice as
 * much. (What people are advised of, without a part in any verdict, is in advice.ts and interference.ts.)
 *
 * "Replay" is `npm run bench:detection -- replay`: recorded noise of a busy machine and of a calmer one, judged as runs.
 * With the figures below it gives no false alarm in 2,328 verdicts on unchanged code, and catches of +5 % and +10 %
 *   42 and 99 % after twelve runs of history (47 and 99 % in the second recording),
 *   1 and 49 % after one run,
 *   4 and 53 % after twelve runs that count as made elsewhere.
 * Where nothing is said of false alarms there were none either. The recordings have neither processor time nor
 * evenkeel's own control kernel, so what goes by those is only reasoned about; so is what they do not have in them.
 */

// ---------------------------------------------------------------------------------------------- looks and error budget

/**
 * Measurements of a run that a change takes at least. Source: decision 4; a single look is wrong in up to 8 % of runs.
 * Halved (1): a gate of one look, up to 8 % false alarms. Doubled: reasoned, +5 % would hardly be caught.
 */
export const LOOKS_FOR_A_CHANGE = 2;
/**
 * Measurements of a run at most; then a doubt stays one. Source: replay. Two: catches 25 and 94 % after twelve runs,
 * – and 14 % after one. Doubled: not measured; few tests ever take a third.
 */
export const MOST_LOOKS = 3;
/**
 * So many times its margin is beyond doubt after two looks; what lies nearer takes a third. Source: replay. 1.2: catches
 * 45 and 99 %; 1.8: 40 and 99 %, and a few more measurements.
 */
export const FAR_FROM_THE_MARGIN = 1.4;
/**
 * Chance that one look at unchanged code seems slower, where past runs are of one or two processes. Source: decision 4.
 * Halved and doubled: reasoned, as for the next one.
 */
export const FALSE_ALARM_RATE = 0.03;
/**
 * The same where several fresh processes make each run. Source: replay. Halved: catches 27 and 94 %, after one run – and
 * 11 %. Doubled: 54 and 99 %, after one run 15 and 79 %, and one false alarm of 2,328.
 */
export const FALSE_ALARM_RATE_OF_SEVERAL = 0.08;
/** From so many processes on a run has several. Source: fewer have no second lowest. Halved and doubled: not measured. */
export const SEVERAL_PROCESSES = 3;
/**
 * How the chance of a false alarm is split over the views. Source: the steady low end gets most; what only the others see
 * may be larger. 0.4 for the low end: catches 29
 * and 96 %.
 */
export const SHARE_OF_VIEW = { lowEnd: 0.8, cpuTime: 0.1, drift: 0.1 } as const;
/**
 * Chance that what all looks of a run share lies beyond the margin in unchanged code: it is judged once, so this is the
 * rate of a verdict. Source: the promise of 0.1 %. Halved: +10 % elsewhere is caught in 44 %; doubled: in 61 %.
 */
export const SHARED_RATE = 0.001;

// ------------------------------------------------------------------------------------------------------------- margins

/** How sure a change of the stated detectable size is to be caught. Source: the usual power. It moves that figure alone. */
export const DETECTABLE_POWER = 0.9;
/**
 * How many runs the prior on the spread between runs is worth. Source: replay. Halved: after one run +10 % is caught in
 * 12 %, after twelve runs elsewhere in 58 %. Doubled: in 65 and 45 %, after twelve runs 39 and 99 %.
 */
export const PRIOR_WEIGHT = 4;
/**
 * Standard deviation between runs before any were seen, of the low end, on the logarithmic scale: a single process is one
 * throw of the compiler's dice. Source: recordings of decision 4. Halved: catches 50 and 99 %, after
 * one run 32 and 84 %, and two false alarms of 2,328. Doubled: 8 and 88 %, after one run none of either.
 */
export const PRIOR_DEVIATION = { fresh_processes: 0.025, in_process: 0.05, samples: 0.05 } as const;
/** How many times that an aspect moves. Source: recorded noise; a mean moves twice as much. Halved and doubled: not measured. */
export const PRIOR_TIMES = { lowEnd: 1, cpuTime: 2 } as const;
/**
 * The narrowest margin of runs of fresh processes, in percent. Source: recorded noise, the steadiest functions move by
 * 3 % from one hour to the next, and so far in one direction that three looks in a row see it. Halved: catches 44 and
 * 99 %; the recordings are too short to show what it is for. Doubled: 3 and 80 %.
 */
export const STEADIEST_PERCENT = 3.5;
/**
 * How much of the control kernel's jitter (ln of its median by its low end) is the least that is believed of the spread
 * between runs. Source: live recordings of a busy machine, where it was 9 to 14 %, and 16 to 21 % in a quarter of the
 * processes. Halved: reasoned, no part but in bursts. Doubled: margins as wide as after one run whenever others work.
 */
export const SPREAD_OF_JITTER = 0.25;
/**
 * The most that jitter makes believed of it, on the logarithmic scale. Source: the kernel that waits with asynchronous
 * code jitters by ln 2.7 on a busy machine, where a function that slept for 20 ms differed by 0.3 % between processes.
 * Halved and doubled: with and without this bound the live recordings gave the same verdicts.
 */
export const MOST_SPREAD_OF_JITTER = 0.06;
/**
 * The share of the variance between runs that is never put down to processes that disagree. Source: reasoned, some of a
 * spread is never theirs. Halved: nothing changes. Doubled: +10 % elsewhere is caught in 49 %.
 */
export const LEAST_SHARED = 0.25;
/**
 * The margin of runs of a single process, in times of what the past reached. Source: bursts make such runs alike that are
 * close in time, so the reach alone is exceeded too often (recorded noise: by 5.3 % of unchanged runs at a level of 5 %).
 * 1: that; doubled: reasoned, only slow-downs that are twice as large as anything before.
 */
export const HEADROOM_ALONE = 1.2;
/**
 * From so many runs on, their spread is taken from their MAD, which is too often close to zero for fewer. Source:
 * reasoned. 3: nothing changes after twelve runs; doubled: +5 % after five calm runs is caught in 45 instead of 50 %.
 */
export const RUNS_FOR_MAD = 5;
/** Resamples of the bootstrap. Source: Efron and Tibshirani (1993), ch. 6. Halved: reasoned, a less exact deviation. */
export const RESAMPLES = 400;
/**
 * The quantile of what its processes say that is a run's estimate: noise only adds time, to processes as to samples.
 * Source: recorded noise, it moves 0.6 to 0.7 times as much as the median. Halved (the lowest, nearly): 44 and 98 %.
 * Doubled (the median): 43 and 95 %, and one false alarm of 2,328.
 */
export const ESTIMATE_QUANTILE = 0.25;
/**
 * The standard error of that quantile, in times of the median's. Source: as above. Halved: elsewhere +10 % is caught in
 * 41 %. Doubled: 30 and 95 %, and elsewhere +10 % in 69 %, because more is put down to the processes.
 */
export const ERROR_OF_QUANTILE = 0.6;
/**
 * Noise that hides a slow-down of more percent than this leaves no gate. What the user's own head-room and tolerance hide
 * does not count. Source: reasoned. Halved and doubled:
 * nothing changes in the replay.
 */
export const BLIND_ABOVE_PERCENT = 50;
/** From so many runs on, more hardly narrow the margin. Source: reasoned. It is only said. */
export const RUNS_FOR_FULL_STRENGTH = 12;

// -------------------------------------------------------------------------------------------------------------- doubts

/**
 * Standard errors beyond the tolerance from which a run's processes agree. Source: decision 4, where it ended five false
 * alarms of a judge of one look. Halved: 43 and 99.6 %, as without it; doubled: 31 and 96 %. What it is
 * for is not in the replay: where one run in ten is held up, all its looks, each process by 30 % on average (`ablate`),
 * 6.7 % of unchanged runs are called slower without it, and 2.4 % with it (1,560 each).
 */
export const CLEAR_ERRORS = 3.5;
/**
 * The level of the precedence test, times the number of past processes: the more of them, the less is left to chance.
 * Source: simulated functions whose processes have two modes 15 % apart, 0.1 to 0.4 % false alarms where there were up to
 * 12 %. Halved: nothing changes in the replay after twelve runs, after one run +25 % loses 0.2 points; doubled: +0.2
 * points of +5 %.
 */
export const PRECEDENCE_LEVEL_OF_ONE = 0.02;
/** The lowest level of the precedence test. Source: as above. Halved: nothing changes; doubled: +0.2 points of +5 %. */
export const LEAST_PRECEDENCE_LEVEL = 0.0003;
/**
 * From so many processes on, one may have been lucky, with the compiler as well as with its neighbours: then the second
 * quickest counts. Source: with it +10 % is caught in 73 instead of 28 % where one process in ten is 15 % quicker.
 * Halved: nothing changes; doubled: 41 and 99 %.
 */
export const ENOUGH_FOR_A_LUCKY_ONE = 10;
/** The share of the level at which it does. Source: as above. Halved: nothing changes; doubled: +0.3 points of +5 %. */
export const SHARE_OF_THE_SECOND = 0.3;
/**
 * How steeply code may follow a machine that is slower than in any past run, on the logarithmic scale. Source: live
 * recording, an unchanged function took 65 % longer where the kernel took 18 % longer, three times as much, and processor
 * time followed a little more steeply. Halved: that is a false alarm; doubled: reasoned, no verdict on such machines.
 */
export const STEEPEST = 4;
/**
 * From so many interruptions a sample on, the quickest samples are interrupted too. Source: with ten busy programs on two
 * processors a function of 1.2 ms was interrupted 0.35 times a sample and its low end did not move; one of 8 ms was 5
 * times, and its low end was 128 ms. Halved: reasoned, doubts where nothing moved; doubled: still far from 5.
 */
export const OFTEN_INTERRUPTED = 0.5;
/** The share of a run's processes that may be interrupted. Source: a majority. Halved and doubled: not measured. */
export const MOST_INTERRUPTED = 0.5;
/**
 * The share of a slow-down by the clock that processor time must show for it to be work. Source: reasoned, code that is
 * slower works more. Halved: reasoned, waiting passes for work more easily; doubled: all of a slow-down would have to show.
 */
export const SHARE_OF_WORK = 0.5;
/**
 * So many samples of one process are enough for their low end to be none that waited. Source: decision 21, of eight
 * samples each, processes of unchanged code lay up to five times apart. Halved: their 5th percentile is the lowest one;
 * doubled: reasoned, slow functions are never called slower in one process.
 */
export const ENOUGH_SAMPLES = 20;
/**
 * Past runs that processor time takes before it accuses. Source: live recording, that of a function that reads files jumps
 * by 160 % with the way in which threads wait for each other, and back. Halved: that is a false alarm; doubled: reasoned,
 * dearer slow branches go by for five runs more.
 */
export const RUNS_FOR_CPU_TIME = 5;

// ---------------------------------------------------------------------------------------------- drift and improvements

/** The oldest runs, which drift is held against. Source: reasoned, a median of five. 3 or 10: nothing changes, for lack of drift. */
export const ANCHOR_RUNS = 5;
/** Past runs that it takes, so that it is no step. Source: reasoned. Halved and doubled: as before. */
export const RUNS_FOR_DRIFT = 10;
/** Drift below this is none, in percent. Source: reasoned. Halved: nothing changes; doubled: +10 % loses 0.2 points. */
export const DRIFT_TOLERANCE_PERCENT = 5;
/**
 * So many runs in a row that confirm an improvement become the baseline. Source: reasoned, so many are no good luck. 2:
 * 43 and 99 %; doubled: 42 and 99 %, and an improvement can be lost again for three runs more.
 */
export const RUNS_TO_FOLLOW = 3;

// --------------------------------------------------------------------------------------------------------- the machine

/**
 * How a test follows the control kernel before anything was seen, on the logarithmic scale. Source: slopes of 15 example
 * tests and 13 workloads on a busy machine, from 0 (native hashing) to 2 (allocation). Halved and doubled: not measured.
 */
export const PRIOR_SLOPE = 0.9;
/** Standard deviation of that. Source: as above. Halved: reasoned, hashing would be called quicker on slow machines. */
export const PRIOR_SLOPE_DEVIATION = 0.6;
/**
 * What a process is worth in fitting it. Source: reasoned, processes of one run share its moment, so it is about a third
 * of an independent one. Halved and doubled: not measured.
 */
export const WORTH_OF_A_PROCESS = 0.3;
/**
 * The share of a machine's shift that stays open however many runs there are: a straight line is not the whole truth.
 * Source: reasoned. Halved and doubled: not measured.
 */
export const MODEL_ERROR = 0.15;
/** Deviations from which on residuals pull as if they lay there. Source: Huber (1964). Halved and doubled: not measured. */
export const HUBER = 2;
/** Passes of the robust regression. Source: reasoned, the slope has settled by then. */
export const REGRESSION_PASSES = 3;
/** The least that residuals are taken to deviate. Source: reasoned. It keeps the weights finite. */
export const LEAST_RESIDUAL = 0.005;
/** A change of the machine that people are told of, as a logarithm. Source: reasoned. It is only said. */
export const NOTEWORTHY_MACHINE = Math.log(1.05);

// ----------------------------------------------------------------------------------------------------------- suspicion

/**
 * The slow-down that must not go by unsuspected, in percent, where the user tolerates no more. Source: the
 * smallest that pairs must catch. Halved: reasoned, everything is suspect; doubled: +5 % goes by as often as not.
 */
export const SUSPECTED_PERCENT = 5;
/**
 * The share of runs slowed down by that which must be suspect. Source: `npm run bench:detection -- suspicion`, after 12
 * runs on a calm and a busy machine: 98.7 and 98.0 % are, and 40 and 37 % of the unchanged ones. 0.97: 96.8 and 95.5 %,
 * 23 and 22 %; 0.95: 94.9 and 93.3 %, 17 and 16 %; 0.9: 89.7 and 87.2 %, 8 and 9 %.
 */
export const SUSPICION_POWER = 0.99;
/**
 * Standard deviation between runs before any were seen, on the logarithmic scale. Source: the same; the smallest that keeps
 * 99 % with one, two, five and twelve runs. 0.0125: 98 % with five; 0.02: 58 instead of 39 % of the unchanged after twelve.
 */
export const SUSPICION_PRIOR_DEVIATION = { fresh_processes: 0.015, in_process: 0.05, samples: 0.05 } as const;
/**
 * How many runs that belief is worth. Source: the same. Halved: 95 instead of 78 % of the unchanged are suspect after one
 * run by the bar alone, 38 instead of 39 % after twelve. Doubled: fewer than 98.9 % of +5 % are with some history.
 */
export const SUSPICION_PRIOR_WEIGHT = 8;
/**
 * With fewer past runs than this, nothing is cleared. Source: three are the fewest of which one that was slow does not set
 * the baseline; in a soak +10 % went by whose one past run was 14 % too slow. `npm run bench:detection -- suspicion`, +10 %
 * after three runs, the newest such a one: suspect in all of 3,768. With 1, after one run 4 to 18 %; with 2, after two 94 to 98 %.
 * Doubled: unchanged tests with three and five runs are all suspect instead of 15 to 52 and 8 to 46 %, for no more power.
 */
export const RUNS_TO_CLEAR = 3;
/** The score of what has no history: below that of every suspect that has. It only orders. */
export const SCORE_WITHOUT_HISTORY = 0.01;

// ------------------------------------------------------------------------------------------------- pairs of functions

/**
 * One alarm in a thousand comparisons of functions that are exactly at the limit. Source: the promise of 0.1 %. Halved and
 * doubled: one in two thousand, one in five hundred.
 */
export const COMPARISON_FALSE_ALARM_RATE = 0.001;
/**
 * Share of the blocks of fresh processes that is set aside at either end. Source: Tukey and McLaughlin (1963). Halved:
 * none is set aside of fewer than twenty pairs, instead of ten; doubled: one at either end of five already.
 */
export const COMPARISON_TRIM = 0.1;
/**
 * The same of what is counted, which hardly scatters: a process that says something else is an odd one, such as one whose code was
 * not compiled as in the others. Source: reasoned, of five that agree but for one the one is set aside. Halved: one that is odd hides
 * a difference of 100 %; doubled: nothing would be left.
 */
export const COUNTED_TRIM = 0.25;
/**
 * A deviation of fewer blocks than this is not worth a verdict. Source: three degrees of freedom. Halved: reasoned, with one
 * degree only what is hundreds of errors away is seen; doubled: fewer than the usual eight pairs are never judged.
 */
export const LEAST_BLOCKS = 4;
/**
 * The least that is allowed for where both functions ran in one process. Source: decision 10, the 99th percentile of what
 * unchanged functions differed by (5.2 % of twelve functions, 2.5 % of twelve others). Halved: reasoned, more false
 * alarms than one in a hundred; doubled: reasoned, +10 % goes by.
 */
export const LEAST_ALLOWANCE = Math.log1p(0.05);
/** Of the bound on how much the baseline differs from itself there. Source: reasoned. 0.975 and 0.9: not measured. */
export const BOUND_CONFIDENCE = 0.95;
/**
 * Share of the blocks of one process that is set aside at either end: a block is short, so an interruption can take the
 * whole of it. Source: at load 8 on two processors the 90th percentile of the standard error was 7 %, 13 % with half of it.
 */
export const IN_PROCESS_TRIM = 0.2;
/** Of fewer blocks, nothing can be spared. Source: a fifth of nine is one. Halved: one of five at either end; doubled: not measured. */
export const LEAST_TO_TRIM = 10;
/**
 * How the error budget of one process is split over quickest samples and medians. Source: as `SHARE_OF_VIEW`. Halved:
 * a critical value 8 % larger for what is slower throughout.
 */
export const SHARE_OF_QUICKEST_SAMPLES = 0.9;

// ------------------------------------------------------------------------------------------------- pairs of revisions
//
// "Pairs" are recordings of pairs that took turns on one processor at a load of 4 to 16 (307 pairs of twelve workloads and
// more), from which sequences were drawn with their signs flipped at random: docs/decisions/0022-pairs-by-turns.md. With
// the figures below they gave 0 false alarms in 300,000 tests, and caught of +3 %, +5 % and +10 % 94, 99.9 and 100 %.
//
// "Figures" is `npm run bench:detection -- pair-figures --trials 50`: 90 coarser pairs of shared/noise/lockstep, 500 tests a
// change. As it is: 0 false alarms, +3, +5 and +10 % in 80, 100 and 100 %, 6.2 pairs an unchanged test and 16.3 at +5 %. What is
// not named below was the same.

/**
 * How a test's error budget is split over its aspects. Source: a tenth makes a critical value about a fifth larger. Figures:
 * a twentieth or a fifth for the mean: 80 % of +3 % as well.
 */
export const SHARE_OF_ASPECT = { lowEnd: 0.9, cpuTime: 0.1 } as const;
/**
 * Pairs of processes a test takes at most where nobody says otherwise. Source: pairs. Figures: 24: +3, +5 and +10 % in
 * 45, 94 and 100 %; 36: 67, 99.4 and 100 %; 96: 95, 100 and 100 %, 6.7 pairs an unchanged test, 16.9 at +5 %, and twice the time for what
 * stays open.
 */
export const MOST_PAIRS = 48;
/**
 * With fewer pairs nothing is said to be slower. Source: eight on one side of the floor have a chance of 0.004. Halved: none
 * sooner, by `SIGN_LEVEL`, and two looks more share the budget: figures, +3 % in 78 %. Doubled: 81 %, but what is plain
 * after eight pairs takes sixteen, and +5 % 18.8 pairs.
 */
export const LEAST_PAIRS = 8;
/**
 * When growing numbers of pairs are looked at, as shares of the most; those before `LEAST_PAIRS` can only dismiss. Source:
 * pairs. Figures: half as many (4, 8, 16, 48): 7.2 pairs an unchanged test, 22.7 at +5 %; twice as many: 5.6 and 16.0, and +3 % in 77 %.
 */
export const PAIR_LOOKS: readonly number[] = [4, 6, 8, 12, 16, 24, 36, 48].map((pairs) => pairs / MOST_PAIRS);
/**
 * The fewest pairs that are looked at. Source: pairs; most unchanged tests are dismissed by four. Halved: nothing
 * changes with 48 pairs at most; of fewer, two of two have a chance of 0.25 and dismiss nothing. Doubled: figures,
 * 9.5 pairs an unchanged test.
 */
export const FIRST_PAIR_LOOK = 4;
/**
 * Chance of any false alarm by pairs in a suite of unchanged tests; split evenly over tests, looks that may accuse, and
 * aspects. Source: the promise of 0.1 %. Split as O'Brien and Fleming do, +5 % takes 19 pairs instead of 11. Halved and
 * doubled: of twelve tests t must be 12.0 and 9.8 instead of 10.8 after eight pairs, 5.2 and 4.8 instead of 5.0 after 48. Figures:
 * +3 % in 76 and 82 %, 17.6 and 15.4 pairs at +5 %.
 */
export const SUITE_ALPHA = 0.001;
/**
 * A slow-down of two revisions must surely be above this, as a logarithm, or above half of the test's tolerance. Below it
 * may come from no more than another place in memory. Source: reasoned. Halved: nothing changes, half of the usual
 * tolerance is 1 % as well; doubled: figures, +3 and +5 % in 37 and 98.6 %, 21.9 pairs.
 */
export const PAIR_FLOOR = Math.log1p(0.01);
/**
 * Shares of the pairs that are set aside at either end in two t-tests, of which the clearer one counts at half of the
 * level: few pairs can spare none, and of many a quarter may be ruined. Source: pairs; Tukey and McLaughlin (1963). One
 * trim of 10, 20 or 30 %: +5 % takes 10.5, 11.2 or 14.4 pairs, and pairs that are not pinned want the larger ones. Figures: both
 * halved (5 and 12.5 %): +3 and +5 % in 77 and 99.6 %; 20 and 40 %: 73 and 99.8 %, 19.5 pairs.
 */
export const PAIR_TRIMS = [0.1, 0.25] as const;
/**
 * The p-value that the sign test of the same pairs must reach besides. Source: pairs with two levels 7 % apart by process:
 * 1.7 false alarms in 100,000 with it, 17 to 27 without. Halved: eight of eight (0.0039) are no longer enough, so nothing is
 * slower before twelve pairs (figures: 17.6 at +5 %). Doubled: nothing changes up to 24 pairs; of 36, 26 above the floor are enough
 * instead of 27.
 */
export const SIGN_LEVEL = 0.004;
/**
 * The least standard deviation of pairs that is believed, on the logarithmic scale. Source: pairs; it changes little. Figures:
 * halved and doubled, nothing beyond 0.2 pairs and points. Doubled, after eight pairs +5 % has t = 11, barely enough.
 */
export const LEAST_PAIR_DEVIATION = 0.005;
/**
 * A test is dismissed once its slow-down is below this in all likelihood, as a logarithm; or below half of what is
 * tolerated, where that is more. Source: pairs. 3.5 %: saves 0.2
 * pairs a test, and +3 % is caught in 35 instead of 96 %. Figures: halved: 12.4 pairs an unchanged test, for three points of +3 %;
 * doubled: 4.4 pairs, and +3 and +5 % in 13 and 91 %.
 */
export const DISMISSED_BELOW = Math.log1p(0.025);
/**
 * How unlikely a greater slow-down must be, by a t-test. Source: pairs; +5 % is dismissed in 0.01 to 0.05 %. Figures:
 * halved: 6.6 pairs an unchanged test; doubled: 5.5, and +3 % in 78 %.
 */
export const DISMISS_LEVEL = 0.05;
/**
 * The same by a sign test: four pairs of four below. Source: 0.5 to the power of four. Halved: it takes six of six
 * (figures: 6.6 pairs an unchanged test); doubled: five of six will do (5.8, and +3 % in 77 %).
 */
export const DISMISS_SIGN_LEVEL = 0.0655;
/**
 * A mean of processor time with a smaller p-value keeps a test from being dismissed: one unchanged test in ten at most.
 * Source: reasoned. Halved and doubled: one in twenty, one in five; figures: 5.7 and 6.6 pairs an unchanged test.
 */
export const SUSPICIOUS_CPU_TIME = 0.1;
/**
 * Slower in all likelihood, though not surely. Source: reasoned. It tells `inconclusive` from `pass` alone. Halved and
 * doubled: nothing changes in the figures.
 */
export const PROBABLE = 0.01;
/**
 * Pairs that would not show a slow-down of so many percent, or of what is tolerated, are `inconclusive`. Source: reasoned.
 * Halved and doubled: nothing changes in the figures, whose pairs are not so noisy.
 */
export const PAIRS_BLIND_ABOVE_PERCENT = 25;
/**
 * The share of the most pairs that a test gets which is only too noisy: more help by their square root at best. Source:
 * reasoned. Halved: it gets twelve instead of 24; doubled: 48. Nothing changes in the figures.
 */
export const SHARE_FOR_THE_BLIND = 0.5;
/**
 * A side that differs from itself with a smaller p-value has the floor raised by as much. Source: reasoned. Halved and
 * doubled: one look in two thousand, one in five hundred; nothing changes in the figures.
 */
export const CONTROL_LEVEL = 0.001;
/**
 * Differences of a side from itself below this do not count, as a logarithm. Source: half of the floor. Halved: reasoned,
 * more floors are raised, by less than matters; doubled: a bias as large as the floor goes by. Nothing changes in the figures.
 */
export const LEAST_CONTROL_DIFFERENCE = 0.005;

// ------------------------------------------------------------------------------------------------------------- metrics

/**
 * Chance that a figure of unchanged code lies beyond its margin, by the normal law: it is looked at once, so this is the rate of a
 * verdict. Source: the promise of 0.1 %.
 */
export const METRIC_FALSE_ALARM_RATE = 0.001;
/**
 * Standard deviation between runs of a metric before any were seen, on the logarithmic scale, by what its evidence is, or by how it
 * scatters where that is not by chance. Source: `npm run bench:ingest -- error-rates`, forks of one virtual machine a run: 0.04 for
 * `samples` gives 14 false alarms in 2,356 verdicts after two to five runs, 0.06 half of them, 0.08 four and a gate that sees
 * nothing below +25 %. Of counted figures and sizes: reasoned, they move with the code alone.
 */
export const METRIC_PRIOR_DEVIATION = {
  processes: 0.015,
  samples: 0.06,
  summary: 0.05,
  exact: 0.05,
  counted: 0.0005,
  single: 0,
} as const;
/**
 * The same of a run's one process among several, from which that of fewer than six is worked out: it falls with the square root
 * of their number. Source: the same, two forks a run. 0.02: 13 false alarms in 1,751 verdicts; 0.035: 6.
 */
export const METRIC_PRIOR_OF_ONE_PROCESS = 0.035;
/** Changes for the worse that are never regressions, in percent, by how a metric scatters. Source: reasoned. */
export const METRIC_TOLERANCE_PERCENT = {
  sampled: TEST_OPTIONS.tolerancePercent.default,
  counted: TEST_OPTIONS.tolerancePercent.ofExact,
  single: TEST_OPTIONS.tolerancePercent.ofExact,
} as const;

// --------------------------------------------------------------------------------------------------------------- files

/** A p-value up to which a table of two files shows a change. Source: benchstat's default. No verdict goes by it alone. */
export const FILES_ALPHA = 0.05;
/** The most processes that anybody is advised to start. Source: reasoned. It is only said. */
export const MOST_PROCESSES_ADVISED = 100;

// -------------------------------------------------------------------------------------------------------------- bisect

/**
 * Pairs of a commit's first look in a search, and by how many at a time more are taken. Source: `npm run bench:bisect`; what few
 * pairs leave open the next look at the same commit decides. Halved: no scatter could be told; doubled: reasoned, twice the time where
 * the step is large.
 */
export const BISECT_PAIRS = 4;
/** Pairs of the good and the bad commit before they are looked at. Source: as `LEAST_PAIRS`, fewer say little of the scatter. */
export const BISECT_FIRST_LOOK = 8;
/** Numbers of pairs after which good and bad are held against each other. Source: each twice the one before, up to `MOST_PAIRS`. */
export const BISECT_LOOKS: readonly number[] = [BISECT_FIRST_LOOK, 16, 32, MOST_PAIRS];
/**
 * How many standard errors the levels before and after the step are to lie apart after a commit's look. Source: `npm run
 * bench:bisect`: a commit is then on the wrong side of the middle once in 740 times, and ten such looks are all right in 98 to 99 of
 * 100 searches. Halved: one in fifteen, and most of the time goes into looking again; doubled: four times the pairs.
 */
export const BISECT_SEPARATION = 6;
/**
 * By how much check-outs of the same code differ for good, as a logarithm, besides what their pairs scatter: where code lies in memory,
 * how long its path is. Source: reasoned; pairs of unchanged code lie within the floor of 1 %. Halved and doubled: no wrong commit more or
 * fewer in the simulation, which has none of it.
 */
export const BISECT_JITTER = { sampled: 0.002, counted: 0.0005, single: 0.0001 } as const;
/**
 * The smallest step that is looked for, as a logarithm, by how a metric scatters. Source: `PAIR_FLOOR` for what scatters; of what is
 * counted, ten times its jitter. Doubled: reasoned, several small steps are one that nobody finds.
 */
export const BISECT_LEAST_STEP = { sampled: PAIR_FLOOR, counted: 0.005, single: 0.001 } as const;
/**
 * Pairs that the scatter of all commits together weighs beside a commit's own, when its standard error is estimated. Source: reasoned:
 * four pairs say next to nothing of their scatter, and a commit that met a burst must not be believed as the others are.
 */
export const BISECT_SHARED_SCATTER = 10;
