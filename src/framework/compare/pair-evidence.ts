import { locationOf } from '../../measure/location.ts';
import type { Aspect, ProcessMeasurement } from '../../model/measurement.ts';
import type { RevisionSide } from '../../model/revisions.ts';
import { median } from '../../statistics/core/median.ts';
import { quantile } from '../../statistics/core/quantile.ts';

// Besides the 5th percentile, which is a process's location.
const HIGHER_QUANTILE = 0.2;

/** What pairs of processes say of a test; everything is a logarithm of a ratio, and has a value for each pair. */
export interface PairEvidence {
  /** ln(head ÷ base), for each way of looking at samples; none for one that some process does not know. */
  readonly logRatios: Readonly<Record<Aspect, readonly number[]>>;
  /**
   * ln(a side ÷ the same side), of the low ends of every other turn against the turns between them: what is not a difference
   * of the code. None where processes were not measured by turns.
   */
  readonly controlLogRatios: readonly number[];
}

/** Makes the evidence of pairs, in their order. */
export function pairEvidence({
  base,
  head,
}: Readonly<Record<RevisionSide, readonly ProcessMeasurement[]>>): PairEvidence {
  const ratios = (look: (process: ProcessMeasurement) => number | null) => {
    const each = head.map((process, i) => Math.log((look(process) ?? Number.NaN) / (look(base[i]!) ?? Number.NaN)));
    return each.every(Number.isFinite) ? each : [];
  };
  return {
    logRatios: {
      lowEnd: head.map((process, i) => lowEndRatio(base[i]!, process)),
      cpuTime: ratios(({ cpuTime }) => cpuTime),
    },
    // The side takes turns as well, so that none of them is looked at alone.
    controlLogRatios: head.flatMap((process, i) => controlOf(i % 2 === 0 ? process : base[i]!) ?? []),
  };
}

/**
 * ln(head ÷ base) of one pair by the low ends of its samples: the median of three estimates, each of which is good where
 * the others are not. A low quantile is right where a burst met some turns; the minima of neighbouring turns where the
 * machine changed its pace meanwhile.
 */
function lowEndRatio(base: ProcessMeasurement, head: ProcessMeasurement): number {
  const byLocation = Math.log(head.location / base.location);
  const [turnsOfBase, turnsOfHead] = [turnsOf(base), turnsOf(head)];
  if (turnsOfBase === null || turnsOfHead?.length !== turnsOfBase.length) return byLocation;
  const byQuantile = Math.log(quantile(head.samples, HIGHER_QUANTILE) / quantile(base.samples, HIGHER_QUANTILE));
  const byTurns = median(turnsOfHead.map((turn, i) => Math.log(Math.min(...turn) / Math.min(...turnsOfBase[i]!))));
  return median([byLocation, byQuantile, byTurns]);
}

function turnsOf({ samples, samplesPerTurn }: ProcessMeasurement): readonly (readonly number[])[] | null {
  if (samplesPerTurn === undefined) return null;
  const turns = Array.from({ length: samples.length / samplesPerTurn }, (_, i) => i * samplesPerTurn);
  return turns.map((start) => samples.slice(start, start + samplesPerTurn));
}

function controlOf({ samples, samplesPerTurn }: ProcessMeasurement): number | null {
  if (samplesPerTurn === undefined) return null;
  const isOdd = (i: number) => Math.floor(i / samplesPerTurn) % 2 === 1;
  const [even, odd] = [false, true].map((which) => samples.filter((_, i) => isOdd(i) === which));
  return odd!.length === 0 ? null : Math.log(locationOf(even!) / locationOf(odd!));
}
