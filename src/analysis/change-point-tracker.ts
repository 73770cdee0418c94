import { StatisticalValidationError } from '../errors.ts';
import { type FoundStep, findSteps } from './find-steps.ts';
import { serialCorrelation, widening } from './serial-correlation.ts';

/** Values that are looked at together: a step is found by what lies within them. */
const WINDOW = 512;
/** So far the window moves when it is full. */
const STRIDE = WINDOW / 2;
/** Values of the next window that are settled with this one, so that a step at its start has enough before it. */
const OVERLAP = 32;

/**
 * Finds the steps of a series whose values come one by one. What it says after a value depends on the values alone, not on
 * how often it was asked; a value costs the same whatever went before it.
 * @example
 * import { ChangePointTracker } from 'evenkeel/analysis';
 *
 * const tracker = new ChangePointTracker();
 * for (let run = 0; run < 60; run++) tracker.add((run < 40 ? 1 : 1.2) + (run % 3) / 100);
 * console.log(tracker.steps().map(({ index }) => index)); // [ 40 ]
 */
export class ChangePointTracker {
  readonly #settled: FoundStep[] = [];
  // What the settled steps leave to be looked at, from this index on.
  #start = 0;
  #window: number[] = [];
  #count = 0;

  /** How many values were added. */
  get count(): number {
    return this.#count;
  }

  /**
   * Adds the next value of the series, in any unit; times are best given as their logarithms.
   * @throws StatisticalValidationError where it is not finite.
   * @example
   * import { ChangePointTracker } from 'evenkeel/analysis';
   *
   * const tracker = new ChangePointTracker();
   * for (const seconds of [0.012, 0.011]) tracker.add(Math.log(seconds));
   * console.log(tracker.count); // 2
   */
  add(value: number): void {
    if (!Number.isFinite(value)) {
      throw new StatisticalValidationError(`value ${this.#count} is ${value}: give a finite number`);
    }
    this.#count++;
    this.#window.push(value);
    if (this.#window.length === WINDOW) this.#move();
  }

  /**
   * The steps of the values so far, in their order.
   * @example
   * import { ChangePointTracker } from 'evenkeel/analysis';
   *
   * const tracker = new ChangePointTracker();
   * for (let run = 0; run < 30; run++) tracker.add(run % 3);
   * console.log(tracker.steps()); // []
   */
  steps(): readonly FoundStep[] {
    return [...this.#settled, ...this.#found()];
  }

  #found(): FoundStep[] {
    const values = Float64Array.from(this.#window);
    return findSteps(values, widening(serialCorrelation(values))).map((step) => ({
      ...step,
      index: step.index + this.#start,
    }));
  }

  #move(): void {
    const settled = this.#found().filter(({ index }) => index < this.#start + STRIDE + OVERLAP);
    this.#settled.push(...settled);
    const next = Math.max(this.#start + STRIDE, settled.at(-1)?.index ?? 0);
    this.#window = this.#window.slice(next - this.#start);
    this.#start = next;
  }
}
