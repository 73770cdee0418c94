import type { CompareReport, RevisionComparison, RevisionMetric } from '../model/revisions.ts';

/** What a comparison of revisions says of one test. */
export interface ComparedTest {
  readonly testName: string;
  readonly file: string;
  /** Its time; null where it has none, as a number of the user's own. */
  readonly comparison: RevisionComparison | null;
  /** What else was measured of it. */
  readonly metrics: readonly RevisionMetric[];
}

/** The tests of a comparison, each with all of its figures, in the order in which they first appear. */
export function testsOfCompare({ comparisons, metrics }: Judged): readonly ComparedTest[] {
  const keyOf = ({ file, testName }: Pick<ComparedTest, 'file' | 'testName'>) => JSON.stringify([file, testName]);
  const all = new Map<string, ComparedTest>();
  for (const comparison of comparisons) {
    const { testName, file } = comparison;
    all.set(keyOf(comparison), { testName, file, comparison, metrics: [] });
  }
  for (const metric of metrics) {
    const { testName, file } = metric;
    const known = all.get(keyOf(metric)) ?? { testName, file, comparison: null, metrics: [] };
    all.set(keyOf(metric), { ...known, metrics: [...known.metrics, metric] });
  }
  return [...all.values()];
}

/** Whether not a single figure says anything of the difference between the revisions. */
export function isNothingCompared({ comparisons, metrics }: Judged): boolean {
  return [...comparisons, ...metrics].every(({ validation }) => validation.verdict === 'incomparable');
}

type Judged = Pick<CompareReport, 'comparisons' | 'metrics'>;
