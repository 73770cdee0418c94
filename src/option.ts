import { type Bounds, OPTION_BOUNDS } from './model/bounds.ts';
import type { Choice, FractionalNumber, OptionFacts, Range, Texts, WholeNumber, Words } from './model/test-options.ts';
import { nearestNames } from './nearest-names.ts';

/** The JSON schema (draft 7) of an option's values. */
export type ValueSchema = Readonly<Record<string, unknown>>;

/** One option of a test, or one field of the configuration. */
export interface Option<Value> {
  /** What counts where nobody says anything. */
  readonly default: Value;
  /** What it does, for the documentation and for editors; Markdown without links. */
  readonly does: string;
  /** Whether a value can be used. */
  readonly accepts: (value: unknown) => boolean;
  /** What it accepts, after "must be". */
  readonly wants: string;
  /** The same as `accepts`, for editors. */
  readonly schema: ValueSchema;
  /** A question about a value that it does not accept, for brackets; null where there is none. Default: none. */
  readonly hint?: (value: unknown) => string | null;
  /** How a value that it does not accept is shown, where it may hold what is secret. Default: as JSON. */
  readonly shows?: (value: unknown) => string;
}

/** The option that there are these facts of. */
export function optionOf(facts: WholeNumber | FractionalNumber): Option<number>;
export function optionOf<Word extends string>(facts: Choice<Word>): Option<Word>;
export function optionOf<Word extends string>(facts: Words<Word>): Option<readonly Word[]>;
export function optionOf(facts: OptionFacts): Option<unknown>;
export function optionOf(facts: OptionFacts): Option<unknown> {
  switch (facts.kind) {
    case 'whole':
      return whole(facts.does, facts.default, facts.bounds);
    case 'number':
      return number(facts.does, facts.default, facts.bounds);
    case 'choice':
      return anyOf(facts.does, facts.default, facts.words);
    case 'words':
      return someOf(facts);
    case 'texts':
      return texts(facts);
    case 'name':
      return name(facts.does, facts.bounds);
  }
}

/** A number within a range. */
export function number(does: string, byDefault: number, range: Range): Option<number> {
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
export function whole(does: string, byDefault: number, { least, most }: Bounds): Option<number> {
  return {
    default: byDefault,
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
    wants: `a whole number from ${least} to ${most}`,
    does,
    schema: { type: 'integer', minimum: least, maximum: most },
  };
}

/** One of several words. */
export function anyOf<Word extends string>(does: string, byDefault: Word, words: readonly Word[]): Option<Word> {
  return {
    default: byDefault,
    accepts: (value) => words.includes(value as Word),
    wants: `one of ${words.map((word) => `'${word}'`).join(', ')}`,
    does,
    schema: { enum: words },
  };
}

/** Several words, each once. */
function someOf<Word extends string>({ does, default: byDefault, words, of }: Words<Word>): Option<readonly Word[]> {
  const isWord = (each: unknown) => words.includes(each as Word);
  return {
    default: byDefault,
    accepts: (value) =>
      Array.isArray(value) && value.length > 0 && value.every(isWord) && new Set(value).size === value.length,
    wants: `a list of ${of}, each once: ${words.map((word) => `'${word}'`).join(', ')}`,
    does,
    schema: { type: 'array', items: { enum: words }, minItems: 1, uniqueItems: true },
    hint(value) {
      const unknown = Array.isArray(value)
        ? value.find((each) => typeof each === 'string' && !isWord(each))
        : undefined;
      const [nearest] = unknown === undefined ? [] : nearestNames(unknown, words);
      return nearest === undefined ? null : `did you mean '${nearest}'?`;
    },
  };
}

// More than anybody reads.
const MOST_TEXTS = 100;

/** Several texts. */
function texts({ does, default: byDefault, bounds, of }: Texts): Option<readonly string[]> {
  const isText = (each: unknown) => typeof each === 'string' && each.trim() !== '' && each.length <= bounds.most;
  return {
    default: byDefault,
    accepts: (value) => Array.isArray(value) && value.length <= MOST_TEXTS && value.every(isText),
    wants: `a list of ${of}`,
    does,
    schema: { type: 'array', items: { type: 'string', maxLength: bounds.most }, maxItems: MOST_TEXTS },
  };
}

/** True or false. */
export function bool(does: string, byDefault: boolean): Option<boolean> {
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

/** A name, which no option has to have. */
function name(does: string, bounds: Bounds): Option<string | null> {
  return {
    default: null,
    accepts: (value) => typeof value === 'string' && value.trim() !== '' && value.length <= bounds.most,
    wants: `a string that is not empty, of at most ${bounds.most} characters`,
    does,
    schema: { type: 'string', pattern: '\\S', maxLength: bounds.most },
  };
}

/** A path. */
export function path(does: string, byDefault: string): Option<string> {
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
export function maybeText(does: string, wants: string): Option<string> {
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
