import { type Command, Option } from 'commander';
import type { CommandContext } from './command-context.ts';
import { CONFIG_OPTION } from './config-command.ts';
import type { ReportFlags } from './flags.ts';

const FORMATS = ['text', 'markdown', 'junit', 'csv', 'json'];

const EXAMPLES = `
Examples:
  $ evenkeel report                                     the newest stored run of every test
  $ evenkeel report run.json --format markdown          what "evenkeel run --json run.json" measured
  $ evenkeel report compare.json --format markdown      what "evenkeel compare main --json compare.json" measured
  $ evenkeel report run.json --format junit -o perf.xml`;

/** Adds `evenkeel report`. */
export function addReportCommand(program: Command, context: CommandContext): void {
  program
    .command('report')
    .description('Report on a run, on a comparison, or on what is stored, without measuring anything.')
    .argument('[file]', 'the JSON of "evenkeel run" or "evenkeel compare" (default: the stored baselines)')
    .addOption(new Option('--format <format>', 'form of the report').choices(FORMATS).default('text'))
    .option('-o, --output <file>', 'write it to a file (default: standard output)')
    .option('--env <key>', 'only this environment, of the stored baselines')
    .option('--cache <dir>', 'directory of the baselines (default: that of the configuration)')
    .option(...CONFIG_OPTION)
    .showHelpAfterError('(evenkeel report --help tells more)')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, flags: ReportFlags) => {
      const { report } = await import('./report.ts');
      context.finish(await report(file ?? null, flags, context.terminal));
    });
}
