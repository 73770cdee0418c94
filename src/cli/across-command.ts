import type { Command } from 'commander';
import type { AcrossFlags } from './flags.ts';
import { CONFIG_OPTION, STORE_OPTION } from './options.ts';
import type { CommandContext } from './terminal.ts';

const HOW = `
Series are compared that have one name in several projects, or on several kinds of machine: each by the newest runs of its
baseline. Times of different kinds of machine are divided by the machine's baseline factor, which is stored with every run.
A SQLite file is of one project; a Postgres server holds many.`;

/** Adds `evenkeel across`. */
export function addAcrossCommand(program: Command, { terminal, finish }: CommandContext): void {
  program
    .command('across')
    .description(
      'Hold the projects, and the kinds of machine, of one store against each other; and say what moved in several at once.',
    )
    .option('-t, --test <pattern>', 'only tests whose name contains this; * stands for anything')
    .option('--metric <name>', 'only this metric, such as time (default: all)')
    .option('--project <names...>', 'only these projects (default: all)')
    .option('--reference <project>', 'hold the others against this project (default: the best)')
    .option('--since <when>', 'only runs from then on: a date, such as 2026-11-28, or days, such as 14d')
    .option('--json <file>', 'also write it as JSON; - writes it to standard output instead of the table')
    .option('--csv <file>', 'also write it as CSV; - likewise')
    .option('--cache <dir>', 'directory of the baselines (default: that of the configuration)')
    .option(...STORE_OPTION)
    .option(...CONFIG_OPTION)
    .showHelpAfterError('(evenkeel across --help tells more)')
    .addHelpText('after', HOW)
    .action(async (flags: AcrossFlags) => {
      const { across } = await import('./across.ts');
      finish(await across(flags, terminal));
    });
}
