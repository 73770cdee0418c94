import type { CommandRun } from '../../model/command.ts';
import type { PairManner } from '../../model/measurement.ts';
import type { RevisionSide } from '../../model/revisions.ts';
import { mean } from '../../statistics/core/mean.ts';
import { median } from '../../statistics/core/median.ts';
import { quantile } from '../../statistics/core/quantile.ts';
import type { PairEvidence } from './pair-evidence.ts';

/** A pair: some runs of either side, which took turns. */
export type CommandBlock = Readonly<
  Record<
    RevisionSide,
    readonly (Pick<CommandRun, 'wall' | 'user' | 'system'> & Partial<Pick<CommandRun, 'peakMemory'>>)[]
  >
>;

/** How runs of commands make pairs. */
export const COMMAND_MANNER: PairManner = { kind: 'one_after_other', reason: 'each run of a command is a process' };

/** What only the mean of pairs of commands shows, in words. */
export const COMMAND_MEAN = 'by its processor time';

type Run = CommandBlock['base'][number];

/** Of the runs of a side: below it noise has left some alone. */
const LOWER_QUANTILE = 0.25;

/**
 * Makes the evidence of pairs of runs of a command, in their order. Where other programs take the processor most of the time,
 * times say little, and processor time, which they hardly touch, says several times as much: what it adds to the time is the
 * second look.
 */
export function commandEvidence(blocks: readonly CommandBlock[]): PairEvidence {
  const share = shareOfProcessor(blocks.flatMap(({ base, head }) => [...base, ...head]));
  const meanOf = (runs: readonly Run[]) => mean(runs.map(processorTime));
  const cpuTime = share === null ? [] : blocks.map(({ base, head }) => share * Math.log(meanOf(head) / meanOf(base)));
  const isKnown = cpuTime.every(Number.isFinite);
  return {
    logRatios: { lowEnd: blocks.map(lowEndRatio), cpuTime: isKnown ? cpuTime : [] },
    controlLogRatios: [],
  };
}

/**
 * ln(head ÷ base) of one pair by its times: the median of three estimates, each of which is good where the others are not, as for
 * functions. The lowest times are right where noise comes in bursts, on a busy machine they are the luckiest; a lower quantile
 * is right where few runs were left alone; neighbouring runs where the machine changed its pace meanwhile.
 */
function lowEndRatio({ base, head }: CommandBlock): number {
  const [before, now] = [base, head].map((runs) => runs.map(({ wall }) => wall)) as [number[], number[]];
  const byLowest = Math.log(Math.min(...now) / Math.min(...before));
  const byQuantile = Math.log(quantile(now, LOWER_QUANTILE) / quantile(before, LOWER_QUANTILE));
  const byTurns = median(now.map((wall, i) => Math.log(wall / before[i]!)));
  return median([byLowest, byQuantile, byTurns]);
}

/**
 * The part of a command's time that is processor time, at the best: by so much less than that does its time change. Null where
 * it is not known, and where a command keeps several processors busy, because then it may take more of them for less time.
 */
function shareOfProcessor(runs: readonly Run[]): number | null {
  const times = runs.map(processorTime);
  if (!times.every(Number.isFinite) || median(runs.map(({ wall }, i) => times[i]! / wall)) > 1) return null;
  return Math.min(1, median(times) / Math.min(...runs.map(({ wall }) => wall)));
}

function processorTime({ user, system }: Run): number {
  return user === null || system === null ? Number.NaN : user + system;
}
