import type { Command } from 'commander';
import type { TrendsFlags } from './flags.ts';
import { CONFIG_OPTION, STORE_OPTION } from './options.ts';
import type { CommandContext } from './terminal.ts';

const EXAMPLES = `
A step is a change of level that lasted; each is said with the commits that it lies between, its size with an interval
at 95 %, and how sure it is. Series of fewer than 16 runs show none.

Examples:
  $ evenkeel trends                                    every series that is stored
  $ evenkeel trends "parse a large file" --json -      one test, as JSON
  $ evenkeel ingest data.js --history && evenkeel trends`;

/** Adds `evenkeel trends`. */
export function addTrendsCommand(program: Command, context: CommandContext): void {
  program
    .command('trends')
    .description('Show when what is stored became slower or faster, whether it drifts, and what its rhythm is.')
    .argument('[tests...]', 'tests, by their full names (default: all that are stored)')
    .option('--metric <name>', 'only this metric, such as time or allocatedBytes')
    .option('--project <name>', 'the project whose series are meant, in a store that holds several (default: this one)')
    .option('--env <key>', 'only this environment')
    .option('--json <file>', 'also write all of it as JSON; - writes it to standard output instead of the table')
    .option('--cache <dir>', 'directory of the baselines (default: that of the configuration)')
    .option(...STORE_OPTION)
    .option(...CONFIG_OPTION)
    .showHelpAfterError('(evenkeel trends --help tells more)')
    .addHelpText('after', EXAMPLES)
    .action(async (tests: readonly string[], flags: TrendsFlags) => {
      const { trends } = await import('./trends.ts');
      context.finish(await trends(tests, flags, context.terminal));
    });
}
