import { waysToChoose } from './combinations.ts';

/**
 * Precedence test: whether `current` is slower than `baseline`, by how many of the baseline come before the first of the
 * current, or before the second (Epstein, Journal of the American Statistical Association 49, 1954; Balakrishnan and Ng,
 * Precedence-Type Tests and Applications, 2006). Exact for any continuous distribution; equal values count against it.
 * What lies above has no part in it, so bursts that only add time do no harm.
 * @param baseline at least one value; neither needs to be sorted.
 * @param current at least `place` values.
 * @param place which of the current, from the lowest on, the baseline is held against. Default 1.
 * @returns the chance that so many of the baseline come first where both are of one distribution.
 */
export function precedencePValue(baseline: readonly number[], current: readonly number[], place = 1): number {
  const mark = current.toSorted((a, b) => a - b)[place - 1]!;
  const before = baseline.filter((value) => value < mark).length;
  // Of so many that come first in both together, fewer than `place` are of the current.
  const first = before + place - 1;
  let chance = 0;
  for (let own = Math.max(0, first - baseline.length); own < place; own++) {
    chance += hypergeometric(own, first, { own: current.length, others: baseline.length });
  }
  return chance;
}

/**
 * The chance of exactly `own` among so many drawn. A product of shares: the ways themselves are beyond the range of a double
 * from about a thousand values on.
 */
function hypergeometric(own: number, drawn: number, sizes: { readonly own: number; readonly others: number }): number {
  let left = sizes.own + sizes.others;
  let chance = waysToChoose(drawn, own);
  for (let i = 0; i < drawn - own; i++) chance *= (sizes.others - i) / left--;
  for (let i = 0; i < own; i++) chance *= (sizes.own - i) / left--;
  return chance;
}
