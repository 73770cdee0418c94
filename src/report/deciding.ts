import type { BaseRevision } from '../model/base-revision.ts';
import type { VerdictEvidence } from '../model/evidence.ts';
import type { PerformanceTestResult } from '../model/result.ts';
import { formatCommit, formatCounted } from './format.ts';
import { neutralizeName } from './text/neutralize.ts';

/** What decided about a test: the runs before it, or pairs of processes. */
export type DecidedBy = VerdictEvidence['decidedBy'];

/** Marks, in tables, what pairs decided about; a word would not leave room for the values on 80 columns. */
export const PAIRS_SIGN = '\u21c4';

/** What decided about a result; null where there was nothing to decide by. */
export function decidedBy({ evidence, validation }: PerformanceTestResult): DecidedBy | null {
  const { verdict } = validation;
  if (verdict === 'no_baseline' || verdict === 'incomparable') return null;
  return evidence.decidedBy;
}

/** The commit whose code a result was held against, in words; null where pairs did not decide. */
export function baseOf(result: PerformanceTestResult): string | null {
  const { evidence } = result;
  return decidedBy(result) === 'pairs' && evidence.decidedBy === 'pairs' ? formatBase(evidence.base) : null;
}

/** A base in few words, on one line: `main (1a2b3c4)`, or only the commit where it was given no other name. */
export function formatBase({ ref, commit, isMergeBase }: BaseRevision): string {
  const name = neutralizeName(ref);
  const short = formatCommit(commit);
  if (isMergeBase) return `the merge-base with ${name} (${short})`;
  return commit.startsWith(ref) ? short : `${name} (${short})`;
}

/**
 * How many tests pairs decided about, and against what: `3 suspects against main (1a2b3c4)`. Null where there are none.
 *
 * @param bases of each such test, in words
 * @param what one such test is called
 */
export function pairsInWords(bases: readonly string[], what: string): string | null {
  const counts = new Map<string, number>();
  for (const base of bases) counts.set(base, (counts.get(base) ?? 0) + 1);
  const parts = [...counts].map(([base, count]) => `${formatCounted(count, what)} against ${neutralizeName(base)}`);
  return parts.length === 0 ? null : parts.join('; ');
}
