import { StatisticalValidationError } from '../../errors.ts';
import { normalQuantile } from './normal.ts';
import { requireCount, requireOpenUnit } from './samples.ts';
import { saturated } from './saturated.ts';
import { firstIndex } from './solve.ts';
import { studentTQuantile } from './student-t.ts';

/**
 * What is compared: `paired`, as many blocks as runs, each giving one log-ratio; or `independent`, as many runs of the
 * current version as of the baseline, each giving one log-time.
 */
export type Design = 'paired' | 'independent';

/** The error rates a comparison is planned for. */
export interface PlanOptions {
  /** Default 'paired'. */
  readonly design?: Design;
  /** Chance of an alarm where there is no change. Default 0.05. */
  readonly alpha?: number;
  /** Chance of an alarm where there is one of the size in question. Default 0.9. */
  readonly power?: number;
  /** A log-ratio that counts as no change. Default 0. */
  readonly floor?: number;
}

/** More runs than anybody would wait for. */
const MOST_RUNS = 10_000_000;

/**
 * The smallest slow-down, as a share (0.05 is five percent), that a one-sided t-test on logarithms of `runs` runs a side
 * catches with the given power: exp(floor + (t₁₋α + t_power) · standard error) − 1 (Cohen, "Statistical Power Analysis",
 * 1988, with t for normal quantiles).
 * @param spread standard deviation of one log-ratio (`paired`) or of one run's log-time (`independent`); for small spreads
 * the same as a relative standard deviation.
 * @throws StatisticalValidationError where there are fewer than two runs or a number is out of range.
 */
export function smallestDetectableChange(runs: number, spread: number, options: PlanOptions = {}): number {
  const plan = checkedPlan(spread, options);
  requireCount(runs, 'runs', 2);
  return saturated(Math.expm1(plan.floor + reach(runs, spread, plan)));
}

/**
 * How many runs a side (or pairs) are needed to catch a slow-down of `change` (0.05 is five percent): the inverse of
 * `smallestDetectableChange`.
 * @throws StatisticalValidationError where `change` is not above the floor, a number is out of range, or more than ten
 * million runs would be needed.
 */
export function runsNeeded(change: number, spread: number, options: PlanOptions = {}): number {
  const plan = checkedPlan(spread, options);
  const room = Math.log1p(change) - plan.floor;
  if (!(room > 0 && Number.isFinite(room))) {
    throw new StatisticalValidationError(
      `a change of ${change} is not above the floor of ${Math.expm1(plan.floor)}: no number of runs can tell it`,
    );
  }
  if (reach(MOST_RUNS, spread, plan) > room) {
    throw new StatisticalValidationError(
      `a change of ${change} at a spread of ${spread} needs more than ${MOST_RUNS} runs`,
    );
  }
  const sides = plan.design === 'paired' ? 1 : 2;
  const normal = sides * (((normalQuantile(1 - plan.alpha) + normalQuantile(plan.power)) * spread) / room) ** 2;
  const guess = Math.max(2, Math.min(MOST_RUNS, Math.ceil(normal)));
  return firstIndex(guess, MOST_RUNS, (runs) => runs >= 2 && reach(runs, spread, plan) <= room);
}

/**
 * How often to repeat each level but the highest of an experiment, lowest first, to get the shortest interval for its
 * cost: ⌈√((c₍ᵢ₊₁₎ / cᵢ) · (Tᵢ² / T₍ᵢ₊₁₎²))⌉ (Kalibera and Jones, "Rigorous Benchmarking in Reasonable Time",
 * International Symposium on Memory Management, 2013).
 * @param costs seconds that one more repetition costs at each level (an iteration, starting a process, a build), lowest first.
 * @param variances unbiased variance that each level adds (T²), lowest first, as `varianceComponents` estimates it.
 * @throws StatisticalValidationError where there are fewer than two levels, the lengths differ, or a number is not positive.
 */
export function repetitionsPerLevel(costs: readonly number[], variances: readonly number[]): number[] {
  if (costs.length < 2 || costs.length !== variances.length) {
    throw new StatisticalValidationError(
      `there are ${costs.length} costs and ${variances.length} variances: give one of each for at least two levels`,
    );
  }
  costs.forEach((cost, level) => {
    const variance = variances[level]!;
    if (!(cost > 0 && variance > 0 && Number.isFinite(cost) && Number.isFinite(variance))) {
      throw new StatisticalValidationError(
        `level ${level} has cost ${cost} and variance ${variance}: give positive numbers; leave a level out that adds no variance`,
      );
    }
  });
  return costs
    .slice(1)
    .map((cost, level) => Math.ceil(Math.sqrt((cost / costs[level]!) * (variances[level]! / variances[level + 1]!))));
}

function reach(runs: number, spread: number, plan: Required<PlanOptions>): number {
  const paired = plan.design === 'paired';
  const degrees = paired ? runs - 1 : 2 * runs - 2;
  const quantiles = studentTQuantile(1 - plan.alpha, degrees) + studentTQuantile(plan.power, degrees);
  return quantiles * spread * Math.sqrt((paired ? 1 : 2) / runs);
}

function checkedPlan(spread: number, options: PlanOptions): Required<PlanOptions> {
  const { design = 'paired', alpha = 0.05, power = 0.9, floor = 0 } = options;
  requireOpenUnit(alpha, 'alpha');
  requireOpenUnit(power, 'power');
  if (!(spread >= 0 && Number.isFinite(spread) && Number.isFinite(floor))) {
    throw new StatisticalValidationError(
      `the spread is ${spread} and the floor ${floor}: give finite numbers, the spread not negative`,
    );
  }
  return { design, alpha, power, floor };
}
