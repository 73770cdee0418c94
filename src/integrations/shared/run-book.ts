import { PerformanceConfig } from '../../config/performance-config.ts';
import { EnvironmentDetector } from '../../environment/environment-detector.ts';
import { packageVersion } from '../../framework/result/version.ts';
import { type BaselineOwner, BaselineOwners, notRecordedAsTaken } from '../../framework/store/baseline-keys.ts';
import { LazyStore } from '../../framework/store/lazy-store.ts';
import { inPart, tryToStore } from '../../framework/store/recording.ts';
import { summarizeRun } from '../../framework/suite/run-summary.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { NotInStore } from '../../model/recording.ts';
import type { FailedTest, PerformanceTestResult, RunReport } from '../../model/result.ts';
import { dateOf, timeOfDay } from '../../real-time.ts';
import { mergeOutcomes, type TestOutcome } from './outcome.ts';
import type { RunnerSettings } from './settings.ts';

/** The test of a runner that an outcome comes from. */
export type OutcomeOwner = BaselineOwner;

interface Entry {
  readonly owner: OutcomeOwner;
  readonly outcome: TestOutcome;
}

/** Gathers what the tests of a run measured, in the main process of a runner; stores it once, and returns the report. */
export class RunBook {
  readonly #settings: RunnerSettings;
  readonly #startedAt: Date;
  readonly #entries = new Map<string, Entry>();

  /** @param startedAt when the run began. Default: now. */
  constructor(settings: RunnerSettings, startedAt: Date = dateOf()) {
    this.#settings = settings;
    this.#startedAt = startedAt;
  }

  /** Whether nothing was measured. */
  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** Adds what a test measured; of a test that tells several times, the last counts. */
  add(owner: OutcomeOwner, outcome: TestOutcome): void {
    this.#entries.set(owner.id, { owner, outcome: withFile(outcome, owner.file) });
  }

  /**
   * Stores what is to be stored, all at once, and returns the report of the run. Two tests may not share a baseline,
   * because what one records would be held against the other: the second becomes a failure, and is not stored. Where the
   * store fails, the results say so (`recording`), and their verdicts stand.
   */
  async close({ interrupted = false }: { readonly interrupted?: boolean } = {}): Promise<RunReport> {
    const { kept, clashes } = withoutClashes([...this.#entries.values()]);
    const { comparisons, candidates, failures, records, warnings, ...merged } = mergeOutcomes(
      kept.map(({ outcome }) => outcome),
    );
    const { failure, storeWarnings } = await this.#store(interrupted ? inPartOf(records) : records);
    const told = interrupted ? merged.results.map(cutShort) : merged.results;
    const results = failure ? told.map((result) => notInStore(result, failure)) : told;
    const { skipped } = merged;
    const outcome = { results, comparisons, failures: [...withoutRepetitions(failures), ...clashes], skipped };
    const { failOnInconclusive } = this.#settings;
    return {
      schemaVersion: 1,
      evenkeelVersion: packageVersion(),
      environment: results[0]?.environmentContext ?? (await detectEnvironment()),
      startedAt: this.#startedAt.toISOString(),
      duration: (timeOfDay() - this.#startedAt.getTime()) / 1000,
      ...outcome,
      ...(candidates.length > 0 && { candidates }),
      // A runner may have been asked for a part of its tests.
      gateChanges: [],
      warnings: [...new Set([...warnings, ...storeWarnings])],
      summary: summarizeRun({ ...outcome, interrupted, failOnInconclusive, mustMeasure: false }),
    };
  }

  async #store(records: TestOutcome['records']) {
    const store = new LazyStore(new PerformanceConfig(this.#settings.config), null);
    try {
      const failure = await tryToStore((all) => store.append(all), records);
      return {
        failure,
        storeWarnings: records.length === 0 || failure?.state === 'failed' ? [] : await store.warnings(),
      };
    } finally {
      await store.close();
    }
  }
}

function inPartOf(records: readonly RunRecord[]): readonly RunRecord[] {
  return records
    .filter(({ status }) => status !== 'accepted')
    .map((record) => (record.status === 'recorded' ? { ...record, status: 'partial' } : record));
}

function cutShort(result: PerformanceTestResult): PerformanceTestResult {
  return { ...result, recording: inPart(result.recording) };
}

/** A result that was to be stored, with why it is not. */
export function notInStore(result: PerformanceTestResult, failure: NotInStore): PerformanceTestResult {
  return result.recording.state === 'not_recorded' ? result : { ...result, recording: failure };
}

function detectEnvironment() {
  return new EnvironmentDetector({ measuresIn: 'fresh_processes' }).getEnvironmentContext();
}

// What was measured in a test's own process has no file of its own: it is the runner's.
function withFile(outcome: TestOutcome, file: string): TestOutcome {
  return {
    ...outcome,
    results: outcome.results.map((result) => ({ ...result, file: result.file ?? file })),
    comparisons: outcome.comparisons.map((comparison) => ({ ...comparison, file: comparison.file ?? file })),
  };
}

function withoutClashes(entries: readonly Entry[]) {
  const owners = new BaselineOwners();
  const clashes: FailedTest[] = [];
  const kept = entries.filter(({ owner, outcome }) => {
    for (const { baselineKey } of outcome.results) {
      const other = owners.claim(baselineKey, owner);
      if (other === null) continue;
      const { testName, file } = owner;
      const message = notRecordedAsTaken(baselineKey, other);
      clashes.push({ testName, file, reason: 'invalid_file', message, stack: null });
      return false;
    }
    return true;
  });
  return { kept, clashes };
}

// A file that cannot be loaded fails each of its tests.
function withoutRepetitions(failures: readonly FailedTest[]): readonly FailedTest[] {
  return [...new Map(failures.map((failure) => [JSON.stringify(failure), failure])).values()];
}
