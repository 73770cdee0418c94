import { relative, sep } from 'node:path';
import { PerformanceConfig } from '../../config/performance-config.ts';
import { UsageError } from '../../errors.ts';
import type { PerformanceTestFramework } from '../../framework/api/framework.ts';
import { BaselineOwners, notRecordedAsTaken } from '../../framework/store/baseline-keys.ts';
import { LazyStore } from '../../framework/store/lazy-store.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { RunReport } from '../../model/result.ts';
import { isoTime } from '../../real-time.ts';
import { CollectingFramework } from './collecting-framework.ts';
import type { Declaration } from './declaration.ts';
import { type DependencyOperations, resolverFor } from './dependencies.ts';
import type { TestOutcome } from './outcome.ts';
import { requireGoodVerdict } from './require-verdict.ts';
import { notInStore, type OutcomeOwner, RunBook } from './run-book.ts';
import type { RunnerSettings } from './settings.ts';
import { TestMeasurements } from './test-measurements.ts';

/** A test of a test file. */
export interface TestId {
  /** Absolute path of the file. */
  readonly path: string;
  /** With the names of the blocks that it stands in. */
  readonly name: string;
}

/** What a framework does inside a test. */
export type FrameworkOperations = Pick<
  PerformanceTestFramework,
  'runPerformanceTest' | 'comparePerformance' | 'validateRegression'
>;

/** What a host goes by besides its settings. */
export interface HostFacts {
  /** Whether the runner instruments code to see what of it runs. */
  readonly measuresCoverage: boolean;
  /** The project's root. Default: the working directory. */
  readonly directory?: string;
  /** Whether it measures for a single test, which is a whole run then. Default: no, it is closed when all are over. */
  readonly isForOneTest?: boolean;
  /** Is told what each test measured, once that is stored. */
  readonly onMeasured?: (owner: OutcomeOwner, outcome: TestOutcome) => void;
}

/**
 * Measures for the tests of one process, and collects what they measured. Baselines are stored test by test, because
 * nobody else may do it; as parts of a run, until all tests are over and it is a whole one.
 */
export class TestHost {
  readonly #settings: Promise<RunnerSettings>;
  readonly #facts: HostFacts;
  readonly #owners = new BaselineOwners();
  readonly #book: Promise<RunBook>;
  readonly #parts: RunRecord[] = [];
  #store: LazyStore | null = null;

  /** @param settings may fail; the first test that measures then says so. */
  constructor(settings: Promise<RunnerSettings>, facts: HostFacts) {
    this.#settings = settings;
    this.#facts = facts;
    this.#book = settings.then((settled) => new RunBook(settled));
    this.#book.catch(() => undefined);
  }

  /** The project's modules, and what stands in for missing ones. */
  resolver(): DependencyOperations {
    return resolverFor(this.#facts.directory ?? process.cwd(), () => this.#settings);
  }

  /** Measures, judges, and fails for what is a regression. */
  async runTest(test: TestId, declaration: Declaration): Promise<void> {
    const settings = await this.settings();
    const { measured } = await this.#collect(test, (framework) => framework.runDeclared(declaration));
    requireGoodVerdict(measured, settings);
  }

  /** Calls an operation of a framework on behalf of a test; what it measures is reported with the others. */
  async withFramework<Result>(
    test: TestId,
    operate: (framework: FrameworkOperations) => Promise<Result>,
  ): Promise<Result> {
    return (await this.#collect(test, operate)).result;
  }

  /** What the run goes by. @throws {UsageError} for a configuration that is wrong, or where code is instrumented. */
  async settings(): Promise<RunnerSettings> {
    if (this.#facts.measuresCoverage) throw new UsageError(WITH_COVERAGE);
    return this.#settings;
  }

  /**
   * Stores what is to be stored, and keeps the rest for the report.
   * @throws {UsageError} where it belongs to the baseline of another test; {StoreError} where it cannot be stored.
   */
  async add(owner: OutcomeOwner, outcome: TestOutcome): Promise<void> {
    const settings = await this.#settings;
    for (const { baselineKey } of outcome.results) this.#claim(baselineKey, owner);
    let results = outcome.results;
    if (outcome.records.length > 0) {
      this.#store ??= new LazyStore(new PerformanceConfig(settings.config), null);
      const records = this.#facts.isForOneTest ? outcome.records : this.#partsOf(outcome.records);
      const waiting = await this.#store.append(records);
      if (waiting !== null) results = results.map((result) => notInStore(result, waiting));
    }
    const stored = { ...outcome, results, records: [] };
    (await this.#book).add(owner, stored);
    this.#facts.onMeasured?.(owner, stored);
  }

  /**
   * The report of what was measured; null where nothing was. The host can measure no more.
   * @throws {StoreError} where the run cannot be made a whole one.
   */
  async close(): Promise<RunReport | null> {
    const warnings = await this.#closeStore();
    const book = await this.#book.catch(() => null);
    if (!book || book.isEmpty) return null;
    const report = await book.close();
    return { ...report, warnings: [...new Set([...report.warnings, ...warnings])] };
  }

  #partsOf(records: readonly RunRecord[]): readonly RunRecord[] {
    this.#parts.push(...records);
    return records.map((record) => (record.status === 'regression' ? record : { ...record, status: 'partial' }));
  }

  /** Makes one whole run of the parts, all at once. */
  async #closeStore(): Promise<readonly string[]> {
    if (this.#store === null) return [];
    try {
      const recordedAt = isoTime();
      if (this.#parts.length > 0) await this.#store.append(this.#parts.map((part) => ({ ...part, recordedAt })));
      return await this.#store.warnings();
    } finally {
      await this.#store.close();
    }
  }

  async #collect<Result>(test: TestId, operate: (framework: CollectingFramework) => Promise<Result>) {
    const settings = await this.settings();
    const measurements = new TestMeasurements();
    const framework = new CollectingFramework(settings, measurements);
    try {
      const result = await operate(framework);
      const measured = measurements.outcome;
      await this.add(ownerOf(test, settings), measured);
      return { result, measured };
    } finally {
      await framework.close();
    }
  }

  #claim(baselineKey: string, owner: OutcomeOwner): void {
    const other = this.#owners.claim(baselineKey, owner);
    if (other !== null) throw new UsageError(notRecordedAsTaken(baselineKey, other));
  }
}

/** How people call a file: its path from a directory, with slashes. */
export function nameOf(path: string, directory: string): string {
  return relative(directory, path).split(sep).join('/');
}

function ownerOf({ path, name }: TestId, { directory }: RunnerSettings): OutcomeOwner {
  const file = nameOf(path, directory);
  return { id: `${file}\n${name}`, testName: name, file };
}

const WITH_COVERAGE =
  'Nothing is measured while coverage is collected, because code that counts its lines is slower code. Run the performance tests without --coverage.';
