import { appendFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { writeWhole } from '../../files/write-whole.ts';
import type { RunReport } from '../../model/result.ts';
import { sanitized, sanitizedCommands } from '../../output/sanitize.ts';
import { type Entry, entriesOfRun } from '../../report/documents/entry.ts';
import { renderJunit } from '../../report/documents/junit.ts';
import { renderMarkdown } from '../../report/documents/markdown.ts';
import { renderAnnotations } from '../../report/github.ts';
import { runJson } from '../../report/json.ts';
import { type RunReportOptions, renderRun } from '../../report/terminal/render-run.ts';

/** Files that a run's report is written to, relative to the project. */
export interface OutputFiles {
  /** The whole report, as `evenkeel run --json` writes it. */
  readonly json?: string;
  /** A JUnit report, which CI systems read. */
  readonly junit?: string;
  /** A comment for a pull request. */
  readonly markdown?: string;
}

const RENDERERS: Readonly<
  Record<keyof OutputFiles, (report: RunReport, entries: readonly Entry[]) => string | Iterable<string>>
> = {
  json: (report) => runJson(report),
  junit: (_, entries) => renderJunit(entries),
  markdown: (_, entries) => renderMarkdown(entries),
};

/**
 * Writes the report of a run to files, making directories as needed.
 * @throws {UsageError} for a file that cannot be written.
 */
export async function writeOutputs(report: RunReport, files: OutputFiles, directory: string): Promise<void> {
  const entries = entriesOfRun(report);
  for (const form of Object.keys(RENDERERS) as (keyof OutputFiles)[]) {
    const file = files[form];
    if (file === undefined) continue;
    await write(resolve(directory, file), RENDERERS[form](report, entries));
  }
}

// Where the width cannot be told (a log, a pipe) a row may be longer than on a screen.
const WIDTH_OF_FILES = 120;

/** A stream of a runner, as far as it decides how a report is drawn. */
export type DrawnOn = Pick<NodeJS.WriteStream, 'isTTY'> & { readonly columns?: number | undefined };

/** Whether a runner's report has colors: on a terminal, unless NO_COLOR says no. */
export function isPaintedOn({ isTTY }: DrawnOn): boolean {
  return isTTY === true && !process.env.NO_COLOR;
}

/**
 * The report as it is printed among what a runner prints: nothing in it steers the terminal or CI but its own colors.
 * @param stream that it is printed to.
 */
export function drawRun(report: RunReport, stream: DrawnOn, options: Pick<RunReportOptions, 'quiet'> = {}): string {
  const color = isPaintedOn(stream);
  return sanitized(renderRun(report, { ...options, color, width: stream.columns ?? WIDTH_OF_FILES }), {
    isPainted: color,
  });
}

/**
 * On GitHub Actions, appends the report to the step's summary and returns the annotations to print; elsewhere, and
 * where nothing was measured, does nothing and returns an empty text.
 * @param env environment variables.
 */
export async function reportToGithub(report: RunReport, env: NodeJS.ProcessEnv): Promise<string> {
  if (env.GITHUB_ACTIONS !== 'true') return '';
  const entries = entriesOfRun(report);
  if (entries.length === 0) return '';
  if (env.GITHUB_STEP_SUMMARY) await appendFile(env.GITHUB_STEP_SUMMARY, `${renderMarkdown(entries)}\n`);
  return sanitizedCommands(renderAnnotations(entries));
}

async function write(path: string, text: string | Iterable<string>): Promise<void> {
  try {
    await writeWhole(path, text);
  } catch (cause) {
    throw new UsageError(`The report ${path} cannot be written: ${(cause as Error).message}.`, { cause });
  }
}
