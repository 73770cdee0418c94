import { Command, CommanderError } from 'commander';
import { packageVersion } from '../framework/result/version.ts';
import { labelled } from '../output/labelled.ts';
import { MOST_OF_TEXT, shorten } from '../output/shorten.ts';
import { addAcrossCommand } from './across-command.ts';
import { addBaselineCommands } from './baseline-command.ts';
import { addBisectCommand } from './bisect-command.ts';
import { addConfigCommand, addDoctorCommand, addInitCommand, addListCommand, addReportCommand } from './commands.ts';
import { addCompareCommand } from './compare-command.ts';
import { addIngestCommand } from './ingest-command.ts';
import { addMergeCommand } from './merge-command.ts';
import { addRunCommand } from './run-command.ts';
import { addStoreCommands } from './store-command.ts';
import type { CommandContext, Terminal } from './terminal.ts';
import { addTimeCommand } from './time-command.ts';
import { addTrendsCommand } from './trends-command.ts';

const USAGE_ERROR = 2;

const EXIT_CODES = `
Exit codes:
  0    no regression
  1    a regression, or a comparison beyond its limit
  2    wrong usage or configuration, a test that could not be measured, or every test skipped
  3    inconclusive, with --fail-on-inconclusive
  4    a weaker gate, with --fail-on-gate-change
  130  interrupted`;

/** Runs the command line and returns the exit code. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  // Until a command says how it ended.
  let exitCode = USAGE_ERROR;
  const context: CommandContext = {
    terminal,
    finish: (code) => {
      exitCode = code;
    },
  };
  try {
    await buildProgram(context).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, terminal);
  }
}

function buildProgram(context: CommandContext): Command {
  const { terminal } = context;
  const program = new Command('evenkeel')
    .description('Performance tests that hold still in CI: fails a build when the code got slower, and only then.')
    .version(packageVersion(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'Print help for a command.')
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(shorten(text, MOST_OF_TEXT)),
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
    })
    .showHelpAfterError('(evenkeel --help tells more)')
    .exitOverride()
    // What follows a command is the command's own: `evenkeel time -- node -v`.
    .enablePositionalOptions()
    .addHelpText('after', EXIT_CODES);
  addInitCommand(program, context);
  addRunCommand(program, context);
  addListCommand(program, context);
  addCompareCommand(program, context);
  addBisectCommand(program, context);
  addMergeCommand(program, context);
  addTimeCommand(program, context);
  addIngestCommand(program, context);
  addBaselineCommands(program, context);
  addStoreCommands(program, context);
  addAcrossCommand(program, context);
  addTrendsCommand(program, context);
  addReportCommand(program, context);
  addConfigCommand(program, context);
  addDoctorCommand(program, context);
  return program;
}

async function exitCodeOf(error: unknown, terminal: Terminal): Promise<number> {
  // Commander has said what is wrong already; asking for help is not an error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
  const { PerformanceTestingError } = await import('../errors.ts');
  if (error instanceof PerformanceTestingError) terminal.err(labelled('error', error.message));
  else if (isWithoutDirectory(error)) terminal.err(labelled('error', WITHOUT_DIRECTORY));
  else terminal.err(labelled('error', `internal error; please report it.\n${describe(error)}`));
  return USAGE_ERROR;
}

const WITHOUT_DIRECTORY =
  'The working directory no longer exists, or this user may not enter it. Change to one that exists.';

function isWithoutDirectory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.syscall === 'uv_cwd';
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
