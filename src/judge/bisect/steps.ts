import type { Scatter } from '../../model/metric.ts';
import { normalQuantile } from '../../statistics/core/normal.ts';
import { BISECT_LEAST_STEP } from '../constants.ts';
import { type Level, type Levels, type LineEvidence, levelsOf } from './levels.ts';
import { StepPosterior } from './posterior.ts';

/** A step of a line, as far as it is known where it is. */
export interface Step {
  /** The last measured commit before it, and the first with it: it is at one of those after `from` up to `to`. */
  readonly from: number;
  readonly to: number;
  /** The chance that there is a step in that range. */
  readonly probability: number;
  /** Of the levels, a logarithm: more than 0 is worse. */
  readonly size: number;
  /** Standard error of the size. */
  readonly error: number;
  /** Whether the range is as small as it can be, and sure. */
  readonly isSettled: boolean;
}

/** The line as it looks now. */
export interface LineView {
  readonly levels: Levels;
  readonly posterior: StepPosterior;
  /** In the order of the line. */
  readonly steps: readonly Step[];
  /** The first measured commit of each stretch but the first, by its place among the levels; steps too small to look for included. */
  readonly starts: readonly number[];
}

/** What a line is looked at by. */
export interface ViewRule {
  /** How sure it must be of a step's place. */
  readonly confidence: number;
  /** What is no step, in percent. */
  readonly tolerancePercent: number;
}

/** Looks at a line of which good and bad are known to differ. */
export function viewLine(evidence: LineEvidence, { confidence, tolerancePercent }: ViewRule): LineView {
  const levels = levelsOf(evidence);
  const { all } = levels;
  const least = leastStep(evidence.scatter, tolerancePercent);
  const difference = Math.abs(all.at(-1)!.level - all[0]!.level);
  const posterior = new StepPosterior(all, { places: evidence.last, spread: Math.max(difference, 5 * least) });
  const starts = posterior.likeliest();
  const steps = starts.flatMap((start, i): Step[] => {
    const before = stretchLevel(all.slice(starts[i - 1] ?? 0, start));
    const after = stretchLevel(all.slice(start, starts[i + 1] ?? all.length));
    const size = after.level - before.level;
    if (Math.abs(size) < least) return [];
    const error = Math.sqrt(before.variance + after.variance);
    const bounds = { least: starts[i - 1] ?? 0, most: (starts[i + 1] ?? all.length) - 1 };
    const range = surestRange(posterior, start, { ...bounds, confidence });
    const [from, to] = [all[range.from]!.at, all[range.to]!.at];
    const isSettled = range.probability >= confidence && range.to - range.from === 1 && !canSplit(from, to, evidence);
    return [{ from, to, probability: range.probability, size, error, isSettled }];
  });
  return { levels, posterior, steps, starts };
}

/** Whether some commit between two is not known to be unusable. */
export function canSplit(from: number, to: number, { unusable }: Pick<LineEvidence, 'unusable'>): boolean {
  for (let at = from + 1; at < to; at++) if (!unusable.has(at)) return true;
  return false;
}

/** The size of a step with its interval, logarithms. */
export function intervalOf({ size, error }: Pick<Step, 'size' | 'error'>, level: number): readonly [number, number] {
  const reach = normalQuantile((1 + level) / 2) * error;
  return [size - reach, size + reach];
}

/** The smallest size that is looked for, a logarithm: half of what is tolerated, as of pairs. */
export function leastStep(scatter: Scatter, tolerancePercent: number): number {
  return Math.max(BISECT_LEAST_STEP[scatter], Math.log1p(tolerancePercent / 100) / 2);
}

// Widened on the side where the step is likelier, until it is sure, as far as no other step is taken in.
function surestRange(
  posterior: StepPosterior,
  start: number,
  { least, most, confidence }: { readonly least: number; readonly most: number; readonly confidence: number },
) {
  let [from, to] = [start - 1, start];
  let probability = posterior.stepWithin(from, to);
  while (probability < confidence && (from > least || to < most)) {
    const left = from > least ? posterior.stepWithin(from - 1, to) : -1;
    const right = to < most ? posterior.stepWithin(from, to + 1) : -1;
    if (left >= right) from -= 1;
    else to += 1;
    probability = Math.max(left, right);
  }
  return { from, to, probability };
}

function stretchLevel(levels: readonly Level[]): { readonly level: number; readonly variance: number } {
  const weight = levels.reduce((sum, { variance }) => sum + 1 / variance, 0);
  return {
    level: levels.reduce((sum, { level, variance }) => sum + level / variance, 0) / weight,
    variance: 1 / weight,
  };
}
