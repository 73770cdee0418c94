import type { Scatter } from '../../model/metric.ts';
import { mean } from '../../statistics/core/mean.ts';
import { median } from '../../statistics/core/median.ts';
import { BISECT_JITTER, BISECT_SHARED_SCATTER, LEAST_PAIR_DEVIATION, PAIR_TRIMS } from '../constants.ts';

/** What the commits of a line said so far, each held against one and the same tree. */
export interface LineEvidence {
  /** How many commits follow the good one: places are 0 for the good, up to this for the bad one. */
  readonly last: number;
  /**
   * By place, what each look said of the commit: a logarithm of its figure against the reference's, where more is worse.
   */
  readonly looks: ReadonlyMap<number, readonly number[]>;
  /** Places of commits that cannot be measured: they do not build, throw, or lack the test. */
  readonly unusable: ReadonlySet<number>;
  /** How the metric scatters. */
  readonly scatter: Scatter;
}

/** A commit's level, a logarithm. */
export interface Level {
  readonly at: number;
  readonly level: number;
  /** Of its error, jitter between check-outs included. */
  readonly variance: number;
  readonly looks: number;
}

/** The levels of all measured commits, in their order. */
export interface Levels {
  readonly all: readonly Level[];
  /** Standard deviation of a single look. */
  readonly deviation: number;
  /** What that was estimated from. */
  readonly degreesOfFreedom: number;
}

interface OwnLevel {
  readonly at: number;
  readonly level: number;
  /** Of one look. */
  readonly variance: number;
  readonly degreesOfFreedom: number;
  readonly looks: number;
}

/**
 * Estimates levels: a trimmed mean for each commit, and a standard error that is made of its own scatter and of that of all commits
 * together, because few looks say little of it.
 */
export function levelsOf({ looks, scatter }: Pick<LineEvidence, 'looks' | 'scatter'>): Levels {
  const own = [...looks]
    .filter(([, values]) => values.length > 0)
    .toSorted(([a], [b]) => a - b)
    .map(([at, values]) => ownLevel(at, values));
  const degreesOfFreedom = own.reduce((sum, each) => sum + each.degreesOfFreedom, 0);
  const shared = Math.max(scatter === 'sampled' ? LEAST_PAIR_DEVIATION ** 2 : 0, sharedVariance(own));
  const jitter = BISECT_JITTER[scatter] ** 2;
  const all = own.map((each): Level => {
    const weight = BISECT_SHARED_SCATTER + each.degreesOfFreedom;
    const variance = (BISECT_SHARED_SCATTER * shared + each.degreesOfFreedom * each.variance) / weight;
    return { at: each.at, level: each.level, variance: variance / each.looks + jitter, looks: each.looks };
  });
  return { all, deviation: Math.sqrt(shared), degreesOfFreedom };
}

// A commit that met a burst says nothing of the others.
function sharedVariance(own: readonly OwnLevel[]): number {
  const known = own.filter(({ degreesOfFreedom }) => degreesOfFreedom > 0);
  if (known.length === 0) return 0;
  const most = MOST_OF_A_COMMIT * median(known.map(({ variance }) => variance));
  const weight = known.reduce((sum, each) => sum + each.degreesOfFreedom, 0);
  return known.reduce((sum, each) => sum + each.degreesOfFreedom * Math.min(most, each.variance), 0) / weight;
}

function ownLevel(at: number, values: readonly number[]): OwnLevel {
  const looks = values.length;
  const [trim, loss] = looks < FEW ? [PAIR_TRIMS[1], LOSS_OF_TRIMMING] : [PAIR_TRIMS[0], 1];
  const level = trimmedMean(values, trim);
  const squares = values.reduce((sum, value) => sum + (value - level) ** 2, 0);
  return {
    at,
    level,
    variance: looks < 2 ? 0 : (loss * squares) / (looks - 1),
    degreesOfFreedom: looks - 1,
    looks,
  };
}

function trimmedMean(values: readonly number[], trim: number): number {
  const cut = Math.floor(trim * values.length);
  return mean(values.toSorted((a, b) => a - b).slice(cut, values.length - cut));
}

/** Of fewer looks a quarter is set aside at either end, of more a tenth, as of pairs. */
const FEW = 20;
/** By how much the variance of a mean is greater where a quarter is set aside at either end; of the normal law. */
const LOSS_OF_TRIMMING = 1.2;
/** So many times the median variance is the most that a commit adds to that of all. */
const MOST_OF_A_COMMIT = 4;
