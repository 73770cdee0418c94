import type { Command } from 'commander';
import { OPTION_BOUNDS } from '../model/bounds.ts';
import { TEST_OPTIONS } from '../model/test-options.ts';
import type { CompareFlags } from './flags.ts';
import { CONFIG_FROM_OPTION, CONFIG_OPTION, METRICS_OPTION, numberOption, SHARD_OPTIONS } from './options.ts';
import type { CommandContext } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ evenkeel compare main                 the tree as it is against the branch main
  $ evenkeel compare origin/main --merge-base
                                          against the commit that this branch began at
  $ evenkeel compare HEAD                 what uncommitted changes do
  $ evenkeel compare v1.2.0 bench --prepare "npm ci && npm run build"
                                          the files below bench/; the tag is built first
  $ evenkeel compare --files old.txt new.txt
                                          what other harnesses measured before and after`;

/** Adds `evenkeel compare`. */
export function addCompareCommand(program: Command, context: CommandContext): void {
  program
    .command('compare')
    .description(
      'Measure the tree as it is against a git revision, or hold files of results against each other; fail if something is slower, or worse by another metric.',
    )
    .argument('<git-ref>', 'branch, tag or commit to compare with; with --files the old file or directory')
    .argument(
      '[globs...]',
      'files, directories or globs (default: every *.perf.{ts,mts,cts,js,mjs,cjs} below this directory); with --files the new file or directory',
    )
    .option('--files', 'compare two files, or directories, of results that other harnesses have written')
    .option('--format <format>', 'with --files: what all of them are (default: found by their content)')
    .option('--reader <file...>', 'with --files: modules that read formats of your own; see docs/ingest.md')
    .option(
      '--across-versions',
      'with --files: compare although another version of an interpreter, a virtual machine or the like has run either side',
    )
    .option('--merge-base', 'compare with the merge-base of HEAD and the ref')
    .option(
      '--prepare <command>',
      'shell command that makes the check-out of the ref ready, such as "npm ci" (default: that of the configuration)',
    )
    .option(
      '--prepare-timeout <seconds>',
      'time that this may take (default: 1800)',
      numberOption(OPTION_BOUNDS.duration),
    )
    .option('--share-packages', 'use the installed packages for both sides, although the ref asks for others')
    .option('-f, --filter <text>', 'only tests whose name contains this text')
    .option(
      '-b, --blocks <n>',
      'most pairs of fresh processes per test; clear cases take fewer',
      numberOption(OPTION_BOUNDS.processes),
    )
    .option(
      '-i, --iterations <n>',
      `samples per process (default: ${TEST_OPTIONS.iterations.default}, or what the test says)`,
      numberOption(OPTION_BOUNDS.iterations),
    )
    .option(...METRICS_OPTION)
    .option(...SHARD_OPTIONS[0])
    .option(...SHARD_OPTIONS[1])
    .option('--json <file>', 'also write the whole result as JSON; - writes it to standard output instead of the table')
    .option(
      '--html <file>',
      'also write the result as a page to look at in a browser: one file, with the history that is stored',
    )
    .option('--fail-on-inconclusive', 'exit with 3 where a test is too noisy to tell')
    .option(
      '--fail-on-gate-change',
      'exit with 4 where a test is gone or left out, or a limit or a setting was widened',
    )
    .option(...CONFIG_OPTION)
    .option(...CONFIG_FROM_OPTION)
    .option('--log-json', 'tell what happens as JSON lines on standard error, in place of progress')
    .option('-q, --quiet', 'print only what needs attention, and the summary')
    .showHelpAfterError('(evenkeel compare --help tells more)')
    .addHelpText('after', EXAMPLES)
    .action(async (ref: string, globs: readonly string[], flags: CompareFlags) => {
      if (flags.files || flags.format !== undefined || flags.reader !== undefined || flags.acrossVersions) {
        const { compareFilesOf } = await import('./compare-files.ts');
        context.finish(await compareFilesOf([ref, ...globs], flags, context.terminal));
        return;
      }
      const { compare } = await import('./compare.ts');
      context.finish(await compare(ref, globs, flags, context.terminal));
    });
}
