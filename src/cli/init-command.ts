import { type Command, Option } from 'commander';
import type { CommandContext } from './command-context.ts';
import type { InitFlags } from './init.ts';

const RUNNERS = ['vitest', 'jest', 'node-test', 'evenkeel'];
const SYSTEMS = ['github', 'gitlab', 'none'];

const NOTES = `
It adds files and one line to .gitignore, and changes nothing that is there. What it would have to change, it prints.`;

/** Adds `evenkeel init`. */
export function addInitCommand(program: Command, context: CommandContext): void {
  program
    .command('init')
    .description('Make a project ready for performance tests: configuration, a first test, a CI job.')
    .option('--dry-run', 'only show what would be written')
    .option('-y, --yes', 'write without asking')
    .addOption(new Option('--runner <runner>', 'what runs the tests (default: what the project uses)').choices(RUNNERS))
    .addOption(new Option('--ci <system>', 'the CI system (default: what the project uses)').choices(SYSTEMS))
    .showHelpAfterError('(evenkeel init --help tells more)')
    .addHelpText('after', NOTES)
    .action(async (flags: InitFlags) => {
      const { init } = await import('./init.ts');
      context.finish(await init(flags, context.terminal));
    });
}
