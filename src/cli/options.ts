import { InvalidArgumentError } from 'commander';
import type { Bounds } from '../model/bounds.ts';

/** The option of every command that reads the configuration. */
export const CONFIG_OPTION = ['--config <file>', 'configuration file (default: the nearest one upwards)'] as const;

/** The option of every command whose verdicts go by the configuration. */
export const CONFIG_FROM_OPTION = [
  '--config-from <ref>',
  'take the configuration of this git revision, such as origin/main, in place of the one here',
] as const;

/** A parser for an option that takes a whole number from 1 to `most`. */
export function numberOption({ most }: Pick<Bounds, 'most'>): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  };
}

/** A parser for an option that takes one of several words. */
export function wordOption<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((each) => each === text);
    if (word !== undefined) return word;
    throw new InvalidArgumentError(`It must be ${words.join(' or ')}.`);
  };
}
