import { relative, sep } from 'node:path';
import { PerformanceConfig } from '../../config/performance-config.ts';
import { UsageError } from '../../errors.ts';
import { LazyStore } from '../../framework/lazy-store.ts';
import type { RunReport } from '../../model/result.ts';
import { CollectingFramework } from '../shared/collecting-framework.ts';
import type { Declaration } from '../shared/declaration.ts';
import type { TestOutcome } from '../shared/outcome.ts';
import { requireGoodVerdict } from '../shared/require-verdict.ts';
import { type OutcomeOwner, RunBook } from '../shared/run-book.ts';
import type { RunnerSettings } from '../shared/settings.ts';
import { TestMeasurements } from '../shared/test-measurements.ts';
import type { FrameworkOperations, JestHost, JestTestId } from './contact.ts';

/** What a host goes by besides its settings. */
export interface HostFacts {
  /** Whether Jest instruments code to see what of it runs. */
  readonly measuresCoverage: boolean;
}

/** Measures for the tests of a run of Jest, and collects what they measured. Baselines are stored test by test. */
export class Host implements JestHost {
  readonly #settings: Promise<RunnerSettings>;
  readonly #facts: HostFacts;
  readonly #owners = new Map<string, OutcomeOwner>();
  readonly #book: Promise<RunBook>;
  #store: LazyStore | null = null;

  /** @param settings may fail; the first test that measures then says so. */
  constructor(settings: Promise<RunnerSettings>, facts: HostFacts) {
    this.#settings = settings;
    this.#facts = facts;
    this.#book = settings.then((settled) => new RunBook(settled));
    this.#book.catch(() => undefined);
  }

  async runTest(test: JestTestId, { name, options, fn }: Declaration): Promise<void> {
    const settings = await this.settings();
    const { measured } = await this.#collect(test, (framework) => framework.runPerformanceTest(name, fn, options));
    requireGoodVerdict(measured, settings);
  }

  async withFramework<Result>(
    test: JestTestId,
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
    if (outcome.records.length > 0) {
      this.#store ??= new LazyStore(new PerformanceConfig(settings.config), null);
      await this.#store.append(outcome.records);
    }
    (await this.#book).add(owner, { ...outcome, records: [] });
  }

  /** The report of what was measured; null where nothing was. The host can measure no more. */
  async close(): Promise<RunReport | null> {
    const warnings = (await this.#store?.get())?.warnings() ?? [];
    await this.#store?.close();
    const book = await this.#book.catch(() => null);
    if (!book || book.isEmpty) return null;
    const report = await book.close();
    return { ...report, warnings: [...new Set([...report.warnings, ...warnings])] };
  }

  async #collect<Result>(test: JestTestId, operate: (framework: FrameworkOperations) => Promise<Result>) {
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
    const other = this.#owners.get(baselineKey) ?? owner;
    this.#owners.set(baselineKey, other);
    if (other.id === owner.id) return;
    throw new UsageError(
      `The baseline ${JSON.stringify(baselineKey)} belongs to ${JSON.stringify(other.testName)} in ${other.file} already, so this was not recorded. Give this test another name, or its own \`baselineKey\`.`,
    );
  }
}

function ownerOf({ path, name }: JestTestId, { directory }: RunnerSettings): OutcomeOwner {
  const file = relative(directory, path).split(sep).join('/');
  return { id: `${file}\n${name}`, testName: name, file };
}

const WITH_COVERAGE =
  'Nothing is measured while coverage is collected, because code that counts its lines is slower code. Run the performance tests without --coverage.';
