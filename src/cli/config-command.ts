import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import type { ConfigFlags } from './flags.ts';

/** The option of every command that reads the configuration. */
export const CONFIG_OPTION = ['--config <file>', 'configuration file (default: the nearest one upwards)'] as const;

/** The option of every command whose verdicts go by the configuration. */
export const CONFIG_FROM_OPTION = [
  '--config-from <ref>',
  'take the configuration of this git revision, such as origin/main, in place of the one here',
] as const;

const NOTES = `
A value is taken from the first of these that has it:
  flags                    --cache
  environment variables    EVENKEEL_CONFIDENCE_LEVEL for the key confidence_level, and so on
  the file                 --config, EVENKEEL_CONFIG, or the nearest evenkeel.toml or
                           evenkeel.config.{ts,mts,js,mjs} upwards
  defaults
What a test says in its own options goes before all of them, and --iterations and --processes before that.`;

/** Adds `evenkeel config`. */
export function addConfigCommand(program: Command, context: CommandContext): void {
  program
    .command('config')
    .description('Show the configuration, and where each of its values comes from.')
    .option(...CONFIG_OPTION)
    .option('--cache <dir>', 'directory of the baselines')
    .option('--check', 'only say whether it is right; exit with 2 where it is not')
    .option('--json', 'as JSON')
    .option('--schema', 'print the JSON schema of evenkeel.toml, for editors')
    .showHelpAfterError('(evenkeel config --help tells more)')
    .addHelpText('after', NOTES)
    .action(async (flags: ConfigFlags) => {
      const { config } = await import('./config.ts');
      context.finish(await config(flags, context.terminal));
    });
}
