/** Fewer values than this say nothing of how they hang together. */
const FEWEST = 8;
/** Of the squared differences as many count, the smallest: a step or a spike is among the others. */
const KEPT = 0.8;

/**
 * How much a run's value hangs on that of the run before it: the lag-one correlation of the noise, from 0 to 1, from
 * differences of neighbours and of runs two apart, which steps and spikes hardly touch. (In an autoregressive series the
 * variance of the latter is 1 + φ times that of the former; estimating it from differences is after Tecuapetla-Gómez and
 * Munk, "Autocovariance estimation in regression with a discontinuous signal", Scandinavian Journal of Statistics 44,
 * 2017.) What is below 0 is taken as 0.
 */
export function serialCorrelation(values: Float64Array): number {
  if (values.length < FEWEST) return 0;
  const next = trimmedSquares(values, 1);
  const afterNext = trimmedSquares(values, 2);
  if (next === 0) return afterNext === 0 ? 0 : 1;
  return Math.max(0, Math.min(1, afterNext / next - 1));
}

function trimmedSquares(values: Float64Array, lag: number): number {
  const count = values.length - lag;
  const differences = new Float64Array(count);
  for (let i = 0; i < count; i++) differences[i] = Math.abs(values[i + lag]! - values[i]!);
  differences.sort();
  const kept = Math.max(1, Math.floor(KEPT * count));
  let sum = 0;
  for (let i = 0; i < kept; i++) sum += differences[i]! ** 2;
  return sum / kept;
}

/**
 * Noise that hangs together more closely than this cannot be told from many small steps, and is taken to hang together by so
 * much. Less (0.6) and more (0.75) agree less with what people mark (`npm run bench:change-points`).
 */
const MOST_CORRELATION = 0.7;

/** By how much correlated values widen whatever is said of their location: √((1 + φ) / (1 − φ)). */
export function widening(correlation: number): number {
  const taken = Math.min(correlation, MOST_CORRELATION);
  return Math.sqrt((1 + taken) / (1 - taken));
}
