/** One field of the configuration. */
export interface Field<Value> {
  readonly default: Value;
  readonly accepts: (value: unknown) => boolean;
  /** What it accepts, after "must be". */
  readonly wants: string;
}

/** Ends of a range: `least` and `most` belong to it, `above` and `below` do not. */
export interface Range {
  readonly least?: number;
  readonly above?: number;
  readonly most?: number;
  readonly below?: number;
  /** What is counted. */
  readonly unit?: string;
}

/** A number within a range. */
export function number(byDefault: number, range: Range): Field<number> {
  const { least = Number.NEGATIVE_INFINITY, above = Number.NEGATIVE_INFINITY } = range;
  const { most = Number.POSITIVE_INFINITY, below = Number.POSITIVE_INFINITY } = range;
  return {
    default: byDefault,
    accepts: (value) => typeof value === 'number' && value >= least && value > above && value <= most && value < below,
    wants: `a number${range.unit ? ` of ${range.unit}` : ''} ${inWords(range)}`,
  };
}

/** A whole number of `least` or more. */
export function whole(byDefault: number, { least }: { readonly least: number }): Field<number> {
  return {
    default: byDefault,
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= least,
    wants: `a whole number of ${least} or more`,
  };
}

/** One of several words. */
export function anyOf<Word extends string>(byDefault: Word, words: readonly Word[]): Field<Word> {
  return {
    default: byDefault,
    accepts: (value) => words.includes(value as Word),
    wants: `one of ${words.map((word) => `'${word}'`).join(', ')}`,
  };
}

/** True or false. */
export function bool(byDefault: boolean): Field<boolean> {
  return { default: byDefault, accepts: (value) => typeof value === 'boolean', wants: 'true or false' };
}

/** A path. */
export function path(byDefault: string): Field<string> {
  const isPath = (value: unknown) => typeof value === 'string' && value.trim() !== '' && !value.includes('\0');
  return { default: byDefault, accepts: isPath, wants: 'a path' };
}

function inWords({ least, above, most, below }: Range): string {
  if (above !== undefined && below !== undefined) return `between ${above} and ${below}`;
  return above === undefined ? `from ${least} to ${most}` : `above ${above}, up to ${most}`;
}
