import { type Command, InvalidArgumentError } from 'commander';
import { OPTION_BOUNDS } from '../model/bounds.ts';
import { TEST_OPTIONS } from '../model/test-options.ts';
import type { BisectFlags } from './flags.ts';
import { CONFIG_OPTION, numberOption, STORE_OPTION } from './options.ts';
import type { CommandContext } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ evenkeel bisect                       the tests whose newest stored run is a regression
  $ evenkeel bisect --good v1.2.0 --test "parse > a large file"
                                          since when this test is slower, from the tag to HEAD
  $ evenkeel bisect --good v1.2.0 --prepare "npm ci && npm run build"
                                          each commit is built before it is measured
  $ evenkeel bisect --good main~200 --bad main --metric allocatedBytes

Exit codes:
  0    good and bad are alike, or it only became better
  1    it became worse, and since when is known
  2    wrong usage, a test that could not be measured, or the search ended before it was sure
  130  interrupted; the same command goes on from there`;

const LEAST_CONFIDENCE = 50;
const MOST_CONFIDENCE = 99.99;

/** Adds `evenkeel bisect`. */
export function addBisectCommand(program: Command, context: CommandContext): void {
  program
    .command('bisect')
    .description(
      'Find the commit since which a test is slower, or worse by another metric, although every measurement is noisy.',
    )
    .argument(
      '[globs...]',
      'files, directories or globs (default: every *.perf.{ts,mts,cts,js,mjs,cjs} below this directory)',
    )
    .option('--good <ref>', 'a commit that was good (default: that of the last stored run that was no regression)')
    .option('--bad <ref>', 'a later one that was not (default: that of the first regression, or HEAD with --good)')
    .option(
      '-t, --test <name...>',
      'full names of the tests (default: those that the stored runs say are worse, or all with --good)',
    )
    .option(
      '--metric <name>',
      'what to measure, such as allocatedBytes (default: time, or what the test itself returns)',
    )
    .option('--confidence <percent>', 'how sure of the commit to be', confidence, 95)
    .option('--budget <seconds>', 'time that the search may take', numberOption(OPTION_BOUNDS.duration), 3600)
    .option(
      '--prepare <command>',
      'shell command that makes a check-out ready, such as "npm ci" (default: that of the configuration)',
    )
    .option(
      '--prepare-timeout <seconds>',
      'time that this may take (default: 1800)',
      numberOption(OPTION_BOUNDS.duration),
    )
    .option('--share-packages', 'use the installed packages for all commits, although they ask for others')
    .option(
      '-i, --iterations <n>',
      `samples per process (default: ${TEST_OPTIONS.iterations.default}, or what the test says)`,
      numberOption(OPTION_BOUNDS.iterations),
    )
    .option('--fresh', 'begin anew, whatever an interrupted search has measured')
    .option('--json <file>', 'also write the whole result as JSON; - writes it to standard output instead of the table')
    .option('--cache <dir>', 'directory of the baselines (default: that of the configuration)')
    .option(...STORE_OPTION)
    .option(...CONFIG_OPTION)
    .option('-q, --quiet', 'leave out what was measured at each commit')
    .showHelpAfterError('(evenkeel bisect --help tells more)')
    .addHelpText('after', EXAMPLES)
    .action(async (globs: readonly string[], flags: BisectFlags) => {
      const { bisect } = await import('./bisect.ts');
      context.finish(await bisect(globs, flags, context.terminal));
    });
}

function confidence(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= LEAST_CONFIDENCE && value <= MOST_CONFIDENCE) return value;
  throw new InvalidArgumentError(`It must be a number from ${LEAST_CONFIDENCE} to ${MOST_CONFIDENCE}.`);
}
