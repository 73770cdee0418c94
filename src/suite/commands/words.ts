import { UsageError } from '../../errors.ts';

const SPACE = /[ \t]+/y;
/** Parts of a word, and what each stands for. */
const PARTS: readonly (readonly [pattern: RegExp, text: (part: string, command: string) => string])[] = [
  [/'[^']*'/y, (part) => part.slice(1, -1)],
  [/"(?:[^"\\]|\\[\s\S])*"/y, fromDoubleQuotes],
  [/\\[\s\S]/y, (part) => part[1]!],
  // All but what a shell would do something about; `#` and `~` mean something only where a word begins.
  [/[^\s'"\\|&;<>()$`*?[]/y, (part) => part],
];
const ONLY_AT_START = new Set('#~{!');

/**
 * The words of a command that is started without a shell, as POSIX sh parts plain words and quotes. What a shell would do more
 * about (a pipe, a variable, a pattern) is refused, because the program would get it as it is.
 * @throws UsageError where that is so, a quote is not closed, or there is no word.
 */
export function splitWords(command: string): readonly [program: string, ...args: string[]] {
  const words: string[] = [];
  let at = lengthAt(SPACE, command, 0);
  while (at < command.length) {
    const [word, end] = wordAt(command, at);
    words.push(word);
    at = end + lengthAt(SPACE, command, end);
  }
  const [program, ...args] = words;
  if (program === undefined) throw new UsageError('The command is empty: give a program, and its arguments.');
  if (/^\w+=/.test(program)) {
    throw new UsageError(
      `${JSON.stringify(program)} sets a variable, which is for a shell: use --env, or run it in a shell.`,
    );
  }
  return [program, ...args];
}

/** Words as one line that a shell, and {@link splitWords}, part into the same words. */
export function joinWords(words: readonly string[]): string {
  const isPlain = (word: string) => /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word);
  return words.map((word) => (isPlain(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

function wordAt(command: string, from: number): readonly [word: string, end: number] {
  if (ONLY_AT_START.has(command[from]!)) throw refusal(command, from);
  let word = '';
  let at = from;
  while (at < command.length && lengthAt(SPACE, command, at) === 0) {
    const found = PARTS.find(([pattern]) => lengthAt(pattern, command, at) > 0);
    if (found === undefined) throw refusal(command, at);
    const [pattern, textOf] = found;
    const end = at + lengthAt(pattern, command, at);
    word += textOf(command.slice(at, end), command);
    at = end;
  }
  return [word, at];
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function fromDoubleQuotes(part: string, command: string): string {
  const inside = part.slice(1, -1);
  // An escaped one is as it is.
  const special = /[$`]/.exec(inside.replace(/\\[\s\S]/g, ''));
  if (special !== null) throw needsShell(command, special[0]);
  return inside.replace(/\\([$`"\\])/g, '$1').replace(/\\\n/g, '');
}

function refusal(command: string, at: number): UsageError {
  const character = command[at]!;
  if (character !== "'" && character !== '"') return needsShell(command, character);
  return new UsageError(
    `A ${character} in ${JSON.stringify(command)} is not closed: close it, or write it as \\${character}.`,
  );
}

function needsShell(command: string, character: string): UsageError {
  return new UsageError(
    `${JSON.stringify(character)} in ${JSON.stringify(command)} means something to a shell, and there is none: run it in a shell (leave -N out), or put the word into single quotes where it is meant as it is.`,
  );
}
