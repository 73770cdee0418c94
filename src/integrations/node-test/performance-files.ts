import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SuiteRunOptions } from '../../framework/suite/run-suite.ts';
import type { TestOutcome } from '../shared/outcome.ts';
import { requireGoodVerdict } from '../shared/require-verdict.ts';
import { measureSuiteTests } from '../shared/suite-tests.ts';
import { nameOf, type TestHost } from '../shared/test-host.ts';

const IN_PERFORMANCE_FILE = /(?:file:\/\/)?[^\s()]+?\.perf\.m?[jt]s(?=[?#:])/;
const SELECTING = /^--test-(?:name-pattern|skip-pattern|only)\b/;

/** The tests that performance files declare in this process, and what they measured. */
export class PerformanceFileTests {
  readonly #declared = new Map<string, string[]>();
  readonly #measured = new Map<string, Promise<ReadonlyMap<string, TestOutcome>>>();
  readonly #pool: SuiteRunOptions['pool'];

  /** @param pool where they are measured. Default: processes that run this package's own worker. */
  constructor(pool?: SuiteRunOptions['pool']) {
    this.#pool = pool;
  }

  /** A file declares a test, by its full name. */
  declare(path: string, name: string): void {
    this.#declared.set(path, [...(this.#declared.get(path) ?? []), name]);
  }

  /**
   * Measures a test, judges it, and fails for what is a regression. The first test of a file measures all of them, as
   * `evenkeel run` does, in turns; where node:test was asked for some tests only, each is measured when it runs.
   */
  async run(path: string, name: string, host: TestHost, execArgv: readonly string[] = process.execArgv): Promise<void> {
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
  }
}

/**
 * The performance file that declares something now; the process's main file where the stack does not say.
 * @param stack of an error made while it declares.
 */
export function declaringFile(stack: string, main: string = process.argv[1] ?? ''): string {
  const found = IN_PERFORMANCE_FILE.exec(stack)?.[0];
  if (found === undefined) return resolve(main);
  return found.startsWith('file:') ? fileURLToPath(found) : found;
}
