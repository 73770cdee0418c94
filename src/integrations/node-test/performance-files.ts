import type { SuiteRunOptions } from '../../framework/suite/run-suite.ts';
import type { SkippedTest } from '../../model/result.ts';
import { plainText } from '../../output/plain-text.ts';
import type { TestOutcome } from '../shared/outcome.ts';
import { requireGoodVerdict } from '../shared/require-verdict.ts';
import { measureSuiteTests } from '../shared/suite-tests.ts';
import { nameOf, type TestHost } from '../shared/test-host.ts';
import type { DeclaredTests } from './declared-tests.ts';

const SELECTING = /^--test-(?:name-pattern|skip-pattern|only)\b/;

/** What the tests of performance files measured in this process. */
export class PerformanceFileTests {
  readonly #declared: Readonly<Pick<DeclaredTests, 'get'>>;
  readonly #measured = new Map<string, Promise<ReadonlyMap<string, TestOutcome>>>();
  readonly #pool: SuiteRunOptions['pool'];

  /** @param pool where they are measured. Default: processes that run this package's own worker. */
  constructor(declared: Readonly<Pick<DeclaredTests, 'get'>>, pool?: SuiteRunOptions['pool']) {
    this.#declared = declared;
    this.#pool = pool;
  }

  /**
   * Measures a test, judges it, and fails for what is a regression. The first test of a file measures all of them, as
   * `evenkeel run` does, in turns; where node:test was asked for some tests only, each is measured when it runs.
   * @returns the test where its file leaves it out; else null.
   */
  async run(
    path: string,
    name: string,
    host: TestHost,
    execArgv: readonly string[] = process.execArgv,
  ): Promise<SkippedTest | null> {
    const settings = await host.settings();
    const file = nameOf(path, settings.directory);
    const measure = (tests: readonly string[]) =>
      measureSuiteTests(settings, { path, name: file, tests, pool: this.#pool });
    const all = () => {
      const measured = this.#measured.get(path) ?? measure(this.#declared.get(path) ?? [name]);
      this.#measured.set(path, measured);
      return measured;
    };
    const outcomes = await (execArgv.some((arg) => SELECTING.test(arg)) ? measure([name]) : all());
    const outcome = outcomes.get(name)!;
    await host.add({ id: `${file}\n${name}`, testName: name, file }, outcome);
    requireGoodVerdict(outcome, settings);
    const [skipped] = outcome.skipped;
    return skipped ? { ...skipped, message: plainText(skipped.message) } : null;
  }
}
