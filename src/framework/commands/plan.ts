import { UsageError } from '../../errors.ts';
import type { CommandOutput, CommandSpec } from '../../model/command.ts';
import {
  type Assignment,
  combinations,
  fillIn,
  listedParameter,
  nameWith,
  type Parameter,
  scannedParameter,
  withoutPlace,
} from '../../suite/commands/parameters.ts';
import { DEFAULT_SHELL, shellFor } from '../../suite/commands/shells.ts';
import { joinWords, splitWords } from '../../suite/commands/words.ts';
import type { PlannedCommand, TimingPlan } from './time-commands.ts';

/** What is asked of `evenkeel time`, as text where it is text to whoever asks. */
export interface TimingWish extends Pick<CommandSpec, 'cwd' | 'env' | 'input' | 'ignoredExitCodes'> {
  readonly output: CommandOutput;
  /** A shell, `default` or `none`; null: what suits how the commands are given. */
  readonly shell: string | null;
  readonly warmup?: number | undefined;
  readonly runs?: number | undefined;
  readonly minRuns?: number | undefined;
  readonly maxRuns?: number | undefined;
  readonly setup?: string | undefined;
  readonly prepare?: readonly string[] | undefined;
  readonly conclude?: readonly string[] | undefined;
  readonly cleanup?: string | undefined;
  /** A name, a first and a last value. */
  readonly parameterScan: readonly (readonly [name: string, least: string, most: string])[];
  readonly parameterStepSize?: string | undefined;
  /** A name, and its values with commas between them. */
  readonly parameterList: readonly (readonly [name: string, values: string])[];
  readonly commandName?: readonly string[] | undefined;
  readonly reference?: string | undefined;
  /** Seconds. */
  readonly timeout?: number | undefined;
}

const LEAST_RUNS = 10;
const MOST_RUNS = 100_000;
const TIMEOUT = 1800;
const MOST_COMMANDS = 1000;

/**
 * What `evenkeel time` is to do, from its words.
 * @param lines commands for the shell.
 * @param rest the words of one more command.
 * @throws UsageError where they do not fit together; nothing was run then.
 */
export function planTiming(
  lines: readonly string[],
  rest: readonly string[] | null,
  wish: TimingWish,
): Omit<TimingPlan, 'signal' | 'onRun'> {
  // First, because a parameter with a value too few takes a command for the missing one.
  const parameters = parametersOf(wish);
  const given = givenCommands(lines, rest, wish.shell);
  requirePlaces(parameters, given, wish);
  const assignments = combinations(parameters);
  const reference =
    wish.reference === undefined ? [] : [{ line: wish.reference, shell: shellOf(wish.shell), values: {} }];
  const all = given.flatMap(({ line, shell }) => assignments.map((values) => ({ line, shell, values })));
  const wanted: readonly Wanted[] = [...reference, ...all];
  if (wanted.length > MOST_COMMANDS) {
    throw new UsageError(
      `These are ${wanted.length} commands, with all combinations of parameters; ${MOST_COMMANDS} are the most.`,
    );
  }
  return {
    commands: wanted.map((each, i) => planned(each, { at: i, of: wanted.length }, wish)),
    warmUps: wish.warmup ?? 0,
    ...boundsOf(wish),
    output: wish.output,
    reference: wish.reference === undefined ? null : 0,
  };
}

interface Given {
  readonly line: string;
  readonly shell: string | false;
}

interface Wanted extends Given {
  readonly values: Assignment;
}

function givenCommands(
  lines: readonly string[],
  rest: readonly string[] | null,
  shell: string | null,
): readonly Given[] {
  const given: Given[] = lines.map((line) => ({ line, shell: shellOf(shell) }));
  if (rest !== null && rest.length > 0) given.push(commandOfWords(rest, shell));
  if (given.length === 0) {
    throw new UsageError("There is no command to time: give some, as in evenkeel time 'sleep 0.1', or one behind --.");
  }
  const empty = given.find(({ line }) => line.trim() === '');
  if (empty !== undefined) throw new UsageError('A command is empty: give a program, and its arguments.');
  return given;
}

