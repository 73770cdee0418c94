import type { CandidatePair, CandidateStanding, CandidatesResult } from '../../model/candidates.ts';
import type { LimitWish as Limit } from '../../model/wish.ts';
import { median } from '../../statistics/core/median.ts';
import { LEAST_BLOCKS } from '../constants.ts';
import type { CandidatesCase, MetricEvidence } from './case.ts';
import {
  changeOf,
  type Difference,
  differenceOf,
  interval,
  type Reach,
  reachOf,
  relationOf,
  trimOf,
} from './difference.ts';
import { dominanceChance, findDominated } from './front.ts';
import { explainFront, explainPreference, whatIsMissing } from './messages.ts';
import { type Certainty, preferred } from './preference.ts';

/** What is said of several candidates. */
export type CandidatesJudgement = Omit<CandidatesResult, 'testName' | 'file'>;

/**
 * Holds candidates against each other: how any two differ, who is dominated, and who is to be preferred. The intervals of all
 * pairs, metrics and limits hold at once, by Bonferroni's inequality (O. J. Dunn, Journal of the American Statistical
 * Association 56, 1961): each pair has an error of its own, because some differ more steadily than others.
 */
export function judgeCandidates(given: CandidatesCase): CandidatesJudgement {
  const { names, wishes, confidenceLevel, tolerancePercent, objection } = given;
  const evidence = objection === null ? given.evidence : given.evidence.map(unknown);
  const margin = Math.log1p(tolerancePercent / 100);
  const limits = wishes.filter((wish) => wish.kind === 'limit');
  const couples = names.flatMap((_, other) => names.slice(other + 1).map((__, i) => [other + 1 + i, other] as const));
  const statements = couples.length * evidence.length + names.length * limits.length;
  const miss = (1 - confidenceLevel) / statements;

  const differences = evidence.map((each) =>
    names.map((_, one) => names.map((__, other) => differenceOf(each, one, other))),
  );
  const between = (one: number, other: number) => differences.map((ofMetric) => ofMetric[one]![other]!);
  const reach = (metric: string, one: number, other: number): Reach =>
    reachOf(differences[placeOf(evidence, metric)]![one]![other]!, miss);
  const keeps = (limit: Limit, one: number) => certaintyOf(limit, one, { evidence, between: reach, miss });

  const dominance = findDominated(names.length, (by, of) => dominanceChance(between(by, of), margin));
  const candidates = names.map((name, place): CandidateStanding => {
    const { by, confidence } = dominance[place]!;
    const figures = given.evidence.map(({ metric, values }) => ({
      metric: metric.name,
      value: middleOf(values[place]!),
    }));
    const isDominated = by !== null && confidence >= confidenceLevel;
    return { name, figures, isDominated, dominatedBy: by === null ? null : names[by]!, confidence };
  });
  const pairs = couples.map(([one, other]): CandidatePair => {
    const differ = between(one, other).map((difference, i) => pairIn(difference, evidence[i]!, { miss, margin }));
    return { candidate: names[one]!, against: names[other]!, differences: differ };
  });
  const missing = objection === null ? whatIsMissing(evidence, LEAST_BLOCKS) : [];
  const outcome = wishes.length === 0 ? null : preferred(wishes, { count: names.length, reach, keeps, margin });
  return {
    metrics: evidence.map(({ metric }) => metric),
    candidates,
    pairs,
    confidenceLevel,
    tolerancePercent,
    preference: outcome && {
      prefer: wishes.map(({ text }) => text),
      winner: outcome.winner === null ? null : names[outcome.winner]!,
      possible: outcome.possible.map((place) => names[place]!),
      message: objection ?? explainPreference(outcome, given),
    },
    message: objection ?? explainFront(candidates, { metrics: evidence.map(({ metric }) => metric), tolerancePercent }),
    warnings: missing,
  };
}

function unknown({ metric, values }: MetricEvidence): MetricEvidence {
  return { metric, values: values.map(() => []) };
}

function placeOf(evidence: readonly MetricEvidence[], metric: string): number {
  return evidence.findIndex((each) => each.metric.name === metric);
}

function middleOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : median(values);
}

function pairIn(
  difference: Difference,
  { metric }: MetricEvidence,
  { miss, margin }: { readonly miss: number; readonly margin: number },
) {
  const relation = relationOf(reachOf(difference, miss), margin);
  return { metric: metric.name, change: changeOf(difference, miss), relation };
}

// What measuring and adding up may leave behind the sixteenth digit is no larger value.
const ROUNDING = 1e-12;

interface ForLimits {
  readonly evidence: readonly MetricEvidence[];
  readonly between: (metric: string, one: number, other: number) => Reach;
  readonly miss: number;
}

function certaintyOf({ metric, most, of }: Limit, one: number, { evidence, between, miss }: ForLimits): Certainty {
  const { metric: measured, values: all } = evidence[placeOf(evidence, metric)]!;
  const precision = { miss, trim: trimOf(measured) };
  const values = all[one]!;
  if (of === 'baseline') {
    const base = all[0]!;
    if (Math.min(values.length, base.length) >= LEAST_BLOCKS && [...values, ...base].includes(0)) {
      // What is 0 has no ratio, and may be so many times of something all the same.
      const { estimate, half } = interval(
        values.map((value, i) => value - most * base[i]!),
        precision,
      );
      return decided(estimate - half, estimate + half, 0);
    }
    // The baseline is what it is.
    const { lower, upper } = one === 0 ? { lower: 0, upper: 0 } : between(metric, one, 0);
    return decided(lower, upper, Math.log(most));
  }
  if (values.length < LEAST_BLOCKS) return 'open';
  const areAbove0 = values.every((value) => value > 0);
  const { estimate, half } = interval(areAbove0 ? values.map(Math.log) : values, precision);
  return decided(estimate - half, estimate + half, areAbove0 ? Math.log(most) : most);
}

function decided(lower: number, upper: number, most: number): Certainty {
  // The logarithm of a limit of 0 has none.
  const slack = Number.isFinite(most) ? ROUNDING * Math.max(1, Math.abs(most)) : 0;
  if (upper <= most + slack) return 'yes';
  return lower > most + slack ? 'no' : 'open';
}
