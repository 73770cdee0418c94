import type { CommandSpec } from './command.ts';

/** A command that is measured as a test, and what is run before and after it, in its directory; null: nothing. */
export interface CommandTest {
  /** Its time limit is that of the test. The directory is absolute. */
  readonly spec: Omit<CommandSpec, 'timeout' | 'cwd'> & { readonly cwd: string };
  /** Runs at most; how many there are at least are the processes of the test. */
  readonly mostRuns: number;
  /** What runs the lines below. */
  readonly shell: string;
  /** Before its first run. */
  readonly setup: string | null;
  /** Before each run. */
  readonly prepare: string | null;
  /** After each run. */
  readonly conclude: string | null;
  /** After its last run. */
  readonly cleanup: string | null;
}

/** What a parameter of a command can be, one test each: some values, or all from one number to another. */
export type ParameterValues =
  | readonly (string | number)[]
  | {
      /** The first value. */
      readonly from: number;
      /** The last one, where the steps meet it. */
      readonly to: number;
      /** From one to the next. Default 1. */
      readonly step?: number;
    };

/** What a test of a command may say about how it is run, measured and judged; all of it is optional. */
export interface CommandOptions {
  /** What runs the command: `'default'` (`sh`), `'none'` or false, or one of your own such as `'bash --norc'`. */
  readonly shell?: string | false;
  /** Runs that are not measured first. Default 1. */
  readonly warmup?: number;
  /** Exactly so many runs. */
  readonly runs?: number;
  /** Runs at least. Default 10. */
  readonly minRuns?: number;
  /** Runs at most; between the two, for about 3 seconds. Default 100. */
  readonly maxRuns?: number;
  /** A line for the shell, before the first run. */
  readonly setup?: string;
  /** A line for the shell, before each run. */
  readonly prepare?: string;
  /** A line for the shell, after each run. */
  readonly conclude?: string;
  /** A line for the shell, after the last run, also where one failed. */
  readonly cleanup?: string;
  /** Values of what stands in braces, as in `'sort {file}'`: a test for each combination. */
  readonly parameters?: Readonly<Record<string, ParameterValues>>;
  /** Exit codes that are no failure besides 0. */
  readonly ignoredExitCodes?: 'all' | readonly number[];
  /** File that it reads as its standard input. Default: nothing. */
  readonly input?: string;
  /** Variables of the environment besides those that there are. */
  readonly env?: Readonly<Record<string, string>>;
  /** Directory that it runs in. Default: that of the configuration, or where evenkeel runs. */
  readonly cwd?: string;
  /** Seconds after which a run is killed; in CI multiplied by the configuration's `ciTimeoutMultiplier`. Default 300. */
  readonly timeout?: number;
  /** Changes for the worse below this are never regressions, in percent. Default 2. */
  readonly tolerancePercent?: number;
  /** Widens the measured noise margin: 1.2 leaves it 20 % of head-room. Default 1.2. */
  readonly thresholdFactor?: number;
  /** The name that the baseline is stored under; keep it when you rename a test. Default: the test's name. */
  readonly baselineKey?: string;
}
