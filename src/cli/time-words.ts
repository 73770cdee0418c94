import { CommanderError } from 'commander';

// How many values of their own each of these takes.
const SEVERAL: Readonly<
  Record<string, { readonly option: string; readonly values: number; readonly as: string } | undefined>
> = {
  '-P': { option: '--parameter-scan', values: 3, as: 'a name, a first and a last value' },
  '--parameter-scan': { option: '--parameter-scan', values: 3, as: 'a name, a first and a last value' },
  '-L': { option: '--parameter-list', values: 2, as: 'a name and its values with commas between them' },
  '--parameter-list': { option: '--parameter-list', values: 2, as: 'a name and its values with commas between them' },
};
const IGNORE = new Set(['-i', '--ignore-failure']);
/** What `--ignore-failure` takes: exit codes, or all of them. */
export const IGNORED = /^(?:all-non-zero|\d{1,3}(?:,\d{1,3})*)$/;

/** The words of `evenkeel time`, as Commander understands them. */
export interface TimeWords {
  /** Those before `--`. */
  readonly words: readonly string[];
  /** Those after it, which are one command; null where there is no `--`. */
  readonly rest: readonly string[] | null;
}

/**
 * Makes what Commander cannot be told into what it can: options with several values, and one whose value may be missing,
 * where what follows is a command then. What comes after `--` is set aside.
 * @throws CommanderError where an option has too few values.
 */
export function timeWords(given: readonly string[]): TimeWords {
  const end = given.indexOf('--');
  const before = end === -1 ? given : given.slice(0, end);
  const words: string[] = [];
  for (let at = 0; at < before.length; at++) {
    const word = before[at]!;
    const several = SEVERAL[word];
    if (several !== undefined) {
      const values = before.slice(at + 1, at + 1 + several.values);
      if (values.length < several.values) {
        throw new CommanderError(2, 'evenkeel.values', `error: ${word} takes ${several.as}`);
      }
      words.push(`${several.option}=${JSON.stringify(values)}`);
      at += several.values;
    } else if (IGNORE.has(word)) {
      const hasCodes = IGNORED.test(before[at + 1] ?? '');
      words.push(`--ignore-failure=${hasCodes ? before[++at]! : 'all-non-zero'}`);
    } else words.push(word);
  }
  return { words, rest: end === -1 ? null : given.slice(end + 1) };
}
