import type { Aspect, ProcessMeasurement } from '../../model/measurement.ts';
import type { RevisionSide } from '../../model/revisions.ts';

/** ln(head ÷ base) of each block, for each way of looking at samples; none for one that some process does not know. */
export type LogRatios = Readonly<Record<Aspect, readonly number[]>>;

/** The log-ratios of pairs of processes, a pair each block. */
export function logRatiosOf({ base, head }: Readonly<Record<RevisionSide, readonly ProcessMeasurement[]>>): LogRatios {
  const ratios = (look: (process: ProcessMeasurement) => number | null) => {
    const each = head.map((process, i) => Math.log((look(process) ?? Number.NaN) / (look(base[i]!) ?? Number.NaN)));
    return each.every(Number.isFinite) ? each : [];
  };
  return { lowEnd: ratios(({ location }) => location), cpuTime: ratios(({ cpuTime }) => cpuTime) };
}
