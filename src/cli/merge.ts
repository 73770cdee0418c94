import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { ReadPart } from '../framework/shards/check-parts.ts';
import { type MergedReport, mergeParts } from '../framework/shards/merge-parts.ts';
import type { RunReport } from '../model/result.ts';
import { compareJson, runJson } from '../report/json.ts';
import { readPartFile } from '../report/parts/part-file.ts';
import { renderCompare } from '../report/terminal/render-compare.ts';
import { renderRun } from '../report/terminal/render-run.ts';
import { LARGEST_DATA, readBytes } from '../text-file.ts';
import { governingConfiguration } from './configuration.ts';
import type { MergeFlags } from './flags.ts';
import { checkWritable, STANDARD_OUTPUT, writeJson } from './output-file.ts';
import { wishOf } from './recording-wish.ts';
import type { Terminal } from './terminal.ts';

/** `evenkeel merge`: returns the exit code, which is that of one run of all parts. */
export async function merge(paths: readonly string[], flags: MergeFlags, terminal: Terminal): Promise<number> {
  const { config, notices } = await governingConfiguration(flags);
  const recording = wishOf(flags, config);
  checkWritable(flags.json);
  const merged = await mergeParts({
    ...(await readAll(await partFiles(paths))),
    config,
    directory: process.cwd(),
    recording,
    failOnInconclusive: flags.failOnInconclusive ?? false,
    failOnGateChange: flags.failOnGateChange ?? false,
  });
  const report = { ...merged.report, warnings: [...notices, ...merged.report.warnings] };
  await show({ ...merged, report } as MergedReport, flags, terminal);
  return report.summary.exitCode;
}

async function readAll(files: readonly string[]) {
  const parts: ReadPart[] = [];
  const unread: string[] = [];
  for (const origin of files) {
    try {
      parts.push({ origin, part: await readPartFile(await readBytes(origin, LARGEST_DATA)) });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      unread.push(code === undefined ? `${origin} ${message}` : `${origin} cannot be read: ${message}`);
    }
  }
  return { parts, unread };
}

const ENDING = '.blob';

/** The files that are named, and those in directories. @throws {UsageError} where a directory has none. */
async function partFiles(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const isDirectory = (await stat(path).catch(() => null))?.isDirectory() ?? false;
    const files = isDirectory ? await filesBelow(path) : [path];
    if (files.length === 0)
      throw new UsageError(
        `${path} has no part of a suite: no *${ENDING}, which evenkeel run --shard writes with --blob.`,
      );
    found.push(...files);
  }
  return [...new Set(found)];
}

// What CI systems unpack has a directory for each part.
async function filesBelow(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory, { recursive: true });
  return names
    .filter((name) => name.endsWith(ENDING))
    .toSorted()
    .map((name) => join(directory, name));
}

async function show(merged: MergedReport, flags: MergeFlags, terminal: Terminal): Promise<void> {
  const { json, quiet = false, explain } = flags;
  const pieces = () => (merged.kind === 'run' ? runJson(merged.report) : compareJson(merged.report));
  if (json === STANDARD_OUTPUT) {
    for (const piece of pieces()) terminal.out(piece);
    return;
  }
  const { color, width } = terminal;
  const options = { color, width, quiet };
  terminal.draw(merged.kind === 'run' ? renderRun(merged.report, options) : renderCompare(merged.report, options));
  if (explain !== undefined && merged.kind === 'run') await explainTo(terminal, merged.report, explain);
  if (json) await writeJson(json, pieces());
}

async function explainTo(terminal: Terminal, report: RunReport, name: string): Promise<void> {
  const { renderExplanation } = await import('../report/explanation.ts');
  const { color, width } = terminal;
  terminal.draw(`\n${renderExplanation(report, name, { color, width })}`);
}
