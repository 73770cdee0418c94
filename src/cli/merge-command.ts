import type { Command } from 'commander';
import type { MergeFlags } from './flags.ts';
import { CONFIG_FROM_OPTION, CONFIG_OPTION, STORE_OPTION } from './options.ts';
import type { CommandContext } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ evenkeel run --shard 1/2 --blob part-1.blob     on one machine
  $ evenkeel run --shard 2/2 --blob part-2.blob     on another one
  $ evenkeel merge part-1.blob part-2.blob          where both files are: what evenkeel run says of all tests
  $ evenkeel merge parts --json result.json         every *.blob in a directory`;

/** Adds `evenkeel merge`. */
export function addMergeCommand(program: Command, context: CommandContext): void {
  program
    .command('merge')
    .description(
      'Put the parts of a suite together that several machines have measured: report, record, and fail as one run.',
    )
    .argument(
      '<files...>',
      'what --blob of "evenkeel run --shard" or "evenkeel compare --shard" has written, or directories of it',
    )
    .option('--json <file>', 'also write the whole result as JSON; - writes it to standard output instead of the table')
    .option('--record', 'record baselines, also in CI where the code is not known to be the main branch')
    .option('--no-record', 'write no baselines')
    .option('--fail-on-inconclusive', 'exit with 3 where a test is too noisy to tell')
    .option(
      '--fail-on-gate-change',
      'exit with 4 where a test is gone or left out, or a limit or a setting was widened',
    )
    .option('--cache <dir>', 'directory of the baselines (default: that of the configuration)')
    .option(...STORE_OPTION)
    .option(...CONFIG_OPTION)
    .option(...CONFIG_FROM_OPTION)
    .option('--explain <test>', 'also print how the verdict on this test came about (part of its name)')
    .option('-q, --quiet', 'print only what needs attention, and the summary')
    .showHelpAfterError('(evenkeel merge --help tells more)')
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], flags: MergeFlags) => {
      const { merge } = await import('./merge.ts');
      context.finish(await merge(files, flags, context.terminal));
    });
}
