import { UsageError } from '../errors.ts';
import { ingestFiles } from '../framework/ingest/ingest-files.ts';
import { loadReaders } from '../framework/ingest/own-readers.ts';
import { runJson } from '../report/json.ts';
import { renderRun } from '../report/terminal/render-run.ts';
import { configurationFor } from './configuration.ts';
import type { IngestFlags } from './flags.ts';
import { checkWritable, STANDARD_OUTPUT, writeJson } from './output-file.ts';
import { wishOf } from './recording-wish.ts';
import type { Terminal } from './terminal.ts';

/** `evenkeel ingest`: returns the exit code. */
export async function ingest(paths: readonly string[], flags: IngestFlags, terminal: Terminal): Promise<number> {
  const config = await configurationFor(flags);
  checkWritable(flags.json);
  const report = await ingestFiles({
    paths,
    format: flags.format ?? null,
    readers: await loadReaders(flags.reader ?? [], process.cwd()),
    config,
    recording: wishOf(flags, config),
    prefix: flags.prefix ?? '',
    project: flags.project ?? null,
    commit: flags.commit === undefined ? null : checkedCommit(flags.commit),
    acrossVersions: flags.acrossVersions ?? false,
    history: flags.history ?? false,
    failOnInconclusive: flags.failOnInconclusive ?? false,
  });
  if (flags.json === STANDARD_OUTPUT) {
    for (const piece of runJson(report)) terminal.out(piece);
  } else {
    terminal.draw(renderRun(report, { color: terminal.color, width: terminal.width, quiet: flags.quiet ?? false }));
    if (flags.json) await writeJson(flags.json, runJson(report));
  }
  return report.summary.exitCode;
}

const HASH = /^[0-9a-f]{7,64}$/i;

function checkedCommit(commit: string): string {
  if (HASH.test(commit)) return commit;
  throw new UsageError(
    `--commit takes the hash of a commit, of 7 to 64 hexadecimal digits, and not ${JSON.stringify(commit)}.`,
  );
}
