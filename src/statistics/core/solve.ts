/** A decreasing positive function at one point: its value, and how much it falls for a relative step, −t f′(t). */
export interface Fall {
  readonly value: number;
  readonly rate: number;
}

const MAXIMUM_STEPS = 200;
// Between these logarithms lie the positive doubles.
const LOWEST = -745;
const HIGHEST = 709.78;

/**
 * The positive t at which a decreasing positive function equals `target`, to the last digits of a double: Newton's
 * method on the logarithms of both, kept inside a bracket that each step narrows. 0 or Infinity where t is beyond the range
 * of a double.
 * @param guess a positive starting point.
 */
export function solveDecreasing(f: (t: number) => Fall, target: number, guess: number): number {
  let low = LOWEST;
  let high = HIGHEST;
  let u = guess > 0 ? Math.log(guess) : 0;
  for (let step = 0; step < MAXIMUM_STEPS; step++) {
    const { value, rate } = f(Math.exp(u));
    const height = Math.log(value / target);
    const newton = u + (height * value) / rate;
    // The error left after a step is of the order of its square.
    if (Math.abs(newton - u) < 1e-9 * Math.max(1, Math.abs(u))) return Math.exp(newton);
    if (height > 0) low = u;
    else high = u;
    u = newton > low && newton < high ? newton : low + (high - low) / 2;
  }
  if (u > HIGHEST - 1e-6) return Number.POSITIVE_INFINITY;
  return u < LOWEST + 1e-6 ? 0 : Math.exp(u);
}

/**
 * The smallest whole number from 0 to `last` for which `holds` is true, where it stays true once it is and is true of
 * `last`. Looks near `guess` first.
 */
export function firstIndex(guess: number, last: number, holds: (index: number) => boolean): number {
  let width = 1;
  let [low, high] = [guess, guess];
  while (low > 0 && holds(low)) {
    high = low;
    low = Math.max(0, low - width);
    width *= 2;
  }
  while (high < last && !holds(high)) {
    low = high + 1;
    high = Math.min(last, high + width);
    width *= 2;
  }
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A number halfway from `low` to the greater `high`, never `high` itself, so that halving a range comes to an end. */
export function halfway(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle > low && middle < high ? middle : low;
}
