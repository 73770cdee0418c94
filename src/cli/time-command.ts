import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { OPTION_BOUNDS } from '../model/bounds.ts';
import type { TimeFlags } from './flags.ts';
import { numberOption } from './options.ts';
import type { CommandContext } from './terminal.ts';
import { IGNORED, timeWords } from './time-words.ts';

const EXAMPLES = `
What comes after -- is one command, word by word, and is started without a shell unless --shell names one.

Examples:
  $ evenkeel time -- node build.js --minify      one command
  $ evenkeel time 'grep -r x .' 'rg x'           which is faster, and by how much for sure
  $ evenkeel time -w 3 -p 'rm -rf dist' 'npm run build'
                                                 three runs to warm up; each begins without dist
  $ evenkeel time -L n 1,2,4 'make -j {n}'       a command for each value
  $ evenkeel time -i 1 'grep -q nothing file' --export-json times.json
                                                 exit code 1 is no failure; the result as hyperfine writes it`;

/** Adds `evenkeel time`. */
export function addTimeCommand(program: Command, context: CommandContext): void {
  let rest: readonly string[] | null = null;
  const command = program
    .command('time')
    .description('Time commands of any kind, in turns: a quick look that stores nothing.')
    .argument('[commands...]', 'commands for the shell, each as one word; or one command after --')
    .option('-w, --warmup <n>', 'runs of each command that do not count, before the first that does', warmUpOption)
    .option('-r, --runs <n>', 'exactly so many runs of each command', numberOption(OPTION_BOUNDS.runs))
    .option('-m, --min-runs <n>', 'at least so many runs of each (default: 10)', numberOption(OPTION_BOUNDS.runs))
    .option('-M, --max-runs <n>', 'at most so many', numberOption(OPTION_BOUNDS.runs))
    .option('-s, --setup <command>', 'shell command to run before the first run of a command')
    .option('-p, --prepare <command>', 'shell command to run before each run; once, or once for each command', collect)
    .option('-C, --conclude <command>', 'shell command to run after each run, likewise', collect)
    .option('-c, --cleanup <command>', 'shell command to run after the last run of a command')
    .option('-S, --shell <shell>', 'shell that runs the commands, such as "bash --norc", default or none')
    .option('-N', 'without a shell, as --shell=none: words are parted as a shell parts them')
    .option(
      '-i, --ignore-failure [codes]',
      'exit codes that are no failure, such as 1,3; all, where none is named',
      ignoredOption,
    )
    .option('--input <file>', 'file that each run reads (default: nothing, /dev/null)')
    .option(
      '--output <where>',
      'null, pipe, inherit, or a file (default: null, with the end of what goes to standard error)',
    )
    .option('-P, --parameter-scan <var min max>', 'run with each number from min to max in place of {var}', collect)
    .option('-D, --parameter-step-size <step>', 'step between those numbers (default: 1)')
    .option('-L, --parameter-list <var values>', 'run with each of the values, which have commas between them', collect)
    .option('-n, --command-name <name>', 'what to call a command; once for each, in their order', collect)
    .option('--reference <command>', 'command that the others are held against (default: the fastest one)')
    .option('--export-json <file>', "write all times as hyperfine's JSON; - is standard output, in place of the table")
    .option('--export-markdown <file>', 'write a table in Markdown')
    .option('--export-csv <file>', 'write a table as CSV')
    .addOption(
      new Option('-u, --time-unit <unit>', 'unit of the times (default: what suits each)').choices([
        'microsecond',
        'millisecond',
        'second',
      ]),
    )
    .option(
      '--timeout <seconds>',
      'time after which a run is killed (default: 1800)',
      numberOption(OPTION_BOUNDS.duration),
    )
    .option('--cwd <directory>', 'working directory of the commands')
    .option('--env <name=value>', 'variable of their environment; may be given several times', collect)
    .showHelpAfterError('(evenkeel time --help tells more)')
    .addHelpText('after', EXAMPLES)
    .action(async (lines: readonly string[], flags: TimeFlags) => {
      const { time } = await import('./time.ts');
      context.finish(await time(lines, rest, flags, context.terminal));
    });
  // Commander reads the words of a command with this method, and knows no options with several values of their own.
  command.parseOptions = (given) => {
    const parted = partedOrEnd(command, given);
    rest = parted.rest;
    return Command.prototype.parseOptions.call(command, [...parted.words]);
  };
}

function partedOrEnd(command: Command, given: readonly string[]) {
  try {
    return timeWords(given);
  } catch (error) {
    if (error instanceof CommanderError) command.error(error.message);
    throw error;
  }
}

function collect(word: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), word];
}

function warmUpOption(text: string): number {
  return text === '0' ? 0 : numberOption(OPTION_BOUNDS.warmupIterations)(text);
}

function ignoredOption(text: string): string {
  if (IGNORED.test(text)) return text;
  throw new InvalidArgumentError('It must be exit codes with commas between them, such as 1,3, or all-non-zero.');
}
