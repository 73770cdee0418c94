import type { Verdict } from '../../model/verdict.ts';
import { LOOKS_FOR_A_CHANGE, MOST_LOOKS } from '../constants.ts';
import { doubtsOf, isNearTheMargin, mayAccuse } from './doubts.ts';
import type { View } from './views.ts';

/** What the views come to, and whose word it is. */
export interface Decision {
  readonly verdict: Verdict;
  readonly view: View;
  /** The looks disagree about a slow-down, or agree about one that some doubt applies to. */
  readonly isDisputed: boolean;
}

/**
 * The verdict of all views. A regression is what every look of one of them shows and no doubt applies to; where a doubt
 * does, it is inconclusive; otherwise it is what the low end says.
 * @param views the low end's first.
 */
export function decide(views: readonly View[]): Decision {
  const accusing = views.filter((view) => view.slowLooks > 0 && mayAccuse(view));
  const regressed = accusing.find((view) => doubtsOf(view, 'regression').length === 0);
  if (regressed) return { verdict: 'regression', view: regressed, isDisputed: false };
  const disputed = accusing.find(isDispute);
  if (disputed) return { verdict: 'inconclusive', view: disputed, isDisputed: true };
  const view = views[0]!;
  const verdict = isImprovement(view) ? 'improvement' : doubtsOf(view, 'pass').length > 0 ? 'inconclusive' : 'pass';
  return { verdict, view, isDisputed: false };
}

// All looks saw a slow-down, and there is a doubt; or one did and another did not, and together they are not unchanged
// either.
function isDispute({ slowLooks, looks, shift, margin }: View): boolean {
  return slowLooks === looks || Math.abs(shift) > margin.width;
}

/** Whether to measure again before the verdict is believed. */
export function needsAnotherLook(views: readonly View[], decision: Decision): boolean {
  const { looks, quickLooks } = views[0]!;
  if (looks < LOOKS_FOR_A_CHANGE) return quickLooks > 0 || views.some((view) => view.slowLooks > 0 && mayAccuse(view));
  return looks < MOST_LOOKS && (mayClearUp(decision) || quickLooks === looks) && !isImprovement(views[0]!);
}

// What no look can tell, another one cannot either.
function mayClearUp({ isDisputed, view }: Decision): boolean {
  return isDisputed && !doubtsOf(view, 'regression').every(({ isFinal }) => isFinal);
}

function isImprovement(view: View): boolean {
  return view.quickLooks === view.looks && !isNearTheMargin(view);
}
