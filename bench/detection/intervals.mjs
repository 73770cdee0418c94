import { binomialCdf, binomialSurvival } from '../../dist/statistics/core/binomial.js';

const CONFIDENCE = 0.95;

/** Interval for a share of which `count` in `trials` were seen (Clopper and Pearson, Biometrika 26, 1934). */
export function clopperPearson(count, trials) {
  const tail = (1 - CONFIDENCE) / 2;
  return [
    count === 0 ? 0 : shareAt((share) => binomialSurvival(count - 1, trials, share) > tail),
    count === trials ? 1 : shareAt((share) => binomialCdf(count, trials, share) <= tail),
  ];
}

/** The share from which on something is true, by halving; to the last digits of a double. */
function shareAt(holds) {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** A share with its interval and where it comes from, in percent: `12.5 % [1.6–38.3] of 16`. */
export function shareInWords(count, trials) {
  if (trials === 0) return '–';
  const [lower, upper] = clopperPearson(count, trials).map(percent);
  return `${percent(count / trials)} % [${lower}–${upper}] of ${trials}`;
}

/** A share alone, in percent. */
export function percentInWords(count, trials) {
  return trials === 0 ? '–' : `${percent(count / trials)} %`;
}

function percent(share) {
  const value = 100 * share;
  if (value === 0 || value === 100) return value.toFixed(0);
  return value.toFixed(value < 1 || value > 99 ? 2 : 1);
}
