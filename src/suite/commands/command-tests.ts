import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { UsageError } from '../../errors.ts';
import type { CommandOptions, CommandTest, ParameterValues } from '../../model/command-test.ts';
import type { TestDeclaration } from '../../model/suite.ts';
import { hintOfNames } from '../../nearest-names.ts';
import { COMMAND_DEFAULTS, COMMAND_ITSELF, COMMAND_OPTIONS } from './option-table.ts';
import {
  type Assignment,
  combinations,
  fillIn,
  nameWith,
  type Parameter,
  scannedParameter,
  withoutPlace,
} from './parameters.ts';
import { DEFAULT_SHELL, shellFor } from './shells.ts';
import { joinWords, splitWords } from './words.ts';

/** A command as somebody wrote it: nothing of it is believed yet. */
export interface WrittenCommand {
  readonly name: string;
  readonly command: unknown;
  readonly options: Readonly<Record<string, unknown>>;
}

/** How and where it was written. */
export interface WrittenIn {
  /** What its paths count from; absolute. */
  readonly directory: string;
  /** How an option is written: `minRuns`, or `min_runs`. */
  readonly nameOf: (option: keyof CommandOptions) => string;
  /** How the command itself is called. */
  readonly commandName: string;
  /** What else may stand beside the options, for what a misspelt one may have been meant to be. */
  readonly others: readonly string[];
}

/** What is wrong with a command. */
export interface CommandProblem {
  /** As it is written; null where the whole is meant. */
  readonly option: string | null;
  /** A sentence. */
  readonly message: string;
}

/** A test of a command, as it is declared. */
export type CommandDeclaration = TestDeclaration & { readonly kind: 'command'; readonly command: CommandTest };

const optionNames = Object.keys(COMMAND_OPTIONS) as readonly (keyof CommandOptions)[];

/** The tests that a command makes, one for each combination of its parameters, or what is wrong with it. */
export function commandTests(
  written: WrittenCommand,
  place: WrittenIn,
): { readonly tests: readonly CommandDeclaration[] } | { readonly problems: readonly CommandProblem[] } {
  const problems = [...problemsOfOptions(written, place)];
  if (!COMMAND_ITSELF.accepts(written.command)) {
    const message = `\`${place.commandName}\` must be ${COMMAND_ITSELF.wants}, not ${shown(written.command)}.`;
    problems.push({ option: place.commandName, message });
  }
  if (problems.length > 0) return { problems };
  try {
    return { tests: testsOf(written.name, written.command as string | readonly string[], written.options, place) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { problems: [{ option: null, message: error.message }] };
  }
}

function* problemsOfOptions(
  { options, command }: WrittenCommand,
  { nameOf, others }: WrittenIn,
): Generator<CommandProblem> {
  const written = new Map(optionNames.map((option) => [nameOf(option), option]));
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const option = written.get(key);
    if (option === undefined) {
      const hint = hintOfNames(key, [...others, ...written.keys()], 'options');
      yield { option: key, message: `there is no option ${JSON.stringify(key)} of a command; ${hint}` };
    } else if (!COMMAND_OPTIONS[option].accepts(value)) {
      yield { option: key, message: `\`${key}\` must be ${COMMAND_OPTIONS[option].wants}, not ${shown(value)}.` };
    }
  }
  const [runs, minRuns, maxRuns, shell] = (['runs', 'minRuns', 'maxRuns', 'shell'] as const).map(nameOf);
  if (options[runs!] !== undefined && (options[minRuns!] ?? options[maxRuns!]) !== undefined) {
    const message = `\`${runs}\` says exactly how many runs there are, so it cannot go with \`${minRuns}\` or \`${maxRuns}\`.`;
    yield { option: runs!, message };
  }
  const hasShell = ![undefined, false, 'none'].includes(options[shell!] as string);
  if (Array.isArray(command) && hasShell) {
    yield {
      option: shell!,
      message: `\`${shell}\` is for a command that is one line: a list of words is started without a shell. Write the command as one text.`,
    };
  }
}

