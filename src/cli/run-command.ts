import type { Command } from 'commander';
import { OPTION_BOUNDS } from '../model/bounds.ts';
import { TEST_OPTIONS } from '../model/test-options.ts';
import type { RunFlags } from './flags.ts';
import {
  CONFIG_FROM_OPTION,
  CONFIG_OPTION,
  METRICS_OPTION,
  numberOption,
  SHARD_OPTIONS,
  STORE_OPTION,
  STORE_REQUIRED_OPTION,
  wordOption,
} from './options.ts';
import type { CommandContext } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ evenkeel run                          every *.perf.{ts,mts,cts,js,mjs,cjs} below this directory
  $ evenkeel run 'src/**/*.perf.ts'       the files of a glob
  $ evenkeel run bench --filter parse     the tests below bench/ with "parse" in their name
  $ evenkeel run --smoke                  does every test work? in ordinary CI, without measuring
  $ evenkeel run --json result.json       the whole result for programs
  $ evenkeel run --shard 2/4 --blob part-2.blob
                                          a fourth of the tests; "evenkeel merge" puts the parts together
  $ evenkeel run --update                 take what was measured as the new baseline`;

/** Adds `evenkeel run`. */
export function addRunCommand(program: Command, context: CommandContext): void {
  program
    .command('run', { isDefault: false })
    .description('Measure performance files, and fail if something got slower.')
    .argument(
      '[globs...]',
      'files, directories or globs (default: every *.perf.{ts,mts,cts,js,mjs,cjs} below this directory)',
    )
    .option('-f, --filter <text>', 'only tests whose name contains this text')
    .option('--smoke', 'only call every test twice, to see whether it works: nothing is timed, judged or stored')
    .option(
      '-i, --iterations <n>',
      `samples per process (default: ${TEST_OPTIONS.iterations.default}, or what the test says)`,
      numberOption(OPTION_BOUNDS.iterations),
    )
    .option(
      '-p, --processes <n>',
      `fresh processes per test (default: ${TEST_OPTIONS.processes.default}, or what the test says)`,
      numberOption(OPTION_BOUNDS.processes),
    )
    .option(...METRICS_OPTION)
    .option(...SHARD_OPTIONS[0])
    .option(...SHARD_OPTIONS[1])
    .option('--json <file>', 'also write the whole result as JSON; - writes it to standard output instead of the table')
    .option(
      '--html <file>',
      'also write the result as a page to look at in a browser: one file, with the history that is stored',
    )
    .option(
      '--update',
      'accept what was measured as the new baseline; in CI on the main branch, elsewhere with --record',
    )
    .option('--record', 'record baselines, also in CI where the code is not known to be the main branch')
    .option('--no-record', 'read baselines and write none')
    .option('--fail-on-inconclusive', 'exit with 3 where a test is too noisy to tell')
    .option(
      '--fail-on-gate-change',
      'exit with 4 where a test is gone or left out, or a limit or a setting was widened',
    )
    .option(
      '--confirm <pairs|history>',
      'make sure of what looks slower in pairs of processes, with the code of its baseline, or by more runs against the history (default: pairs)',
      wordOption(['pairs', 'history']),
    )
    .option('--against <ref>', 'revision that pairs compare with (default: that of the merge base, or of the baseline)')
    .option(
      '--budget <seconds>',
      'time that pairs may take (default: 300, or 15 per suspect)',
      numberOption(OPTION_BOUNDS.duration),
    )
    .option('--prepare <command>', 'shell command that makes the check-out of that revision ready, such as "npm ci"')
    .option(
      '--prepare-timeout <seconds>',
      'time that this may take (default: 1800)',
      numberOption(OPTION_BOUNDS.duration),
    )
    .option('--cache <dir>', 'directory of the baselines (default: that of the configuration)')
    .option(...STORE_OPTION)
    .option(...STORE_REQUIRED_OPTION)
    .option(...CONFIG_OPTION)
    .option(...CONFIG_FROM_OPTION)
    .option('--explain <test>', 'also print how the verdict on this test came about (part of its name)')
    .option('--log-json', 'tell what happens as JSON lines on standard error, in place of progress')
    .option('-q, --quiet', 'print only what needs attention, and the summary')
    .showHelpAfterError('(evenkeel run --help tells more)')
    .addHelpText('after', EXAMPLES)
    .action(async (globs: readonly string[], flags: RunFlags) => {
      if (flags.smoke) {
        const { smoke } = await import('./smoke.ts');
        context.finish(await smoke(globs, flags, context.terminal));
        return;
      }
      const { run } = await import('./run.ts');
      context.finish(await run(globs, flags, context.terminal));
    });
}
