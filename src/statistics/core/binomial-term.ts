/**
 * Γ(a+b+1) / (Γ(a+1) Γ(b+1)) · xᵃ yᵇ for a, b ≥ 0 and y = 1 − x: the binomial probability, continued to real a and b.
 * Saddle-point form, which keeps full relative accuracy where the factors themselves overflow: Loader, "Fast and accurate
 * computation of binomial probabilities" (2000).
 */
export function binomialTerm(a: number, b: number, x: number, y: number): number {
  if (a === 0) return power(x, y, b);
  if (b === 0) return power(y, x, a);
  if (x <= 0 || y <= 0) return 0;
  const n = a + b;
  const exponent =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x, a * y - b * x) -
    deviance(b, n * y, b * x - a * y);
  return Math.exp(exponent) * Math.sqrt(n / a / b / (2 * Math.PI));
}

/** (1 − complement)^exponent, from whichever of the two is known more exactly. */
function power(complement: number, base: number, exponent: number): number {
  if (exponent === 0) return 1;
  return complement < 0.5 ? Math.exp(exponent * Math.log1p(-complement)) : base ** exponent;
}

/**
 * What Stirling's formula misses: ln Γ(x+1) − (x + ½) ln x + x − ½ ln 2π, for x > 0. Asymptotic series (DLMF 5.11.1)
 * from 15 up; below, the recurrence of the gamma function leads there.
 */
function stirlingError(x: number): number {
  let shift = 0;
  let from = x;
  while (from < 15) {
    shift += (from + 0.5) * Math.log1p(1 / from) - 1;
    from += 1;
  }
  const r = 1 / (from * from);
  return (
    shift + (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - (r * 691) / 360360))))) / from
  );
}

/** x ln(x/m) + m − x, given `difference` = x − m computed without cancellation (Loader's D₀). */
function deviance(x: number, m: number, difference: number): number {
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  const v = difference / (x + m);
  const square = v * v;
  let sum = difference * v;
  let term = 2 * x * v;
  for (let odd = 3; ; odd += 2) {
    term *= square;
    const next = sum + term / odd;
    // Written so that it ends also on what is no number.
    if (!(Math.abs(next - sum) > 0)) return next;
    sum = next;
  }
}
