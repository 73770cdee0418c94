/**
 * Precedence test: whether `current` is slower than `baseline`, by how many of the baseline come before the first of the
 * current (Epstein, Journal of the American Statistical Association 49, 1954; Balakrishnan and Ng, Precedence-Type Tests
 * and Applications, 2006). Exact for any continuous distribution; equal values count against it. What lies above the
 * current's lowest has no part in it, so bursts that only add time do no harm.
 * @param baseline at least one value; neither needs to be sorted.
 * @param current at least one value.
 * @returns the chance that so many of the baseline come first where both are of one distribution.
 */
export function precedencePValue(baseline: readonly number[], current: readonly number[]): number {
  const first = Math.min(...current);
  const before = baseline.filter((value) => value < first).length;
  let chance = 1;
  for (let i = 0; i < before; i++) {
    chance *= (baseline.length - i) / (baseline.length + current.length - i);
  }
  return chance;
}
