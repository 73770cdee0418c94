import type { AskedBesides } from '../framework/shards/settings.ts';
import { searchTests } from '../framework/suite/find-tests.ts';
import { runSuite, type SuiteRunOptions } from '../framework/suite/run-suite.ts';
import { governingConfiguration } from './configuration.ts';
import type { RunFlags } from './flags.ts';
import { checkPage, checkWritable, STANDARD_OUTPUT, writeJson } from './output-file.ts';
import type { PartTask } from './part.ts';
import { wishOf } from './recording-wish.ts';
import { abortOnSignals } from './signals.ts';
import type { Terminal } from './terminal.ts';
import { watch } from './watch.ts';

/**
 * `evenkeel run`: returns the exit code.
 * @param place where tests are measured, and what pairs are started from; default: this package's own worker processes.
 */
export async function run(
  globs: readonly string[],
  flags: RunFlags,
  terminal: Terminal,
  place: Pick<SuiteRunOptions, 'pool' | 'programs'> = {},
): Promise<number> {
  const { config, bare, notices: ofConfiguration, configured: declared } = await governingConfiguration(flags);
  const recording = wishOf(flags, config);
  checkWritable(flags.json);
  checkPage(flags.html);
  const task = await partOf(globs, flags);
  const { files, notices, configured } = await searchTests(globs, process.cwd(), declared);
  const watcher = watch(terminal, flags, config.logLevel);
  const interruption = abortOnSignals(() => watcher.note('Interrupted: keeping what is complete …'));
  try {
    const options: SuiteRunOptions = {
      files,
      configured,
      notices: [...ofConfiguration, ...notices],
      config,
      suite: { patterns: globs, config: bare },
      cachePath: null,
      overrides: { iterations: flags.iterations, processes: flags.processes, metrics: flags.metrics },
      filter: flags.filter ?? null,
      recording,
      reportFiles: reportFilesOf(flags),
      failOnInconclusive: flags.failOnInconclusive ?? false,
      failOnGateChange: flags.failOnGateChange ?? false,
      signal: interruption.signal,
      onEvent: watcher.onEvent,
      ...place,
    };
    const report = await (task === null ? runSuite(options) : task.run(options));
    watcher.end();
    watcher.report(report);
    const { runJson } = await import('../report/json.ts');
    if (flags.json === STANDARD_OUTPUT) {
      for (const piece of runJson(report)) terminal.out(piece);
    } else {
      const { renderRun } = await import('../report/terminal/render-run.ts');
      terminal.draw(renderRun(report, { color: terminal.color, width: terminal.width, quiet: flags.quiet ?? false }));
      if (flags.explain !== undefined) {
        const { renderExplanation } = await import('../report/explanation.ts');
        terminal.draw(
          `\n${renderExplanation(report, flags.explain, { color: terminal.color, width: terminal.width })}`,
        );
      }
      if (flags.json) await writeJson(flags.json, runJson(report));
    }
    if (flags.html) {
      const { writeHtml } = await import('./html.ts');
      await writeHtml(flags.html, { kind: 'run', report }, config, terminal);
    }
    await task?.handOver(report, { json: flags.json, terminal });
    return report.summary.exitCode;
  } finally {
    watcher.end();
    interruption.release();
  }
}

async function partOf(globs: readonly string[], flags: RunFlags): Promise<PartTask | null> {
  if (flags.shard === undefined && flags.blob === undefined) return null;
  const { partTask } = await import('./part.ts');
  return partTask(flags, askedBesides(globs, flags));
}

// What has a say in what is measured, and no field of the configuration.
function askedBesides(globs: readonly string[], flags: RunFlags): AskedBesides {
  const { filter, iterations, processes, metrics, update } = flags;
  return { patterns: globs, filter, iterations, processes, metrics, update };
}

function reportFilesOf({ json, html, blob }: RunFlags): readonly string[] {
  return [json, html, blob].filter((file): file is string => file !== undefined && file !== STANDARD_OUTPUT);
}
