import { percentText } from '../../judge/percent.ts';
import type { BisectedTest, BisectStep } from '../../model/bisect.ts';
import { TIME } from '../../model/metric.ts';
import { short } from '../../revisions/history.ts';

/** What came of a test's search, as sentences. */
export function explainSearch(test: Omit<BisectedTest, 'message'> & { readonly end: SearchEnd }): string {
  const ends = `${short(test.bad.hash)} against ${short(test.good.hash)}`;
  switch (test.outcome) {
    case 'alike':
      return `It is not worse: ${ends}, ${changeIn(test)}. There is no step to search for.`;
    case 'undecided':
      return `Whether it differs cannot be told: ${ends}, ${changeIn(test)}. ${WHAT_TO_DO[test.end]}`;
    case 'found':
      return test.steps.map((step) => sentenceOf(step, test)).join(' ');
    case 'open':
      return [...test.steps.map((step) => sentenceOf(step, test)), WHAT_TO_DO[test.end]].join(' ');
  }
}

/** How a search ended: by a person, by its budget, or because it may look no more. */
export type SearchEnd = 'interrupted' | 'over' | 'whole';

const WHAT_TO_DO: Readonly<Record<SearchEnd, string>> = {
  interrupted: 'The search was ended: start it again, and it goes on from here.',
  over: 'Its time is over: start it again, perhaps with a greater --budget, and it goes on from here.',
  whole: 'It was looked at as often as a search may look: search again on a calmer machine, or between nearer commits.',
};

function changeIn({ change }: Pick<BisectedTest, 'change'>): string {
  if (change === null) return 'not measured yet';
  const [low, high] = change.interval;
  return `${percentText(change.percent, true)} [${percentText(low, true)}, ${percentText(high, true)}]`;
}

function sentenceOf(step: BisectStep, { metric }: Pick<BisectedTest, 'metric'>): string {
  const { first, last, commits, probability, merges } = step;
  const where =
    commits === 1
      ? `since ${short(first.hash)} ${JSON.stringify(first.subject)}`
      : `since one of ${commits} commits, ${short(first.hash)} to ${short(last.hash)}`;
  const merge = merges.at(-1);
  const brought = merge === undefined ? '' : `, merged by ${short(merge.hash)}`;
  const kept = commits > 1 && step.isSettled ? ', of which those before the last cannot be measured' : '';
  return `${sizeOf(step, metric)} ${where}${brought} (${oddsOf(probability)})${kept}.`;
}

function sizeOf({ change, isWorse }: BisectStep, { name, better }: BisectedTest['metric']): string {
  const size = percentText(Math.abs(change.percent));
  if (name === TIME.name) return `${size} ${isWorse ? 'slower' : 'faster'}`;
  const isMore = isWorse === (better === 'lower');
  return `${name} ${size} ${isMore ? 'more' : 'less'}`;
}

/** Never quite certain, and never rounded to it. */
function oddsOf(probability: number): string {
  return probability > 0.999 ? '> 99.9 %' : `${(100 * probability).toFixed(1)} %`;
}
