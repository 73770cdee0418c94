import { waysToChoose } from './combinations.ts';
import { normalCdf, normalQuantile } from './normal.ts';

/** Between which order statistics, counted from 1, a median lies; 0 and n + 1 are beyond what was measured. */
export type MedianRanks = readonly [low: number, high: number];

/** Up to here the binomial law is summed, beyond it the normal limit is used; as benchstat does. */
const EXACT = 30;

/**
 * The shortest interval between order statistics that covers the median with at least a confidence, as benchstat chooses it: ranks are
 * taken in order of their probability, the lower one first where two are equal, so that the interval need not be symmetric.
 * Distribution-free (Wilks, Bulletin of the American Mathematical Society 54, 1948). Fewer than six values have none at 0.95.
 */
export function medianRanks(count: number, confidence: number): MedianRanks {
  const [low, high] = count <= EXACT ? summed(count, confidence) : approximated(count, confidence);
  return [Math.max(0, low), Math.min(count + 1, high)];
}

/** From which number of values on the interval has two ends. */
export function countForMedianRanks(confidence: number): number {
  let count = 2;
  while (!isWithin(medianRanks(count, confidence), count)) count++;
  return count;
}

function isWithin([low, high]: MedianRanks, count: number): boolean {
  return low >= 1 && high <= count;
}

function summed(count: number, confidence: number): MedianRanks {
  const chance = (k: number) => (k < 0 || k > count ? 0 : waysToChoose(count, k) / 2 ** count);
  let low = Math.ceil((count + 1) / 2 - 1);
  let high = low + 1;
  let covered = chance(low);
  while (covered < confidence && (chance(low - 1) > 0 || chance(high) > 0)) {
    if (chance(low - 1) >= chance(high)) covered += chance(--low);
    else covered += chance(high++);
  }
  return [low, high];
}

function approximated(count: number, confidence: number): MedianRanks {
  const [middle, deviation] = [count / 2, Math.sqrt(count) / 2];
  const reach = -normalQuantile((1 - confidence) / 2) * deviation;
  const low = Math.floor(middle - reach - 0.5) + 1;
  const high = Math.ceil(middle + reach - 0.5) + 1;
  const below = (rank: number) => normalCdf((rank - 0.5 - middle) / deviation);
  return below(high - 1) - below(low) >= confidence ? [low, high - 1] : [low, high];
}
