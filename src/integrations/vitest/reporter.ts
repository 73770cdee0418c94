import { relative, sep } from 'node:path';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import type { RunReport } from '../../model/result.ts';
import { unpackOutcome } from '../shared/outcome.ts';
import { type OutputFiles, reportToGithub, writeOutputs } from '../shared/outputs.ts';
import { RunBook } from '../shared/run-book.ts';
import type { RunnerSettings } from '../shared/settings.ts';
import type { MeasuredMeta } from './channel.ts';

/**
 * Gathers what the tests measured, in Vitest's main process: stores baselines once, shows evenkeel's table, writes the
 * reports, and fails a run with a regression. Silent where nothing was measured.
 */
export class EvenkeelReporter implements Reporter {
  readonly #settings: RunnerSettings;
  readonly #output: OutputFiles;
  #vitest: Vitest | null = null;
  #book: RunBook;

  constructor(settings: RunnerSettings, output: OutputFiles) {
    this.#settings = settings;
    this.#output = output;
    this.#book = new RunBook(settings);
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunStart(): void {
    this.#book = new RunBook(this.#settings);
  }

  async onTestRunEnd(modules: readonly TestModule[], _errors: unknown, reason: string): Promise<void> {
    for (const module of modules) for (const test of module.children.allTests()) this.#add(test);
    if (this.#book.isEmpty) return;
    try {
      await this.#tell(await this.#book.close({ interrupted: reason === 'interrupted' }));
    } catch (error) {
      // Thrown from a reporter, it would be an internal error of Vitest's.
      this.#log(`evenkeel: ${(error as Error).message}`);
      process.exitCode = 2;
    }
  }

  #add(test: TestCase): void {
    const { evenkeel } = test.meta() as { evenkeel?: MeasuredMeta };
    if (!evenkeel) return;
    const { id, fullName, module } = test;
    this.#book.add({ id, testName: fullName, file: this.#nameOf(module) }, unpackOutcome(evenkeel.packed));
  }

  #nameOf({ moduleId }: TestModule): string {
    return relative(this.#settings.directory, moduleId).split(sep).join('/');
  }

  async #tell(report: RunReport): Promise<void> {
    const { renderRun } = await import('../../report/terminal.ts');
    const { columns = 120, isTTY } = process.stdout;
    const color = isTTY === true && !process.env.NO_COLOR;
    this.#log(`\n${renderRun(report, { color, width: columns })}`);
    await writeOutputs(report, this.#output, this.#settings.directory);
    const annotations = await reportToGithub(report, process.env);
    if (annotations !== '') this.#log(annotations);
    // What fails a test fails the run anyway; a test may have looked away.
    if (report.summary.exitCode !== 0) process.exitCode ||= report.summary.exitCode;
  }

  #log(text: string): void {
    this.#vitest?.logger.log(text);
  }
}
