import { relative, sep } from 'node:path';
import type { TestCase } from 'vitest/node';
import { readOutcome } from '../shared/outcome.ts';
import { drawRun, type OutputFiles, reportToGithub, writeOutputs } from '../shared/outputs.ts';
import { RunBook } from '../shared/run-book.ts';
import type { RunnerSettings } from '../shared/settings.ts';
import type { MeasuredMeta } from './channel.ts';

/** A run that has ended, and where to report on it. */
export interface EndedRun {
  readonly settings: RunnerSettings;
  readonly output: OutputFiles;
  readonly startedAt: Date;
  readonly interrupted: boolean;
  log(text: string): void;
}

/**
 * Stores and reports what tests measured.
 * @param tests those with something in their `task.meta.evenkeel`.
 * @returns the exit code that evenkeel would end with.
 */
export async function reportOn(tests: readonly TestCase[], run: EndedRun): Promise<number> {
  const { settings, output, startedAt, interrupted, log } = run;
  const book = new RunBook(settings, startedAt);
  for (const { id, fullName, module, meta } of tests.map(plain)) {
    const file = relative(settings.directory, module).split(sep).join('/');
    const owner = { id, testName: fullName, file };
    book.add(owner, await readOutcome(String(meta?.packed), owner));
  }
  const report = await book.close({ interrupted });
  log(`\n${drawRun(report, process.stdout)}`);
  await writeOutputs(report, output, settings.directory);
  const annotations = await reportToGithub(report, process.env);
  if (annotations !== '') log(annotations);
  return report.summary.exitCode;
}

function plain(test: TestCase) {
  const { evenkeel } = test.meta() as unknown as { evenkeel: MeasuredMeta | null };
  return { id: test.id, fullName: test.fullName, module: test.module.moduleId, meta: evenkeel };
}
