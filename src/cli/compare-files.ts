import { UsageError } from '../errors.ts';
import { compareFiles } from '../framework/compare-files/compare-files.ts';
import { loadReaders } from '../framework/ingest/own-readers.ts';
import type { CompareFlags } from './flags.ts';
import { checkWritable, STANDARD_OUTPUT, writeJson } from './output-file.ts';
import type { Terminal } from './terminal.ts';

/** `evenkeel compare --files`: returns the exit code. */
export async function compareFilesOf(
  paths: readonly string[],
  flags: CompareFlags,
  terminal: Terminal,
): Promise<number> {
  checkFlags(flags);
  const [base, head, ...more] = paths;
  if (base === undefined || head === undefined || more.length > 0) {
    throw new UsageError(
      `--files takes two files or directories, the old one and the new one, and not ${paths.length}. Put several files of a side into a directory.`,
    );
  }
  checkWritable(flags.json);
  const report = await compareFiles({
    base,
    head,
    format: flags.format ?? null,
    readers: await loadReaders(flags.reader ?? [], process.cwd()),
    cwd: process.cwd(),
    filter: flags.filter ?? null,
    acrossVersions: flags.acrossVersions ?? false,
    failOnInconclusive: flags.failOnInconclusive ?? false,
  });
  const { filesJson } = await import('../report/json.ts');
  if (flags.json === STANDARD_OUTPUT) {
    for (const piece of filesJson(report)) terminal.out(piece);
    return report.summary.exitCode;
  }
  const { renderFiles } = await import('../report/terminal/render-files.ts');
  terminal.draw(renderFiles(report, { color: terminal.color, width: terminal.width, quiet: flags.quiet ?? false }));
  if (flags.json) await writeJson(flags.json, filesJson(report));
  return report.summary.exitCode;
}

/** What only measuring has a use for. */
const MEASURING = {
  mergeBase: '--merge-base',
  prepare: '--prepare',
  prepareTimeout: '--prepare-timeout',
  sharePackages: '--share-packages',
  blocks: '--blocks',
  iterations: '--iterations',
  metrics: '--metrics',
  shard: '--shard',
  blob: '--blob',
  failOnGateChange: '--fail-on-gate-change',
  config: '--config',
  configFrom: '--config-from',
  logJson: '--log-json',
} as const satisfies Partial<Record<keyof CompareFlags, string>>;

function checkFlags(flags: CompareFlags): void {
  if (!flags.files) {
    const given = flags.acrossVersions ? '--across-versions' : flags.format === undefined ? '--reader' : '--format';
    throw new UsageError(`${given} is for files of results: give --files with it.`);
  }
  if (flags.html !== undefined) {
    throw new UsageError('--html shows what evenkeel measured itself: with --files there are the table and --json.');
  }
  const names = Object.keys(MEASURING) as (keyof typeof MEASURING)[];
  const useless = names.find((name) => flags[name] !== undefined && flags[name] !== false);
  if (useless !== undefined) {
    throw new UsageError(`${MEASURING[useless]} has no meaning with --files, which measures nothing. Leave it out.`);
  }
}
