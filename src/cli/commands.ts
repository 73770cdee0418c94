import { type Command, Option } from 'commander';
import { OPTION_BOUNDS } from '../model/bounds.ts';
import type { DoctorFlags } from './doctor.ts';
import type { ConfigFlags, ListFlags, ReportFlags } from './flags.ts';
import type { InitFlags } from './init.ts';
import { CONFIG_OPTION, numberOption, STORE_OPTION } from './options.ts';
import type { CommandContext } from './terminal.ts';

const SOURCES = `
A value is taken from the first of these that has it:
  flags                    --cache, --store
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
    .option(...STORE_OPTION)
    .option('--check', 'only say whether it is right; exit with 2 where it is not')
    .option('--json', 'as JSON')
    .option('--schema', 'print the JSON schema of evenkeel.toml, for editors')
    .showHelpAfterError('(evenkeel config --help tells more)')
    .addHelpText('after', SOURCES)
    .action(async (flags: ConfigFlags) => {
      const { config } = await import('./config.ts');
      context.finish(await config(flags, context.terminal));
    });
}

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

const RUNNERS = ['vitest', 'jest', 'node-test', 'evenkeel'];
const SYSTEMS = ['github', 'gitlab', 'none'];

const WHAT_INIT_WRITES = `
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
    .option(
      '--shards <n>',
      'how many machines share the tests in CI, with a job that puts the parts together (default: 1)',
      numberOption(OPTION_BOUNDS.shards),
    )
    .showHelpAfterError('(evenkeel init --help tells more)')
    .addHelpText('after', WHAT_INIT_WRITES)
    .action(async (flags: InitFlags) => {
      const { init } = await import('./init.ts');
      context.finish(await init(flags, context.terminal));
    });
}

const FORMATS = ['text', 'html', 'markdown', 'junit', 'csv', 'json'];

const REPORT_EXAMPLES = `
Examples:
  $ evenkeel report                                     the newest stored run of every test
  $ evenkeel report run.json --format markdown          what "evenkeel run --json run.json" measured
  $ evenkeel report compare.json --format markdown      what "evenkeel compare main --json compare.json" measured
  $ evenkeel report run.json --format junit -o perf.xml
  $ evenkeel report run.json --format html -o perf.html  a page to look at, with the history that is stored`;

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
    .option(...STORE_OPTION)
    .option(...CONFIG_OPTION)
    .showHelpAfterError('(evenkeel report --help tells more)')
    .addHelpText('after', REPORT_EXAMPLES)
    .action(async (file: string | undefined, flags: ReportFlags) => {
      const { report } = await import('./report.ts');
      context.finish(await report(file ?? null, flags, context.terminal));
    });
}
