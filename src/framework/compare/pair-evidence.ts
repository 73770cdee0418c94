import { locationOf } from '../../measure/location.ts';
import type { Aspect, ProcessMeasurement } from '../../model/measurement.ts';
import type { RevisionSide } from '../../model/revisions.ts';

/** What pairs of processes say of a test; everything is a logarithm of a ratio, and has a value for each pair. */
export interface PairEvidence {
  /** ln(head ÷ base), for each way of looking at samples; none for one that some process does not know. */
  readonly logRatios: Readonly<Record<Aspect, readonly number[]>>;
  /**
   * ln(a side ÷ the same side), of the low ends of every other turn against the turns between them: what is no difference
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
    logRatios: { lowEnd: ratios(({ location }) => location), cpuTime: ratios(({ cpuTime }) => cpuTime) },
    // The side takes turns as well, so that none of them is looked at alone.
    controlLogRatios: head.flatMap((process, i) => controlOf(i % 2 === 0 ? process : base[i]!) ?? []),
  };
}

function controlOf({ samples, samplesPerTurn }: ProcessMeasurement): number | null {
  if (samplesPerTurn === undefined) return null;
  const isOdd = (i: number) => Math.floor(i / samplesPerTurn) % 2 === 1;
  const halves = [false, true].map((odd) => samples.filter((_, i) => isOdd(i) === odd));
  if (halves.some((half) => half.length === 0)) return null;
  return Math.log(locationOf(halves[0]!) / locationOf(halves[1]!));
}
