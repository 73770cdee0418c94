import type { CommandRun } from '../../model/command.ts';
import type { PairManner } from '../../model/measurement.ts';
import type { RevisionSide } from '../../model/revisions.ts';
import { mean } from '../../statistics/core/mean.ts';
import { median } from '../../statistics/core/median.ts';
import type { PairEvidence } from './pair-evidence.ts';

/** A pair: some runs of either side, which took turns. */
export type CommandBlock = Readonly<Record<RevisionSide, readonly Pick<CommandRun, 'wall' | 'user' | 'system'>[]>>;

/** How runs of commands make pairs. */
export const COMMAND_MANNER: PairManner = { kind: 'one_after_other', reason: 'each run of a command is a process' };

/** What only the mean of pairs of commands shows, in words. */
export const COMMAND_MEAN = 'by its processor time';

type Run = CommandBlock['base'][number];

/**
 * Makes the evidence of pairs of runs of a command, in their order. A side's lowest time stands for it, because noise only adds.
 * Where other programs take the processor most of the time even that says little, and processor time, which they hardly touch,
 * says several times as much: what it adds to the time is the second look.
 */
export function commandEvidence(blocks: readonly CommandBlock[]): PairEvidence {
  const lowest = (runs: readonly Run[]) => Math.min(...runs.map(({ wall }) => wall));
  const ratios = (look: (runs: readonly Run[]) => number) =>
    blocks.map(({ base, head }) => Math.log(look(head) / look(base)));
  const share = shareOfProcessor(blocks.flatMap(({ base, head }) => [...base, ...head]));
  const cpuTime = share === null ? [] : ratios((runs) => mean(runs.map(processorTime))).map((ratio) => share * ratio);
  const isKnown = cpuTime.every(Number.isFinite);
  return { logRatios: { lowEnd: ratios(lowest), cpuTime: isKnown ? cpuTime : [] }, controlLogRatios: [] };
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
