import { OPTION_BOUNDS, RUN_BOUNDS } from '../../model/bounds.ts';
import type { CommandOptions, ParameterValues } from '../../model/command-test.ts';
import { TEST_OPTIONS } from '../../model/test-options.ts';
import { number, type Option, optionOf, type ValueSchema, whole } from '../../option.ts';

/** What counts where a command's declaration says nothing. */
export const COMMAND_DEFAULTS = { warmup: 1, minRuns: 10, maxRuns: 100, timeout: 300 } as const;

/** What there is to know of an option of a command. */
export type CommandOption = Pick<Option<unknown>, 'does' | 'accepts' | 'wants' | 'schema'> & {
  /** What counts where it is left out, in words. */
  readonly otherwise: string;
};

const { least, most } = OPTION_BOUNDS.line;
const isLine = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most && !value.includes('\0');
const lineSchema = { type: 'string', pattern: '\\S', maxLength: most };

/** A text that is run or is a path. */
function line(does: string, otherwise: string): CommandOption {
  return { does, otherwise, accepts: isLine, wants: 'a text that is not empty', schema: lineSchema };
}

function withDefault(option: Option<unknown>, otherwise: unknown = option.default): CommandOption {
  return { ...option, otherwise: String(otherwise) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isValues(value: unknown): value is ParameterValues {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every((one) => typeof one === 'string' || Number.isFinite(one));
  }
  if (!isRecord(value) || Object.keys(value).some((key) => !['from', 'to', 'step'].includes(key))) return false;
  const { from, to, step = 1 } = value;
  return [from, to, step].every(Number.isFinite);
}

const parameterSchema: ValueSchema = {
  oneOf: [
    { type: 'array', minItems: 1, items: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
    {
      type: 'object',
      additionalProperties: false,
      required: ['from', 'to'],
      properties: { from: { type: 'number' }, to: { type: 'number' }, step: { type: 'number', exclusiveMinimum: 0 } },
    },
  ],
};

const EXIT_CODES = { least: 0, most: 255 } as const;
const { duration, processes, tolerance } = OPTION_BOUNDS;
const runs = (does: string, byDefault: number) => whole(does, byDefault, processes);

/**
 * Every option of a command, once: what it accepts, and what it does. Checks, the keys of the configuration, its JSON schema
 * and the table in docs/commands.md follow from this table.
 */
export const COMMAND_OPTIONS: Readonly<Record<keyof CommandOptions, CommandOption>> = {
  shell: {
    does: "what runs the command: `'default'`, `'none'` (or false), or a shell of your own; its own time is taken off",
    otherwise: '`sh`; none for an array of words',
    accepts: (value) => value === false || isLine(value),
    wants: "the name of a shell, 'default', 'none' or false",
    schema: { oneOf: [lineSchema, { const: false }] },
  },
  warmup: withDefault(
    whole('runs that are not measured first', COMMAND_DEFAULTS.warmup, OPTION_BOUNDS.warmupIterations),
  ),
  runs: withDefault(runs('exactly so many runs', COMMAND_DEFAULTS.minRuns), '`minRuns` to `maxRuns`'),
  minRuns: withDefault(runs('runs at least', COMMAND_DEFAULTS.minRuns)),
  maxRuns: withDefault(
    runs('runs at most: between the two, as many as take about 3 seconds', COMMAND_DEFAULTS.maxRuns),
  ),
  setup: line('a line for the shell, before the first run', 'nothing'),
  prepare: line('a line for the shell, before each run', 'nothing'),
  conclude: line('a line for the shell, after each run', 'nothing'),
  cleanup: line('a line for the shell, after the last run, also where one failed', 'nothing'),
  parameters: {
    does: 'values of what stands in braces: a list, or `from`, `to` and `step`; a test for each combination',
    otherwise: 'none',
    accepts: (value) => isRecord(value) && Object.values(value).every(isValues),
    wants: 'an object, and each of its values a list of texts and numbers, or { from, to, step }',
    schema: { type: 'object', additionalProperties: parameterSchema },
  },
  ignoredExitCodes: {
    does: "exit codes that are no failure, or `'all'`",
    otherwise: 'none but 0',
    accepts: (value) =>
      value === 'all' || (Array.isArray(value) && value.every(whole('', EXIT_CODES.least, EXIT_CODES).accepts)),
    wants: "'all', or a list of whole numbers from 0 to 255",
    schema: {
      oneOf: [
        { const: 'all' },
        { type: 'array', items: { type: 'integer', minimum: EXIT_CODES.least, maximum: EXIT_CODES.most } },
      ],
    },
  },
  input: line('file that it reads as its standard input', 'nothing'),
  env: {
    does: 'variables of the environment, besides those that there are',
    otherwise: 'none',
    accepts: (value) =>
      isRecord(value) &&
      Object.entries(value).every(
        ([name, text]) => /^[^=\0]+$/.test(name) && typeof text === 'string' && !text.includes('\0'),
      ),
    wants: 'an object of texts by names of variables',
    schema: { type: 'object', additionalProperties: { type: 'string' } },
  },
  cwd: line('directory that it runs in', "the configuration's, or evenkeel's own"),
  timeout: withDefault(
    number(
      'time after which a run is killed, with all that it started; in CI multiplied by `ci_timeout_multiplier`',
      COMMAND_DEFAULTS.timeout,
      { above: duration.least, most: duration.most, unit: duration.unit },
    ),
  ),
  tolerancePercent: withDefault(
    number('changes for the worse below this are never regressions', TEST_OPTIONS.tolerancePercent.default, tolerance),
  ),
  thresholdFactor: withDefault(optionOf(TEST_OPTIONS.thresholdFactor)),
  baselineKey: { ...optionOf(TEST_OPTIONS.baselineKey), otherwise: TEST_OPTIONS.baselineKey.otherwise },
};

/** What the command itself can be. */
export const COMMAND_ITSELF: Pick<CommandOption, 'accepts' | 'wants' | 'schema'> = {
  accepts: (value) =>
    isLine(value) ||
    (Array.isArray(value) &&
      isLine(value[0]) &&
      value.every((word) => typeof word === 'string' && word.length >= least && word.length <= most)),
  wants: 'a line such as "python3 -m app", or a list of words that begins with a program',
  schema: { oneOf: [lineSchema, { type: 'array', minItems: 1, items: { type: 'string' } }] },
};

/** What a test's name can be. */
export const isCommandName = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= RUN_BOUNDS.name.most;
