import { normalDensity } from '../../statistics/core/normal.ts';

const REACH = 8;
const STEP = 0.25;
// Beyond this the answer is as good as certain.
const CERTAIN = 12;

/**
 * Expected decrease of entropy, in bits, by a normal observation of which one of two things it says: mutual information of a coin and what
 * is measured of it.
 * @param share the chance of the first of the two.
 * @param separation how many standard errors the two lie apart.
 */
export function informationOf(share: number, separation: number): number {
  if (share <= 0 || share >= 1) return 0;
  const before = entropy(share);
  if (separation >= CERTAIN) return before;
  const half = separation / 2;
  let after = 0;
  for (let x = -REACH - half; x <= REACH + half; x += STEP) {
    const first = share * normalDensity(x + half);
    const second = (1 - share) * normalDensity(x - half);
    const density = first + second;
    if (density > 0) after += STEP * density * entropy(first / density);
  }
  return Math.max(0, before - after);
}

function entropy(share: number): number {
  if (share <= 0 || share >= 1) return 0;
  return -(share * Math.log2(share) + (1 - share) * Math.log2(1 - share));
}
