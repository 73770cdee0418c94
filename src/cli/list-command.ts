import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { CONFIG_OPTION } from './config-command.ts';
import type { ListFlags } from './flags.ts';

/** Adds `evenkeel list`. */
export function addListCommand(program: Command, context: CommandContext): void {
  program
    .command('list')
    .description('List the tests of performance files with their options, and measure nothing.')
    .argument(
      '[globs...]',
      'files, directories or globs (default: every *.perf.{ts,mts,cts,js,mjs,cjs} below this directory)',
    )
    .option('-f, --filter <text>', 'only tests whose name contains this text')
    .option('--json <file>', 'also write the list as JSON; - writes it to standard output instead of the table')
    .option(...CONFIG_OPTION)
    .showHelpAfterError('(evenkeel list --help tells more)')
    .action(async (globs: readonly string[], flags: ListFlags) => {
      const { list } = await import('./list.ts');
      context.finish(await list(globs, flags, context.terminal));
    });
}
