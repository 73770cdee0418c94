import type { CandidatesCase, MetricEvidence } from '../../../src/judge/candidates/case.ts';
import { ALLOCATED_BYTES, type Metric, TIME } from '../../../src/model/metric.ts';

export const ROUNDS = 8;
const STEPS = [-0.01, 0.005, 0, 0.01, -0.005, 0.002, -0.002, 0.007];

/** Values of candidates that scatter a little around these, each in its own way. */
export function about(metric: Metric, centres: readonly number[], spread = 1): MetricEvidence {
  const values = centres.map((centre, i) =>
    STEPS.map((_, round) => centre * Math.exp(spread * STEPS[(round + 3 * i) % STEPS.length]!)),
  );
  return { metric, values };
}

/** Values that are the same in each round. */
export function exactly(metric: Metric, values: readonly number[]): MetricEvidence {
  return { metric, values: values.map((value) => Array.from({ length: ROUNDS }, () => value)) };
}

export const timeAbout = (...centres: readonly number[]) => about(TIME, centres);
export const bytesOf = (...values: readonly number[]) => exactly(ALLOCATED_BYTES, values);

/** A case of candidates a, b, c, … */
export function caseOf(evidence: readonly MetricEvidence[], over: Partial<CandidatesCase> = {}): CandidatesCase {
  return {
    names: evidence[0]!.values.map((_, i) => 'abcdefghij'[i]!),
    evidence,
    wishes: [],
    confidenceLevel: 0.95,
    tolerancePercent: 2,
    objection: null,
    ...over,
  };
}
