import type { Verdict } from '../../model/verdict.ts';
import type { View } from './views.ts';

const LOOKS_FOR_A_CHANGE = 2;
// Then a doubt stays one.
const MOST_LOOKS = 3;
// So many times its margin is beyond doubt after two looks; what lies nearer takes a third. On recorded noise that let
// the margin be a quarter narrower without a false alarm (docs/decisions/0012-judging-runs.md).
const FAR = 1.4;
// What processor time does between runs must have been seen: that of a function that reads files jumps by 160 % with the
// way in which threads wait for each other, and back.
const RUNS_FOR_PROCESSOR_TIME = 5;
// On a machine slower than in any past run, what the past says of its part is a guess: an unchanged function took 65 %
// longer where the control kernel took 18 % longer, three times as much on the logarithmic scale, and of strings that were
// built the processor time followed it a little more steeply.
const STEEPEST = 4;

/** What the views come to, and whose word it is. */
export interface Decision {
  readonly verdict: Verdict;
  readonly view: View;
  /** The looks disagree about a slow-down, or agree about one that may not be the code's. */
  readonly isDisputed: boolean;
}

/**
 * The verdict of all views: a regression where one of them is sure of it, inconclusive where one is in doubt, otherwise
 * what the low end says.
 * @param views the low end's first.
 * @param isBlind whether the runs scatter too much for any gate.
 */
export function decide(views: readonly View[], isBlind: boolean): Decision {
  const accusing = views.filter(mayAccuse);
  const regressed = accusing.find(isRegression);
  if (regressed) return { verdict: 'regression', view: regressed, isDisputed: false };
  const disputed = accusing.find(isDispute);
  if (disputed) return { verdict: 'inconclusive', view: disputed, isDisputed: true };
  const view = views[0]!;
  const verdict = isImprovement(view) ? 'improvement' : isBlind ? 'inconclusive' : 'pass';
  return { verdict, view, isDisputed: false };
}

function mayAccuse({ name, runs }: View): boolean {
  return name !== 'cpuTime' || runs >= RUNS_FOR_PROCESSOR_TIME;
}

/** Whether to measure again before the verdict is believed. */
export function needsAnotherLook(views: readonly View[], { isDisputed }: Decision): boolean {
  const { looks, quickLooks } = views[0]!;
  if (looks < LOOKS_FOR_A_CHANGE) return quickLooks > 0 || views.some((view) => view.slowLooks > 0 && mayAccuse(view));
  return looks < MOST_LOOKS && (isDisputed || quickLooks === looks) && !isImprovement(views[0]!);
}

function isRegression(view: View): boolean {
  return (
    view.slowLooks === view.looks && view.isClear && hasLooksEnough(view) && !mayBeTheMachine(view) && !view.mayBeOthers
  );
}

/** Whether a machine slower than in any past run could be all there is to a slow-down. */
export function mayBeTheMachine({ shift, machine }: Pick<View, 'shift' | 'machine'>): boolean {
  return shift < STEEPEST * machine.beyond;
}

function isImprovement(view: View): boolean {
  return view.quickLooks === view.looks && hasLooksEnough(view);
}

function hasLooksEnough({ looks, shift, margin }: View): boolean {
  return Math.abs(shift) > (looks === LOOKS_FOR_A_CHANGE ? FAR : 1) * margin.width;
}

// One look saw a slow-down, another did not, and together they are not unchanged either; or all did, and the processes
// disagree, or it is too near the margin for so few looks, or it may be the machine's or another program's.
function isDispute({ slowLooks, looks, shift, margin }: View): boolean {
  return slowLooks > 0 && (slowLooks === looks || Math.abs(shift) > margin.width);
}
