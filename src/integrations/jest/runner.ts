import { isPerformanceFile } from '../../model/performance-files.ts';
import { timeOfDay } from '../../real-time.ts';
import { nameOf, type TestHost } from '../shared/test-host.ts';
import { closeHost, currentHost, openHost } from './current-host.ts';
import { fileResult } from './file-result.ts';
import type { JestFileResult, JestGlobalConfig, JestRunner, JestTestFile, JestWatcher } from './jest-types.ts';
import { measurePerformanceFiles, type PerformanceFiles } from './measure-files.ts';
import { ordinaryRunner } from './ordinary-runner.ts';

export type { JestGlobalConfig, JestTestFile, JestWatcher } from './jest-types.ts';

type Listener = (args: never) => void;

const EVENTS = ['test-file-start', 'test-file-success', 'test-file-failure', 'test-case-start', 'test-case-result'];

/**
 * A Jest runner for performance tests, for `runner` in the configuration of a project. Performance files (`*.perf.ts`) are
 * measured in fresh processes, as `evenkeel run` does, without being transformed or loaded by Jest; all other test files
 * run as ever, but in band, whatever the command line says. Jest runs projects with runners of their own one after the
 * other, so nothing runs beside them.
 *
 * @example
 * ```js
 * module.exports = {
 *   runner: 'evenkeel/jest/runner',
 *   testMatch: ['<rootDir>/src/*.perf.ts', '<rootDir>/test/*.test.js'],
 *   reporters: ['default', 'evenkeel/jest/reporter'],
 * };
 * ```
 */
export default class EvenkeelRunner {
  /** Tells Jest to give it one file after the other, in its own process. */
  readonly isSerial = true;
  /** Tells Jest to listen with `on`. */
  readonly supportsEventEmitters = true;
  readonly #globalConfig: JestGlobalConfig;
  readonly #context: unknown;
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(globalConfig: JestGlobalConfig, context: unknown) {
    this.#globalConfig = globalConfig;
    this.#context = context;
  }

  /** Jest listens to what becomes of each file. */
  on(event: string, listener: (args: never) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Jest gives it the files that are to run; it measures the performance files and runs the others in band. */
  async runTests(files: readonly JestTestFile[], watcher: JestWatcher): Promise<void> {
    const ofReporter = currentHost();
    const host = ofReporter ?? openHost(this.#globalConfig);
    try {
      await this.#runWith(host, files, watcher);
    } finally {
      if (!ofReporter) {
        closeHost();
        await host.close();
      }
    }
  }

  /**
   * Where performance files are measured. Undefined: in processes that run this package's own worker.
   * @internal
   */
  protected pool(): PerformanceFiles['pool'] {
    return undefined;
  }

  async #runWith(host: TestHost, files: readonly JestTestFile[], watcher: JestWatcher): Promise<void> {
    const others = files.filter(({ path }) => !isPerformanceFile(path));
    if (others.length > 0) await this.#runAsEver(others, watcher);
    const performanceFiles = files.filter(({ path }) => isPerformanceFile(path));
    if (performanceFiles.length > 0 && !watcher.isInterrupted()) await this.#measure(performanceFiles, watcher, host);
  }

  async #runAsEver(files: readonly JestTestFile[], watcher: JestWatcher): Promise<void> {
    const runner: JestRunner = ordinaryRunner(this.#globalConfig, this.#context);
    const stops = EVENTS.map((event) => runner.on(event, (args) => this.#emit(event, args)));
    await runner.runTests(files, watcher, { serial: true });
    for (const stop of stops) stop();
  }

  async #measure(files: readonly JestTestFile[], watcher: JestWatcher, host: TestHost): Promise<void> {
    const start = timeOfDay();
    for (const file of files) await this.#emit('test-file-start', [file]);
    try {
      const settings = await host.settings();
      const measured = await measurePerformanceFiles(settings, {
        paths: files.map(({ path }) => path),
        isSelected: selectionOf(this.#globalConfig),
        signal: signalOf(watcher),
        pool: this.pool(),
      });
      for (const file of files) {
        const tests = measured.get(file.path) ?? [];
        const name = nameOf(file.path, settings.directory);
        for (const { name: testName, outcome } of tests) {
          await host.add({ id: `${name}\n${testName}`, testName: testName ?? name, file: name }, outcome);
        }
        const result = fileResult(file.path, tests, settings, { start, end: timeOfDay() });
        await this.#emit('test-file-success', [file, withDisplayName(result, file)]);
      }
    } catch (error) {
      for (const file of files) await this.#emit('test-file-failure', [file, error]);
    }
  }

  async #emit(event: string, args: unknown): Promise<void> {
    for (const listener of this.#listeners.get(event) ?? []) await listener(args as never);
  }
}

// Jest writes names with a blank between blocks; `-t` is a pattern for these.
function selectionOf({ testNamePattern }: JestGlobalConfig): (name: string) => boolean {
  if (!testNamePattern) return () => true;
  const pattern = new RegExp(testNamePattern, 'i');
  return (name) => pattern.test(name) || pattern.test(name.replaceAll(' > ', ' '));
}

function signalOf(watcher: JestWatcher): AbortSignal {
  const controller = new AbortController();
  watcher.on?.('change', ({ interrupted }) => {
    if (interrupted) controller.abort();
  });
  return controller.signal;
}

function withDisplayName(result: JestFileResult, { context }: JestTestFile): JestFileResult {
  const { displayName } = context.config;
  return displayName ? { ...result, displayName } : result;
}
