import { compareRevisions } from '../framework/compare/compare-revisions.ts';
import type { CompareOptions } from '../framework/compare/options.ts';
import type { AskedBesides } from '../framework/shards/settings.ts';
import type { CompareReport } from '../model/revisions.ts';
import { governingConfiguration } from './configuration.ts';
import type { CompareFlags } from './flags.ts';
import { checkPage, checkWritable, STANDARD_OUTPUT, writeJson } from './output-file.ts';
import type { PartTask } from './part.ts';
import { abortOnSignals, INTERRUPTED } from './signals.ts';
import type { Terminal } from './terminal.ts';
import { watch } from './watch.ts';

/** Where a comparison happens; the defaults are this process's directory and this package's own programs. */
export type ComparePlace = Partial<Pick<CompareOptions, 'directory' | 'programs'>>;

/** `evenkeel compare`: returns the exit code. */
export async function compare(
  ref: string,
  globs: readonly string[],
  flags: CompareFlags,
  terminal: Terminal,
  { directory = process.cwd(), programs }: ComparePlace = {},
): Promise<number> {
  const { config, bare, notices, configured } = await governingConfiguration(flags);
  checkWritable(flags.json);
  checkPage(flags.html);
  const task = await partOf(globs, flags);
  const watcher = watch(terminal, flags, config.logLevel);
  const interruption = abortOnSignals(() => watcher.note('Interrupted: keeping what is complete …'));
  try {
    const options: CompareOptions = {
      ref,
      isMergeBase: flags.mergeBase ?? false,
      patterns: globs,
      configured,
      directory,
      config,
      filter: flags.filter ?? null,
      iterations: flags.iterations ?? null,
      metrics: flags.metrics,
      blocks: flags.blocks ?? null,
      prepare: config.prepare || null,
      sharePackages: flags.sharePackages ?? false,
      failOnInconclusive: flags.failOnInconclusive ?? false,
      failOnGateChange: flags.failOnGateChange ?? false,
      configFile: flags.config,
      bareConfig: bare,
      signal: interruption.signal,
      onEvent: watcher.onEvent,
      ...(programs && { programs }),
    };
    const compared = await (task === null ? compareRevisions(options) : task.compare(options));
    const report = { ...compared, warnings: [...notices, ...compared.warnings] };
    watcher.end();
    watcher.report(report);
    await show(report, flags, terminal);
    if (flags.html) {
      const { writeHtml } = await import('./html.ts');
      await writeHtml(flags.html, { kind: 'compare', report }, config, terminal);
    }
    await task?.handOver(report, { json: flags.json, terminal });
    return report.summary.exitCode;
  } catch (error) {
    // What an abort ends before there is anything to report is not a failure.
    if (error !== interruption.signal.reason) throw error;
    terminal.err('Interrupted before anything was measured.\n');
    return INTERRUPTED;
  } finally {
    watcher.end();
    interruption.release();
  }
}

async function partOf(globs: readonly string[], flags: CompareFlags): Promise<PartTask | null> {
  if (flags.shard === undefined && flags.blob === undefined) return null;
  const { partTask } = await import('./part.ts');
  return partTask(flags, askedBesides(globs, flags));
}

// What has a say in what is measured, and no field of the configuration.
function askedBesides(globs: readonly string[], flags: CompareFlags): AskedBesides {
  const { mergeBase, filter, blocks, iterations, metrics, sharePackages } = flags;
  return { patterns: globs, mergeBase, filter, blocks, iterations, metrics, sharePackages };
}

async function show(report: CompareReport, { json, quiet = false }: CompareFlags, terminal: Terminal): Promise<void> {
  const { compareJson } = await import('../report/json.ts');
  if (json === STANDARD_OUTPUT) {
    for (const piece of compareJson(report)) terminal.out(piece);
    return;
  }
  const { renderCompare } = await import('../report/terminal/render-compare.ts');
  terminal.draw(renderCompare(report, { color: terminal.color, width: terminal.width, quiet }));
  if (json) await writeJson(json, compareJson(report));
}
