import { BISECT_PAIRS, BISECT_SEPARATION, MOST_PAIRS } from '../constants.ts';
import { type EndsRule, type EndsView, viewEnds } from './ends.ts';
import { informationOf } from './information.ts';
import type { LineEvidence } from './levels.ts';
import { canSplit, type LineView, leastStep, type Step, viewLine } from './steps.ts';

/** What a search goes by. */
export interface SearchRule extends EndsRule {
  /** How sure it must be of a step's place. */
  readonly confidence: number;
}

/** A commit that is worth a look. */
export interface Wish {
  readonly at: number;
  /** How many more looks it is to have. */
  readonly looks: number;
  /** What they tell of the steps' places, in bits; what is dearer to measure, because it is to be checked out, a little less. */
  readonly gain: number;
}

/** Where a search stands. */
export interface SearchState {
  readonly ends: EndsView;
  /** Null until good and bad are known to differ. */
  readonly line: LineView | null;
  /** What to look at next; empty where the search is over. */
  readonly wishes: readonly Wish[];
}

/** A commit that has not been measured yet is checked out and made ready first. */
const CHECK_OUT = 0.7;
// What tells less is not worth a look, in bits.
const LEAST_GAIN = 0.002;

/** The state of a search by all that was measured so far: the same evidence leads to the same next look, whoever gathered it. */
export function stateOf(evidence: LineEvidence, rule: SearchRule): SearchState {
  const ends = viewEnds(evidence, rule);
  if (ends.state !== 'differ') {
    const wishes = ends.state === 'open' ? wishesForEnds(evidence, ends) : [];
    return { ends, line: null, wishes };
  }
  const line = viewLine(evidence, rule);
  const open = line.steps.filter(({ isSettled }) => !isSettled);
  const wishes = wishesFor(evidence, line, open);
  if (wishes.length > 0) return { ends, line, wishes };
  return { ends, line, wishes: wishesForOthers(evidence, line, rule) };
}

// A commit that seems to be beside a step by chance takes one or two more until it is known not to be.
const FOR_SURPRISES = 2;

/** How many commits a search may measure, for one step: those that are left when it is found are for others that hide between them. */
export function mostCommits(last: number, steps = 1): number {
  return Math.floor((1.5 * Math.log2(Math.max(2, last)) + 4) * Math.max(1, steps));
}

function wishesForEnds({ last, looks }: LineEvidence, { nextLook }: EndsView): readonly Wish[] {
  return [last, 0].flatMap((at) => {
    const missing = nextLook - (looks.get(at)?.length ?? 0);
    return missing > 0 ? [{ at, looks: missing, gain: 1 }] : [];
  });
}

/** Commits whose look would tell most of where the open steps are. */
function wishesFor(evidence: LineEvidence, line: LineView, open: readonly Step[]): readonly Wish[] {
  const { all } = line.levels;
  const placeOf = new Map(all.map(({ at }, i) => [at, i]));
  const wishes = new Map<number, Wish>();
  const add = (wish: Wish) => {
    if (wish.gain >= LEAST_GAIN && wish.gain > (wishes.get(wish.at)?.gain ?? 0)) wishes.set(wish.at, wish);
  };
  for (const step of open) {
    const [from, to] = [placeOf.get(step.from)!, placeOf.get(step.to)!];
    for (let gap = from + 1; gap <= to; gap++) for (const wish of splits(evidence, line, gap, step)) add(wish);
    for (let place = from; place <= to; place++) {
      const wish = again(evidence, line, place, step);
      if (wish !== null) add(wish);
    }
  }
  return [...wishes.values()].toSorted((a, b) => b.gain - a.gain || a.at - b.at);
}

