import type { Command } from 'commander';
import type { IngestFlags } from './flags.ts';
import { CONFIG_OPTION, STORE_OPTION, STORE_REQUIRED_OPTION } from './options.ts';
import type { CommandContext } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ go test -bench . -count 10 > new.txt && evenkeel ingest new.txt
  $ evenkeel ingest target/criterion                what criterion.rs has left there
  $ evenkeel ingest one.json two.json three.json    several runs of a harness: each is a process
  $ evenkeel ingest data.js --history               every commit of a history, with its own date
  $ hyperfine --export-json - 'make' | evenkeel ingest -`;

/** Adds `evenkeel ingest`. */
export function addIngestCommand(program: Command, context: CommandContext): void {
  program
    .command('ingest')
    .description('Judge the results of other harnesses, as "evenkeel run" does what it measures itself.')
    .argument('<files...>', 'files or directories of results; - reads the standard input')
    .option('--format <format>', 'what all of them are (default: found by their content)')
    .option('--reader <file...>', 'modules that read formats of your own; see docs/ingest.md')
    .option('--json <file>', 'also write the whole result as JSON; - writes it to standard output instead of the table')
    .option('--prefix <text>', 'put this before every name')
    .option('--project <name>', 'keep these results apart from those of other projects in the same store')
    .option('--commit <hash>', 'the commit that was measured (default: what the file says, or the one checked out)')
    .option(
      '--across-versions',
      'hold runs against those that another version of an interpreter, a virtual machine or the like has run',
    )
    .option('--history', 'record every run of a history, each with its own date, and judge the newest')
    .option(
      '--update',
      'accept what was measured as the new baseline; in CI on the main branch, elsewhere with --record',
    )
    .option('--record', 'record baselines, also in CI where the code is not known to be the main branch')
    .option('--no-record', 'read baselines and write none')
    .option('--fail-on-inconclusive', 'exit with 3 where a result is too noisy to tell')
    .option('--cache <dir>', 'directory of the baselines (default: that of the configuration)')
    .option(...STORE_OPTION)
    .option(...STORE_REQUIRED_OPTION)
    .option(...CONFIG_OPTION)
    .option('-q, --quiet', 'print only what needs attention, and the summary')
    .showHelpAfterError('(evenkeel ingest --help tells more)')
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], flags: IngestFlags) => {
      const { ingest } = await import('./ingest.ts');
      context.finish(await ingest(files, flags, context.terminal));
    });
}
