import { mergeOutcomes, type TestOutcome } from './outcome.ts';

/**
 * What one test of a runner measured, over all its attempts. A retry that measured again would call the luckier of two
 * measurements the result, and a repetition would store the same code several times over as if these were runs: so what
 * was measured once is answered again, in the order of the calls. What threw gave no result, and is tried again.
 */
export class TestMeasurements {
  readonly #kept = new Map<string, TestOutcome[]>();
  readonly #asked = new Map<string, number>();
  readonly #onMeasured: (outcome: TestOutcome) => void;
  #attempts = 0;
  #isAnsweredAgain = false;

  /** @param onMeasured is told everything that was measured so far, whenever that is more. */
  constructor(onMeasured: (outcome: TestOutcome) => void = () => undefined) {
    this.#onMeasured = onMeasured;
  }

  /** The test starts, for the first time or again. */
  beginAttempt(): void {
    this.#attempts++;
    this.#isAnsweredAgain = false;
    this.#asked.clear();
  }

  /** Whether an answer of this attempt comes from an earlier one. */
  get isAnsweredAgain(): boolean {
    return this.#attempts > 1 && this.#isAnsweredAgain;
  }

  /** Everything that was measured, each once. */
  get outcome(): TestOutcome {
    return mergeOutcomes([...this.#kept.values()].flat());
  }

  /** Measures what goes by this name, or answers what an earlier attempt measured in its place. */
  async take(name: string, measure: () => Promise<TestOutcome>): Promise<TestOutcome> {
    const kept = this.#kept.get(name) ?? [];
    const place = this.#asked.get(name) ?? 0;
    this.#asked.set(name, place + 1);
    const before = kept[place];
    if (before) {
      this.#isAnsweredAgain = true;
      return before;
    }
    const outcome = await measure();
    this.#kept.set(name, [...(this.#kept.get(name) ?? []), outcome]);
    this.#onMeasured(this.outcome);
    return outcome;
  }
}
