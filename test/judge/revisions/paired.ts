import { MOST_PAIRS } from '../../../src/judge/constants.ts';
import { plannedLooks } from '../../../src/judge/revisions/looks.ts';
import { judgePairs, type PairedCase, type PairedJudgement } from '../../../src/judge/revisions/pairs.ts';
import type { Aspect } from '../../../src/model/measurement.ts';
import { normalQuantile } from '../../../src/statistics/core/normal.ts';

/** A suite of twelve tests, with the defaults of a run. */
export const SUITE: Omit<PairedCase, 'logRatios'> = {
  controlLogRatios: [],
  tests: 12,
  blocks: MOST_PAIRS,
  tolerancePercent: 2,
  confidenceLevel: 0.95,
};

/**
 * Log-ratios that scatter by `deviation` around a change as normal ones are expected to, in an order that is neither
 * ascending nor descending: any first few of them scatter like all.
 */
export function spread(count: number, change: number, deviation: number): readonly number[] {
  const ranks = Array.from({ length: count }, (_, i) => ((i + 1) * GOLDEN) % 1);
  return ranks.map((rank) => Math.log1p(change) + deviation * normalQuantile(rank));
}

// Its multiples fill the space between 0 and 1 evenly, however many there are (Weyl, 1916).
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Judges these pairs as they are. */
export function judged(
  lowEnd: readonly number[],
  { cpuTime = [], ...more }: Partial<PairedCase> & { readonly cpuTime?: readonly number[] } = {},
  suiteAlpha?: number,
): PairedJudgement {
  return judgePairs({ ...SUITE, logRatios: { lowEnd, cpuTime }, ...more }, suiteAlpha);
}

/** The judgement after as many pairs as the judge asks for. */
export interface Taken extends PairedJudgement {
  readonly taken: number;
}

/** Judges growing numbers of pairs at the planned looks until they are decided. */
export function sequentially(
  all: PairedCase['logRatios'],
  more: Partial<Omit<PairedCase, 'logRatios'>> = {},
  suiteAlpha?: number,
): Taken {
  const given = { ...SUITE, ...more };
  let last: Taken | null = null;
  for (const taken of plannedLooks(given.blocks)) {
    const upTo = (aspect: Aspect) => all[aspect].slice(0, taken);
    const controlLogRatios = given.controlLogRatios.slice(0, taken);
    const logRatios = { lowEnd: upTo('lowEnd'), cpuTime: upTo('cpuTime') };
    last = { ...judgePairs({ ...given, controlLogRatios, logRatios }, suiteAlpha), taken };
    if (!last.isOpen) break;
  }
  return last!;
}
