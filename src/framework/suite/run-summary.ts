import type {
  FailedTest,
  PerformanceComparisonResult,
  PerformanceTestResult,
  RunSummary,
  SkippedTest,
} from '../../model/result.ts';
import type { Verdict } from '../../model/verdict.ts';

/** What is counted. */
export interface RunOutcome {
  readonly results: readonly PerformanceTestResult[];
  readonly comparisons: readonly PerformanceComparisonResult[];
  readonly failures: readonly FailedTest[];
  readonly skipped: readonly SkippedTest[];
  readonly interrupted: boolean;
  /** Whether an inconclusive test fails the run. */
  readonly failOnInconclusive: boolean;
  /** How many changes weakened the gate. Default: none. */
  readonly gateChanges?: number;
  /** Whether one of them fails the run. Default: no. */
  readonly failOnGateChange?: boolean | undefined;
  /** Whether a run whose tests are all skipped fails; in a test runner, which has other tests as well, it does not. */
  readonly mustMeasure: boolean;
}

/** What a change did to the gate is neither trouble nor a regression. */
export const GATE_WEAKENED = 4;

/** Counts the verdicts of a run, and derives its exit code. */
export function summarizeRun(outcome: RunOutcome): RunSummary {
  const { results, comparisons, failures, skipped, interrupted } = outcome;
  const verdicts = [
    ...results.map((result) => result.validation.verdict),
    ...comparisons.map((comparison) => comparison.statisticalSignificance.verdict),
  ];
  const count = (verdict: Verdict) => verdicts.filter((each) => each === verdict).length;
  const counts = {
    total: verdicts.length + failures.length + skipped.length,
    passed: count('pass'),
    regressions: count('regression'),
    improvements: count('improvement'),
    inconclusive: count('inconclusive'),
    withoutBaseline: count('no_baseline'),
    incomparable: count('incomparable'),
    failed: failures.length,
    skipped: skipped.filter(({ reason }) => reason !== 'todo').length,
    todo: skipped.filter(({ reason }) => reason === 'todo').length,
    notStored: results.filter(({ recording }) => recording.state === 'failed').length,
    gateChanges: outcome.gateChanges ?? 0,
    interrupted,
  };
  const isIdle = outcome.mustMeasure && skipped.length > 0 && skipped.length === counts.total;
  return { ...counts, exitCode: exitCodeOf({ ...counts, isIdle }, outcome) };
}

/**
 * The one place where verdicts become an exit code: 130 interrupted; 2 a test or a file that failed, because then the
 * run does not say what it should; 1 a regression; 2 a result that should have been stored and could not be, because the
 * next run would not be held against it; 2 where every test was skipped, because then nothing was held against anything; 4 a
 * gate that was weakened, and 3 an inconclusive test, where the user asked for that; 0 else.
 */
export function exitCodeOf(
  counts: Pick<RunSummary, 'interrupted' | 'failed' | 'regressions' | 'inconclusive'> &
    Partial<Pick<RunSummary, 'notStored' | 'gateChanges'>> & { readonly isIdle?: boolean },
  { failOnInconclusive, failOnGateChange = false }: Pick<RunOutcome, 'failOnInconclusive' | 'failOnGateChange'>,
): number {
  if (counts.interrupted) return 130;
  if (counts.failed > 0) return 2;
  if (counts.regressions > 0) return 1;
  if (counts.notStored || counts.isIdle) return 2;
  if (failOnGateChange && counts.gateChanges) return GATE_WEAKENED;
  return failOnInconclusive && counts.inconclusive > 0 ? 3 : 0;
}
