import type { Command } from 'commander';
import type { StoreFlags } from './flags.ts';
import { CONFIG_OPTION, STORE_OPTION } from './options.ts';
import type { CommandContext } from './terminal.ts';

type Commands = typeof import('./store.ts');

const PLACES = `
A store is the directory of a SQLite file, or a Postgres server as postgres://user@host/database. Its password is taken from
PGPASSWORD, or from the address in EVENKEEL_STORE.`;

/** Adds `evenkeel store` and its commands. */
export function addStoreCommands(program: Command, { terminal, finish }: CommandContext): void {
  const store = program
    .command('store')
    .description('Look after the store that baselines are kept in.')
    .showHelpAfterError('(evenkeel store --help tells more)');
  const add = (usage: string, description: string) =>
    store
      .command(usage)
      .description(description)
      .showHelpAfterError(`(evenkeel store ${usage.split(' ')[0]} --help tells more)`)
      .option(...CONFIG_OPTION);
  const act = (call: (commands: Commands) => Promise<number>) => import('./store.ts').then(call).then(finish);
  const ofOne = (usage: string, description: string) =>
    add(usage, description)
      .option('--cache <dir>', 'directory of the baselines (default: that of the configuration)')
      .option(...STORE_OPTION);

  ofOne('status', 'Say where baselines are kept, what is there, and what waits for it.').action((flags: StoreFlags) =>
    act(({ status }) => status(flags, terminal)),
  );
  ofOne('migrate', 'Make the tables of a server, or bring them to the present schema.').action((flags: StoreFlags) =>
    act(({ migrate }) => migrate(flags, terminal)),
  );
  ofOne('flush', 'Send what waits because the server was away.')
    .option('--record', 'also in CI where the code is not known to be the main branch')
    .option('--json', 'as JSON')
    .action((flags: StoreFlags) => act(({ flush }) => flush(flags, terminal)));
  add('copy <from> <to>', 'Copy all runs of a store into another, and check that they arrived.')
    .option('--record', 'also in CI where the code is not known to be the main branch')
    .addHelpText('after', PLACES)
    .action((from: string, to: string, flags: StoreFlags) => act(({ copy }) => copy(from, to, flags, terminal)));
}
