import type { ListedTest, Part } from '../../model/part.ts';

/** A test, or a whole file, that something is said of. */
type Named = Pick<ListedTest, 'testName' | 'file'>;

/** Everything that a part says something of: that a test was measured, or why it was not. */
export function outcomesIn(part: Part): readonly Named[] {
  const { failures } = part.report;
  if (part.command === 'run') {
    const { results, comparisons, skipped } = part.report;
    return [...results, ...comparisons].map(named).concat(failures, skipped);
  }
  const { comparisons, metrics, onlyInHead, skipped } = part.report;
  return [...comparisons, ...metrics, ...onlyInHead, ...skipped, ...failures];
}

// Of results of other origin than files none is known; these have one.
function named({ testName, file }: { readonly testName: string; readonly file: string | null }): Named {
  return { testName, file: file ?? '' };
}

/** By what a test is found again: a name may occur in two files. */
export function placeOf({ testName, file }: Named): string {
  return JSON.stringify([file, testName]);
}
