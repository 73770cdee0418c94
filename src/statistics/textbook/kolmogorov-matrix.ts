/** Beyond this the matrix is scaled down, so that its powers stay within the range of a double. */
const LARGE = 1e140;

/** A square matrix, row by row, times 10 to the 140th as often as `scale` says. */
interface Scaled {
  readonly entries: Float64Array;
  readonly scale: number;
}

/**
 * P(D ≤ d) for the two-sided one-sample Kolmogorov-Smirnov statistic of n uniform values, as an entry of the n-th power
 * of a matrix of side 2⌈nd⌉ − 1 (Durbin, 1973; Marsaglia, Tsang and Wang, Journal of Statistical Software 8, 2003).
 */
export function durbinCdf(n: number, d: number): number {
  const k = Math.ceil(n * d);
  const side = 2 * k - 1;
  const power = raise({ entries: durbinMatrix(side, k - n * d), scale: 0 }, side, n);
  let value = power.entries[(k - 1) * side + k - 1]!;
  let scale = power.scale;
  // n! / nⁿ, factor by factor.
  for (let i = 1; i <= n; i++) {
    value *= i / n;
    if (value < 1 / LARGE) {
      value *= LARGE;
      scale--;
    }
  }
  return value * LARGE ** scale;
}

/** Ones up to the diagonal above the main one, corrected in the first column and the last row, over factorials. */
function durbinMatrix(side: number, h: number): Float64Array {
  const entries = new Float64Array(side * side);
  const last = side - 1;
  for (let i = 0; i < side; i++) {
    for (let j = 0; j <= Math.min(last, i + 1); j++) entries[i * side + j] = 1;
    entries[i * side]! -= h ** (i + 1);
  }
  for (let j = 0; j < side; j++) entries[last * side + j]! -= h ** (side - j);
  entries[last * side]! += Math.max(0, 2 * h - 1) ** side;
  for (let i = 0; i < side; i++) {
    for (let j = 0; j <= i; j++) entries[i * side + j]! /= factorial(i - j + 1);
  }
  return entries;
}

function raise(base: Scaled, side: number, exponent: number): Scaled {
  if (exponent === 1) return base;
  const half = raise(base, side, exponent >> 1);
  const square = rescaled(multiply(half.entries, half.entries, side), 2 * half.scale);
  return exponent % 2 === 0
    ? square
    : rescaled(multiply(square.entries, base.entries, side), square.scale + base.scale);
}

function multiply(a: Float64Array, b: Float64Array, side: number): Float64Array {
  const product = new Float64Array(side * side);
  for (let i = 0; i < side; i++) {
    for (let k = 0; k < side; k++) {
      const factor = a[i * side + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < side; j++) product[i * side + j]! += factor * b[k * side + j]!;
    }
  }
  return product;
}

function rescaled(entries: Float64Array, scale: number): Scaled {
  const middle = entries[entries.length >> 1]!;
  return middle > LARGE ? { entries: entries.map((entry) => entry / LARGE), scale: scale + 1 } : { entries, scale };
}

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}