function testsOf(
  name: string,
  command: string | readonly string[],
  written: Readonly<Record<string, unknown>>,
  { directory, nameOf }: WrittenIn,
): readonly CommandDeclaration[] {
  const options = Object.fromEntries(optionNames.map((option) => [option, written[nameOf(option)]])) as CommandOptions;
  const parameters = parametersOf(options.parameters ?? {}, nameOf('parameters'));
  const texts = [
    ...[name, ...[command].flat()],
    ...[options.setup, options.prepare, options.conclude, options.cleanup, options.input, options.cwd],
    ...Object.values(options.env ?? {}),
  ].filter((text) => text !== undefined);
  const [missing] = withoutPlace(parameters, texts);
  if (missing !== undefined) {
    throw new UsageError(
      `nothing has a place for the parameter ${JSON.stringify(missing)}: write {${missing}} where its value belongs.`,
    );
  }
  const bounds = boundsOf(options, nameOf);
  return combinations(parameters).map((values) => testOf(name, command, options, { values, directory, ...bounds }));
}

interface OneOfThem {
  readonly values: Assignment;
  readonly directory: string;
  readonly leastRuns: number;
  readonly mostRuns: number;
}

function testOf(
  name: string,
  command: string | readonly string[],
  options: CommandOptions,
  { values, directory, leastRuns, mostRuns }: OneOfThem,
): CommandDeclaration {
  const fill = (text: string) => fillIn(text, values);
  const maybe = (text: string | undefined) => (text === undefined ? null : fill(text));
  const isLine = typeof command === 'string';
  const line = isLine ? fill(command) : joinWords(command.map(fill));
  const shell = isLine ? ownShell(options.shell) : false;
  // Whoever writes a command that cannot be parted learns it before anything is run.
  if (shell === false) splitWords(line);
  const cwd = resolve(directory, fill(options.cwd ?? '.'));
  const { tolerancePercent, thresholdFactor, baselineKey, timeout, warmup, ignoredExitCodes = [] } = options;
  return {
    kind: 'command',
    name: nameWith(name, fill(name), values),
    options: {
      processes: leastRuns,
      warmupIterations: warmup ?? COMMAND_DEFAULTS.warmup,
      timeLimit: timeout ?? COMMAND_DEFAULTS.timeout,
      ...(tolerancePercent !== undefined && { tolerancePercent }),
      ...(thresholdFactor !== undefined && { thresholdFactor }),
      ...(baselineKey !== undefined && { baselineKey: nameWith(baselineKey, fill(baselineKey), values) }),
    },
    command: {
      spec: {
        command: line,
        shell,
        cwd,
        env: Object.fromEntries(Object.entries(options.env ?? {}).map(([key, text]) => [key, fill(text)])),
        input: options.input === undefined ? null : resolve(directory, fill(options.input)),
        ignoredExitCodes: ignoredExitCodes === 'all' ? ignoredExitCodes : [...ignoredExitCodes],
      },
      mostRuns,
      shell: shellFor(options.shell ?? null),
      setup: maybe(options.setup),
      prepare: maybe(options.prepare),
      conclude: maybe(options.conclude),
      cleanup: maybe(options.cleanup),
    },
  };
}

function ownShell(shell: string | false | undefined): string | false {
  if (shell === false || shell === 'none') return false;
  return shell === undefined || shell === 'default' ? DEFAULT_SHELL : shell;
}

function boundsOf({ runs, minRuns, maxRuns }: CommandOptions, nameOf: WrittenIn['nameOf']) {
  const mostRuns = runs ?? maxRuns ?? Math.max(COMMAND_DEFAULTS.maxRuns, minRuns ?? 0);
  const leastRuns = runs ?? minRuns ?? Math.min(COMMAND_DEFAULTS.minRuns, mostRuns);
  if (leastRuns <= mostRuns) return { leastRuns, mostRuns };
  throw new UsageError(
    `\`${nameOf('minRuns')}\` asks for ${leastRuns} runs at least, and \`${nameOf('maxRuns')}\` for ${mostRuns} at most.`,
  );
}

function parametersOf(given: Readonly<Record<string, ParameterValues>>, option: string): readonly Parameter[] {
  return Object.entries(given).map(([name, values]) => {
    if (Array.isArray(values)) return { name, values: values.map(String) };
    const { from, to, step = 1 } = values as Extract<ParameterValues, { from: number }>;
    const words = { given: `\`${option}\`: ${name} from ${from} to ${to}, in steps of ${step}`, stepName: '`step`' };
    return scannedParameter(name, String(from), String(to), String(step), words);
  });
}

function shown(value: unknown): string {
  return inspect(value, { maxStringLength: 200, maxArrayLength: 20, depth: 1 });
}