// Commits between two measured ones, of which the second is the one at `gap`.
function splits(evidence: LineEvidence, { levels, posterior }: LineView, gap: number, { size }: Step): readonly Wish[] {
  const [from, to] = [levels.all[gap - 1]!.at, levels.all[gap]!.at];
  const isMany = evidence.unusable.size >= mostCommits(evidence.last);
  if (isMany || !canSplit(from, to, evidence)) return [];
  const here = posterior.stepWithin(gap - 1, gap);
  const looks = looksFor(size, levels.deviation, evidence);
  const separation = separationOf(size, looks, levels.deviation, evidence);
  const wishes: Wish[] = [];
  for (let at = from + 1; at < to; at++) {
    if (evidence.unusable.has(at)) continue;
    const share = (at - from) / (to - from);
    const gain = CHECK_OUT * here * informationOf(share, separation) * chanceOfUse(at, from, to, evidence.unusable);
    wishes.push({ at, looks, gain });
  }
  return wishes;
}

// Commits near those that do not build mostly do not build either.
function chanceOfUse(at: number, from: number, to: number, unusable: ReadonlySet<number>): number {
  const reach = Math.max(1, (to - from) / 8);
  let fails = 1;
  for (const other of unusable) if (other > from && other < to) fails *= 1 - Math.exp(-Math.abs(at - other) / reach);
  return fails;
}

// A measured commit of which it is not clear on which side of a step it is.
function again(evidence: LineEvidence, { levels, posterior }: LineView, place: number, { size }: Step): Wish | null {
  const { all, deviation } = levels;
  const { at, looks: taken } = all[place]!;
  if (evidence.scatter !== 'sampled' || taken >= MOST_PAIRS) return null;
  if (place === 0 || place === all.length - 1) return null;
  const noneLeft = 1 - posterior.stepWithin(place - 1, place);
  const noneRight = 1 - posterior.stepWithin(place, place + 1);
  const none = 1 - posterior.stepWithin(place - 1, place + 1);
  const [onlyLeft, onlyRight] = [noneRight - none, noneLeft - none];
  const either = onlyLeft + onlyRight;
  if (either <= 0) return null;
  const looks = Math.min(MOST_PAIRS - taken, looksFor(size, deviation, evidence));
  const separation = separationOf(size, looks, deviation, evidence);
  return { at, looks, gain: either * informationOf(onlyLeft / either, separation) };
}

/** How many looks set the two levels of a step far enough apart. */
function looksFor(size: number, deviation: number, { scatter }: LineEvidence): number {
  if (scatter !== 'sampled') return 1;
  const wanted = (BISECT_SEPARATION * deviation) / size;
  const batches = Math.ceil(wanted ** 2 / BISECT_PAIRS);
  return Math.min(MOST_PAIRS, BISECT_PAIRS * Math.max(1, batches));
}

function separationOf(size: number, looks: number, deviation: number, { scatter }: LineEvidence): number {
  if (scatter !== 'sampled' || deviation === 0) return Number.POSITIVE_INFINITY;
  return (Math.abs(size) * Math.sqrt(looks)) / deviation;
}

/** Where no step is open: the middle of the longest stretch that nobody has looked into, because two steps may cancel out there. */
function wishesForOthers(
  evidence: LineEvidence,
  { levels, steps }: LineView,
  { tolerancePercent }: SearchRule,
): readonly Wish[] {
  const { all } = levels;
  if (all.length + evidence.unusable.size >= mostCommits(evidence.last, steps.length) - FOR_SURPRISES) return [];
  const gaps = all.slice(1).map(({ at }, i) => ({ from: all[i]!.at, to: at }));
  const isOfStep = ({ from, to }: { from: number; to: number }) =>
    steps.some((step) => step.from < to && step.to > from);
  const [longest] = gaps
    .filter((gap) => !isOfStep(gap) && canSplit(gap.from, gap.to, evidence))
    .toSorted((a, b) => b.to - b.from - (a.to - a.from));
  if (longest === undefined) return [];
  const { from, to } = longest;
  const sizes = steps.map(({ size }) => Math.abs(size));
  const looks = looksFor(Math.max(leastStep(evidence.scatter, tolerancePercent), ...sizes), levels.deviation, evidence);
  const middle = (from + to) / 2;
  const [at] = Array.from({ length: to - from - 1 }, (_, i) => from + 1 + i)
    .filter((each) => !evidence.unusable.has(each))
    .toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return [{ at: at!, looks, gain: LEAST_GAIN }];
}
