import { bisectRevisions } from '../framework/bisect/bisect-revisions.ts';
import type { BisectOptions } from '../framework/bisect/options.ts';
import type { BisectReport } from '../model/bisect.ts';
import { configurationWithCommands } from './configuration.ts';
import type { BisectFlags } from './flags.ts';
import { checkWritable, STANDARD_OUTPUT, writeJson } from './output-file.ts';
import { abortOnSignals, INTERRUPTED } from './signals.ts';
import type { Terminal } from './terminal.ts';
import { watch } from './watch.ts';

/** Where a search happens; the defaults are this process's directory and this package's own programs. */
export type BisectPlace = Partial<Pick<BisectOptions, 'directory' | 'programs'>>;

/** `evenkeel bisect`: returns the exit code. */
export async function bisect(
  globs: readonly string[],
  { budget, ...flags }: BisectFlags,
  terminal: Terminal,
  { directory = process.cwd(), programs }: BisectPlace = {},
): Promise<number> {
  const { config, configured } = await configurationWithCommands(flags);
  checkWritable(flags.json);
  const watcher = watch(terminal, flags, config.logLevel);
  const interruption = abortOnSignals(() => watcher.note('Interrupted: keeping what was measured …'));
  try {
    const report = await bisectRevisions({
      ...{ budget, configured, directory, config, patterns: globs },
      good: flags.good ?? null,
      bad: flags.bad ?? null,
      tests: flags.test ?? [],
      metric: flags.metric ?? null,
      confidence: flags.confidence / 100,
      iterations: flags.iterations ?? null,
      prepare: config.prepare || null,
      sharePackages: flags.sharePackages ?? false,
      fresh: flags.fresh ?? false,
      signal: interruption.signal,
      onStep: (words) => watcher.onEvent({ kind: 'preparing', words }),
      ...(programs && { programs }),
    });
    watcher.end();
    await show(report, flags, terminal);
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

async function show(
  report: BisectReport,
  { json, quiet = false }: Pick<BisectFlags, 'json' | 'quiet'>,
  terminal: Terminal,
): Promise<void> {
  const { bisectJson } = await import('../report/json.ts');
  if (json === STANDARD_OUTPUT) {
    for (const piece of bisectJson(report)) terminal.out(piece);
    return;
  }
  const { renderBisect } = await import('../report/terminal/render-bisect.ts');
  terminal.draw(renderBisect(report, { color: terminal.color, width: terminal.width, quiet }));
  if (json) await writeJson(json, bisectJson(report));
}
