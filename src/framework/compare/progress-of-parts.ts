import type { StepProgress } from '../../measure/processes/measure-tests.ts';

/**
 * Tells of several parts, one after the other, as of one whole: a function for each part, which takes its own progress.
 * @param planned steps of each part, as far as they are known beforehand.
 */
export function progressOfParts(
  planned: readonly number[],
  onStep: (progress: StepProgress) => void,
): readonly ((progress: StepProgress) => void)[] {
  const totals = [...planned];
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  return planned.map((_, part) => (progress) => {
    totals[part] = progress.total;
    onStep({ ...progress, done: sum(totals.slice(0, part)) + progress.done, total: sum(totals) });
  });
}
