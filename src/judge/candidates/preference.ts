import type { LimitWish as Limit, Wish } from '../../model/wish.ts';
import { isWithin, type Reach } from './difference.ts';

/** What is known of candidates for a preference; they are known by their places. */
export interface Known {
  readonly count: number;
  /** How one differs from another in a metric; below 0 is better. */
  readonly reach: (metric: string, candidate: number, other: number) => Reach;
  /** Whether one keeps a limit. */
  readonly keeps: (limit: Limit, candidate: number) => Certainty;
  /** Differences up to this leave it to the next metric. */
  readonly margin: number;
}

/** Yes, no, or not to be told. */
export type Certainty = 'yes' | 'no' | 'open';

/** What a preference comes to. */
export interface Preferred {
  readonly winner: number | null;
  /** Those that may be the best: no other one surely wins against them. */
  readonly possible: readonly number[];
  /** Those of which it is not sure whether they keep the limits. */
  readonly doubtful: readonly number[];
  /** Those that surely do not. */
  readonly excluded: readonly number[];
  /** Whether those that are possible are sure to be alike in everything that was asked for. */
  readonly areAlike: boolean;
}

type Bout = 'wins' | 'loses' | 'ties' | 'open';

/**
 * Looks for the candidate that is to be preferred: of those that keep all limits, the one that is better in the first metric; of
 * those that are alike there, the one that is better in the second, and so on. All of it follows from intervals that hold
 * together, so that it is as sure as they are.
 */
export function preferred(wishes: readonly Wish[], known: Known): Preferred {
  const places = Array.from({ length: known.count }, (_, place) => place);
  const limits = wishes.filter((wish) => wish.kind === 'limit');
  const metrics = wishes.filter((wish) => wish.kind === 'small').map(({ metric }) => metric);
  const keeping = places.map((place) => allOf(limits.map((limit) => known.keeps(limit, place))));
  const excluded = places.filter((place) => keeping[place] === 'no');
  const doubtful = places.filter((place) => keeping[place] === 'open');
  const sure = places.filter((place) => keeping[place] === 'yes');
  const inPlay = places.filter((place) => keeping[place] !== 'no');
  const bout = (one: number, other: number) => boutOf(metrics, one, other, known);
  // Who loses against one that surely keeps the limits is not the best, whatever becomes of the others.
  const possible = inPlay.filter((place) => !sure.some((other) => other !== place && bout(other, place) === 'wins'));
  const others = (place: number) => inPlay.filter((other) => other !== place);
  const winner = sure.find((place) => others(place).every((other) => bout(place, other) === 'wins')) ?? null;
  const areAlike =
    possible.length > 1 &&
    possible.every(
      (place) =>
        keeping[place] === 'yes' &&
        others(place)
          .filter((each) => possible.includes(each))
          .every((each) => bout(place, each) === 'ties'),
    );
  return { winner, possible: winner === null ? possible : [winner], doubtful, excluded, areAlike };
}

function allOf(answers: readonly Certainty[]): Certainty {
  if (answers.includes('no')) return 'no';
  return answers.includes('open') ? 'open' : 'yes';
}

function boutOf(metrics: readonly string[], one: number, other: number, known: Known): Bout {
  const [metric, ...rest] = metrics;
  if (metric === undefined) return 'ties';
  const reach = known.reach(metric, one, other);
  if (rest.length === 0) return lastBout(reach, known.margin);
  const { lower, upper } = reach;
  const { margin } = known;
  if (upper < -margin) return 'wins';
  if (lower > margin) return 'loses';
  const next = boutOf(rest, one, other, known);
  if (isWithin(reach, margin)) return next;
  // Better or alike: it wins either way where it wins what comes next.
  const winsEitherWay = upper <= margin && next === 'wins';
  const losesEitherWay = lower >= -margin && next === 'loses';
  return winsEitherWay || losesEitherWay ? next : 'open';
}

// Nothing comes after it that could decide, so any sure difference does.
function lastBout(reach: Reach, margin: number): Bout {
  if (reach.upper < 0) return 'wins';
  if (reach.lower > 0) return 'loses';
  return isWithin(reach, margin) ? 'ties' : 'open';
}
