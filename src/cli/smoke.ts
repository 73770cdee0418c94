import { UsageError } from '../errors.ts';
import { searchTests } from '../framework/suite/find-tests.ts';
import type { SuiteRunOptions } from '../framework/suite/run-suite.ts';
import { smokeSuite } from '../framework/suite/smoke-suite.ts';
import { configurationWithCommands } from './configuration.ts';
import type { RunFlags } from './flags.ts';
import { checkWritable, STANDARD_OUTPUT, writeJson } from './output-file.ts';
import { abortOnSignals } from './signals.ts';
import type { Terminal } from './terminal.ts';
import { warn } from './warn.ts';
import { watch } from './watch.ts';

// What says how to measure, judge or store.
const MEANINGLESS = {
  iterations: '--iterations',
  processes: '--processes',
  update: '--update',
  record: '--record',
  failOnInconclusive: '--fail-on-inconclusive',
  confirm: '--confirm',
  against: '--against',
  budget: '--budget',
  prepare: '--prepare',
  prepareTimeout: '--prepare-timeout',
  explain: '--explain',
  configFrom: '--config-from',
  failOnGateChange: '--fail-on-gate-change',
  html: '--html',
  shard: '--shard',
  blob: '--blob',
} as const satisfies Partial<Record<keyof RunFlags, string>>;

/** `evenkeel run --smoke`: returns the exit code, which is 0 where every test works. */
export async function smoke(
  globs: readonly string[],
  flags: RunFlags,
  terminal: Terminal,
  { pool }: Pick<SuiteRunOptions, 'pool'> = {},
): Promise<number> {
  refuseMeaningless(flags);
  const { config, configured: declared } = await configurationWithCommands(flags);
  const { json, filter = null, quiet = false } = flags;
  checkWritable(json);
  const { files, notices, configured } = await searchTests(globs, process.cwd(), declared);
  warn(terminal, notices, config.logLevel);
  // It is over soon: progress is for who watches.
  const watcher = watch(terminal, { ...flags, quiet: true }, config.logLevel);
  const interruption = abortOnSignals(() => watcher.note('Interrupted: keeping what is complete …'));
  try {
    const { signal } = interruption;
    const report = await smokeSuite({ files, configured, config, filter, pool, signal, onEvent: watcher.onEvent });
    watcher.end();
    watcher.report(report);
    const [{ smokeJson }, { renderSmoke }] = await Promise.all([
      import('../report/json.ts'),
      import('../report/smoke.ts'),
    ]);
    const { color, width } = terminal;
    if (json === STANDARD_OUTPUT) terminal.out(smokeJson(report));
    else terminal.draw(renderSmoke(report, { color, width, quiet }));
    if (json && json !== STANDARD_OUTPUT) await writeJson(json, [smokeJson(report)]);
    return report.summary.exitCode;
  } finally {
    watcher.end();
    interruption.release();
  }
}

function refuseMeaningless(flags: RunFlags): void {
  const names = Object.keys(MEANINGLESS) as (keyof typeof MEANINGLESS)[];
  const given = names.filter((name) => flags[name] !== undefined).map((name) => MEANINGLESS[name]);
  if (given.length === 0) return;
  throw new UsageError(`--smoke times, judges and stores nothing, so it cannot go with ${given.join(', ')}.`);
}
