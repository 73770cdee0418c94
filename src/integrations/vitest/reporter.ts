import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { labelled } from '../../output/labelled.ts';
import { sanitized } from '../../output/sanitize.ts';
import { dateOf } from '../../real-time.ts';
import type { OutputFiles } from '../shared/outputs.ts';
import type { RunnerSettings } from '../shared/settings.ts';

/**
 * Gathers what the tests measured, in Vitest's main process: stores baselines once, shows evenkeel's table, writes the
 * reports, and fails a run with a regression. Where nothing was measured it is silent, and loads nothing.
 */
export class EvenkeelReporter implements Reporter {
  readonly #settings: RunnerSettings;
  readonly #output: OutputFiles;
  #vitest: Vitest | null = null;
  #startedAt = dateOf();

  constructor(settings: RunnerSettings, output: OutputFiles) {
    this.#settings = settings;
    this.#output = output;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunStart(): void {
    this.#startedAt = dateOf();
  }

  async onTestRunEnd(modules: readonly TestModule[], _errors: unknown, reason: string): Promise<void> {
    const tests = modules
      .flatMap((module) => [...module.children.allTests()])
      .filter((test) => 'evenkeel' in test.meta());
    if (tests.length === 0) return;
    try {
      const { reportOn } = await import('./report-on.ts');
      const exitCode = await reportOn(tests, {
        settings: this.#settings,
        output: this.#output,
        startedAt: this.#startedAt,
        interrupted: reason === 'interrupted',
        log: (text) => this.#vitest?.logger.log(text),
      });
      // What fails a test fails the run anyway; a test may have looked away.
      if (exitCode !== 0) process.exitCode ||= exitCode;
    } catch (error) {
      // Thrown from a reporter, it would be an internal error of Vitest's.
      this.#vitest?.logger.log(sanitized(labelled('evenkeel', (error as Error).message).trimEnd()));
      process.exitCode = 2;
    }
  }
}
