import type { CommandOptions } from '../model/command-test.ts';
import type { ValueSchema } from '../option.ts';
import { type CommandDeclaration, type CommandProblem, commandTests } from '../suite/commands/command-tests.ts';
import { COMMAND_ITSELF, COMMAND_OPTIONS, isCommandName } from '../suite/commands/option-table.ts';
import { inSnakeCase } from './keys.ts';
import type { ConfigProblem } from './problem.ts';
import type { TextPlace } from './toml-places.ts';

/** Keys of a configuration that commands stand under. */
export const COMMAND_KEYS: readonly string[] = ['command', 'commands'];

/** A test of a command in `evenkeel.config.ts`. */
export interface ConfiguredCommand extends CommandOptions {
  /** The test's name. */
  readonly name: string;
  /** A line for the shell, or the words of a program that needs none. */
  readonly run: string | readonly string[];
  /** Not to be measured; its baseline is kept. Default false. */
  readonly skip?: boolean;
}

/** A command as it is written, its keys as TOML has them: `min_runs`. */
export type CommandTable = Readonly<Record<string, unknown>>;

/** Commands as a configuration has them. */
export interface WrittenCommands {
  /** What stands under the key. */
  readonly value: unknown;
  /** How the key is written: `command`, `[[command]]`. */
  readonly key: string;
  /** How options are written: `minRuns`, `min_runs`. */
  readonly nameOf: (option: string) => string;
  /** What paths count from; absolute. */
  readonly directory: string;
  /** Where a key of a command stands, counted from 0; null where that cannot be told. */
  readonly placeOf: (index: number, key: string | null) => TextPlace | null;
  /** Where the key itself stands; null where that cannot be told. */
  readonly placeOfAll: TextPlace | null;
  /** Name of the file, for messages. */
  readonly file: string;
}

/** The tests of commands that a configuration declares, and what is wrong with others. */
export function commandsIn(written: WrittenCommands): {
  readonly commands: readonly CommandDeclaration[];
  readonly commandTables: readonly CommandTable[];
  readonly problems: readonly ConfigProblem[];
} {
  const { value, key } = written;
  if (!Array.isArray(value)) {
    const message = `${key} must be a list of commands, each with a name and what to run: [[command]] in TOML, commands: [{ name, run }] in a module.`;
    return { commands: [], commandTables: [], problems: [problemAt(written, 0, null, message)] };
  }
  const commands: CommandDeclaration[] = [];
  const problems: ConfigProblem[] = [];
  for (const [i, table] of value.entries()) {
    const made = commandIn(table, i, written);
    commands.push(...made.commands);
    problems.push(...made.problems);
  }
  const seen = new Set<string>();
  for (const { name } of commands) {
    if (seen.has(name)) {
      const message = `two commands are called ${JSON.stringify(name)}. Give each its own name.`;
      problems.push(problemAt(written, value.length - 1, null, message));
    }
    seen.add(name);
  }
  return { commands, commandTables: problems.length > 0 ? [] : value.map(asInToml), problems };
}

function asInToml(table: object): CommandTable {
  const given = Object.entries(table).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [inSnakeCase(key), value]));
}

const OWN_KEYS = ['name', 'run', 'command', 'skip'];

function commandIn(table: unknown, i: number, written: WrittenCommands) {
  if (typeof table !== 'object' || table === null || Array.isArray(table)) {
    const message = 'a command must be a table with a name and what to run.';
    return { commands: [], problems: [problemAt(written, i, null, message)] };
  }
  const { name, run, command, skip, ...options } = table as Readonly<Record<string, unknown>>;
  const own = problemsOfOwnKeys(table as Readonly<Record<string, unknown>>);
  const made = commandTests(
    { name: isCommandName(name) ? name : '?', command: run ?? command, options },
    { directory: written.directory, nameOf: written.nameOf, commandName: 'run', others: OWN_KEYS },
  );
  const others = 'problems' in made ? made.problems : [];
  const problems = [...own, ...others].map(({ option, message }) => problemAt(written, i, option, message));
  if ('problems' in made || problems.length > 0) return { commands: [], problems };
  const mark = skip === true ? { mark: 'skip' as const } : {};
  return { commands: made.tests.map((test) => ({ ...test, ...mark })), problems };
}

function problemsOfOwnKeys({ name, run, command, skip }: Readonly<Record<string, unknown>>): readonly CommandProblem[] {
  const expectations: readonly (readonly [holds: boolean, option: string, message: string])[] = [
    [isCommandName(name), 'name', 'a command needs a `name`, which is what its test is called.'],
    [run === undefined || command === undefined, 'command', 'give `run` or `command`, not both.'],
    [skip === undefined || typeof skip === 'boolean', 'skip', '`skip` must be true or false.'],
  ];
  return expectations.filter(([holds]) => !holds).map(([, option, message]) => ({ option, message }));
}

function problemAt(
  { file, placeOf, placeOfAll }: WrittenCommands,
  i: number,
  key: string | null,
  message: string,
): ConfigProblem {
  const place = placeOf(i, key) ?? placeOf(i, null) ?? placeOfAll;
  return { where: place === null ? file : `${file}:${place.line}:${place.column}`, key, message };
}

/** JSON schema (draft 7) of the commands of `evenkeel.toml`. */
export function commandsSchema(nameOf: (option: string) => string): ValueSchema {
  const named = Object.entries(COMMAND_OPTIONS).map(([option, { does, schema }]) => [
    nameOf(option),
    { description: `${does[0]!.toUpperCase()}${does.slice(1)}.`, ...schema },
  ]);
  return {
    description: 'Commands that are measured as tests: name, run, and options.',
    type: 'array',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: { type: 'string', pattern: '\\S', description: "The test's name." },
        run: { description: 'A line for the shell, or the words of a program.', ...COMMAND_ITSELF.schema },
        command: { description: 'The same as run.', ...COMMAND_ITSELF.schema },
        skip: { type: 'boolean', description: 'Not to be measured; its baseline is kept.', default: false },
        ...Object.fromEntries(named),
      },
    },
  };
}
