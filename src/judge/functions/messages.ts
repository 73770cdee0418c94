import type { InProcessBias } from '../../model/result.ts';
import type { Verdict } from '../../model/verdict.ts';
import { percentText } from '../percent.ts';

/** What may be said of a comparison: it has no history that could be missing. */
export type ComparisonVerdict = Exclude<Verdict, 'no_baseline' | 'incomparable'>;

/** What a message speaks of, in percent. */
export interface ComparisonFacts {
  /** What is slower or not. */
  readonly subject: string;
  readonly overhead: number;
  readonly limit: number;
  /** Of the interval around the overhead. */
  readonly lower: number;
  /** What is added to the limit; 0 for nothing. */
  readonly allowance: number;
  /** Why it is, as the end of a sentence. */
  readonly allowedFor: string;
  /** Pairs of processes that would tell; null where nobody can say. */
  readonly enough: number | null;
}

/** A comparison's verdict in words. */
export function explainComparison(verdict: ComparisonVerdict, facts: ComparisonFacts): string {
  return sentences[verdict](facts);
}

function remedyOf({ enough }: ComparisonFacts): string {
  if (enough === null) return 'More pairs of measurements or a quieter machine would help.';
  return `About ${enough} pairs (\`processes: ${enough}\`) would tell; a quieter machine would help as well.`;
}

const sentences: Readonly<Record<ComparisonVerdict, (facts: ComparisonFacts) => string>> = {
  regression: ({ subject, overhead, limit }) =>
    `${subject} is ${percentText(overhead)} slower, more than the ${limit} % that it may be.`,
  improvement: ({ subject, overhead }) => `${subject} is faster by ${percentText(Math.abs(overhead))}.`,
  pass: ({ overhead, limit }) =>
    overhead <= limit
      ? `The overhead of ${percentText(overhead)} is within the limit of ${limit} %.`
      : `The overhead of ${percentText(overhead)} cannot be told from the limit of ${limit} %.`,
  inconclusive: (facts) => {
    const { overhead, limit, lower, allowance, allowedFor } = facts;
    const amount = percentText(overhead);
    if (lower <= limit)
      return `Too noisy to tell an overhead of ${amount} from the limit of ${limit} %. ${remedyOf(facts)}`;
    const reason = allowance > 0 ? `, because ${allowedFor}.` : `. ${remedyOf(facts)}`;
    return `The overhead of ${amount} is probably above the limit of ${limit} %, but not surely${reason}`;
  },
};

/** What measuring both sides in one process means for what can be told, and what to do about it. */
export function explainBias({ selfDifferencePercent, allowancePercent }: InProcessBias): string {
  return (
    `In one process, the same function measured twice differed by ${percentText(Math.abs(selfDifferencePercent))}; ` +
    `differences below ${percentText(allowancePercent)} cannot be told apart here. ` +
    'perf.compare in a performance file measures each in fresh processes, which can tell them.'
  );
}
