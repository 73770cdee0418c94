import { InvalidArgumentError } from 'commander';
import type { Bounds } from '../model/bounds.ts';

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
