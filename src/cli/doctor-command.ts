import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import type { DoctorFlags } from './doctor.ts';

/** Adds `evenkeel doctor`. */
export function addDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('Show where tests are measured, how noisy it is there, and what could be done about it.')
    .option('--json', 'as JSON')
    .showHelpAfterError('(evenkeel doctor --help tells more)')
    .action(async (flags: DoctorFlags) => {
      const { doctor } = await import('./doctor.ts');
      context.finish(await doctor(flags, context.terminal));
    });
}
