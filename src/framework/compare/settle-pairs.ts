import type { PerformanceConfigFields } from '../../config/fields.ts';
import type { FailedTest } from '../../model/result.ts';
import type { RevisionComparison, UnpairedTest } from '../../model/revisions.ts';
import { explainTrouble, type TroubleContext } from './base-trouble.ts';
import type { MeasuredPair } from './measure-pairs.ts';
import { pairResult } from './pair-result.ts';

/** The results of the present tree's tests. */
export interface Settled {
  readonly comparisons: readonly RevisionComparison[];
  readonly onlyInHead: readonly UnpairedTest[];
  readonly failures: readonly FailedTest[];
}

/** What the sorting works with. */
export interface SettleContext extends TroubleContext {
  readonly config: Pick<PerformanceConfigFields, 'outlierDetectionMethod' | 'performanceOverheadLimit'>;
}

/**
 * Sorts what was measured into results and failures. What fails in the base alone is no failure of the present tree, and
 * is listed, unless the user can do something about it.
 * @param unpaired tests that the base could not even load.
 */
export async function settlePairs(
  measured: readonly MeasuredPair[],
  unpaired: readonly UnpairedTest[],
  context: SettleContext,
): Promise<Settled> {
  const comparisons: RevisionComparison[] = [];
  const failures: FailedTest[] = [];
  const inHeadOnly = [...unpaired];
  for (const each of measured) {
    const { end } = each;
    if (end.kind === 'judged') comparisons.push(pairResult(each, end, context.config));
    else if (end.kind === 'left_over') throw new Error('a comparison without a time limit has nothing left over');
    else if (end.side === 'head') failures.push(end.failure);
    else inHeadOnly.push({ testName: end.failure.testName, file: end.failure.file, reason: end.failure.message });
  }
  const onlyInHead: UnpairedTest[] = [];
  const remedies = new Set<string>();
  for (const test of inHeadOnly) {
    const { reason, remedy } = await explainTrouble(test.reason, context);
    if (remedy === null) onlyInHead.push({ ...test, reason });
    // The tests of a file have this in common: it is said once.
    else if (!remedies.has(`${test.file} ${reason}`)) {
      remedies.add(`${test.file} ${reason}`);
      failures.push(notBuilt(test.file, `${reason}\n${remedy}`));
    }
  }
  return { comparisons, onlyInHead, failures };
}

function notBuilt(file: string, message: string): FailedTest {
  return { testName: null, file, reason: 'invalid_file', message, stack: null };
}
