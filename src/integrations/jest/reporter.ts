import type { RunReport } from '../../model/result.ts';
import { labelled } from '../../output/labelled.ts';
import { outputTo } from '../../output/output.ts';
import type { OutputFiles } from '../shared/outputs.ts';
import type { RunnerOptions } from '../shared/settings.ts';
import type { TestHost } from '../shared/test-host.ts';
import { closeHost, openHost } from './current-host.ts';
import type { JestGlobalConfig } from './jest-types.ts';

/** Options for `['evenkeel/jest/reporter', options]`. Paths are relative to Jest's `rootDir`. */
export interface JestReporterOptions extends RunnerOptions, OutputFiles {
  /** Shows only what needs attention. Default false. */
  readonly quiet?: boolean;
}

/**
 * Jest's side of evenkeel in the main process: measures for the test files, and shows evenkeel's table when all have run.
 * For `reporters`, after `'default'`.
 */
export default class EvenkeelReporter {
  readonly #directory: string;
  readonly #options: JestReporterOptions;
  readonly #host: TestHost;
  #error: Error | undefined;

  constructor(globalConfig: JestGlobalConfig, options: JestReporterOptions = {}) {
    this.#directory = globalConfig.rootDir;
    this.#options = options;
    this.#host = openHost(globalConfig, options);
  }

  /** Shows and writes the report. What goes wrong meanwhile fails the run. */
  async onRunComplete(): Promise<void> {
    try {
      const report = await this.#host.close();
      if (report) await this.#show(report);
    } catch (error) {
      this.#error = error as Error;
      // Jest fails the run, and does not say why.
      outputTo(process.stderr).write(`\n${labelled('evenkeel', this.#error.message)}`);
    } finally {
      closeHost();
    }
  }

  /** Jest asks for it when all is over, and fails the run where there is one. */
  getLastError(): Error | undefined {
    return this.#error;
  }

  async #show(report: RunReport): Promise<void> {
    const { drawRun, isPaintedOn, reportToGithub, writeOutputs } = await import('../shared/outputs.ts');
    const { stderr } = process;
    const { quiet = false } = this.#options;
    outputTo(stderr, isPaintedOn(stderr)).draw(`\n${drawRun(report, stderr, { quiet })}`);
    await writeOutputs(report, this.#options, this.#directory);
    outputTo(process.stdout).command(await reportToGithub(report, process.env));
  }
}