/** A single word is a line; several are the words of a program, which needs no shell. */
function commandOfWords(words: readonly string[], shell: string | null): Given {
  if (words.length === 1) return { line: words[0]!, shell: shellOf(shell) };
  return { line: joinWords(words), shell: shell === null ? false : shellOf(shell) };
}

function shellOf(shell: string | null): string | false {
  if (shell === 'none') return false;
  return shell === null || shell === 'default' ? DEFAULT_SHELL : shell;
}

function parametersOf({ parameterScan, parameterStepSize, parameterList }: TimingWish): readonly Parameter[] {
  if (parameterStepSize !== undefined && parameterScan.length === 0) {
    throw new UsageError('-D is the step of a parameter that is scanned: give -P as well.');
  }
  return [
    ...parameterScan.map(([name, least, most]) => scannedParameter(name, least, most, parameterStepSize ?? '1')),
    ...parameterList.map(([name, values]) => listedParameter(name, values)),
  ];
}

function requirePlaces(parameters: readonly Parameter[], given: readonly Given[], wish: TimingWish): void {
  const { setup, prepare = [], conclude = [], cleanup, commandName = [] } = wish;
  const beside = [setup, cleanup].filter((text) => text !== undefined);
  const texts = [...given.map(({ line }) => line), ...prepare, ...conclude, ...beside, ...commandName];
  const [missing] = withoutPlace(parameters, texts);
  if (missing === undefined) return;
  throw new UsageError(
    `No command has a place for the parameter ${JSON.stringify(missing)}: write {${missing}} where its value belongs.`,
  );
}

function planned({ line, shell, values }: Wanted, place: Place, wish: TimingWish): PlannedCommand {
  const { setup, prepare, conclude, cleanup, commandName } = wish;
  const fill = (text: string | undefined) => (text === undefined ? null : fillIn(text, values));
  const command = fillIn(line, values);
  // Whoever gives a command that cannot be parted learns it before anything is run.
  if (shell === false) splitWords(command);
  return {
    name: fill(chosen('-n', commandName, place)) ?? nameWith(line, command, values),
    spec: {
      command,
      shell,
      cwd: wish.cwd,
      env: wish.env,
      input: wish.input,
      timeout: wish.timeout ?? TIMEOUT,
      ignoredExitCodes: wish.ignoredExitCodes,
    },
    parameters: values,
    shell: shellFor(wish.shell),
    setup: fill(setup),
    prepare: fill(chosen('--prepare', prepare, place)),
    conclude: fill(chosen('--conclude', conclude, place)),
    cleanup: fill(cleanup),
  };
}

/** Which command something is for. */
interface Place {
  readonly at: number;
  readonly of: number;
}

/** What is given once for all, or once for each command. */
function chosen(option: string, values: readonly string[] | undefined, { at, of }: Place): string | undefined {
  if (values === undefined) return undefined;
  if (values.length === of) return values[at];
  if (values.length === 1 && option !== '-n') return values[0];
  if (values.length === 1 && values[0]!.includes('{')) return values[0];
  const counts = `${option} is given ${values.length} times, and there are ${of} commands`;
  throw new UsageError(
    `${counts}: give it once for each, in their order${option === '-n' ? '' : ', or once for all'}.`,
  );
}

function boundsOf({ runs, minRuns, maxRuns }: TimingWish): Pick<TimingPlan, 'leastRuns' | 'mostRuns'> {
  if (runs !== undefined && (minRuns ?? maxRuns) !== undefined) {
    throw new UsageError('-r says exactly how many runs there are, so it cannot go with -m or -M.');
  }
  const mostRuns = runs ?? maxRuns ?? MOST_RUNS;
  const leastRuns = runs ?? minRuns ?? Math.min(LEAST_RUNS, mostRuns);
  if (leastRuns > mostRuns)
    throw new UsageError(`-m asks for ${leastRuns} runs at least, and -M for ${mostRuns} at most.`);
  return { leastRuns, mostRuns };
}
