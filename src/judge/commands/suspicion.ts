import type { RunStatus } from '../../model/baseline.ts';
import type { StatisticalMethod } from '../../model/statistics.ts';
import type { Suspicion, SuspicionName, SuspicionReason } from '../../model/suspicion.ts';
import type { Verdict } from '../../model/verdict.ts';
import { decayedMedian } from '../../statistics/core/decayed-median.ts';
import { median } from '../../statistics/core/median.ts';
import { studentTQuantile } from '../../statistics/core/student-t.ts';
import {
  RUNS_TO_CLEAR,
  SCORE_WITHOUT_HISTORY,
  SUSPECTED_PERCENT,
  SUSPICION_POWER,
  SUSPICION_PRIOR_WEIGHT,
} from '../constants.ts';
import { NO_SUSPICION, withoutHistory } from '../history/suspicion.ts';
import { priorDeviationOf } from '../metrics/prior.ts';
import { percentTextOf } from '../percent.ts';
import { spreadBetweenRuns } from '../spread.ts';
import { errorOfMedian } from './noise.ts';

/** A past run of a command. */
export interface PastCommandRun {
  /** Seconds of each of its runs, at least one. */
  readonly times: readonly number[];
  /** The weight that it left to the runs before it. */
  readonly decayFactor: number;
  readonly status: RunStatus;
  /** Whether it was made on this machine as it is now, and not long ago. */
  readonly isOfSameMachineSession: boolean;
}

/** What a suspicion against a command goes by. */
export interface CommandCase {
  /** Seconds of each run, at least one. */
  readonly times: readonly number[];
  /** Oldest first. */
  readonly history: readonly PastCommandRun[];
  /** Runs of this command that cannot be compared with this one, in words. */
  readonly incomparable: readonly string[];
  /** Whether it is not known what past runs there are. Default: it is. */
  readonly isUnread?: boolean | undefined;
  /** What past runs alone say of its time. */
  readonly verdict: Verdict;
  readonly tolerancePercent: number;
  readonly statisticalMethod: StatisticalMethod;
}

/**
 * Whether a command's time gives a reason to compare the code itself with that of its baseline: as for functions, the bar is
 * set by power, so a slow-down of 5 %, or of the tolerance where that is more, passes it in 99 of 100 runs. What history cannot
 * judge is suspect too.
 */
export function suspicionOfCommand(given: CommandCase): Suspicion {
  if (given.history.length === 0) return withoutHistory(given);
  const facts = factsOf(given);
  const reasons = REASONS.flatMap(({ name, applies, sentence }): SuspicionReason[] =>
    applies(facts, given) ? [{ name, sentence: sentence(facts, given) }] : [],
  );
  if (reasons.length === 0) return NO_SUSPICION;
  return { isSuspect: true, reasons, score: Math.max(2 * SCORE_WITHOUT_HISTORY, facts.shift / facts.deviation) };
}

/** On the logarithmic scale. */
interface SuspicionFacts {
  /** How much slower than the baseline it is. */
  readonly shift: number;
  /** Standard deviation of that. */
  readonly deviation: number;
  /** How much slower it has to be. It may be below 0, where times lie far apart or there are few. */
  readonly bar: number;
  readonly suspected: number;
}

function factsOf({ times, history, tolerancePercent, statisticalMethod }: CommandCase): SuspicionFacts {
  const past = history.map((run) => median(run.times));
  const baseline = decayedMedian(
    past,
    history.map(({ decayFactor }) => decayFactor),
  );
  const before = priorDeviationOf({
    metric: { scatter: 'sampled' },
    evidence: 'processes',
    processes: times.length,
  });
  const prior = { deviation: before, weight: SUSPICION_PRIOR_WEIGHT };
  const spread = spreadBetweenRuns(past.map(Math.log), prior, statisticalMethod);
  // Runs that scatter among themselves do so between measurements as well.
  const own = Math.max(...[times, ...history.map((run) => run.times)].map(errorOfMedian));
  const deviation = Math.max(spread.deviation, own) * Math.sqrt(1 + 1 / past.length);
  const suspected = Math.log1p(Math.max(SUSPECTED_PERCENT, tolerancePercent) / 100);
  const bar = suspected - studentTQuantile(SUSPICION_POWER, spread.degreesOfFreedom) * deviation;
  return { shift: Math.log(median(times) / baseline), deviation, bar, suspected };
}

interface CommandSuspicionRule {
  readonly name: SuspicionName;
  readonly applies: (facts: SuspicionFacts, given: CommandCase) => boolean;
  /** For people. */
  readonly sentence: (facts: SuspicionFacts, given: CommandCase) => string;
}

const REASONS: readonly CommandSuspicionRule[] = [
  {
    name: 'slower_look',
    applies: (_, { verdict }) => verdict === 'regression',
    sentence: ({ shift }) => `It is slower by more than what counts as noise (${percentTextOf(shift, true)}).`,
  },
  {
    name: 'above_the_bar',
    applies: ({ shift, bar }, { verdict }) => verdict !== 'regression' && shift > bar,
    sentence: ({ shift, bar, suspected }) =>
      `A slow-down of ${percentTextOf(suspected, true)} could look like this (${percentTextOf(shift, true)}; suspect above ${percentTextOf(bar, true)}).`,
  },
  {
    name: 'few_runs',
    applies: (_, { history }) => history.length < RUNS_TO_CLEAR,
    sentence: (_, { history: { length } }) =>
      `It has ${length === 1 ? 'one past run' : `${length} past runs`}: among fewer than ${RUNS_TO_CLEAR}, one that was slow by chance hides a slow-down.`,
  },
  {
    name: 'history_from_elsewhere',
    applies: (_, { history }) =>
      2 * history.filter(({ isOfSameMachineSession }) => isOfSameMachineSession).length < history.length,
    sentence: () => 'Most of its past runs were made elsewhere or long ago.',
  },
  {
    name: 'too_noisy',
    applies: (_, { verdict }) => verdict === 'inconclusive',
    sentence: () => 'Its past runs lie too far apart.',
  },
  {
    // Its own time may have moved the baseline; pairs hold this against the code before it.
    name: 'undecided_before',
    applies: (_, { history }) => history.at(-1)?.status === 'undecided',
    sentence: () => 'The run before it was too noisy to tell, and may have been slower.',
  },
];
