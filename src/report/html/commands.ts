import { makeVisible } from '../../output/visible.ts';

/** What the commands for a test are made from. What is not said is that of its row. */
export interface Asked {
  /** Its exact name, where the row has another one. */
  readonly name?: string;
  /** What it is stored under, where that is not its name. */
  readonly key?: string;
  readonly isStored: boolean;
  /** Null where it is not known, so that nothing can be measured again. */
  readonly file: string | null;
  /** A commit to compare with. */
  readonly base?: string;
  readonly isRegression: boolean;
}

/** A command and what it is for. */
export interface Command {
  readonly purpose: string;
  readonly command: string;
}

/** The commands for a test: those that can be written. */
export function commandsOf(asked: Asked, nameOfRow: string): readonly Command[] {
  const { name = nameOfRow, key = name, isStored, file, base = 'main', isRegression } = asked;
  const measured = file === null ? [] : [file, ...option('--filter', name)];
  const all: readonly (readonly [wanted: boolean, purpose: string, command: string | null])[] = [
    [isStored && isRegression, 'Accept it as the new baseline', commandOf('baseline', 'accept', ...argument(key))],
    [
      file !== null,
      'Measure it again, with an explanation',
      commandOf('run', ...measured, ...option('--explain', name)),
    ],
    [file !== null, 'Compare with other code, in pairs', commandOf('compare', base, ...measured)],
    [isStored, 'List its stored runs', commandOf('baseline', 'show', ...argument(key))],
  ];
  return all.flatMap(([wanted, purpose, command]) => (wanted && command !== null ? [{ purpose, command }] : []));
}

// Longer ones are no command that a person copies.
const MOST_OF_ARGUMENT = 1000;
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * A command of evenkeel for a POSIX shell, in which nothing of an argument has a meaning. Null where an argument cannot be
 * seen for what it is, or be read.
 */
export function commandOf(...words: readonly string[]): string | null {
  if (words.some((word) => word.length > MOST_OF_ARGUMENT || makeVisible(word) !== word)) return null;
  return `npx evenkeel ${words.map(quoted).join(' ')}`;
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

// What begins with a dash would be taken for an option of its own.
function option(name: string, value: string): readonly string[] {
  return value.startsWith('-') ? [`${name}=${value}`] : [name, value];
}

function argument(value: string): readonly string[] {
  return value.startsWith('-') ? ['--', value] : [value];
}
