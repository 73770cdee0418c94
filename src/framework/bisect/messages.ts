import { percentText } from '../../judge/percent.ts';
import type { BisectedTest, BisectStep } from '../../model/bisect.ts';
import { TIME } from '../../model/metric.ts';
import { short } from '../../revisions/history.ts';

/** What came of a test's search, as sentences. */
export function explainSearch(test: Omit<BisectedTest, 'message'> & { readonly isInterrupted: boolean }): string {
  const ends = `${short(test.bad.hash)} against ${short(test.good.hash)}`;
  switch (test.outcome) {
    case 'alike':
      return `It is not worse: ${ends}, ${changeIn(test)}. There is no step to search for.`;
    case 'undecided':
      return `Whether it differs cannot be told: ${ends}, ${changeIn(test)}. ${test.isInterrupted ? ENDED : MORE_TIME}`;
    case 'found':
      return test.steps.map((step) => sentenceOf(step, test)).join(' ');
    case 'open':
      return [...test.steps.map((step) => sentenceOf(step, test)), test.isInterrupted ? ENDED : MORE_TIME].join(' ');
  }
}

const ENDED = 'The search was ended: start it again, and it goes on from here.';
const MORE_TIME =
  'More pairs would tell: start it again with a greater --budget, or on a calmer machine, and it goes on from here.';

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
