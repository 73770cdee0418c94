import { type Bounds, OPTION_BOUNDS } from '../model/bounds.ts';

/** The JSON schema (draft 7) of a field's values. */
export type ValueSchema = Readonly<Record<string, unknown>>;

/** One field of the configuration. */
export interface Field<Value> {
  readonly default: Value;
  /** What it does, for the documentation and for editors; Markdown without links. */
  readonly does: string;
  readonly accepts: (value: unknown) => boolean;
  /** What it accepts, after "must be". */
  readonly wants: string;
  /** The same as `accepts`, for editors. */
  readonly schema: ValueSchema;
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
export function number(does: string, byDefault: number, range: Range): Field<number> {
  const { least = Number.NEGATIVE_INFINITY, above = Number.NEGATIVE_INFINITY } = range;
  const { most = Number.POSITIVE_INFINITY, below = Number.POSITIVE_INFINITY } = range;
  return {
    default: byDefault,
    accepts: (value) => typeof value === 'number' && value >= least && value > above && value <= most && value < below,
    wants: `a number${range.unit ? ` of ${range.unit}` : ''} ${inWords(range)}`,
    does,
    schema: {
      type: 'number',
      ...(range.least !== undefined && { minimum: range.least }),
      ...(range.above !== undefined && { exclusiveMinimum: range.above }),
      ...(range.most !== undefined && { maximum: range.most }),
      ...(range.below !== undefined && { exclusiveMaximum: range.below }),
    },
  };
}

/** A whole number from `least` to `most`. */
export function whole(does: string, byDefault: number, { least, most }: Bounds): Field<number> {
  return {
    default: byDefault,
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
    wants: `a whole number from ${least} to ${most}`,
    does,
    schema: { type: 'integer', minimum: least, maximum: most },
  };
}

/** One of several words. */
export function anyOf<Word extends string>(does: string, byDefault: Word, words: readonly Word[]): Field<Word> {
  return {
    default: byDefault,
    accepts: (value) => words.includes(value as Word),
    wants: `one of ${words.map((word) => `'${word}'`).join(', ')}`,
    does,
    schema: { enum: words },
  };
}

/** True or false. */
export function bool(does: string, byDefault: boolean): Field<boolean> {
  return {
    default: byDefault,
    accepts: (value) => typeof value === 'boolean',
    wants: 'true or false',
    does,
    schema: { type: 'boolean' },
  };
}

const { most } = OPTION_BOUNDS.line;

// In characters, as JSON schemas count them.
function isShort(text: string): boolean {
  return text.length <= most || [...text].length <= most;
}

/** A path. */
export function path(does: string, byDefault: string): Field<string> {
  // A half of a surrogate pair cannot be written to a file.
  const isPath = (value: unknown) =>
    typeof value === 'string' &&
    value.trim() !== '' &&
    isShort(value) &&
    !value.includes('\0') &&
    !/\p{Cs}/u.test(value);
  const schema = { type: 'string', pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$', maxLength: most };
  return { default: byDefault, accepts: isPath, wants: 'a path', does, schema };
}

/** A text on one line, which may be empty. */
export function maybeText(does: string, wants: string): Field<string> {
  const isText = (value: unknown) => typeof value === 'string' && isShort(value) && !/[\r\n]|\p{Cs}/u.test(value);
  return {
    default: '',
    accepts: isText,
    wants,
    does,
    schema: { type: 'string', pattern: '^[^\\r\\n]*$', maxLength: most },
  };
}

function inWords({ least, above, most, below }: Range): string {
  if (above !== undefined && below !== undefined) return `between ${above} and ${below}`;
  return above === undefined ? `from ${least} to ${most}` : `above ${above}, up to ${most}`;
}
