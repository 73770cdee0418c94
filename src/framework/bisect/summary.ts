import type { BisectedTest, BisectSummary } from '../../model/bisect.ts';
import type { FailedTest } from '../../model/result.ts';

/** What is counted. */
export interface CountedSearch {
  readonly tests: readonly BisectedTest[];
  readonly failures: readonly FailedTest[];
  readonly measured: number;
  readonly unusable: number;
  readonly interrupted: boolean;
}

/**
 * Counts what came of a search, and derives its exit code: 130 interrupted; 2 a test that failed; 1 a step for the worse that was found; 2 a
 * search that ended before it was sure; 0 where good and bad are alike, or it only became better.
 */
export function summarizeSearch({ tests, failures, ...counted }: CountedSearch): BisectSummary {
  const count = (outcome: BisectedTest['outcome']) => tests.filter((test) => test.outcome === outcome).length;
  const worse = tests.filter(
    ({ outcome, steps }) => outcome === 'found' && steps.some(({ isWorse }) => isWorse),
  ).length;
  const counts = {
    total: tests.length + failures.length,
    found: count('found'),
    worse,
    open: count('open'),
    alike: count('alike'),
    undecided: count('undecided'),
    failed: failures.length,
    ...counted,
  };
  return { ...counts, exitCode: exitCodeOf(counts) };
}

function exitCodeOf({ interrupted, failed, worse, open, undecided }: Omit<BisectSummary, 'exitCode'>): number {
  if (interrupted) return 130;
  if (failed > 0) return 2;
  if (worse > 0) return 1;
  return open + undecided > 0 ? 2 : 0;
}
