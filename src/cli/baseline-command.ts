import type { Command } from 'commander';
import { OPTION_BOUNDS } from '../model/bounds.ts';
import type { BaselineFlags } from './flags.ts';
import { CONFIG_OPTION, numberOption, STORE_OPTION } from './options.ts';
import type { CommandContext } from './terminal.ts';

type Commands = typeof import('./baseline.ts');

/** Adds `evenkeel baseline` and its commands. */
export function addBaselineCommands(program: Command, { terminal, finish }: CommandContext): void {
  const baseline = program
    .command('baseline')
    .description('Manage the stored baselines.')
    .showHelpAfterError('(evenkeel baseline --help tells more)');
  const add = (usage: string, description: string) =>
    baseline
      .command(usage)
      .description(description)
      .showHelpAfterError(`(evenkeel baseline ${usage.split(' ')[0]} --help tells more)`)
      .option('--cache <dir>', 'directory of the baselines (default: that of the configuration)')
      .option(...STORE_OPTION)
      .option(...CONFIG_OPTION);
  const change = (usage: string, description: string) =>
    add(usage, description).option('--record', 'also in CI where the code is not known to be the main branch');
  const act = (call: (commands: Commands) => Promise<number>) => import('./baseline.ts').then(call).then(finish);

  add('list', 'List the stored baselines.').action((flags: BaselineFlags) => act(({ list }) => list(flags, terminal)));
  add('show <test>', 'Show the runs that a baseline is made of.')
    .option('--env <key>', 'only this environment')
    .option('--json', 'as JSON: { runs: [{ runId, recordedAt, commit, status, estimate, … }] }')
    .action((test: string, flags: BaselineFlags) => act(({ show }) => show(test, flags, terminal)));
  change('accept [tests...]', 'Accept the newest run of a test, which was a regression, as its new baseline.')
    .option('--all', 'every test whose newest run was a regression')
    .option('--env <key>', 'only this environment')
    .action((tests: readonly string[], flags: BaselineFlags) => act(({ accept }) => accept(tests, flags, terminal)));
  change('remove [tests...]', 'Remove baselines, with all their runs.')
    .option('--all', 'of every test')
    .option('--env <key>', 'only this environment')
    .action((tests: readonly string[], flags: BaselineFlags) => act(({ remove }) => remove(tests, flags, terminal)));
  change('prune', 'Drop old runs; the newest ones and accepted ones stay.')
    .option(
      '--days <n>',
      'runs older than this many days (default: that of the configuration)',
      numberOption(OPTION_BOUNDS.days),
    )
    .option(
      '--runs <n>',
      'runs of a test beyond this many (default: that of the configuration)',
      numberOption(OPTION_BOUNDS.runs),
    )
    .action((flags: BaselineFlags) => act(({ prune }) => prune(flags, terminal)));
  add('export <file>', 'Write all baselines to a JSON file; - is standard output.').action(
    (file: string, flags: BaselineFlags) => act(({ exportTo }) => exportTo(file, flags, terminal)),
  );
  change('import <file>', 'Read baselines from a JSON file that export wrote.')
    .option('--replace', 'drop what is stored first (default: add to it)')
    .action((file: string, flags: BaselineFlags) => act(({ importFrom }) => importFrom(file, flags, terminal)));
}
