import type { Verdict } from '../model/verdict.ts';
import { percentInWords } from './words.ts';

/** What may be said of a comparison: it has no history that could be missing. */
export type ComparisonVerdict = Exclude<Verdict, 'no_baseline' | 'incomparable'>;

/** What a message speaks of, in percent. */
export interface ComparisonFacts {
  readonly overhead: number;
  readonly limit: number;
  /** Of the interval around the overhead. */
  readonly lower: number;
}

/** A comparison's verdict in words. */
export function explainComparison(verdict: ComparisonVerdict, facts: ComparisonFacts): string {
  return sentences[verdict](facts);
}

const REMEDY = 'More pairs of measurements or a quieter machine would help.';

const sentences: Readonly<Record<ComparisonVerdict, (facts: ComparisonFacts) => string>> = {
  regression: ({ overhead, limit }) =>
    `The candidate is ${percentInWords(overhead)} slower, more than the ${limit} % that it may be.`,
  improvement: ({ overhead }) => `The candidate is faster by ${percentInWords(Math.abs(overhead))}.`,
  pass: ({ overhead, limit }) => `The overhead of ${percentInWords(overhead)} is within the limit of ${limit} %.`,
  inconclusive: ({ overhead, limit, lower }) =>
    lower > limit
      ? `The overhead of ${percentInWords(overhead)} is probably above the limit of ${limit} %, but not surely. ${REMEDY}`
      : `Too noisy to tell an overhead of ${percentInWords(overhead)} from the limit of ${limit} %. ${REMEDY}`,
};
